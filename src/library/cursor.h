/*
 * cursor.h - from byte offsets of a file to lines and columns.
 *
 * Going forward costs the bytes in between; going back starts over.
 */
#ifndef GONGWEN_LIBRARY_CURSOR_H
#define GONGWEN_LIBRARY_CURSOR_H

#include "library/store.h"

/* Start from {.text = …, .size = …}. */
typedef struct cursor {
  const char *text;
  size_t size;
  size_t offset;
  size_t line; /* from 0 */
  size_t line_start;
} cursor;

static inline void cursor_rewind(cursor *self) {
  self->offset = self->line = self->line_start = 0;
}

/* Moves on by one byte; lines end at LF, as editors count them. */
static inline void cursor_step(cursor *self) {
  if (self->text[self->offset] == '\n') {
    self->line++;
    self->line_start = self->offset + 1;
  }
  self->offset++;
}

/* Moves to a byte, the end of the text at most. */
static inline void cursor_to(cursor *self, size_t offset) {
  if (offset < self->offset)
    cursor_rewind(self);
  while (self->offset < offset && self->offset < self->size)
    cursor_step(self);
}

static inline library__position cursor_position(const cursor *self) {
  return (library__position){self->line + 1, self->offset - self->line_start + 1};
}

#endif
