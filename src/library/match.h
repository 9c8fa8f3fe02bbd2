/*
 * match.h - from the end of a text to the word it ends in.
 *
 * The words stand in one array, each written backwards and sorted; reading the text backwards
 * narrows a range of that array byte by byte. A lookup costs the bytes of the longest word that
 * still fits, not the number of words, and takes no memory.
 */
#ifndef GONGWEN_LIBRARY_MATCH_H
#define GONGWEN_LIBRARY_MATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a word leads to: a section, or a kind of document as a whole. */
typedef struct library__target {
  bool whole;
  size_t number; /* of the entry, or of the kind */
} library__target;

/* A word, folded (full-width ASCII to its half-width twin) and backwards. */
typedef struct library__key {
  const unsigned char *bytes;
  uint32_t size;
  uint32_t kind;   /* for documents of which kind: its number + 1; 0 for any */
  uint32_t rank;   /* of the directory */
  uint16_t places; /* where it counts, see library__place_of() */
  bool adopted;
  library__target target;
  size_t text; /* which text of the target it is */
} library__key;

typedef struct library__index {
  library__key *keys;
  size_t count;
} library__index;

/* Writes `text` folded and backwards to `out`, which has room for `size` bytes; returns the length.
 */
size_t library__fold(const char *text, size_t size, unsigned char *out);

/*
 * The last byte of text[0, at) after folding: full-width ASCII (U+FF01 to U+FF5E) and the
 * ideographic space count as their ASCII twins. Returns how many bytes it stands for, 0 at the
 * start. Words are valid UTF-8, so a match of bytes is a match of characters.
 */
size_t library__step_back(const char *text, size_t at, unsigned char *out);

/* The full-width twin of an ASCII character that has one, three bytes; NULL for another. What
 * library__step_back() takes for it. */
const char *library__twin(unsigned char ascii, char out[4]);

/* Whether a word that starts with `first` may stand right behind text[0, at). */
bool library__is_boundary(unsigned char first, const char *text, size_t at);

/* Whether there are nothing but blanks in text[0, at). */
bool library__is_line_start(const char *text, size_t at);

/*
 * A set of places, as bits: for each level (library.h) one for the start of a line, and one for the
 * rest of it. Those of a word that starts at text[at] below a heading of this level: one, or with
 * LIBRARY_ANY_LEVEL one for each level.
 */
uint16_t library__place_of(const char *text, size_t at, unsigned level);

/* The places where triggers of a section count that is `within` these levels (0: anywhere). */
uint16_t library__places(unsigned within, bool starts_line);

/* Orders the keys: by bytes, then by kind, and those by strength. */
void library__index_sort(library__index *self);

/* Whether the keys are the same word for the same kind of document. */
bool library__same_key(const library__key *left, const library__key *right);

/*
 * The key for the longest word that `before` ends in, NULL if there is none; *size gets the bytes
 * of `before` it takes. Of equal words the one for `kind` (as in the key) is preferred to that for
 * any. Of each word and kind there may be several keys: the strongest for each place.
 */
const library__key *library__index_match(const library__index *self, const char *before,
                                         size_t length, uint32_t kind, unsigned level,
                                         size_t *size);

#endif
