/*
 * view.h - the outline of a buffer as rows: what the side window shows, but for its colours.
 *
 * A view remembers the rows that were last sent, so that only what differs is sent again. Folds
 * belong to the identity of a node (gw_node.id), not to a line or a title; the fold of a node that
 * is gone is kept for the time when it comes back by an undo or a move.
 */
#ifndef GONGWEN_HOST_VIEW_H
#define GONGWEN_HOST_VIEW_H

#include "host/fields.h"
#include "host/filter.h"
#include "host/rows.h"
#include "host/rowtext.h"

#include <gongwen/gongwen.h>

/* How many folds are remembered; beyond it, those of nodes that are gone are dropped. */
#define VIEW_FOLDS 4096

typedef enum view_action {
  VIEW_TOGGLE,
  VIEW_DO_OPEN,
  VIEW_DO_CLOSE,
  VIEW_OPEN_ALL, /* with all below it */
  VIEW_CLOSE_ALL,
} view_action;

/* Replace the rows shown from `first` to `old_end` by rows [first, new_end) of the view; there are
 * `total` then. */
typedef struct view_change {
  size_t first;
  size_t old_end; /* SIZE_MAX: whatever is shown */
  size_t new_end;
  size_t total;
} view_change;

/* Lines [first, end) as they are now. */
typedef struct edited_lines {
  size_t first;
  size_t end;
} edited_lines;

typedef struct view {
  bool shown;           /* an outline of the buffer is on screen */
  bool items;           /* it has rows for the line-start items as well */
  bool characters;      /* its rows tell how many characters their sections have */
  bool fresh;           /* nothing was sent yet since it was opened */
  bool dirty;           /* folds have changed since the rows were made */
  bool whole;           /* all rows are to be made again */
  edited_lines edited;  /* since the last view_refresh() */
  filter filter;        /* while it is active, all folds show open */
  gw_revision made;     /* the revision that the rows were made from */
  view_rows rows;       /* as last sent */
  view_change *changes; /* by the last view_refresh() */
  size_t change_count;
  size_t change_capacity;
  uint32_t *closed; /* ids, ascending */
  size_t closed_count;
  size_t closed_capacity;
  bool has_cursor;
  size_t cursor; /* line */
  fields where;  /* as last sent; count 0: nothing was sent */
} view;

void view_init(view *self);
void view_free(view *self);

/* The outline comes on screen (again): the next view_refresh() gives all rows. */
void view_show(view *self, bool items, bool characters);
void view_hide(view *self);

/* Only rows with each of these words are shown, and those around them; all with none. Whether that
 * is another filter than before. */
bool view_set_filter(view *self, gw_span words);

/*
 * Brings the rows up to date if the document's structure, its placeholders or the folds have
 * changed since the last time, or its text where characters are counted: costs what has changed,
 * and the rows of the sections around it; all rows with a filter.
 * Returns in how many places what is shown differs from what was: self->changes tells, from top to
 * bottom, each speaking of the rows as the one before it left them. 0 for a view that is not shown.
 */
size_t view_refresh(view *self, gw_document *document);

/* Opens or closes the folds of a node; `id` 0, and the title's, stand for all nodes. A node without
 * anything below it is left alone. view_refresh() tells whether that changed any row. */
void view_set_fold(view *self, gw_document *document, uint32_t id, view_action action);

/* The text's cursor came to `line`. */
void view_set_cursor(view *self, size_t line);

/* Lines [first, old_end) were replaced by `count` others: takes the cursor along as the editor
 * does. */
void view_text_moved(view *self, size_t first, size_t old_end, size_t count);

/* The row to mark for `line`: that of the innermost node that holds it, or the closed one above it.
 * GW_NONE above the first node, and for a view that is not shown. After view_refresh(). */
size_t view_row_of_line(const view *self, gw_document *document, size_t line);

/*
 * Adds `row` (-1 for GW_NONE), `path` (the titles of the sections that hold the cursor, from the
 * outermost inwards) and `left` (the placeholders in the innermost one) to `out`. False, with `out`
 * as it was, if the cursor is not known yet or all are what this function gave before. After
 * view_refresh().
 */
bool view_where(view *self, gw_document *document, fields *out);

/* "title", "heading" or "item". */
const char *view_kind_name(gw_kind kind);

#endif
