/* Methods about the text: jump, placeholders, headings, renumber, next_item. */
#include "host/memory.h"
#include "host/methods.h"

#include <stdlib.h>
#include <string.h>

/* ---- places and edits
 * ----------------------------------------------------------------------------------- */

/* The bytes [start, end) of a document as a list of lines. */
static void push_old_lines(fields *out, const gw_document *document, gw_point start, gw_point end) {
  fields_push_list(out, end.line - start.line + 1);
  for (size_t line = start.line; line <= end.line; line++) {
    gw_span text = gw_document_line(document, line);
    size_t from = line == start.line && start.column < text.size ? start.column : 0;
    if (line == start.line && start.column >= text.size)
      from = text.size;
    size_t to = line == end.line && end.column < text.size ? end.column : text.size;
    fields_push_span(out, (gw_span){text.data + from, to > from ? to - from : 0});
  }
}

static size_t count_breaks(gw_span text) {
  size_t count = 0;
  for (size_t i = 0; i < text.size; i++)
    count += text.data[i] == '\n';
  return count;
}

static void push_new_lines(fields *out, gw_span text) {
  fields_push_list(out, count_breaks(text) + 1);
  for (;;) {
    const char *stop = text.size ? memchr(text.data, '\n', text.size) : NULL;
    size_t size = stop ? (size_t)(stop - text.data) : text.size;
    fields_push_span(out, (gw_span){text.data, size});
    if (!stop)
      return;
    text = (gw_span){stop + 1, text.size - size - 1};
  }
}

void methods_put_edits(fields *out, const gw_document *document, const gw_edits *edits) {
  fields_list(out, "edits", edits->count);
  for (size_t i = 0; i < edits->count; i++) {
    const gw_edit *edit = &edits->items[i];
    fields_push_list(out, 6);
    fields_push_number(out, (int64_t)edit->start.line);
    fields_push_number(out, (int64_t)edit->start.column);
    fields_push_number(out, (int64_t)edit->end.line);
    fields_push_number(out, (int64_t)edit->end.column);
    push_old_lines(out, document, edit->start, edit->end);
    push_new_lines(out, edit->text);
  }
}

bool methods_read_place(call *self, gw_point *place) {
  place->line = params_size(&self->params, "line");
  place->column = params_size(&self->params, "column");
  if (!params_fine(&self->params))
    return false;
  if (place->line >= gw_document_line_count(self->buffer->document)) {
    call_fail(self, TEXT_PLACE, self->method, place->line);
    return false;
  }
  size_t size = gw_document_line(self->buffer->document, place->line).size;
  if (place->column > size)
    place->column = size;
  return true;
}

/* ---- placeholders ---------------------------------------------------------------------------- */

/* The placeholder to go to from `from`: the first that starts behind it (`here`: or at it), or the
 * last that starts before it and does not hold it. Past the ends of the text it goes on at the
 * other end and sets *wrapped. */
static bool next_slot(gw_document *document, gw_point from, bool forward, bool here,
                      gw_placeholder *slot, bool *wrapped) {
  if (forward) {
    if (gw_document_next_placeholder(document, (gw_point){from.line, from.column + !here}, slot))
      return true;
    *wrapped = true;
    return gw_document_next_placeholder(document, (gw_point){0, 0}, slot);
  }
  if (gw_document_previous_placeholder(document, from, slot)) {
    if (slot->line != from.line || slot->column + slot->size <= from.column)
      return true;
    gw_point start = {slot->line, slot->column};
    if (gw_document_previous_placeholder(document, start, slot))
      return true;
  }
  *wrapped = true;
  gw_point end = {gw_document_line_count(document), 0};
  return gw_document_previous_placeholder(document, end, slot);
}

void method_jump(call *self) {
  parameters *params = &self->params;
  gw_document *document = self->buffer->document;
  bool forward = params_either(params, "direction", 1, -1, TEXT_WANTED_DIRECTION) == 1;
  uint64_t steps = (uint64_t)params_number(params, "count", 1);
  bool here = params_flag_or(params, "here", false);
  gw_point place;
  if (!methods_read_place(self, &place))
    return;
  size_t left = gw_document_placeholder_count(document, 0, gw_document_line_count(document));
  bool wrapped = false;
  gw_placeholder slot;
  if (left == 0 || !next_slot(document, place, forward, here, &slot, &wrapped)) {
    fields_flag(&self->answer, "found", false);
    fields_number(&self->answer, "left", 0);
    return;
  }
  /* From one placeholder on, `left` steps lead back to it. */
  wrapped = wrapped || steps > left;
  for (uint64_t step = (steps - 1) % left; step > 0; step--) {
    if (!next_slot(document, (gw_point){slot.line, slot.column}, forward, false, &slot, &wrapped))
      break;
  }
  gw_span line = gw_document_line(document, slot.line);
  char field[FIELD_BYTES];
  gw_placeholder_field(document, &slot, field, sizeof field);
  fields_flag(&self->answer, "found", true);
  fields_number(&self->answer, "line", (int64_t)slot.line);
  fields_number(&self->answer, "column", (int64_t)slot.column);
  fields_number(&self->answer, "size", (int64_t)slot.size);
  fields_span(&self->answer, "text", (gw_span){line.data + slot.column, slot.size});
  fields_text(&self->answer, "field", field);
  fields_flag(&self->answer, "wrapped", wrapped);
  fields_number(&self->answer, "left", (int64_t)left);
}

void method_placeholders(call *self) {
  gw_document *document = self->buffer->document;
  fields rows;
  fields_init(&rows);
  size_t count = 0;
  gw_placeholder slot;
  for (gw_point from = {0, 0}; gw_document_next_placeholder(document, from, &slot); count++) {
    char field[FIELD_BYTES];
    gw_placeholder_field(document, &slot, field, sizeof field);
    gw_span line = gw_document_line(document, slot.line);
    fields_push_list(&rows, 4);
    fields_push_number(&rows, (int64_t)slot.line);
    fields_push_number(&rows, (int64_t)slot.column);
    fields_push_span(&rows, (gw_span){line.data + slot.column, slot.size});
    fields_push_text(&rows, field);
    from = (gw_point){slot.line, slot.column + 1};
  }
  fields_rows(&self->answer, "placeholders", count, &rows);
  fields_free(&rows);
}

/* ---- headings -------------------------------------------------------------------------------- */

/* The placeholders within the extent of an inline item. */
static size_t count_in_item(gw_document *document, const gw_node *item) {
  size_t count = 0;
  gw_placeholder slot;
  for (gw_point from = {item->line, item->column};
       gw_document_next_placeholder(document, from, &slot) && slot.line == item->line &&
       slot.column < item->end;
       count++)
    from.column = slot.column + 1;
  return count;
}

static void push_heading(fields *rows, gw_document *document, const gw_node *node, size_t left) {
  char title[VIEW_TITLE_BYTES];
  size_t size = view_title(document, node, title, sizeof title);
  char ordinal[128];
  gw_node_ordinal(node, ordinal, sizeof ordinal);
  fields_push_list(rows, 7);
  fields_push_number(rows, (int64_t)node->line);
  fields_push_number(rows, (int64_t)node->column);
  fields_push_text(rows, view_kind_name(node->kind));
  fields_push_number(rows, node->level);
  fields_push_text(rows, ordinal);
  fields_push_span(rows, (gw_span){title, size});
  fields_push_number(rows, (int64_t)left);
}

/* The inline items of lines [first, end). */
static size_t push_line_items(fields *rows, gw_document *document, size_t first, size_t end) {
  size_t pushed = 0;
  for (size_t line = first; line < end; line++) {
    gw_node few[16];
    size_t count = gw_document_line_items(document, line, few, 16);
    gw_node *items = few;
    if (count > 16) {
      items = memory_resize(NULL, count, sizeof *items);
      count = gw_document_line_items(document, line, items, count);
    }
    for (size_t i = 0; i < count; i++)
      push_heading(rows, document, &items[i], count_in_item(document, &items[i]));
    pushed += count;
    if (items != few)
      free(items);
  }
  return pushed;
}

void method_headings(call *self) {
  bool with_items = params_flag_or(&self->params, "items", false);
  if (!params_fine(&self->params))
    return;
  gw_document *document = self->buffer->document;
  size_t lines = gw_document_line_count(document);
  size_t total = gw_document_node_count(document);
  fields rows;
  fields_init(&rows);
  size_t count = 0;
  size_t line = 0; /* inline items were pushed up to here */
  for (size_t i = 0; i <= total; i++) {
    gw_node node = {.line = lines};
    bool is_node = i < total && gw_document_node(document, i, &node);
    if (with_items)
      count += push_line_items(&rows, document, line, node.line);
    line = node.line;
    if (!is_node || (node.kind == GW_ITEM && !with_items))
      continue;
    size_t end = gw_document_section_end(document, i);
    push_heading(&rows, document, &node, gw_document_placeholder_count(document, node.line, end));
    count++;
  }
  fields_rows(&self->answer, "headings", count, &rows);
  fields_free(&rows);
}

/* ---- size ------------------------------------------------------------------------------------ */

bool methods_section_at(gw_document *document, size_t line, size_t *first, size_t *end) {
  gw_node node;
  size_t index = gw_document_section_at(document, line, false);
  return gw_document_node(document, index, &node) && node.kind == GW_HEADING &&
         gw_document_section_lines(document, index, first, end);
}

static void put_count(call *self, const char *key, size_t first, size_t end) {
  gw_document *document = self->buffer->document;
  fields_list(&self->answer, key, 2);
  fields_push_number(&self->answer, (int64_t)gw_document_character_count(document, first, end));
  fields_push_number(&self->answer, (int64_t)gw_document_placeholder_count(document, first, end));
}

void method_count(call *self) {
  size_t first = params_size(&self->params, "first");
  size_t end = params_size(&self->params, "end");
  if (!params_fine(&self->params))
    return;
  gw_document *document = self->buffer->document;
  size_t start = 0;
  size_t behind = 0;
  bool inside = methods_section_at(document, first, &start, &behind);
  put_count(self, "whole", 0, gw_document_line_count(document));
  put_count(self, "range", first, end);
  put_count(self, "section", start, inside ? behind : start);
}

/* ---- numbers --------------------------------------------------------------------------------- */

void method_renumber(call *self) {
  gw_document *document = self->buffer->document;
  gw_edits edits = {0};
  bool all = !params_has(&self->params, "first") && !params_has(&self->params, "end");
  size_t first = all ? 0 : params_size(&self->params, "first");
  size_t end = all ? SIZE_MAX : params_size(&self->params, "end");
  if (!params_fine(&self->params))
    return;
  if (gw_document_renumber_lines(document, first, end, &edits) &&
      methods_put_outdated(&self->answer, document, &edits, NULL, 0))
    methods_put_edits(&self->answer, document, &edits);
  else
    call_fail(self, TEXT_MEMORY, self->method);
  gw_edits_free(&edits);
}

/* Where byte `at` of the text that an edit puts in comes to stand. */
static gw_point place_in(const gw_edit *edit, size_t at) {
  gw_point place = edit->start;
  for (size_t i = 0; i < at; i++) {
    place.column++;
    if (edit->text.data[i] == '\n')
      place = (gw_point){place.line + 1, 0};
  }
  return place;
}

void method_next_item(call *self) {
  gw_document *document = self->buffer->document;
  gw_insertion next;
  gw_point place;
  if (!methods_read_place(self, &place))
    return;
  if (!gw_document_next_item(document, place, &next)) {
    call_fail(self, TEXT_MEMORY, self->method);
    return;
  }
  fields_flag(&self->answer, "found", next.edits.count > 0);
  if (next.edits.count > 0) {
    gw_point cursor = place_in(&next.edits.items[0], next.first_slot);
    methods_put_edits(&self->answer, document, &next.edits);
    fields_number(&self->answer, "line", (int64_t)cursor.line);
    fields_number(&self->answer, "column", (int64_t)cursor.column);
  }
  gw_insertion_free(&next);
}
