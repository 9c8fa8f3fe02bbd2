#include "library/match.h"

#include <stdlib.h>
#include <string.h>

/*
 * The last byte of text[0, at) after folding: full-width ASCII (U+FF01 to U+FF5E) and the
 * ideographic space count as their ASCII twins. Returns how many bytes it stands for, 0 at the
 * start. Triggers are valid UTF-8, so a match of bytes is a match of characters.
 */
static size_t step_back(const char *text, size_t at, unsigned char *out) {
  if (at == 0)
    return 0;
  const unsigned char *end = (const unsigned char *)text + at;
  *out = end[-1];
  if (at >= 3 && end[-3] == 0xEF && end[-2] == 0xBC && end[-1] >= 0x81 && end[-1] <= 0xBF) {
    *out = (unsigned char)(end[-1] - 0x81 + '!');
    return 3;
  }
  if (at >= 3 && end[-3] == 0xEF && end[-2] == 0xBD && end[-1] >= 0x80 && end[-1] <= 0x9E) {
    *out = (unsigned char)(end[-1] - 0x80 + '`');
    return 3;
  }
  if (at >= 3 && end[-3] == 0xE3 && end[-2] == 0x80 && end[-1] == 0x80) {
    *out = ' ';
    return 3;
  }
  return 1;
}

size_t library__fold(const char *text, size_t size, unsigned char *out) {
  size_t length = 0;
  for (size_t at = size, step; (step = step_back(text, at, &out[length])) != 0; at -= step)
    length++;
  return length;
}

static int compare_keys(const void *left, const void *right) {
  const library__key *a = left;
  const library__key *b = right;
  size_t common = a->size < b->size ? a->size : b->size;
  int order = memcmp(a->bytes, b->bytes, common);
  if (order != 0)
    return order;
  if (a->size != b->size)
    return a->size < b->size ? -1 : 1;
  if (a->entry != b->entry)
    return a->entry < b->entry ? -1 : 1;
  return (a->trigger > b->trigger) - (a->trigger < b->trigger);
}

void library__index_sort(library__index *self) {
  if (self->count > 1)
    qsort(self->keys, self->count, sizeof *self->keys, compare_keys);
}

/* The first key in [first, end) that is longer than `depth` and has at least `byte` there. All keys
 * of the range agree in their first `depth` bytes. */
static size_t lower_bound(const library__key *keys, size_t first, size_t end, size_t depth,
                          unsigned byte) {
  while (first < end) {
    size_t middle = first + (end - first) / 2;
    if (keys[middle].size <= depth || keys[middle].bytes[depth] < byte)
      first = middle + 1;
    else
      end = middle;
  }
  return first;
}

static bool is_word(unsigned char byte) {
  return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
         (byte >= 'a' && byte <= 'z');
}

/* Whether a trigger that starts with `first` may stand right behind text[0, at). */
static bool is_boundary(unsigned char first, const char *text, size_t at) {
  unsigned char previous;
  if (!is_word(first) || step_back(text, at, &previous) == 0)
    return true;
  return !is_word(previous) && previous != '_';
}

const library__key *library__index_match(const library__index *self, const char *before,
                                         size_t length, size_t *size) {
  const library__key *best = NULL;
  size_t first = 0;
  size_t end = self->count;
  size_t at = length;
  unsigned char byte;
  for (size_t depth = 0, step; first < end && (step = step_back(before, at, &byte)) != 0; depth++) {
    at -= step;
    first = lower_bound(self->keys, first, end, depth, byte);
    end = lower_bound(self->keys, first, end, depth, byte + 1u);
    if (first < end && self->keys[first].size == depth + 1 && is_boundary(byte, before, at)) {
      best = &self->keys[first];
      *size = length - at;
    }
  }
  return best;
}
