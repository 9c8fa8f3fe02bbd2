/*
 * view_fixture.h - a buffer, its outline, and what a face would show of it after what it was told.
 * Include it behind cmocka.h.
 */
#ifndef GONGWEN_TESTS_VIEW_FIXTURE_H
#define GONGWEN_TESTS_VIEW_FIXTURE_H

#include "host/buffers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const report[] = {
    "关于支部建设情况的汇报", /* 0 */
    "",
    "一、基本情况", /* 2 */
    "支部现有党员XX名。",
    "（一）组织设置", /* 4 */
    "下设XX个党小组。",
    "（二）队伍状况", /* 6 */
    "年龄结构较为合理。",
    "二、主要做法",   /* 8 */
    "（一）加强学习", /* 9 */
    "坚持每月集中学习一次。",
    "三、下一步打算", /* 11 */
    "把已有的做法坚持下去。",
};
enum {
  REPORT_LINES = sizeof report / sizeof *report
};

/* What the face shows: rows as texts, changed only by what it is told. */
typedef struct shown {
  char **rows;
  size_t count;
} shown;

typedef struct fixture {
  buffers buffers;
  buffer *buffer;
  shown shown;
} fixture;

/* ---- helpers --------------------------------------------------------------------------------- */

static inline void replace(fixture *self, size_t first, size_t old_end, const char *const *texts,
                           size_t count) {
  gw_span *lines = calloc(count + 1, sizeof *lines);
  assert_non_null(lines);
  for (size_t i = 0; i < count; i++)
    lines[i] = (gw_span){texts[i], strlen(texts[i])};
  buffer_replace(self->buffer, first, old_end, lines, count);
  free(lines);
}

static inline void replace_line(fixture *self, size_t line, const char *text) {
  replace(self, line, line + 1, &text, 1);
}

static inline int set_up(void **state) {
  fixture *self = calloc(1, sizeof *self);
  assert_non_null(self);
  self->buffer = buffers_need(&self->buffers, 1);
  replace(self, 0, 1, report, REPORT_LINES);
  *state = self;
  return 0;
}

static inline void forget_shown(shown *self) {
  for (size_t i = 0; i < self->count; i++)
    free(self->rows[i]);
  free(self->rows);
  *self = (shown){0};
}

static inline int tear_down(void **state) {
  fixture *self = *state;
  forget_shown(&self->shown);
  buffers_free(&self->buffers);
  free(self);
  return 0;
}

/* A row in full: `text|fold left`, and ` characters` where they are counted. */
static inline char *describe(const view_rows *rows, size_t index) {
  const view_row *row = rows_at(rows, index);
  size_t capacity = row->size + 64;
  char *text = malloc(capacity);
  assert_non_null(text);
  int size = snprintf(text, capacity, "%.*s|%c%zu", (int)row->size, row->text, "-oc"[row->fold],
                      row -> left);
  if (row->characters > 0)
    snprintf(text + size, capacity - (size_t)size, " %zu", row->characters);
  return text;
}

/* Shows what the view says is new. */
static inline void apply(fixture *self, const view_change *change) {
  const view_rows *rows = &self->buffer->view.rows;
  shown *old = &self->shown;
  size_t old_end = change->old_end == SIZE_MAX ? old->count : change->old_end;
  assert_in_range(change->first, 0, old_end);
  assert_in_range(old_end, 0, old->count);
  shown new = {.count = old->count - old_end + change->new_end};
  assert_int_equal(new.count, change->total);
  new.rows = calloc(new.count + 1, sizeof *new.rows);
  assert_non_null(new.rows);
  size_t at = 0;
  for (size_t i = 0; i < change->first; i++)
    new.rows[at++] = old->rows[i];
  for (size_t i = change->first; i < old_end; i++)
    free(old->rows[i]);
  for (size_t i = change->first; i < change->new_end; i++)
    new.rows[at++] = describe(rows, i);
  for (size_t i = old_end; i < old->count; i++)
    new.rows[at++] = old->rows[i];
  assert_int_equal(at, new.count);
  free(old->rows);
  *old = new;
}

/* Asks the view for what is new and shows it. Who wants to know `change` expects one at most. */
static inline bool refresh(fixture *self, view_change *change) {
  view *outline = &self->buffer->view;
  size_t count = view_refresh(outline, self->buffer->document);
  for (size_t i = 0; i < count; i++)
    apply(self, &outline->changes[i]);
  if (change && count > 0) {
    assert_int_equal(count, 1);
    *change = outline->changes[0];
  }
  return count > 0;
}

/* What is shown is all that the view has. */
static inline void assert_in_step(const fixture *self) {
  const view_rows *rows = &self->buffer->view.rows;
  assert_int_equal(self->shown.count, rows->count);
  for (size_t i = 0; i < rows->count; i++) {
    char *text = describe(rows, i);
    assert_string_equal(self->shown.rows[i], text);
    free(text);
  }
}

static inline void assert_rows(const fixture *self, const char *const *expected, size_t count) {
  for (size_t i = 0; i < count && i < self->shown.count; i++)
    assert_string_equal(self->shown.rows[i], expected[i]);
  assert_int_equal(self->shown.count, count);
  assert_in_step(self);
}

#define ROWS(self, ...)                                                                            \
  assert_rows(self, (const char *const[]){__VA_ARGS__},                                            \
              sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static inline void show(fixture *self, bool items) {
  view_show(&self->buffer->view, items, self->buffer->view.characters);
  view_change change;
  assert_true(refresh(self, &change));
  assert_int_equal(change.first, 0);
  assert_int_equal(change.old_end, SIZE_MAX);
}

/* The id of the node that starts in `line`. */
static inline uint32_t id_at(const fixture *self, size_t line) {
  size_t index = gw_document_node_at(self->buffer->document, line);
  gw_node node;
  assert_true(gw_document_node(self->buffer->document, index, &node));
  assert_int_equal(node.line, line);
  return node.id;
}

static inline void fold(fixture *self, uint32_t id, view_action action) {
  view_set_fold(&self->buffer->view, self->buffer->document, id, action);
}

static inline size_t row_of_line(const fixture *self, size_t line) {
  return view_row_of_line(&self->buffer->view, self->buffer->document, line);
}

#endif
