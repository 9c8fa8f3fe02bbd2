/* tree.c - the counted B+tree: places, sums, and the replacing of a run of leaves. */
#include "core/tree.h"

#include <stdlib.h>
#include <string.h>

#include "core/slots.h"

#define FANOUT_LOW (GW__FANOUT / 2)

static gw__inner *inner_of(const gw__child *child) {
  return (gw__inner *)child->node;
}

static gw__leaf *leaf_of(const gw__child *child) {
  return (gw__leaf *)child->node;
}

/* ---- leaves ---------------------------------------------------------------------------------- */

gw_span gw__leaf_line(const gw__leaf *self, size_t line) {
  const gw__line *lines = gw__leaf_lines(self);
  size_t end = line + 1 < self->lines ? lines[line + 1].start : self->bytes;
  return (gw_span){self->text + lines[line].start, end - 1 - lines[line].start};
}

gw__slot_count gw__count_slots(gw_span line) {
  gw__slot_count count = {0, 0};
  gw__slot slot;
  if (line.size < UINT32_MAX)
    for (size_t from = 0; gw__next_slot(line.data, line.size, &from, &slot);)
      *(slot.label ? &count.labels : &count.slots) += 1;
  return count;
}

gw__slot_count gw__leaf_slots(const gw__leaf *self, size_t line) {
  if (self->uncounted)
    return gw__count_slots(gw__leaf_line(self, line));
  if (self->lines == 1)
    return self->slots;
  gw__line kept = gw__leaf_lines(self)[line];
  gw__slot_count count = {kept.slots, (size_t)kept.packed >> 4};
  if (count.slots < GW__SLOTS_MANY && count.labels < GW__LABELS_MANY)
    return count;
  return gw__count_slots(gw__leaf_line(self, line));
}

/* ---- fenced code ------------------------------------------------------------------------------
 */

/* Going down the lines of a leaf, past its fences. */
typedef struct fences {
  const gw__leaf *leaf;
  size_t entry;  /* the next one to look at */
  uint8_t fence; /* the character of the fence we are in, 0 outside */
} fences;

/* Whether the line is in fenced code; to be asked in the order of the lines. */
static bool fences_hide(fences *self, size_t line) {
  const gw__entry *entries = gw__leaf_entries(self->leaf);
  const gw__entry *end = entries + self->leaf->entries;
  const gw__entry *at = entries + self->entry;
  for (; at < end && at->line < line; at++) {
    if (at->scan.line_class == GW__LINE_FENCE)
      gw__fence_line(&self->fence, &at->scan);
  }
  self->entry = (size_t)(at - entries);
  return self->fence != 0 ||
         (at < end && at->line == line && at->scan.line_class == GW__LINE_FENCE);
}

gw__slot_count gw__leaf_shown(const gw__leaf *self, size_t first, size_t end) {
  gw__slot_count sum = {0, 0};
  fences f = {self, 0, self->state.fence};
  for (size_t i = first; i < end; i++) {
    if (self->fenced && fences_hide(&f, i))
      continue;
    gw__slot_count here = gw__leaf_slots(self, i);
    sum.slots += here.slots;
    sum.labels += here.labels;
  }
  return sum;
}

bool gw__leaf_in_fence(const gw__leaf *self, size_t line) {
  fences f = {self, 0, self->state.fence};
  return self->fenced && fences_hide(&f, line);
}

size_t gw__leaf_entry_at(const gw__leaf *self, size_t line) {
  const gw__entry *entries = gw__leaf_entries(self);
  size_t low = 0;
  size_t high = self->entries;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (entries[middle].line < line)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

void gw__leaf_refresh(gw__child *leaf) {
  gw__leaf *self = leaf_of(leaf);
  const gw__entry *entries = gw__leaf_entries(self);
  gw__sums *sums = &leaf->sums;
  sums->of[GW__NODES] = 0;
  sums->of[GW__DIRTY] = self->dirty;
  sums->of[GW__UNCOUNTED] = self->uncounted;
  self->fenced = self->state.fence != 0;
  sums->id_low = UINT32_MAX;
  sums->id_high = 0;
  sums->level_low = UINT32_MAX;
  for (size_t i = 0; i < self->entries; i++) {
    gw__verdict verdict = gw__verdict_unpack(entries[i].verdict);
    self->fenced = self->fenced || entries[i].scan.line_class == GW__LINE_FENCE;
    if (entries[i].id < sums->id_low)
      sums->id_low = entries[i].id;
    if (entries[i].id > sums->id_high)
      sums->id_high = entries[i].id;
    if (!verdict.accepted)
      continue;
    sums->of[GW__NODES]++;
    if (verdict.level < sums->level_low)
      sums->level_low = verdict.level;
  }
  bool some = self->fenced && (self->slots.slots > 0 || self->slots.labels > 0);
  gw__slot_count shown = some ? gw__leaf_shown(self, 0, self->lines) : self->slots;
  sums->of[GW__SLOTS] = shown.slots;
  sums->of[GW__LABELS] = shown.labels;
}

void gw__leaf_count(gw__child *child) {
  gw__leaf *leaf = leaf_of(child);
  if (!leaf->uncounted)
    return;
  gw__line *lines = gw__leaf_lines(leaf);
  gw__slot_count sum = {0, 0};
  for (size_t i = 0; i < leaf->lines; i++) {
    gw__slot_count count = gw__count_slots(gw__leaf_line(leaf, i));
    gw__line_set_slots(&lines[i], count);
    sum.slots += count.slots;
    sum.labels += count.labels;
  }
  leaf->slots = sum;
  leaf->uncounted = false;
  gw__leaf_refresh(child);
}

/* ---- sums ------------------------------------------------------------------------------------ */

static gw__sums sums_of_children(const gw__inner *inner) {
  gw__sums sums = {.id_low = UINT32_MAX, .level_low = UINT32_MAX};
  for (size_t i = 0; i < inner->count; i++) {
    const gw__sums *add = &inner->children[i].sums;
    for (size_t m = 0; m < GW__MEASURES; m++)
      sums.of[m] += add->of[m];
    if (add->id_low < sums.id_low)
      sums.id_low = add->id_low;
    if (add->id_high > sums.id_high)
      sums.id_high = add->id_high;
    if (add->level_low < sums.level_low)
      sums.level_low = add->level_low;
  }
  return sums;
}

void gw__tree_refresh(gw__tree *self, const gw__path *path) {
  gw__leaf_refresh(gw__tree_leaf(self, path));
  gw__tree_refresh_above(self, path);
}

void gw__tree_refresh_above(gw__tree *self, const gw__path *path) {
  if (self->height == 0)
    return;
  for (unsigned level = 1; level < self->height; level++)
    path->inner[level]->children[path->index[level]].sums =
        sums_of_children(path->inner[level - 1]);
  self->root.sums = sums_of_children(path->inner[self->height - 1]);
}

static void sum_below(gw__child *child, unsigned height) {
  if (height == 0)
    return;
  gw__inner *inner = inner_of(child);
  for (size_t i = 0; i < inner->count; i++)
    sum_below(&inner->children[i], height - 1);
  child->sums = sums_of_children(inner);
}

void gw__tree_sum(gw__tree *self) {
  sum_below(&self->root, self->height);
}

static size_t leaves_below(const gw__child *child, unsigned height) {
  if (height == 0)
    return 1;
  const gw__inner *inner = inner_of(child);
  if (height == 1)
    return inner->count;
  size_t sum = 0;
  for (size_t i = 0; i < inner->count; i++)
    sum += leaves_below(&inner->children[i], height - 1);
  return sum;
}

size_t gw__tree_leaves(const gw__tree *self) {
  return leaves_below(&self->root, self->height);
}

void gw__tree_count_leaf(gw__tree *self, const gw__path *path) {
  if (!path->leaf->uncounted)
    return;
  gw__leaf_count(gw__tree_leaf(self, path));
  gw__tree_refresh_above(self, path);
}

/* Flags below `child`; `first` and `end` count from its first candidate. */
static void mark(gw__child *child, unsigned height, size_t first, size_t end) {
  if (height == 0) {
    leaf_of(child)->dirty = true;
    child->sums.of[GW__DIRTY] = 1;
    return;
  }
  gw__inner *inner = inner_of(child);
  size_t at = 0;
  size_t dirty = 0;
  for (size_t i = 0; i < inner->count; i++) {
    gw__sums *sums = &inner->children[i].sums;
    size_t next = at + sums->of[GW__CANDIDATES];
    if (at < end && first < next)
      mark(&inner->children[i], height - 1, first > at ? first - at : 0,
           end < next ? end - at : next - at);
    dirty += sums->of[GW__DIRTY];
    at = next;
  }
  child->sums.of[GW__DIRTY] = dirty;
}

void gw__tree_mark(gw__tree *self, size_t first, size_t end) {
  if (first < end && first < self->root.sums.of[GW__CANDIDATES])
    mark(&self->root, self->height, first, end);
}

/* ---- places ---------------------------------------------------------------------------------- */

bool gw__tree_seek(const gw__tree *self, gw__measure measure, size_t rank, gw__path *out) {
  if (rank >= gw__measure_of(&self->root.sums, measure))
    return false;
  gw__sums before = {0}; /* no part of *out: it stays in registers */
  const gw__child *child = &self->root;
  for (unsigned level = self->height; level-- > 0;) {
    gw__inner *inner = inner_of(child);
    for (child = inner->children;; child++) {
      size_t here = gw__measure_of(&child->sums, measure);
      if (rank < here)
        break;
      rank -= here;
      for (size_t m = 0; m < GW__MEASURES; m++)
        before.of[m] += child->sums.of[m];
    }
    out->inner[level] = inner;
    out->index[level] = (size_t)(child - inner->children);
  }
  memcpy(out->before, before.of, sizeof out->before);
  out->leaf = leaf_of(child);
  return true;
}

const gw__sums *gw__tree_leaf_sums(const gw__tree *self, const gw__path *path) {
  return self->height == 0 ? &self->root.sums : &path->inner[0]->children[path->index[0]].sums;
}

gw__child *gw__tree_leaf(gw__tree *self, const gw__path *path) {
  return self->height == 0 ? &self->root : &path->inner[0]->children[path->index[0]];
}

/* Moves inner[level] to the next node of its level (level 0: the parents of leaves). */
static bool next_inner(const gw__tree *self, gw__path *path, unsigned level) {
  unsigned up = level + 1;
  while (up < self->height && path->index[up] + 1 == path->inner[up]->count)
    up++;
  if (up >= self->height)
    return false;
  path->index[up]++;
  for (unsigned down = up; down-- > level;) {
    path->inner[down] = inner_of(&path->inner[down + 1]->children[path->index[down + 1]]);
    path->index[down] = 0;
  }
  return true;
}

bool gw__tree_next(const gw__tree *self, gw__path *path) {
  if (self->height == 0)
    return false;
  const gw__sums *sums = gw__tree_leaf_sums(self, path);
  if (path->index[0] + 1 < path->inner[0]->count)
    path->index[0]++;
  else if (!next_inner(self, path, 0))
    return false;
  for (size_t m = 0; m < GW__MEASURES; m++)
    path->before[m] += sums->of[m];
  path->leaf = leaf_of(&path->inner[0]->children[path->index[0]]);
  return true;
}

bool gw__tree_previous(const gw__tree *self, gw__path *path) {
  unsigned up = 0;
  while (up < self->height && path->index[up] == 0)
    up++;
  if (up == self->height)
    return false;
  path->index[up]--;
  for (unsigned down = up; down-- > 0;) {
    path->inner[down] = inner_of(&path->inner[down + 1]->children[path->index[down + 1]]);
    path->index[down] = path->inner[down]->count - 1;
  }
  const gw__child *child = &path->inner[0]->children[path->index[0]];
  for (size_t m = 0; m < GW__MEASURES; m++)
    path->before[m] -= child->sums.of[m];
  path->leaf = leaf_of(child);
  return true;
}

/* ---- change ---------------------------------------------------------------------------------- */

bool gw__children_reserve(gw__children *self, size_t capacity) {
  if (capacity <= self->capacity)
    return true;
  if (capacity < self->capacity * 2)
    capacity = self->capacity * 2;
  if (capacity < 8)
    capacity = 8;
  if (capacity > SIZE_MAX / sizeof *self->items)
    return false;
  gw__child *items = realloc(self->items, capacity * sizeof *items);
  if (!items)
    return false;
  self->items = items;
  self->capacity = capacity;
  return true;
}

static void push_link(gw__link **list, gw__link *node) {
  node->next = *list;
  *list = node;
}

void gw__link_free(gw__link *self) {
  if (!self->pooled)
    free(self);
}

void gw__children_drop(gw__children *self) {
  for (size_t i = 0; i < self->count; i++)
    gw__link_free(self->items[i].node);
  self->count = 0;
}

static void free_links(gw__link *list) {
  while (list) {
    gw__link *next = list->next;
    gw__link_free(list);
    list = next;
  }
}

/* Puts the children of the list under new inner nodes, evenly; the list becomes that of the nodes.
 */
static bool pack(gw__children *list, gw__link **fresh) {
  size_t parents = (list->count + GW__FANOUT - 1) / GW__FANOUT;
  size_t from = 0;
  for (size_t p = 0; p < parents; p++) {
    size_t count = (list->count - from) / (parents - p);
    gw__inner *inner = malloc(sizeof *inner + count * sizeof *inner->children);
    if (!inner)
      return false;
    inner->link.pooled = false;
    inner->count = count;
    memcpy(inner->children, list->items + from, count * sizeof *inner->children);
    push_link(fresh, &inner->link);
    from += count;
    list->items[p] = (gw__child){&inner->link, sums_of_children(inner)};
  }
  list->count = parents;
  return true;
}

/* Inserts children of an inner node into the list. The room is there. */
static void insert(gw__children *list, size_t at, const gw__inner *inner, size_t first,
                   size_t count) {
  memmove(list->items + at + count, list->items + at, (list->count - at) * sizeof *list->items);
  memcpy(list->items + at, inner->children + first, count * sizeof *list->items);
  list->count += count;
}

/*
 * One level of gw__tree_plan(): `list` replaces the children from `first` to `last` of this level's
 * nodes; on return, the nodes of this level from `first` to `last`.
 */
static bool plan_level(const gw__tree *self, gw__path *first, gw__path *last, unsigned level,
                       gw__children *list, gw__swap *swap) {
  const gw__inner *left = first->inner[level];
  const gw__inner *right = last->inner[level];
  if (!gw__children_reserve(list, list->count + (size_t)3 * GW__FANOUT))
    return false;

  gw__path walk = *first;
  push_link(&swap->dead, &walk.inner[level]->link);
  while (walk.inner[level] != right && next_inner(self, &walk, level))
    push_link(&swap->dead, &walk.inner[level]->link);

  insert(list, 0, left, 0, first->index[level]);
  insert(list, list->count, right, last->index[level] + 1, right->count - last->index[level] - 1);

  /* Too few for a node: take in a sibling. */
  unsigned up = level + 1;
  if (list->count < FANOUT_LOW && up < self->height) {
    gw__inner *sibling = NULL;
    if (last->index[up] + 1 < last->inner[up]->count) {
      sibling = inner_of(&last->inner[up]->children[++last->index[up]]);
      insert(list, list->count, sibling, 0, sibling->count);
    } else if (first->index[up] > 0) {
      sibling = inner_of(&first->inner[up]->children[--first->index[up]]);
      insert(list, 0, sibling, 0, sibling->count);
    }
    if (sibling)
      push_link(&swap->dead, &sibling->link);
  }
  return pack(list, &swap->fresh);
}

/* From here on the new leaves die with the plan. */
static void adopt(gw__children *leaves, gw__swap *swap) {
  for (size_t i = 0; i < leaves->count; i++)
    push_link(&swap->fresh, leaves->items[i].node);
}

/* Piles levels on the list until one node is left, which becomes the root. */
static bool pile(gw__children *list, gw__swap *swap) {
  while (list->count > 1) {
    if (!pack(list, &swap->fresh))
      return false;
    swap->height++;
  }
  swap->root = list->items[0];
  return true;
}

bool gw__tree_plan(const gw__tree *self, const gw__path *first, const gw__path *last,
                   gw__children *leaves, gw__swap *out) {
  *out = (gw__swap){.height = self->height};
  adopt(leaves, out);
  gw__path walk = *first;
  push_link(&out->dead, &walk.leaf->link);
  while (walk.leaf != last->leaf && gw__tree_next(self, &walk))
    push_link(&out->dead, &walk.leaf->link);

  gw__path from = *first;
  gw__path to = *last;
  bool fits = true;
  for (unsigned level = 0; fits && level < self->height; level++)
    fits = plan_level(self, &from, &to, level, leaves, out);
  fits = fits && pile(leaves, out);
  if (!fits) {
    free_links(out->fresh);
    leaves->count = 0;
    return false;
  }

  /* A root with one child is no use. */
  while (out->height > 0 && inner_of(&out->root)->count == 1) {
    gw__inner *idle = inner_of(&out->root);
    gw__link **at = &out->fresh;
    while (*at && *at != &idle->link)
      at = &(*at)->next;
    out->root = idle->children[0];
    out->height--;
    if (*at) {
      *at = idle->link.next;
      free(idle);
    } else {
      push_link(&out->dead, &idle->link);
    }
  }
  return true;
}

void gw__tree_commit(gw__tree *self, gw__swap *swap) {
  self->root = swap->root;
  self->height = swap->height;
  free_links(swap->dead);
}

bool gw__tree_build(gw__tree *self, gw__children *leaves) {
  gw__swap swap = {0};
  adopt(leaves, &swap);
  if (!pile(leaves, &swap)) {
    free_links(swap.fresh);
    leaves->count = 0;
    return false;
  }
  self->root = swap.root;
  self->height = swap.height;
  return true;
}

static void free_below(const gw__child *child, unsigned height) {
  if (height > 0) {
    const gw__inner *inner = inner_of(child);
    for (size_t i = 0; i < inner->count; i++)
      free_below(&inner->children[i], height - 1);
  }
  gw__link_free(child->node);
}

void gw__tree_free(gw__tree *self) {
  if (self->root.node)
    free_below(&self->root, self->height);
  self->root.node = NULL;
}
