/*
 * fields.c - questions about placeholders.
 *
 * Placeholders in the place of a label count only in some documents; which is asked of the whole
 * document's sums, so the answer is the same wherever one looks.
 */
#include "core/document.h"
#include "core/pieces.h"
#include "core/slots.h"

void gw__document_count(gw_document *self) {
  gw__document_resolve(self); /* it tells which lines are fenced code */
  if (self->tree.root.sums.of[GW__UNCOUNTED] == 0)
    return;
  self->near_set = false;
  gw__tree_count(&self->tree);
}

/* What counts in this document. */
static gw__measure measure_of(gw_document *self) {
  gw__document_count(self);
  const gw__sums *sums = &self->tree.root.sums;
  return gw__labels_are_slots(sums->of[GW__SLOTS], sums->of[GW__LABELS]) ? GW__SLOTS_AND_LABELS
                                                                         : GW__SLOTS;
}

static size_t count_line(const gw__leaf *leaf, size_t line, gw__measure measure) {
  gw__slot_count count = gw__leaf_shown(leaf, line, line + 1);
  return measure == GW__SLOTS ? count.slots : count.slots + count.labels;
}

/* How many there are before a line. */
static size_t count_before(const gw_document *self, size_t line, gw__measure measure) {
  gw__place place;
  if (!gw__document_place(self, line, &place))
    return gw__measure_of(&self->tree.root.sums, measure);
  gw__slot_count here = gw__leaf_shown(place.path.leaf, 0, place.line);
  size_t count = place.path.before[GW__SLOTS] + here.slots;
  if (measure == GW__SLOTS_AND_LABELS)
    count += place.path.before[GW__LABELS] + here.labels;
  return count;
}

/* The line with the placeholder of this rank. */
static bool place_of(const gw_document *self, size_t rank, gw__measure measure, gw__place *out) {
  if (!gw__tree_seek(&self->tree, measure, rank, &out->path))
    return false;
  rank -= out->path.before[GW__SLOTS];
  if (measure == GW__SLOTS_AND_LABELS)
    rank -= out->path.before[GW__LABELS];
  for (out->line = 0;; out->line++) {
    size_t here = count_line(out->path.leaf, out->line, measure);
    if (rank < here)
      return true;
    rank -= here;
  }
}

/* The first placeholder of a line at or behind a column. */
static bool first_in_line(gw_document *self, const gw__place *place, gw__measure measure,
                          size_t column, gw_placeholder *out) {
  gw_span text = gw__leaf_line(place->path.leaf, place->line);
  size_t line = place->path.before[GW__LINES] + place->line;
  gw__resume *resume = &self->resume;
  size_t from = resume->line == line && column > resume->column ? resume->from : 0;
  gw__slot slot;
  if (text.size >= UINT32_MAX)
    return false; /* not scanned: see gw__builder_add() */
  while (gw__next_slot(text.data, text.size, &from, &slot)) {
    if (slot.column < column || (slot.label && measure == GW__SLOTS))
      continue;
    *resume = (gw__resume){line, slot.column, from};
    *out = (gw_placeholder){line, slot.column, slot.size, (gw_slot)slot.slot};
    return true;
  }
  return false;
}

/* The last placeholder of a line before a column. */
static bool last_in_line(const gw__place *place, gw__measure measure, size_t column,
                         gw_placeholder *out) {
  gw_span text = gw__leaf_line(place->path.leaf, place->line);
  size_t line = place->path.before[GW__LINES] + place->line;
  bool found = false;
  gw__slot slot;
  if (text.size >= UINT32_MAX)
    return false;
  for (size_t from = 0;
       gw__next_slot(text.data, text.size, &from, &slot) && slot.column < column;) {
    if (slot.label && measure == GW__SLOTS)
      continue;
    *out = (gw_placeholder){line, slot.column, slot.size, (gw_slot)slot.slot};
    found = true;
  }
  return found;
}

size_t gw_document_placeholder_count(gw_document *self, size_t first, size_t end) {
  if (first >= end)
    return 0;
  gw__measure measure = measure_of(self);
  return count_before(self, end, measure) - count_before(self, first, measure);
}

/* The leaf is remembered: who asks for a placeholder mostly asks for the next one. */
static void remember(gw_document *self, const gw__path *path) {
  if (self->near_set && self->near.leaf == path->leaf)
    return;
  self->near = *path;
  self->near_set = true;
  self->near_rank = SIZE_MAX; /* of no node */
}

bool gw_document_next_placeholder(gw_document *self, gw_point from, gw_placeholder *out) {
  gw__measure measure = measure_of(self);
  gw__place place;
  if (!gw__document_place(self, from.line, &place))
    return false;
  remember(self, &place.path);
  for (size_t column = from.column; place.line < place.path.leaf->lines; place.line++, column = 0) {
    if (count_line(place.path.leaf, place.line, measure) > 0 &&
        first_in_line(self, &place, measure, column, out))
      return true;
  }
  size_t behind = place.path.before[GW__LINES] + place.line;
  if (!place_of(self, count_before(self, behind, measure), measure, &place))
    return false;
  remember(self, &place.path);
  return first_in_line(self, &place, measure, 0, out);
}

bool gw_document_previous_placeholder(gw_document *self, gw_point from, gw_placeholder *out) {
  gw__measure measure = measure_of(self);
  gw__place place;
  if (gw__document_place(self, from.line, &place) &&
      count_line(place.path.leaf, place.line, measure) > 0 &&
      last_in_line(&place, measure, from.column, out))
    return true;
  size_t before = count_before(self, from.line, measure);
  return before > 0 && place_of(self, before - 1, measure, &place) &&
         last_in_line(&place, measure, SIZE_MAX, out);
}

size_t gw_placeholder_field(const gw_document *self, const gw_placeholder *placeholder,
                            char *buffer, size_t capacity) {
  gw__sink sink = {.capacity = capacity};
  sink.buffer = buffer;
  gw_span line = gw_document_line(self, placeholder->line);
  if (placeholder->column <= line.size && placeholder->size <= line.size - placeholder->column &&
      line.size < UINT32_MAX) {
    gw__slot slot = {.column = (uint32_t)placeholder->column,
                     .size = (uint32_t)placeholder->size,
                     .slot = (uint8_t)placeholder->slot};
    size_t start;
    size_t end;
    if (gw__slot_field(line.data, line.size, &slot, &start, &end))
      gw__sink_put(&sink, (gw_span){line.data + start, end - start});
  }
  return gw__sink_end(&sink);
}
