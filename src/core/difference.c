/*
 * difference.c - the edits that make one text of another.
 *
 * What an edit replaces loses what an editor has tied to it: marks, fields, the cursor. So edits
 * are few and small: what two texts share at their ends and the longest run they share between
 * stays.
 */
#include "core/edits.h"

/* Longer texts are not searched for what they share between. */
#define SEARCH_BYTES 1024

/* A shorter run says nothing: every second title has a 的. */
#define RUN_BYTES 4

/* Whether a character goes on at byte `at`. */
static bool is_inside(gw_span text, size_t at) {
  return at < text.size && ((unsigned char)text.data[at] & 0xC0) == 0x80;
}

/* The bytes that both start with, in whole characters. */
static size_t same_start(gw_span old, gw_span new) {
  size_t least = old.size < new.size ? old.size : new.size;
  size_t same = 0;
  while (same < least && old.data[same] == new.data[same])
    same++;
  while (same > 0 && (is_inside(old, same) || is_inside(new, same)))
    same--;
  return same;
}

static size_t same_end(gw_span old, gw_span new) {
  size_t least = old.size < new.size ? old.size : new.size;
  size_t same = 0;
  while (same < least && old.data[old.size - 1 - same] == new.data[new.size - 1 - same])
    same++;
  while (same > 0 && is_inside(old, old.size - same))
    same--;
  return same;
}

/* A run that both texts hold. */
typedef struct run {
  size_t old;
  size_t new;
  size_t size;
} run;

/* The longest one, in whole characters; size 0 if none is long enough. */
static run longest_run(gw_span old, gw_span new) {
  uint16_t ends[SEARCH_BYTES + 1] = {0}; /* of the runs that end at old[i - 1] and at new[k - 1] */
  run best = {0, 0, 0};
  if (old.size > SEARCH_BYTES || new.size > SEARCH_BYTES)
    return best;
  for (size_t i = 1; i <= old.size; i++) {
    for (size_t k = new.size; k > 0; k--) {
      ends[k] = old.data[i - 1] == new.data[k - 1] ? (uint16_t)(ends[k - 1] + 1) : 0;
      if (ends[k] > best.size)
        best = (run){i - ends[k], k - ends[k], ends[k]};
    }
  }
  for (; best.size > 0 && is_inside(old, best.old); best.size--) {
    best.old++;
    best.new ++;
  }
  while (best.size > 0 && is_inside(old, best.old + best.size))
    best.size--;
  return best.size < RUN_BYTES ? (run){0, 0, 0} : best;
}

/* The place behind `text`, which starts at `start`. */
static gw_point behind(gw_point start, const char *text, size_t size) {
  for (size_t i = 0; i < size; i++) {
    start.column++;
    if (text[i] == '\n')
      start = (gw_point){start.line + 1, 0};
  }
  return start;
}

bool gw__edits_between(gw_point start, gw_span old, gw_span new, gw_edits *out) {
  if (old.size == 0 || new.size == 0)
    return old.size == new.size ||
           gw__edits_add(out, start, behind(start, old.data, old.size), new.data, new.size);
  size_t head = same_start(old, new);
  start = behind(start, old.data, head);
  old = (gw_span){old.data + head, old.size - head};
  new = (gw_span){new.data + head, new.size - head};
  size_t tail = same_end(old, new);
  old.size -= tail;
  new.size -= tail;
  run kept = longest_run(old, new);
  if (kept.size == 0)
    return (old.size == 0 && new.size == 0) ||
           gw__edits_add(out, start, behind(start, old.data, old.size), new.data, new.size);
  size_t end = kept.old + kept.size;
  gw_span old_rest = {old.data + end, old.size - end};
  gw_span new_rest = {new.data + kept.new + kept.size, new.size - kept.new - kept.size};
  return gw__edits_between(start, (gw_span){old.data, kept.old}, (gw_span){new.data, kept.new},
                           out) &&
         gw__edits_between(behind(start, old.data, end), old_rest, new_rest, out);
}
