/*
 * buffer.h - text that grows. Start from `{0}`; free(buffer.data) at the end.
 *
 * Running out of memory sets `failed` once; later calls are no-ops, so it is checked once at the
 * end.
 */
#ifndef GONGWEN_CORE_BUFFER_H
#define GONGWEN_CORE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

typedef struct gw__buffer {
  char *data;
  size_t size;
  size_t capacity;
  bool failed;
} gw__buffer;

/* Makes room for `size` bytes behind the text; false when memory ran out, now or before. */
static inline bool gw__buffer_room(gw__buffer *self, size_t size) {
  if (!self->failed && self->capacity - self->size < size) {
    size_t capacity = (self->size + size) * 2 + 64;
    char *data = capacity > size ? realloc(self->data, capacity) : NULL;
    if (data) {
      self->data = data;
      self->capacity = capacity;
    } else {
      self->failed = true;
    }
  }
  return !self->failed;
}

/* Puts `size` bytes in at byte `at`. */
static inline void gw__buffer_insert(gw__buffer *self, size_t at, const char *text, size_t size) {
  if (size == 0 || !gw__buffer_room(self, size))
    return;
  memmove(self->data + at + size, self->data + at, self->size - at);
  memcpy(self->data + at, text, size);
  self->size += size;
}

static inline void gw__buffer_add(gw__buffer *self, const char *text, size_t size) {
  if (size > 0 && !self->failed && self->capacity - self->size >= size) {
    memcpy(self->data + self->size, text, size);
    self->size += size;
  } else {
    gw__buffer_insert(self, self->size, text, size);
  }
}

#endif
