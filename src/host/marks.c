#include "host/marks.h"

#include "host/memory.h"

#include <stdlib.h>
#include <string.h>

/* Whether a line may open or close fenced code. Asking once too often costs no more than time. */
static bool may_fence(gw_span line) {
  return (line.size >= 3 && memchr(line.data, '`', line.size)) ||
         (line.size >= 3 && memchr(line.data, '~', line.size));
}

static bool has_fence(const gw_document *document, size_t first, size_t end) {
  for (size_t line = first; line < end; line++)
    if (may_fence(gw_document_line(document, line)))
      return true;
  return false;
}

marks_elsewhere marks_before(const buffer *self, size_t first, size_t old_end) {
  gw_document *document = self->document;
  size_t lines = gw_document_line_count(document);
  return (marks_elsewhere){.above = gw_document_placeholder_count(document, 0, first),
                           .below = gw_document_placeholder_count(document, old_end, lines),
                           .here = gw_document_placeholder_count(document, first, old_end) > 0,
                           .fence = has_fence(document, first, old_end)};
}

bool marks_after(const buffer *self, const marks_elsewhere *before, size_t first, size_t count,
                 marks_range *out) {
  gw_document *document = self->document;
  size_t lines = gw_document_line_count(document);
  size_t end = first + count < lines ? first + count : lines;
  if (before->fence || has_fence(document, first, end) ||
      gw_document_placeholder_count(document, 0, first) != before->above ||
      gw_document_placeholder_count(document, end, lines) != before->below) {
    *out = (marks_range){0, lines};
    return true;
  }
  *out = (marks_range){first - (first > 0), end + (end < lines)};
  return before->here || gw_document_placeholder_count(document, first, end) > 0;
}

size_t marks_put(const buffer *self, marks_range range, size_t most, fields *out) {
  gw_document *document = self->document;
  fields rows;
  fields_init(&rows);
  size_t count = 0;
  size_t line = range.first; /* of the last that was put there */
  gw_placeholder slot;
  for (gw_point from = {range.first, 0};
       gw_document_next_placeholder(document, from, &slot) && slot.line < range.end;
       from = (gw_point){slot.line, slot.column + slot.size}) {
    if (rows.bytes.size >= most && slot.line > line) {
      range.end = slot.line;
      break;
    }
    line = slot.line;
    fields_push_list(&rows, 3);
    fields_push_number(&rows, (int64_t)slot.line);
    fields_push_number(&rows, (int64_t)slot.column);
    fields_push_number(&rows, (int64_t)slot.size);
    count++;
  }
  fields_number(out, "first", (int64_t)range.first);
  fields_number(out, "end", (int64_t)range.end);
  fields_rows(out, "marks", count, &rows);
  fields_free(&rows);
  return range.end;
}
