/*
 * queries.c - questions about the tree of nodes: how many, which, where, whose child.
 *
 * Nodes are counted from the title, if it is shown. Below, a rank counts accepted candidates only.
 */
#include "core/document.h"

#if defined(__GNUC__)
#define PREFETCH(address) __builtin_prefetch(address)
#else
#define PREFETCH(address) ((void)(address))
#endif

/* How many entries ahead of the one asked for the text is fetched. */
#define AHEAD 8

/* In a large document the text of the next nodes is no longer in the processor's caches, and
 * waiting for it would take longer than all the rest. */
static void fetch(const gw__leaf *leaf, const gw__entry *entry) {
  const char *line = leaf->text + gw__leaf_lines(leaf)[entry->line].start;
  PREFETCH(line + entry->scan.title);
  PREFETCH(line + entry->scan.title_end);
}

/* The index of the next entry behind `at` that is a node; the leaf's number of them if none is. */
static size_t next_node(const gw__leaf *leaf, size_t at) {
  const gw__entry *entries = gw__leaf_entries(leaf);
  for (at++; at < leaf->entries && entries[at].verdict == 0;)
    at++;
  return at;
}

/* The leaf of the node with this rank becomes self->near; the index of its entry there, SIZE_MAX if
 * there is no such node. */
static size_t seek_node(gw_document *self, size_t rank) {
  const gw__path *near = &self->near;
  bool kept = self->near_set && rank >= near->before[GW__NODES] &&
              rank - near->before[GW__NODES] < gw__tree_leaf_sums(&self->tree, near)->of[GW__NODES];
  if (!kept)
    self->near_set = gw__tree_seek(&self->tree, GW__NODES, rank, &self->near);
  if (!self->near_set)
    return SIZE_MAX;
  const gw__leaf *leaf = self->near.leaf;
  size_t at = next_node(leaf, SIZE_MAX);
  for (size_t left = rank - self->near.before[GW__NODES]; left > 0; left--)
    at = next_node(leaf, at);
  for (size_t i = at + 1; !kept && i < at + AHEAD && i < leaf->entries; i++)
    fetch(leaf, gw__leaf_entries(leaf) + i);
  return at;
}

/* The entry of the node with this rank, in the leaf of self->near; NULL if there is none. Who asks
 * for a node mostly asks for the next one then, or for its title. */
static const gw__entry *entry_of(gw_document *self, size_t rank) {
  size_t at = SIZE_MAX;
  if (self->near_set && self->near_rank != SIZE_MAX && rank - self->near_rank <= 1) {
    at = rank == self->near_rank ? self->near_entry : next_node(self->near.leaf, self->near_entry);
    if (at == self->near.leaf->entries)
      at = SIZE_MAX;
  }
  if (at == SIZE_MAX)
    at = seek_node(self, rank);
  if (at == SIZE_MAX)
    return NULL;
  self->near_rank = rank;
  self->near_entry = at;
  const gw__entry *entries = gw__leaf_entries(self->near.leaf);
  if (at + AHEAD < self->near.leaf->entries)
    fetch(self->near.leaf, entries + at + AHEAD);
  return entries + at;
}

size_t gw_document_node_count(gw_document *self) {
  gw__document_resolve(self);
  return self->tree.root.sums.of[GW__NODES] + self->title_shown;
}

bool gw_document_node(gw_document *self, size_t index, gw_node *out) {
  gw__document_resolve(self);
  if (self->title_shown && index == 0) {
    gw__document_fill_title(self, out);
    return true;
  }
  const gw__entry *entry = entry_of(self, index - self->title_shown);
  if (!entry)
    return false;
  gw__document_fill(self, &self->near, entry, out);
  return true;
}

/* How many nodes, the title aside, start at or before a line. */
static size_t nodes_to(const gw_document *self, size_t line) {
  gw__place place;
  if (!gw__document_place(self, line, &place))
    return self->tree.root.sums.of[GW__NODES];
  const gw__entry *entries = gw__leaf_entries(place.path.leaf);
  size_t end = gw__leaf_entry_at(place.path.leaf, place.line + 1);
  size_t count = place.path.before[GW__NODES];
  for (size_t i = 0; i < end; i++)
    count += entries[i].verdict != 0;

  /* An ordinal that opens in this line and goes on in the next, where its entry is. */
  if (gw__class_of(gw__leaf_lines(place.path.leaf)[place.line]) == GW__LINE_BRACKET &&
      gw__document_place(self, line + 1, &place)) {
    size_t at = gw__leaf_entry_at(place.path.leaf, place.line);
    const gw__entry *entry = gw__leaf_entries(place.path.leaf) + at;
    count += at < place.path.leaf->entries && entry->line == place.line && entry->verdict != 0 &&
             entry->scan.token == GW__TOKEN_BROKEN;
  }
  return count;
}

size_t gw_document_node_at(gw_document *self, size_t line) {
  gw__document_resolve(self);
  size_t count = nodes_to(self, line);
  if (self->title_shown && line >= self->title.line)
    count++;
  return count > 0 ? count - 1 : GW_NONE;
}

bool gw_document_is_code(gw_document *self, size_t line) {
  gw__document_resolve(self);
  gw__place place;
  return gw__document_place(self, line, &place) && gw__leaf_in_fence(place.path.leaf, place.line);
}

/* ---- by id ----------------------------------------------------------------------------------- */

/* The rank of the node with this id. Looks only where the range of ids allows it: in a document as
 * it was parsed that is one way down; every leaf edited since may add one. */
static size_t rank_of_id(const gw__child *child, unsigned height, uint32_t id) {
  if (id < child->sums.id_low || id > child->sums.id_high)
    return GW_NONE;
  size_t rank = 0;
  if (height == 0) {
    const gw__leaf *leaf = (const gw__leaf *)child->node;
    const gw__entry *entries = gw__leaf_entries(leaf);
    for (size_t i = 0; i < leaf->entries; i++) {
      if (entries[i].id == id)
        return entries[i].verdict != 0 ? rank : GW_NONE;
      rank += entries[i].verdict != 0;
    }
    return GW_NONE;
  }
  const gw__inner *inner = (const gw__inner *)child->node;
  for (size_t i = 0; i < inner->count; i++) {
    size_t found = rank_of_id(&inner->children[i], height - 1, id);
    if (found != GW_NONE)
      return rank + found;
    rank += inner->children[i].sums.of[GW__NODES];
  }
  return GW_NONE;
}

size_t gw_document_node_by_id(gw_document *self, uint32_t id) {
  gw__document_resolve(self);
  if (id == GW__TITLE_ID)
    return self->title_shown ? 0 : GW_NONE;
  size_t rank = rank_of_id(&self->tree.root, self->tree.height, id);
  return rank != GW_NONE ? rank + self->title_shown : GW_NONE;
}

/* ---- family ---------------------------------------------------------------------------------- */

/* The last node before rank `end` whose level is below `level`. */
static size_t last_below(const gw__child *child, unsigned height, size_t end, uint32_t level) {
  if (end == 0 || child->sums.level_low >= level)
    return GW_NONE;
  if (height == 0) {
    const gw__leaf *leaf = (const gw__leaf *)child->node;
    const gw__entry *entry = gw__leaf_entries(leaf);
    size_t found = GW_NONE;
    for (size_t rank = 0, left = leaf->entries; left > 0 && rank < end; left--, entry++) {
      if (entry->verdict == 0)
        continue;
      if (gw__verdict_unpack(entry->verdict).level < level)
        found = rank;
      rank++;
    }
    return found;
  }
  const gw__inner *inner = (const gw__inner *)child->node;
  size_t at = child->sums.of[GW__NODES];
  for (size_t i = inner->count; i-- > 0;) {
    at -= inner->children[i].sums.of[GW__NODES];
    if (at >= end)
      continue;
    size_t found = last_below(&inner->children[i], height - 1, end - at, level);
    if (found != GW_NONE)
      return at + found;
  }
  return GW_NONE;
}

/* The first node from rank `first` on whose level is at most `level`. */
static size_t first_within(const gw__child *child, unsigned height, size_t first, uint32_t level) {
  if (first >= child->sums.of[GW__NODES] || child->sums.level_low > level)
    return GW_NONE;
  if (height == 0) {
    const gw__leaf *leaf = (const gw__leaf *)child->node;
    const gw__entry *entry = gw__leaf_entries(leaf);
    for (size_t rank = 0, left = leaf->entries; left > 0; left--, entry++) {
      if (entry->verdict == 0)
        continue;
      if (rank >= first && gw__verdict_unpack(entry->verdict).level <= level)
        return rank;
      rank++;
    }
    return GW_NONE;
  }
  const gw__inner *inner = (const gw__inner *)child->node;
  for (size_t i = 0, at = 0; i < inner->count; i++) {
    size_t nodes = inner->children[i].sums.of[GW__NODES];
    size_t found =
        first_within(&inner->children[i], height - 1, first > at ? first - at : 0, level);
    if (found != GW_NONE)
      return at + found;
    at += nodes;
  }
  return GW_NONE;
}

size_t gw_document_parent(gw_document *self, size_t index) {
  gw__document_resolve(self);
  if (self->title_shown && index == 0)
    return GW_NONE;
  size_t rank = index - self->title_shown;
  const gw__entry *entry = entry_of(self, rank);
  if (!entry)
    return GW_NONE;
  size_t found = last_below(&self->tree.root, self->tree.height, rank,
                            gw__verdict_unpack(entry->verdict).level);
  if (found != GW_NONE)
    return found + self->title_shown;
  return self->title_shown ? 0 : GW_NONE;
}

size_t gw_document_subtree_end(gw_document *self, size_t index) {
  size_t count = gw_document_node_count(self);
  if (self->title_shown && index == 0)
    return count;
  size_t rank = index - self->title_shown;
  const gw__entry *entry = entry_of(self, rank);
  if (!entry)
    return count;
  size_t found = first_within(&self->tree.root, self->tree.height, rank + 1,
                              gw__verdict_unpack(entry->verdict).level);
  return found != GW_NONE ? found + self->title_shown : count;
}

size_t gw_document_section_end(gw_document *self, size_t index) {
  gw_node node;
  if (gw_document_node(self, gw_document_subtree_end(self, index), &node))
    return node.line;
  return gw_document_line_count(self);
}
