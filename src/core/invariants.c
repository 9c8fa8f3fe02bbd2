/* invariants.c - what must hold in a tree and a document at any time. Tests call it after every
 * edit. */
#include "core/document.h"

#include <stdlib.h>
#include <string.h>

#include "core/characters.h"
#include "core/slots.h"

/* ---- the tree -------------------------------------------------------------------------------- */

/* What a leaf's text says of its sums. */
static const char *check_leaf(const gw__tree *tree, const gw__child *child) {
  const gw__leaf *leaf = (const gw__leaf *)child->node;
  const gw__entry *entries = gw__leaf_entries(leaf);
  const gw__line *lines = gw__leaf_lines(leaf);
  gw__sums sums = {0};
  size_t entry = 0;
  if (leaf->lines == 0)
    return "a leaf is empty";
  if (leaf->lines > tree->limits.lines)
    return "a leaf has too many lines";
  if (leaf->lines > 1 && leaf->bytes > tree->limits.bytes)
    return "a leaf has too many bytes";
  for (size_t i = 0; i < leaf->lines; i++) {
    if (i == 0 ? lines[i].start != 0 : lines[i].start <= lines[i - 1].start)
      return "a line starts before the one above it ends";
    gw_span text = gw__leaf_line(leaf, i);
    if (text.data[text.size] != '\n')
      return "a line does not end in LF";
    gw__scan scan;
    memset(&scan, 0, sizeof scan);
    gw__scan_line(text.data, text.size, &scan);
    if (scan.line_class != gw__class_of(lines[i]))
      return "a line's class is not that of its text";
    if (gw__is_candidate(scan.line_class)) {
      if (entry == leaf->entries || entries[entry].line != i)
        return "a candidate has no entry";
      if (memcmp(&entries[entry].scan, &scan, sizeof scan) != 0)
        return "a candidate's scan is not that of its text";
      if (entries[entry].id < GW__FIRST_ID)
        return "a candidate has no id";
      entry++;
    }
    size_t slots = 0;
    size_t labels = 0;
    gw__slot slot;
    for (size_t from = 0; gw__next_slot(text.data, text.size, &from, &slot);)
      *(slot.label ? &labels : &slots) += 1;
    gw__slot_count kept = gw__leaf_slots(leaf, i);
    if (kept.slots != slots || kept.labels != labels)
      return "a line's placeholders are not those of its text";
    if (leaf->uncounted && (lines[i].slots != 0 || lines[i].packed >> 4 != 0))
      return "an uncounted line has a count";
    if (!leaf->uncounted) {
      sums.of[GW__SLOTS] += slots;
      sums.of[GW__LABELS] += labels;
    }
    sums.of[GW__TEXTS] += scan.line_class != GW__LINE_BLANK;
    sums.of[GW__BYTES] += text.size + 1;
  }
  if (entry != leaf->entries)
    return "an entry has no candidate";
  sums.of[GW__LINES] = leaf->lines;
  sums.of[GW__CANDIDATES] = leaf->entries;
  sums.of[GW__UNMEASURED] = child->sums.of[GW__UNMEASURED];
  if (sums.of[GW__UNMEASURED] == 0)
    sums.of[GW__CHARACTERS] = gw__characters(leaf->text, leaf->bytes);
  gw__child fresh = {child->node, sums};
  gw__leaf_refresh(&fresh);
  if (leaf->slots.slots != sums.of[GW__SLOTS] || leaf->slots.labels != sums.of[GW__LABELS])
    return "a leaf's placeholders are not those of its lines";
  if (leaf->bytes != sums.of[GW__BYTES])
    return "a leaf's size is not that of its lines";
  return memcmp(fresh.sums.of, child->sums.of, sizeof sums.of) == 0 &&
                 fresh.sums.id_low == child->sums.id_low &&
                 fresh.sums.id_high == child->sums.id_high &&
                 fresh.sums.level_low == child->sums.level_low
             ? NULL
             : "a leaf's sums are not those of its lines";
}

static const char *check_node(const gw__tree *tree, const gw__child *child, unsigned height) {
  if (height == 0)
    return check_leaf(tree, child);
  const gw__inner *inner = (const gw__inner *)child->node;
  gw__sums sums = {.id_low = UINT32_MAX, .level_low = UINT32_MAX};
  if (inner->count == 0 || inner->count > GW__FANOUT)
    return "an inner node has too few or too many children";
  for (size_t i = 0; i < inner->count; i++) {
    const gw__sums *add = &inner->children[i].sums;
    const char *wrong = check_node(tree, &inner->children[i], height - 1);
    if (wrong)
      return wrong;
    for (size_t m = 0; m < GW__MEASURES; m++)
      sums.of[m] += add->of[m];
    sums.id_low = add->id_low < sums.id_low ? add->id_low : sums.id_low;
    sums.id_high = add->id_high > sums.id_high ? add->id_high : sums.id_high;
    sums.level_low = add->level_low < sums.level_low ? add->level_low : sums.level_low;
  }
  return memcmp(sums.of, child->sums.of, sizeof sums.of) == 0 &&
                 sums.id_low == child->sums.id_low && sums.id_high == child->sums.id_high &&
                 sums.level_low == child->sums.level_low
             ? NULL
             : "an inner node's sums are not those of its children";
}

const char *gw__tree_check(const gw__tree *self) {
  if (self->height > 0 && ((const gw__inner *)self->root.node)->count < 2)
    return "the root has only one child";
  return check_node(self, &self->root, self->height);
}

/* ---- the document ---------------------------------------------------------------------------- */

static int by_value(const void *a, const void *b) {
  const uint32_t *x = a;
  const uint32_t *y = b;
  return (*x > *y) - (*x < *y);
}

/* The ids of all candidates and graves are different. */
static const char *check_ids(const gw_document *self) {
  size_t candidates = self->tree.root.sums.of[GW__CANDIDATES];
  size_t count = 0;
  uint32_t *ids = malloc((candidates + GW__GRAVES) * sizeof *ids);
  if (!ids)
    return "no memory for the check";
  gw__path path;
  for (bool more = gw__tree_seek(&self->tree, GW__LINES, 0, &path); more;
       more = gw__tree_next(&self->tree, &path)) {
    for (size_t i = 0; i < path.leaf->entries; i++)
      ids[count++] = gw__leaf_entries(path.leaf)[i].id;
  }
  for (size_t i = 0; i < GW__GRAVES; i++) {
    if (self->graves[i].id != 0)
      ids[count++] = self->graves[i].id;
  }
  qsort(ids, count, sizeof *ids, by_value);
  bool twice = false;
  for (size_t i = 1; i < count; i++)
    twice = twice || ids[i] == ids[i - 1];
  free(ids);
  return twice ? "an id is there twice" : NULL;
}

const char *gw__document_check(const gw_document *self) {
  const char *wrong = gw__tree_check(&self->tree);
  return wrong ? wrong : check_ids(self);
}
