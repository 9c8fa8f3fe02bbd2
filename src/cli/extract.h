/*
 * extract.h - a template file made of a document.
 *
 * The kind comes from the title, the title's years are left open (20XX). Each section under 一、 is
 * one of the file's, with the points below it; a point under （一） that has a text of its own can
 * be inserted alone as well. What else the document has - the lead before the first section, its
 * closing, enclosures, signature with date, annexes, and headings of other forms - stands as it is,
 * as sections without heading. Inserted whole, it is the document again, but for its years, blank
 * lines, the indentation that all of it has, and the writing of its ordinals.
 */
#ifndef GONGWEN_CLI_EXTRACT_H
#define GONGWEN_CLI_EXTRACT_H

#include "core/buffer.h"

#include <gongwen/gongwen.h>

/* A section of the file. Texts are clean: valid UTF-8 without control characters. */
typedef struct extract_section {
  char *name;
  char *description; /* "" for none */
  char *triggers[2]; /* NULL: none */
  unsigned level;
  char *body; /* as template files have it, $ and \ escaped */
  bool alone; /* a point of a section before, no part of the whole document */
} extract_section;

typedef struct extract {
  char *kind;
  char *title;   /* as bodies have it; "" for none */
  char *trigger; /* NULL: none */
  extract_section *sections;
  size_t count;
  size_t capacity;
  bool failed; /* memory ran out */
} extract;

/* `text` is UTF-8; `name` stands for the kind where the document has no title that tells one. Free
 * with extract_free() in any case; false when memory ran out. */
bool extract_document(extract *self, const char *text, size_t size, const char *name);
void extract_free(extract *self);

/* Appends the file in YAML; false when memory ran out. */
bool extract_yaml(const extract *self, gw__buffer *out);

#endif
