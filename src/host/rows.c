#include "host/rows.h"

#include "host/memory.h"

#include <stdlib.h>
#include <string.h>

static size_t gap_size(const view_rows *self) {
  return self->capacity - self->count;
}

void rows_free(view_rows *self) {
  for (size_t i = 0; i < self->count; i++)
    free(rows_at(self, i)->text);
  free(self->items);
  *self = (view_rows){0};
}

size_t rows_node(const view_rows *self, size_t index) {
  size_t node = rows_at(self, index)->node;
  return index < self->gap ? node : self->nodes - node;
}

size_t rows_find(const view_rows *self, size_t node) {
  size_t low = 0;
  size_t high = self->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (rows_node(self, middle) < node)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* Rows [first, first + count) come to the other side of the gap. */
static void renumber(view_rows *self, size_t first, size_t count) {
  for (size_t i = first; i < first + count; i++)
    self->items[i].node = self->nodes - self->items[i].node;
}

void rows_open(view_rows *self, size_t at, size_t nodes) {
  size_t gap = gap_size(self);
  if (at < self->gap) {
    size_t moved = self->gap - at;
    renumber(self, at, moved);
    memmove(self->items + at + gap, self->items + at, moved * sizeof *self->items);
  } else if (at > self->gap) {
    size_t moved = at - self->gap;
    renumber(self, self->gap + gap, moved);
    memmove(self->items + self->gap, self->items + self->gap + gap, moved * sizeof *self->items);
  }
  self->gap = at;
  self->nodes = nodes;
}

void rows_replace(view_rows *self, size_t old_count, const view_row *items, size_t count) {
  for (size_t i = 0; i < old_count; i++)
    free(rows_at(self, self->gap + i)->text);
  size_t behind = self->count - self->gap - old_count;
  self->count -= old_count;
  if (gap_size(self) < count) {
    size_t old_capacity = self->capacity;
    self->items =
        memory_grow(self->items, &self->capacity, self->count + count, sizeof *self->items);
    memmove(self->items + self->capacity - behind, self->items + old_capacity - behind,
            behind * sizeof *self->items);
  }
  if (count > 0)
    memcpy(self->items + self->gap, items, count * sizeof *items);
  self->gap += count;
  self->count += count;
}

bool row_equal(const view_row *a, const view_row *b) {
  return a->id == b->id && a->size == b->size && a->indent == b->indent &&
         a->ordinal == b->ordinal && a->left == b->left && a->characters == b->characters &&
         a->level == b->level && a->kind == b->kind && a->fold == b->fold &&
         memcmp(a->text, b->text, a->size) == 0;
}
