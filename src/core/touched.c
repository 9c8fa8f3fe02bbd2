/* touched.c - what has changed since one asked last, see touched.h. */
#include "core/touched.h"

#include "core/document.h"
#include "core/slots.h"

/* Here nodes are counted without the title. */
void gw__nodes_changed(gw_document *self, size_t first, size_t end) {
  size_t behind = self->tree.root.sums.of[GW__NODES] - end;
  if (first < self->touched.before)
    self->touched.before = first;
  if (behind < self->touched.behind)
    self->touched.behind = behind;
}

/* How many nodes stand before the candidate of this rank. */
static size_t nodes_before(const gw_document *self, size_t rank) {
  gw__path path;
  if (!gw__tree_seek(&self->tree, GW__CANDIDATES, rank, &path))
    return self->tree.root.sums.of[GW__NODES];
  const gw__entry *entries = gw__leaf_entries(path.leaf);
  size_t count = path.before[GW__NODES];
  for (size_t i = 0; i < rank - path.before[GW__CANDIDATES]; i++)
    count += entries[i].verdict != 0;
  return count;
}

void gw__candidates_changed(gw_document *self, size_t first, size_t end) {
  gw__nodes_changed(self, nodes_before(self, first), nodes_before(self, end));
}

void gw__document_touch(gw_document *self, size_t first, size_t end) {
  gw__document_resolve(self);
  size_t title = self->title_shown;
  if (first < title)
    self->touched_title = true;
  gw__nodes_changed(self, first > title ? first - title : 0, end > title ? end - title : 0);
}

gw__touched gw__document_touched(gw_document *self) {
  gw__document_count(self);
  const gw__sums *sums = &self->tree.root.sums;
  bool labels = gw__labels_are_slots(sums->of[GW__SLOTS], sums->of[GW__LABELS]);
  gw__touched changed = self->touched;
  if (labels != self->touched_labels)
    changed = (gw__touched){0, 0}; /* they count from now on, or count no longer */
  else if (self->touched_title)
    changed.before = 0;
  else if (changed.before < SIZE_MAX)
    changed.before += self->title_shown;
  if (changed.behind > sums->of[GW__NODES])
    changed.behind = sums->of[GW__NODES]; /* none but the title */
  self->touched = (gw__touched){SIZE_MAX, SIZE_MAX};
  self->touched_title = false;
  self->touched_labels = labels;
  return changed;
}
