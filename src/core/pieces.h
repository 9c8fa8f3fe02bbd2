/*
 * pieces.h - the leaves of a large tree in pieces, for several threads to work on side by side.
 *
 * A thread may change the leaves of its piece and the sums that their parents keep of them, as long
 * as no thread reads those of another piece; the sums above are brought up to date behind all, by
 * gw__tree_sum().
 */
#ifndef GONGWEN_CORE_PIECES_H
#define GONGWEN_CORE_PIECES_H

#include "core/tree.h"

typedef struct gw__piece {
  gw__path start;
  const gw__leaf *end; /* the first leaf of the next piece, NULL for the last */
} gw__piece;

typedef struct gw__pieces {
  gw__piece *items;
  size_t count;
} gw__pieces;

/* Cuts the tree in pieces of about limits.piece bytes. False, with nothing to free, if there is one
 * only or no memory for them. They hold until the next edit. */
bool gw__pieces_cut(gw__pieces *self, const gw__tree *tree);

void gw__pieces_free(gw__pieces *self);

/* Goes to the next leaf of a piece; false, with the path anywhere, behind the last. */
static inline bool gw__piece_next(const gw__piece *self, const gw__tree *tree, gw__path *path) {
  return gw__tree_next(tree, path) && path->leaf != self->end;
}

/* Counts the placeholders of every leaf. Cheap if that is done. */
void gw__tree_count(gw__tree *self);

#endif
