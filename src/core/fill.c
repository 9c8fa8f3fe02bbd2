/*
 * fill.c - filling the placeholders that share a field, all at once.
 */
#include <stdlib.h>
#include <string.h>

#include "core/edits.h"
#include "core/quotes.h"
#include "core/slots.h"

/* ---- the placeholders that have a field --------------------------------------------------------
 */

/* One of them, as the walk over the document comes to it. */
typedef struct place {
  gw_placeholder slot;
  gw_span line;
  gw_span name;
} place;

typedef struct walk {
  gw_document *document;
  gw_point from;
  gw__quotes quotes;
  size_t line; /* the one `quotes` is in */
} walk;

static walk start_walk(gw_document *document) {
  return (walk){.document = document, .line = SIZE_MAX};
}

/* The next placeholder that has a field and may be filled; false at the end. */
static bool next_place(walk *self, place *out) {
  while (gw_document_next_placeholder(self->document, self->from, &out->slot)) {
    const gw_placeholder *slot = &out->slot;
    size_t start;
    size_t end;
    self->from = (gw_point){slot->line, slot->column + slot->size};
    out->line = gw_document_line(self->document, slot->line);
    if (self->line != slot->line) {
      self->line = slot->line;
      self->quotes = (gw__quotes){.line = out->line.data, .size = out->line.size};
    }
    gw__slot local = {.column = (uint32_t)slot->column,
                      .size = (uint32_t)slot->size,
                      .slot = (uint8_t)slot->slot};
    if (!gw__slot_field(out->line.data, out->line.size, &local, &start, &end) ||
        gw__quotes_hold(&self->quotes, slot->column, slot->column + slot->size))
      continue;
    out->name = (gw_span){out->line.data + start, end - start};
    return true;
  }
  return false;
}

static int compare_spans(gw_span a, gw_span b) {
  size_t least = a.size < b.size ? a.size : b.size;
  int order = least ? memcmp(a.data, b.data, least) : 0;
  return order ? order : (a.size > b.size) - (a.size < b.size);
}

/* ---- listing -----------------------------------------------------------------------------------
 */

void gw_fields_free(gw_fields *self) {
  free(self->items);
  *self = (gw_fields){0};
}

static bool is_before(const gw_placeholder *a, const gw_placeholder *b) {
  return a->line != b->line ? a->line < b->line : a->column < b->column;
}

static int by_place(const void *a, const void *b) {
  const gw_field *x = a;
  const gw_field *y = b;
  return is_before(&x->first, &y->first) ? -1 : is_before(&y->first, &x->first);
}

static int by_name(const void *a, const void *b) {
  const gw_field *x = a;
  const gw_field *y = b;
  int order = compare_spans(x->name, y->name);
  return order ? order : by_place(a, b);
}

bool gw_document_fields(gw_document *self, gw_fields *out) {
  size_t capacity = 0;
  walk steps = start_walk(self);
  place found;
  *out = (gw_fields){0};
  while (next_place(&steps, &found)) {
    if (out->count == capacity) {
      capacity = capacity ? capacity * 2 : 16;
      gw_field *items = realloc(out->items, capacity * sizeof *items);
      if (!items) {
        gw_fields_free(out);
        return false;
      }
      out->items = items;
    }
    out->items[out->count++] = (gw_field){found.name, found.slot, 1};
  }
  if (out->count == 0)
    return true;
  qsort(out->items, out->count, sizeof *out->items, by_name);
  size_t kept = 0;
  for (size_t i = 1; i < out->count; i++) {
    if (compare_spans(out->items[i].name, out->items[kept].name) == 0)
      out->items[kept].count++;
    else
      out->items[++kept] = out->items[i];
  }
  out->count = kept + 1;
  qsort(out->items, out->count, sizeof *out->items, by_place);
  return true;
}

/* ---- filling -----------------------------------------------------------------------------------
 */

static const gw_filling *find_filling(const gw_filling *fillings, size_t count, gw_span name) {
  for (size_t i = 0; i < count; i++)
    if (compare_spans(fillings[i].name, name) == 0)
      return &fillings[i];
  return NULL;
}

/* What stands behind the placeholder and belongs to what it names: 党支部 of XX党支部. A year's 年
 * belongs to it even where it stands elsewhere: 20XX—20XX年. */
static gw_span tail_of(const place *self) {
  static const char year[] = "年";
  const char *behind = self->line.data + self->slot.column + self->slot.size;
  const char *name_end = self->name.data + self->name.size;
  if (self->slot.slot == GW_SLOT_YEAR)
    return (gw_span){year, sizeof year - 1};
  return (gw_span){behind, self->slot.slot == GW_SLOT_X ? (size_t)(name_end - behind) : 0};
}

/* The value as it goes in, without a tail that is there already. */
static gw_span fit(const place *self, gw_span value) {
  gw_span tail = tail_of(self);
  if (tail.size && value.size > tail.size &&
      memcmp(value.data + value.size - tail.size, tail.data, tail.size) == 0)
    value.size -= tail.size;
  return value;
}

bool gw_document_fill(gw_document *self, const gw_filling *fillings, size_t count,
                      gw_edits *edits) {
  size_t before = edits->count;
  walk steps = start_walk(self);
  place found;
  while (next_place(&steps, &found)) {
    const gw_filling *filling = find_filling(fillings, count, found.name);
    if (!filling || filling->value.size == 0 ||
        memchr(filling->value.data, '\n', filling->value.size))
      continue;
    gw_span value = fit(&found, filling->value);
    const gw_placeholder *slot = &found.slot;
    if (compare_spans(value, (gw_span){found.line.data + slot->column, slot->size}) == 0)
      continue;
    if (!gw__edits_add(edits, (gw_point){slot->line, slot->column},
                       (gw_point){slot->line, slot->column + slot->size}, value.data, value.size)) {
      gw__edits_truncate(edits, before);
      return false;
    }
  }
  return true;
}
