/*
 * complete.h - from the start of a word to the triggers and names that go on with it.
 *
 * One sorted array holds every trigger, and every name from each of its characters on, so that a
 * part of a name is the start of one of them; a look-up is two binary searches.
 */
#ifndef GONGWEN_LIBRARY_COMPLETE_H
#define GONGWEN_LIBRARY_COMPLETE_H

#include "library/library.h"
#include "library/match.h"

/* A text to be found by its start, folded. */
typedef struct library__word {
  const char *bytes;
  uint32_t size;
  library_place place;
  library__target target;
  const char *trigger; /* the text that it is, "" for a name */
} library__word;

typedef struct library__lookup {
  library__word *words;
  size_t count;
} library__lookup;

/* Fills the look-up from the sections and kinds that count. */
void library__lookup_build(library *self);

#endif
