/* Methods about filling placeholders: fields, fill, fill_date, generalize, values. */
#include "core/document.h"
#include "core/slots.h"
#include "host/memory.h"
#include "host/methods.h"
#include "library/values.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void method_field(call *self) {
  gw_span text = params_text(&self->params, "text");
  size_t column = params_size(&self->params, "column");
  size_t size = params_size(&self->params, "size");
  if (!params_fine(&self->params))
    return;
  char field[FIELD_BYTES];
  gw__sink sink = {.capacity = sizeof field};
  sink.buffer = field;
  gw__slot slot;
  for (size_t from = 0;
       text.size < UINT32_MAX && gw__next_slot(text.data, text.size, &from, &slot);) {
    size_t start;
    size_t end;
    if (slot.column == column && slot.size == size &&
        gw__slot_field(text.data, text.size, &slot, &start, &end))
      gw__sink_put(&sink, (gw_span){text.data + start, end - start});
  }
  gw__sink_end(&sink);
  fields_text(&self->answer, "field", field);
}

void method_fields(call *self) {
  gw_fields list;
  if (!gw_document_fields(self->buffer->document, &list)) {
    call_fail(self, TEXT_MEMORY, self->method);
    return;
  }
  fields_list(&self->answer, "fields", list.count);
  for (size_t i = 0; i < list.count; i++) {
    const gw_field *field = &list.items[i];
    fields_push_list(&self->answer, 5);
    fields_push_span(&self->answer, field->name);
    fields_push_number(&self->answer, (int64_t)field->count);
    fields_push_number(&self->answer, (int64_t)field->first.line);
    fields_push_number(&self->answer, (int64_t)field->first.column);
    fields_push_number(&self->answer, (int64_t)field->first.size);
  }
  gw_fields_free(&list);
}

/* Answers with edits, or that memory ran out. */
static void answer_edits(call *self, bool done, gw_edits *edits) {
  if (done)
    methods_put_edits(&self->answer, self->buffer->document, edits);
  else
    call_fail(self, TEXT_MEMORY, self->method);
  gw_edits_free(edits);
}

/* How many edits are not in the section of a line; above the first heading is a section, too. */
static size_t count_elsewhere(gw_document *document, size_t line, const gw_edits *edits) {
  size_t first = 0;
  size_t end = gw_document_line_count(document);
  gw_node node;
  if (!methods_section_at(document, line, &first, &end)) {
    first = 0;
    for (size_t i = 0; gw_document_node(document, i, &node); i++) {
      if (node.kind == GW_HEADING) {
        end = node.line;
        break;
      }
    }
  }
  size_t count = 0;
  for (size_t i = 0; i < edits->count; i++)
    count += edits->items[i].start.line < first || edits->items[i].start.line >= end;
  return count;
}

void method_fill(call *self) {
  size_t count = 0;
  size_t value_count = 0;
  gw_span *names = params_texts(&self->params, "names", TEXT_WANTED_TEXTS, &count);
  gw_span *texts = params_texts(&self->params, "values", TEXT_WANTED_LINES, &value_count);
  bool from = params_has(&self->params, "line");
  size_t line = from ? params_size(&self->params, "line") : 0;
  if (params_fine(&self->params) && count != value_count)
    params_fault(&self->params, "values", TEXT_WANTED_AS_MANY);
  if (params_fine(&self->params)) {
    gw_filling *fillings = memory_new(count, sizeof *fillings);
    for (size_t i = 0; i < count; i++)
      fillings[i] = (gw_filling){names[i], texts[i]};
    gw_edits edits = {0};
    bool done = gw_document_fill(self->buffer->document, fillings, count, &edits);
    if (done && from)
      fields_number(&self->answer, "elsewhere",
                    (int64_t)count_elsewhere(self->buffer->document, line, &edits));
    answer_edits(self, done, &edits);
    free(fillings);
  }
  free(names);
  free(texts);
}

void method_fill_date(call *self) {
  gw_point place;
  int64_t year = params_number(&self->params, "year", 1);
  int64_t month = params_number(&self->params, "month", 1);
  int64_t day = params_number(&self->params, "day", 1);
  gw_edits edits = {0};
  if (methods_read_place(self, &place))
    answer_edits(self,
                 gw_document_fill_date(self->buffer->document, place, (unsigned)(year % 10000),
                                       (unsigned)(month % 100), (unsigned)(day % 100), &edits),
                 &edits);
}

void method_generalize(call *self) {
  int64_t year = params_number(&self->params, "year", 0);
  gw_edits edits = {0};
  if (params_fine(&self->params))
    answer_edits(
        self,
        gw_document_generalize(self->buffer->document, year <= 9999 ? (unsigned)year : 0, &edits),
        &edits);
}

static void put_values(call *self, const values *from) {
  fields_list(&self->answer, "values", values_count(from));
  for (size_t i = 0; i < values_count(from); i++) {
    const values_entry *entry = values_get(from, i);
    fields_push_list(&self->answer, 4);
    fields_push_text(&self->answer, entry->name);
    fields_push_text(&self->answer, entry->value);
    fields_push_text(&self->answer, entry->file);
    fields_push_number(&self->answer, (int64_t)entry->line);
  }
  size_t problems = values_problem_count(from);
  fields_list(&self->answer, "problems", problems);
  for (size_t i = 0; i < problems; i++)
    methods_push_problem(&self->answer, values_get_problem(from, i), self->session->language);
}

void method_values(call *self) {
  size_t count = 0;
  gw_span *files = params_texts(&self->params, "files", TEXT_WANTED_TEXTS, &count);
  if (params_fine(&self->params)) {
    char **paths = memory_new(count, sizeof *paths);
    for (size_t i = 0; i < count; i++)
      paths[i] = memory_text(files[i].data, files[i].size);
    values *from = values_load((const char *const *)paths, count, false);
    if (from)
      put_values(self, from);
    else
      call_fail(self, TEXT_MEMORY, self->method);
    values_free(from);
    for (size_t i = 0; i < count; i++)
      free(paths[i]);
    free(paths);
  }
  free(files);
}
