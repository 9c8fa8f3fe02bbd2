/*
 * lines.h - lines become leaves: scans new lines, copies known ones, and cuts the row into leaves.
 */
#ifndef GONGWEN_CORE_LINES_H
#define GONGWEN_CORE_LINES_H

#include "core/pool.h"
#include "core/tree.h"

/* What becomes of the text and the placeholders of new lines. */
typedef enum gw__build {
  GW__COUNT,  /* the text is copied, placeholders are counted: for edits */
  GW__COPY,   /* the leaves are uncounted */
  GW__BORROW, /* so they are, and the text stays where it is: all lines are new and joined */
} gw__build;

/*
 * Takes lines one after the other and makes leaves of them. Bytes are copied when a leaf is closed,
 * so what is added must stay as it is until gw__builder_finish(). Running out of memory is
 * remembered: later calls do nothing and gw__builder_finish() says so.
 */
typedef struct gw__builder {
  gw__limits limits; /* no leaf exceeds this, but for one long line */
  gw__limits target; /* a leaf is closed when it has reached this */
  gw__build mode;
  uint32_t *next_id; /* new candidates are numbered from here on; NULL: their id is 0 */
  gw__children leaves;
  gw__pool *pool; /* of the leaves' memory; NULL: each has its own */
  bool failed;

  /* the leaf at hand */
  gw__line *lines;
  gw__entry *entries;
  gw_span *runs; /* bytes that lie together, inner LFs included */
  size_t run_count;
  size_t entry_count;
  gw__sums sums;
} gw__builder;

bool gw__builder_init(gw__builder *self, gw__limits limits);
void gw__builder_free(gw__builder *self);

/* Starts a row of `bytes` bytes (LFs counted) and `lines` lines (0: not known), to be cut into
 * leaves of like size. */
void gw__builder_start(gw__builder *self, gw__build mode, size_t bytes, size_t lines,
                       uint32_t *next_id);

/* Adds a new line. `joined`: it lies in memory one LF behind the line added before it. */
void gw__builder_add(gw__builder *self, gw_span line, bool joined);

/* Adds lines [first, end) of a counted leaf, with all that is known of them; only for GW__COUNT. */
void gw__builder_copy(gw__builder *self, const gw__leaf *leaf, size_t first, size_t end);

/* The leaves are in self->leaves, all dirty, their state unset; false, and no leaves, on failure.
 */
bool gw__builder_finish(gw__builder *self);

/* Gives back what a large edit needed for its list of leaves, once the tree has them. */
void gw__builder_trim(gw__builder *self);

#endif
