#include "host/buffers.h"

#include "host/memory.h"

#include <stdlib.h>
#include <string.h>

static buffer *buffer_new(int64_t number) {
  buffer *self = memory_new(1, sizeof *self);
  self->number = number;
  self->document = gw_document_new();
  if (!self->document)
    memory_exhausted();
  view_init(&self->view);
  return self;
}

static void buffer_free(buffer *self) {
  view_free(&self->view);
  gw_document_free(self->document);
  free(self->path);
  free(self);
}

void buffers_free(buffers *self) {
  for (size_t i = 0; i < self->count; i++)
    buffer_free(self->items[i]);
  free(self->items);
  *self = (buffers){0};
}

buffer *buffers_find(const buffers *self, int64_t number) {
  for (size_t i = 0; i < self->count; i++) {
    if (self->items[i]->number == number)
      return self->items[i];
  }
  return NULL;
}

buffer *buffers_need(buffers *self, int64_t number) {
  buffer *found = buffers_find(self, number);
  if (found)
    return found;
  self->items = memory_grow(self->items, &self->capacity, self->count + 1, sizeof(buffer *));
  found = buffer_new(number);
  self->items[self->count++] = found;
  return found;
}

void buffers_remove(buffers *self, int64_t number) {
  for (size_t i = 0; i < self->count; i++) {
    if (self->items[i]->number == number) {
      buffer_free(self->items[i]);
      self->items[i] = self->items[--self->count];
      return;
    }
  }
}

static bool is_line(const buffer *self, size_t line, gw_span text) {
  gw_span present = gw_document_line(self->document, line);
  return present.size == text.size &&
         (text.size == 0 || memcmp(present.data, text.data, text.size) == 0);
}

void buffer_replace(buffer *self, size_t first, size_t old_end, const gw_span *lines,
                    size_t count) {
  while (first < old_end && count > 0 && is_line(self, first, lines[0])) {
    first++;
    lines++;
    count--;
  }
  while (first < old_end && count > 0 && is_line(self, old_end - 1, lines[count - 1])) {
    old_end--;
    count--;
  }
  if (first == old_end && count == 0)
    return;
  if (!gw_document_edit(self->document, first, old_end, lines, count))
    memory_exhausted();
  view_text_moved(&self->view, first, old_end, count);
}
