/* Applies a list of edits to a text, for the tests of what makes edits. */
#ifndef GONGWEN_TESTS_APPLY_H
#define GONGWEN_TESTS_APPLY_H

#include <stdlib.h>
#include <string.h>

#include <gongwen/gongwen.h>

static inline size_t apply_offset(const char *text, gw_point point) {
  const char *line = text;
  for (size_t i = 0; i < point.line; i++) {
    line = strchr(line, '\n');
    assert_non_null(line);
    line++;
  }
  size_t offset = (size_t)(line - text) + point.column;
  assert_true(offset <= strlen(text));
  return offset;
}

/* The text after the edits, which must be in order and not overlap; free() it. */
static inline char *apply_edits(const char *text, const gw_edits *edits) {
  size_t size = strlen(text) + 1;
  for (size_t i = 0; i < edits->count; i++)
    size += edits->items[i].text.size;
  char *out = malloc(size);
  assert_non_null(out);
  size_t length = 0;
  size_t at = 0;
  for (size_t i = 0; i < edits->count; i++) {
    const gw_edit *edit = &edits->items[i];
    size_t start = apply_offset(text, edit->start);
    size_t end = apply_offset(text, edit->end);
    assert_true(start >= at);
    assert_true(end >= start);
    memcpy(out + length, text + at, start - at);
    length += start - at;
    memcpy(out + length, edit->text.data, edit->text.size);
    length += edit->text.size;
    at = end;
  }
  strcpy(out + length, text + at);
  return out;
}

/* The text, which ends in LF, with lines of it in another place; free() it. */
static inline char *apply_move(const char *source, const gw_move *move) {
  size_t first = apply_offset(source, (gw_point){move->first, 0});
  size_t end = apply_offset(source, (gw_point){move->end, 0});
  size_t to = apply_offset(source, (gw_point){move->to, 0});
  size_t size = strlen(source);
  assert_true(first < end);
  assert_true(to <= first || to >= end);
  char *out = malloc(size + 1);
  assert_non_null(out);
  size_t length = 0;
  for (size_t at = 0; at <= size; at++) {
    if (at == to) {
      memcpy(out + length, source + first, end - first);
      length += end - first;
    }
    if (at < size && (at < first || at >= end))
      out[length++] = source[at];
  }
  out[size] = '\0';
  assert_int_equal(length, size);
  return out;
}

#endif
