/*
 * rows.h - the rows of an outline, kept so that a change costs what it touches.
 *
 * They stand in one array with a gap in it, where the last change was. A row in front of the gap
 * knows its node by its index, one behind it by how many nodes come from there to the end: so
 * neither is touched when nodes come or go at the gap, and typing goes on where it was.
 */
#ifndef GONGWEN_HOST_ROWS_H
#define GONGWEN_HOST_ROWS_H

#include <gongwen/gongwen.h>

typedef enum view_fold {
  VIEW_LEAF,
  VIEW_OPEN,
  VIEW_CLOSED,
} view_fold;

/* One row. */
typedef struct view_row {
  char *text;        /* owned; no NUL behind it */
  size_t size;       /* bytes of its text */
  size_t indent;     /* bytes of spaces at its start: two for each level */
  size_t ordinal;    /* bytes of the ordinal behind them, as written in the document; 0: none */
  size_t left;       /* placeholders in its section */
  size_t characters; /* of its section; 0 where they are not counted */
  size_t node;       /* for rows.c: ask rows_node() */
  uint32_t id;
  unsigned level;
  gw_kind kind;
  view_fold fold;
} view_row;

/* Start from {0}. */
typedef struct view_rows {
  view_row *items;
  size_t capacity;
  size_t count;
  size_t gap;   /* so many rows stand in front of it */
  size_t nodes; /* of the document */
} view_rows;

void rows_free(view_rows *self);

static inline view_row *rows_at(const view_rows *self, size_t index) {
  return &self->items[index < self->gap ? index : index + (self->capacity - self->count)];
}

/* The index of a row's node. */
size_t rows_node(const view_rows *self, size_t index);

/* The first row whose node is `node` or comes behind it; rows_count if there is none. */
size_t rows_find(const view_rows *self, size_t node);

/* Moves the gap in front of row `at`, and says that the document has `nodes` nodes now: those that
 * have come or gone belong to the rows in front of `at`, or to the first ones behind it, which must
 * be replaced. */
void rows_open(view_rows *self, size_t at, size_t nodes);

/* Replaces `old_count` rows behind the gap by `count` others; their texts become its own. The gap
 * is behind them then. */
void rows_replace(view_rows *self, size_t old_count, const view_row *items, size_t count);

/* Whether two rows look the same. */
bool row_equal(const view_row *a, const view_row *b);

#endif
