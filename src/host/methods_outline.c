/* Methods about the outline: outline_open, outline_close, cursor, fold, reveal. */
#include "host/methods.h"

#include <string.h>

static void push_row(fields *out, const view_row *row) {
  fields_push_list(out, 9);
  fields_push_number(out, row->id);
  fields_push_span(out, (gw_span){row->text, row->size});
  fields_push_number(out, (int64_t)row->indent);
  fields_push_number(out, (int64_t)row->ordinal);
  fields_push_number(out, row->level);
  fields_push_text(out, view_kind_name(row->kind));
  fields_push_number(out, (int64_t)row->left);
  fields_push_number(out, row->fold);
  fields_push_number(out, (int64_t)row->characters);
}

/* In several events if there are many: behind the first one, rows are only added. */
static void send_rows(session *self, const buffer *shown, view_change change, bool more) {
  do {
    fields rows;
    fields_init(&rows);
    size_t end = change.first;
    while (end < change.new_end && rows.bytes.size < self->type->event_bytes)
      push_row(&rows, rows_at(&shown->view.rows, end++));
    fields event;
    fields_init(&event);
    fields_number(&event, "buf", shown->number);
    fields_number(&event, "tick", shown->tick);
    fields_number(&event, "first", (int64_t)change.first);
    fields_number(&event, "old_end", change.old_end == SIZE_MAX ? -1 : (int64_t)change.old_end);
    fields_number(&event, "total", (int64_t)(change.total - (change.new_end - end)));
    fields_flag(&event, "more", more || end < change.new_end);
    fields_rows(&event, "rows", end - change.first, &rows);
    session_event(self, "rows", &event);
    fields_free(&event);
    fields_free(&rows);
    change.first = change.old_end = end;
  } while (change.first < change.new_end);
}

void outline_update(session *self, buffer *shown) {
  size_t count = view_refresh(&shown->view, shown->document);
  for (size_t i = 0; i < count; i++)
    send_rows(self, shown, shown->view.changes[i], i + 1 < count);
  fields event;
  fields_init(&event);
  fields_number(&event, "buf", shown->number);
  if (view_where(&shown->view, shown->document, &event))
    session_event(self, "where", &event);
  fields_free(&event);
}

void method_outline_open(call *self) {
  bool items = params_flag_or(&self->params, "items", false);
  bool characters = params_flag_or(&self->params, "characters", false);
  gw_span words = {NULL, 0};
  if (params_has(&self->params, "filter"))
    words = params_text(&self->params, "filter");
  if (!params_fine(&self->params))
    return;
  view_set_filter(&self->buffer->view, words);
  view_show(&self->buffer->view, items, characters);
  outline_update(self->session, self->buffer);
}

void method_outline_close(call *self) {
  view_hide(&self->buffer->view);
}

void method_outline_filter(call *self) {
  gw_span words = params_text(&self->params, "filter");
  if (params_fine(&self->params) && view_set_filter(&self->buffer->view, words))
    outline_update(self->session, self->buffer);
}

void method_cursor(call *self) {
  size_t line = params_size(&self->params, "line");
  if (!params_fine(&self->params))
    return;
  view_set_cursor(&self->buffer->view, line);
  outline_update(self->session, self->buffer);
}

static bool read_action(gw_span name, view_action *out) {
  static const char *const names[] = {
      [VIEW_TOGGLE] = "toggle",     [VIEW_DO_OPEN] = "open",        [VIEW_DO_CLOSE] = "close",
      [VIEW_OPEN_ALL] = "open_all", [VIEW_CLOSE_ALL] = "close_all",
  };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (strlen(names[i]) == name.size && memcmp(names[i], name.data, name.size) == 0) {
      *out = (view_action)i;
      return true;
    }
  }
  return false;
}

void method_fold(call *self) {
  parameters *params = &self->params;
  int64_t node = params_number(params, "node", 0);
  gw_span name = params_text(params, "action");
  view_action action = VIEW_TOGGLE;
  if (params_fine(params) && !read_action(name, &action))
    params_fault(params, "action", TEXT_WANTED_ACTION);
  if (!params_fine(params) || node > UINT32_MAX)
    return;
  view_set_fold(&self->buffer->view, self->buffer->document, (uint32_t)node, action);
  outline_update(self->session, self->buffer);
}

void method_reveal(call *self) {
  int64_t id = params_number(&self->params, "node", 1);
  if (!params_fine(&self->params))
    return;
  gw_document *document = self->buffer->document;
  size_t index = id <= UINT32_MAX ? gw_document_node_by_id(document, (uint32_t)id) : GW_NONE;
  gw_node node;
  if (index == GW_NONE || !gw_document_node(document, index, &node)) {
    call_fail(self, TEXT_NO_NODE);
    return;
  }
  fields_number(&self->answer, "line", (int64_t)node.line);
  fields_number(&self->answer, "column", (int64_t)node.column);
}
