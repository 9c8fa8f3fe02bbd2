/* Methods about highlighting placeholders: marks_open, marks_close. */
#include "host/methods.h"

void marks_send(session *self, const buffer *marked, marks_range range) {
  do {
    fields event;
    fields_init(&event);
    fields_number(&event, "buf", marked->number);
    fields_number(&event, "tick", marked->tick);
    range.first = marks_put(marked, range, self->type->event_bytes, &event);
    session_event(self, "marks", &event);
    fields_free(&event);
  } while (range.first < range.end);
}

void method_marks_open(call *self) {
  buffer *marked = self->buffer;
  marked->marked = true;
  marks_send(self->session, marked, (marks_range){0, gw_document_line_count(marked->document)});
}

void method_marks_close(call *self) {
  self->buffer->marked = false;
}
