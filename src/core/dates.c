/*
 * dates.c - the parts of a date that are still open: 20XX年X月X日, 2026年X月, X月X日.
 */
#include <stdio.h>
#include <string.h>

#include "core/edits.h"
#include "core/slots.h"
#include "core/utf8.h"

typedef enum part {
  YEAR,
  MONTH,
  DAY,
  PARTS
} part;

static const char *const marks[PARTS] = {"年", "月", "日"};
enum {
  MARK_BYTES = 3
};

/* A placeholder of a line, or digits, with the mark of a part behind it. */
typedef struct piece {
  size_t start;
  size_t end; /* before the mark */
  part kind;
  bool open; /* a placeholder */
} piece;

/* A date has three pieces at most; many lines have none. */
typedef struct pieces {
  gw_document *document;
  size_t line;
  gw_span text;
} pieces;

static bool mark_at(const pieces *self, size_t at, part *kind) {
  for (*kind = YEAR; *kind < PARTS; ++*kind)
    if (self->text.size - at >= MARK_BYTES &&
        memcmp(self->text.data + at, marks[*kind], MARK_BYTES) == 0)
      return true;
  return false;
}

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* The piece that starts at `at`. */
static bool piece_at(const pieces *self, size_t at, piece *out) {
  gw_placeholder slot;
  size_t end = at;
  if (at >= self->text.size)
    return false;
  out->open = gw_document_next_placeholder(self->document, (gw_point){self->line, at}, &slot) &&
              slot.line == self->line && slot.column == at;
  if (out->open)
    end = at + slot.size;
  while (!out->open && end < self->text.size && is_digit(self->text.data[end]))
    end++;
  out->start = at;
  out->end = end;
  return end > at && mark_at(self, end, &out->kind);
}

/* The piece that ends, with its mark, at `at`. */
static bool piece_before(const pieces *self, size_t at, piece *out) {
  part kind;
  if (at < MARK_BYTES || !mark_at(self, at - MARK_BYTES, &kind))
    return false;
  size_t end = at - MARK_BYTES;
  gw_placeholder slot;
  if (gw_document_previous_placeholder(self->document, (gw_point){self->line, end}, &slot) &&
      slot.line == self->line && slot.column + slot.size == end)
    return piece_at(self, slot.column, out);
  size_t start = end;
  while (start > 0 && is_digit(self->text.data[start - 1]))
    start--;
  return start < end && piece_at(self, start, out);
}

/* The first piece of the date that the placeholder at or around a column belongs to. */
static bool first_piece(const pieces *self, size_t column, piece *out) {
  gw_placeholder slot;
  if (!gw_document_previous_placeholder(self->document, (gw_point){self->line, column + 1},
                                        &slot) ||
      slot.line != self->line || slot.column + slot.size < column ||
      !piece_at(self, slot.column, out))
    return false;
  piece before;
  while (out->kind > YEAR && piece_before(self, out->start, &before) &&
         before.kind + 1 == out->kind)
    *out = before;
  return true;
}

bool gw_document_fill_date(gw_document *self, gw_point at, unsigned year, unsigned month,
                           unsigned day, gw_edits *edits) {
  size_t count = edits->count;
  pieces of = {self, at.line, gw_document_line(self, at.line)};
  piece next;
  for (bool found = first_piece(&of, at.column, &next); found;) {
    part kind = next.kind;
    char digits[16];
    unsigned value = kind == YEAR ? year : kind == MONTH ? month : day;
    int size = snprintf(digits, sizeof digits, "%u", value);
    if (next.open && !gw__edits_add(edits, (gw_point){at.line, next.start},
                                    (gw_point){at.line, next.end}, digits, (size_t)size)) {
      gw__edits_truncate(edits, count);
      return false;
    }
    found = piece_at(&of, next.end + MARK_BYTES, &next) && next.kind == kind + 1;
  }
  return true;
}
