/*
 * touched.h - which nodes have changed since one asked last, for who keeps something of every node
 * (the rows of an outline) and would not go through all of them for each edit.
 */
#ifndef GONGWEN_CORE_TOUCHED_H
#define GONGWEN_CORE_TOUCHED_H

#include <gongwen/gongwen.h>

/*
 * All nodes but the first `before` and the last `behind` may have come, gone or changed. The others
 * are as they were, but for their positions, and so are the placeholders of their sections, but for
 * sections that hold what has changed: those of node before - 1 and of the nodes around it.
 */
typedef struct gw__touched {
  size_t before;
  size_t behind;
} gw__touched;

/* What has changed since the last call; of a new document all. */
gw__touched gw__document_touched(gw_document *self);

/* Counts nodes [first, end) as changed, for who shows more of them than the document knows. */
void gw__document_touch(gw_document *self, size_t first, size_t end);

#endif
