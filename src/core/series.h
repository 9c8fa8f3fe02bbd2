/*
 * series.h - the inline enumerations of one line: 一是…；二是…, （一）…；（二）…, ①…②…,
 * 第一，…第二，…
 *
 * A series has at least two members, starts at one, goes up by one, and each token stands at a
 * clause boundary (the paragraph's start, or after 。；：，！？”） or their ASCII twins) outside
 * quotations. Series may nest.
 */
#ifndef GONGWEN_CORE_SERIES_H
#define GONGWEN_CORE_SERIES_H

#include "core/ordinal.h"

/*
 * Writes the inline items of a line, in the order of the text: at most `capacity` of them; returns
 * how many there are. `start` is the byte where the body starts: behind a line-start ordinal token,
 * 0 for a line without one. Of each item line, id and level are left 0 for the caller to fill.
 *
 * The text may be a paragraph of several lines joined by LF (hard-wrapped text): an LF is a
 * boundary, so that a series counts whose first token opens a line below a heading.
 */
size_t gw__series(const char *line, size_t size, size_t start, gw_node *items, size_t capacity);

/*
 * Whether a series fills the line from byte `at`, where `ordinal` was read: then all its members
 * are inline, and the line is no line-start item. Cheap where there is no second token.
 */
bool gw__series_fills(const char *line, size_t size, size_t at, const gw__ordinal *ordinal);

/* ---- the tokens alone ------------------------------------------------------------------------ */

/* A token where a member of a series may start, whether or not it has brothers. */
typedef struct gw__member {
  size_t column;
  gw__ordinal ordinal;
  unsigned kind; /* of one series are those of equal kind */
} gw__member;

/* Where the reading of a line stands. Start from `{0}` plus text and size. */
typedef struct gw__members {
  const char *text;
  size_t size;
  size_t at;
  bool inside; /* no clause starts at `at` */
} gw__members;

/* The next token of the line; false if there is none. */
bool gw__members_next(gw__members *self, gw__member *out);

#endif
