/*
 * arrange.h - a document as it would be: its lines in another order, some of them new, written
 * otherwise or gone; and the edits that lead there.
 *
 * Structure editing works it out here first. So the numbering is that of gw_document_renumber() on
 * the text that will be, and a change that the grammar would read otherwise is seen before it is
 * made.
 *
 * ORDER OF CALLS: start; set, insert, remove, swap in any order; number; edits; free. Running out
 * of memory is remembered: later calls do nothing, gw__arrangement_edits() says so.
 */
#ifndef GONGWEN_CORE_ARRANGE_H
#define GONGWEN_CORE_ARRANGE_H

#include <gongwen/gongwen.h>

#include "core/buffer.h"

/* A line of the document as it would be. */
typedef struct gw__row {
  gw_span text;  /* without its LF */
  size_t origin; /* the line it is now; GW_NONE for a new one */
  char *owned;   /* the text, if it is the arrangement's; NULL if it is the document's */
} gw__row;

typedef struct gw__arrangement {
  gw_document *document; /* not changed while this lives */
  gw__row *rows;
  size_t count;
  size_t capacity;
  size_t lines; /* of the document */
  bool misread; /* in another order a line of text was taken for a heading */
  bool failed;
} gw__arrangement;

/* All lines as they are. */
void gw__arrangement_start(gw__arrangement *self, gw_document *document);
void gw__arrangement_free(gw__arrangement *self);

/* Gives row `at` another text: a copy of it is kept. */
void gw__arrangement_set(gw__arrangement *self, size_t at, gw_span text);

/* Puts a copy of a line before row `at`. */
void gw__arrangement_insert(gw__arrangement *self, size_t at, gw_span text);

void gw__arrangement_remove(gw__arrangement *self, size_t first, size_t end);

/* Exchanges rows [first, middle) and [middle, end). */
void gw__arrangement_swap(gw__arrangement *self, size_t first, size_t middle, size_t end);

/* Puts the ordinals in order that stand in new rows or in the rows of lines [first, end), and
 * elsewhere those that were in order before. A line that has no ordinal now is never written to:
 * where it would be, `misread` is set, for the text that comes of it may look right again. Returns
 * the document that the rows make then, which the caller frees; NULL when memory ran out. */
gw_document *gw__arrangement_number(gw__arrangement *self, size_t first, size_t end);

/*
 * Appends the edits that make the rows of the document's lines, but for their order: rows that
 * moved must be moved as well. Only bytes that differ are replaced. New rows are put behind the
 * line whose row stands before them, so they must not be mixed with moves. False, with the list
 * unchanged, when memory ran out, now or before.
 */
bool gw__arrangement_edits(gw__arrangement *self, gw_edits *out);

#endif
