/* pieces.c - a large tree cut for several threads; what is done to all leaves. */
#include "core/pieces.h"

#include <stdlib.h>

#include "core/parallel.h"

bool gw__pieces_cut(gw__pieces *self, const gw__tree *tree) {
  size_t bytes = tree->root.sums.of[GW__BYTES];
  size_t least = tree->limits.piece;
  *self = (gw__pieces){NULL, 0};
  if (least == 0 || bytes <= least)
    return false;
  self->items = malloc((bytes / least + 1) * sizeof *self->items);
  if (!self->items)
    return false;
  for (size_t at = 0; at < bytes; at += least) {
    gw__piece *next = &self->items[self->count];
    gw__tree_seek(tree, GW__BYTES, at, &next->start);
    next->end = NULL;
    if (self->count > 0 && next[-1].start.leaf == next->start.leaf)
      continue;
    if (self->count > 0)
      next[-1].end = next->start.leaf;
    self->count++;
  }
  return true;
}

void gw__pieces_free(gw__pieces *self) {
  free(self->items);
  *self = (gw__pieces){NULL, 0};
}

/* ---- counting placeholders ------------------------------------------------------------------- */

typedef struct counting {
  gw__tree *tree;
  gw__pieces pieces;
} counting;

static void count_piece(void *context, size_t index, unsigned thread) {
  (void)thread;
  const counting *self = context;
  const gw__piece *piece = &self->pieces.items[index];
  gw__path path = piece->start;
  do {
    gw__leaf_count(gw__tree_leaf(self->tree, &path));
  } while (gw__piece_next(piece, self->tree, &path));
}

void gw__tree_count(gw__tree *self) {
  if (self->root.sums.of[GW__UNCOUNTED] == 0)
    return;
  counting all = {.tree = self};
  if (gw__pieces_cut(&all.pieces, self)) {
    gw__parallel(all.pieces.count, count_piece, &all);
    gw__pieces_free(&all.pieces);
  } else {
    gw__path path;
    bool more = gw__tree_seek(self, GW__LINES, 0, &path);
    for (; more; more = gw__tree_next(self, &path))
      gw__leaf_count(gw__tree_leaf(self, &path));
  }
  gw__tree_sum(self);
}
