#include "library/match.h"

#include "library/library.h"

#include <stdlib.h>
#include <string.h>

size_t library__step_back(const char *text, size_t at, unsigned char *out) {
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

const char *library__twin(unsigned char ascii, char out[4]) {
  static const char space[] = "\xE3\x80\x80";
  if (ascii == ' ')
    return memcpy(out, space, sizeof space);
  if (ascii < '!' || ascii > '~')
    return NULL;
  bool first_half = ascii < '`';
  out[0] = '\xEF';
  out[1] = first_half ? '\xBC' : '\xBD';
  out[2] = (char)(first_half ? ascii - '!' + 0x81 : ascii - '`' + 0x80);
  out[3] = '\0';
  return out;
}

size_t library__fold(const char *text, size_t size, unsigned char *out) {
  size_t length = 0;
  for (size_t at = size, step; (step = library__step_back(text, at, &out[length])) != 0; at -= step)
    length++;
  return length;
}

static int compare_numbers(size_t left, size_t right) {
  return (left > right) - (left < right);
}

static int compare_words(const library__key *a, const library__key *b) {
  size_t common = a->size < b->size ? a->size : b->size;
  int order = memcmp(a->bytes, b->bytes, common);
  if (order == 0)
    order = compare_numbers(a->size, b->size);
  return order != 0 ? order : compare_numbers(a->kind, b->kind);
}

static int compare_keys(const void *left, const void *right) {
  const library__key *a = left;
  const library__key *b = right;
  int order = compare_words(a, b);
  if (order == 0)
    order = compare_numbers(a->rank, b->rank);
  if (order == 0)
    order = (int)a->adopted - (int)b->adopted;
  if (order == 0)
    order = (int)a->target.whole - (int)b->target.whole;
  if (order == 0) /* the order of loading */
    order = compare_numbers(a->target.number, b->target.number);
  return order != 0 ? order : compare_numbers(a->text, b->text);
}

void library__index_sort(library__index *self) {
  if (self->count > 1)
    qsort(self->keys, self->count, sizeof *self->keys, compare_keys);
}

bool library__same_key(const library__key *left, const library__key *right) {
  return compare_words(left, right) == 0;
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

bool library__is_boundary(unsigned char first, const char *text, size_t at) {
  unsigned char previous;
  if (!is_word(first) || library__step_back(text, at, &previous) == 0)
    return true;
  return !is_word(previous) && previous != '_';
}

bool library__is_line_start(const char *text, size_t at) {
  unsigned char byte;
  for (size_t step; (step = library__step_back(text, at, &byte)) != 0; at -= step)
    if (byte != ' ' && byte != '\t')
      return false;
  return true;
}

uint16_t library__place_of(const char *text, size_t at, unsigned level) {
  unsigned levels = level < LIBRARY_LEVELS ? 1u << level : LIBRARY_ALL_LEVELS;
  return (uint16_t)(library__is_line_start(text, at) ? levels : levels << LIBRARY_LEVELS);
}

uint16_t library__places(unsigned within, bool starts_line) {
  if (within == 0)
    within = LIBRARY_ALL_LEVELS;
  return (uint16_t)(starts_line ? within : within | within << LIBRARY_LEVELS);
}

/* The first key of this size and kind at or behind `first`, of keys that agree in `size` bytes. */
static size_t find_kind(const library__index *self, size_t first, size_t end, size_t size,
                        uint32_t kind) {
  while (first < end) {
    size_t middle = first + (end - first) / 2;
    const library__key *key = &self->keys[middle];
    if (key->size == size && key->kind < kind)
      first = middle + 1;
    else
      end = middle;
  }
  return first;
}

/* The key in [first, end) of this size and kind that counts in one of these places. */
static const library__key *choose(const library__index *self, size_t first, size_t end, size_t size,
                                  uint32_t kind, uint16_t places) {
  for (first = find_kind(self, first, end, size, kind);
       first < end && self->keys[first].size == size && self->keys[first].kind == kind; first++)
    if (self->keys[first].places & places)
      return &self->keys[first];
  return NULL;
}

const library__key *library__index_match(const library__index *self, const char *before,
                                         size_t length, uint32_t kind, unsigned level,
                                         size_t *size) {
  const library__key *best = NULL;
  size_t first = 0;
  size_t end = self->count;
  size_t at = length;
  unsigned char byte;
  for (size_t depth = 0, step; first < end && (step = library__step_back(before, at, &byte)) != 0;
       depth++) {
    at -= step;
    first = lower_bound(self->keys, first, end, depth, byte);
    end = lower_bound(self->keys, first, end, depth, byte + 1u);
    if (first == end || self->keys[first].size != depth + 1 ||
        !library__is_boundary(byte, before, at))
      continue;
    uint16_t places = library__place_of(before, at, level);
    const library__key *found = NULL;
    if (kind != 0)
      found = choose(self, first, end, depth + 1, kind, places);
    if (!found)
      found = choose(self, first, end, depth + 1, 0, places);
    if (found) {
      best = found;
      *size = length - at;
    }
  }
  return best;
}
