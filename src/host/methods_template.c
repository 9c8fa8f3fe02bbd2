/* Methods about the templates: expand, insert. */
#include "host/memory.h"
#include "host/methods.h"

#include <stdlib.h>
#include <string.h>

/*
 * Where the cursor goes after an insertion, and the size of the placeholder there (0: none). Only
 * the lines that the first edit makes are looked at: the others come later in the text, and
 * placeholders are a matter of one line.
 */
static bool first_slot(const gw_document *document, const gw_insertion *insertion, gw_point *place,
                       size_t *size) {
  const gw_edit *edit = &insertion->edits.items[0];
  gw_span head = gw_document_line(document, edit->start.line);
  head.size = edit->start.column < head.size ? edit->start.column : head.size;
  gw_span tail = gw_document_line(document, edit->end.line);
  size_t cut = edit->end.column < tail.size ? edit->end.column : tail.size;
  tail = (gw_span){tail.data + cut, tail.size - cut};

  size_t total = head.size + edit->text.size + tail.size;
  char *text = memory_resize(NULL, total, 1);
  if (head.size)
    memcpy(text, head.data, head.size);
  if (edit->text.size)
    memcpy(text + head.size, edit->text.data, edit->text.size);
  if (tail.size)
    memcpy(text + head.size + edit->text.size, tail.data, tail.size);
  gw_document *made = gw_document_parse(text, total);

  size_t cursor = head.size + insertion->first_slot;
  gw_point local = {0, 0};
  for (size_t i = 0; i < cursor; i++) {
    local.column++;
    if (text[i] == '\n')
      local = (gw_point){local.line + 1, 0};
  }
  free(text);
  if (!made)
    return false;
  *size = 0;
  /* One that reaches over the cursor began in the text before the insertion. */
  gw_placeholder slot;
  gw_point from = {local.line, 0};
  while (gw_document_next_placeholder(made, from, &slot) && slot.line == local.line &&
         slot.column <= local.column) {
    if (slot.column + slot.size > local.column) {
      local.column = slot.column;
      *size = slot.size;
      break;
    }
    from.column = slot.column + slot.size;
  }
  gw_document_free(made);
  *place = (gw_point){edit->start.line + local.line, local.column};
  return true;
}

/* Answers the insertion of a section in place of the bytes [start, end). */
static void answer_insertion(call *self, const library_section *section, gw_point start,
                             gw_point end) {
  gw_document *document = self->buffer->document;
  gw_template source = {.title = {section->name, strlen(section->name)},
                        .level = section->level,
                        .body = {section->body, strlen(section->body)}};
  gw_insertion insertion = {0};
  gw_point place = {0, 0};
  size_t size = 0;
  if (!gw_document_insertion(document, start, end, &source, &insertion) ||
      insertion.edits.count == 0 || !first_slot(document, &insertion, &place, &size)) {
    call_fail(self, TEXT_MEMORY, self->method);
  } else {
    fields_flag(&self->answer, "found", true);
    methods_put_edits(&self->answer, document, &insertion.edits);
    fields_number(&self->answer, "line", (int64_t)place.line);
    fields_number(&self->answer, "column", (int64_t)place.column);
    fields_number(&self->answer, "size", (int64_t)size);
    fields_text(&self->answer, "name", section->name);
  }
  gw_insertion_free(&insertion);
}

/* The kind of document that the title tells; NULL for none. */
static const library_kind *kind_of(call *self) {
  gw_document *document = self->buffer->document;
  gw_node node;
  char title[VIEW_TITLE_BYTES];
  if (!gw_document_node(document, 0, &node) || node.kind != GW_TITLE)
    return NULL;
  size_t size = view_title(document, &node, title, sizeof title);
  return library_kind_of_title(self->session->templates.loaded, title, size);
}

void method_expand(call *self) {
  gw_point end;
  if (!methods_read_place(self, &end))
    return;
  gw_document *document = self->buffer->document;
  gw_span before = gw_document_line(document, end.line);
  library_choice choice = {0};
  if (!gw_document_is_code(document, end.line))
    library_match(self->session->templates.loaded, before.data ? before.data : "", end.column,
                  kind_of(self), &choice);
  if (!choice.section) {
    fields_flag(&self->answer, "found", false);
    return;
  }
  gw_point start = {end.line, end.column - choice.size};
  answer_insertion(self, choice.section, start, end);
}

void method_insert(call *self) {
  gw_point place;
  gw_span name = params_text(&self->params, "name");
  if (!methods_read_place(self, &place))
    return;
  char *wanted = memory_text(name.data, name.size);
  library_choice choice;
  library_find(self->session->templates.loaded, wanted, kind_of(self), &choice);
  if (choice.section)
    answer_insertion(self, choice.section, place, place);
  else
    call_fail(self, TEXT_NO_SECTION, wanted);
  free(wanted);
}
