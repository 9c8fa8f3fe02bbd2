/*
 * match.h - from the end of a line to the trigger it ends in.
 *
 * The triggers stand in one array, each written backwards and sorted; reading the line backwards
 * narrows a range of that array byte by byte. A lookup costs the bytes of the longest trigger that
 * still fits, not the number of triggers, and takes no memory.
 */
#ifndef GONGWEN_LIBRARY_MATCH_H
#define GONGWEN_LIBRARY_MATCH_H

#include <stdbool.h>
#include <stddef.h>

/* A trigger, folded (full-width ASCII to its half-width twin) and backwards. */
typedef struct library__key {
  const unsigned char *bytes;
  size_t size;
  size_t entry;   /* whose trigger it is */
  size_t trigger; /* and which of that entry's */
} library__key;

typedef struct library__index {
  library__key *keys;
  size_t count;
} library__index;

/* Writes `text` folded and backwards to `out`, which has room for `size` bytes; returns the length.
 */
size_t library__fold(const char *text, size_t size, unsigned char *out);

/* Orders the keys: by bytes, then by entry. */
void library__index_sort(library__index *self);

/*
 * The key for the longest trigger that `before` ends in, NULL if there is none; *size gets the
 * bytes of `before` it takes. No two keys may be equal.
 */
const library__key *library__index_match(const library__index *self, const char *before,
                                         size_t length, size_t *size);

#endif
