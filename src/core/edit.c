/*
 * edit.c - gw_document_edit().
 *
 * The lines that do not change are left out; the leaves that hold the rest are built anew, with
 * their untouched lines copied as they are known; the new leaves take the place of the old ones.
 * All that may fail comes first, then one swap. What the second pass said of candidates is kept
 * where nothing that it looks at has changed, and flagged where something has.
 */
#include "core/document.h"

#include <string.h>

/* One edit, less the lines that it leaves as they are. */
typedef struct edit {
  size_t first;
  size_t old_end;
  const gw_span *lines;
  size_t count;
  /* The leaves it falls in, and the lines of these that stay. */
  gw__path from;
  gw__path to;
  size_t head; /* lines of `from` before the edit */
  size_t tail; /* the first line of `to` behind it */
  /* The leaves that are replaced: these, and perhaps a neighbour. */
  gw__path outer_from;
  gw__path outer_to;
  size_t bytes; /* what the new leaves hold */
  size_t rows;
  /* The candidates. */
  size_t rank; /* how many stand before the edit */
  gw__pairing pairing;
  bool same_lines; /* line for line, no class and no scan of a candidate changes */
  bool same_slots; /* line for line, as many placeholders as before */
} edit;

static bool equal(gw_span a, gw_span b) {
  return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

/* Leaves out the lines at both ends that do not change. */
static void trim(const gw_document *self, edit *e) {
  gw__place place;
  if (e->first < e->old_end && e->count > 0 && gw__document_place(self, e->first, &place)) {
    while (e->first < e->old_end && e->count > 0) {
      if (place.line == place.path.leaf->lines) {
        gw__tree_next(&self->tree, &place.path);
        place.line = 0;
      }
      if (!equal(gw__leaf_line(place.path.leaf, place.line), e->lines[0]))
        break;
      place.line++;
      e->first++;
      e->lines++;
      e->count--;
    }
  }
  if (e->first < e->old_end && e->count > 0 && gw__document_place(self, e->old_end - 1, &place)) {
    while (e->first < e->old_end && e->count > 0 &&
           equal(gw__leaf_line(place.path.leaf, place.line), e->lines[e->count - 1])) {
      e->old_end--;
      e->count--;
      if (place.line > 0) {
        place.line--;
      } else if (gw__tree_previous(&self->tree, &place.path)) {
        place.line = place.path.leaf->lines - 1;
      }
    }
  }
}

/* Finds the leaves to replace. */
static void locate(const gw_document *self, edit *e) {
  gw__place place;
  size_t lines = gw_document_line_count(self);
  if (e->first < lines) {
    gw__document_place(self, e->first, &place);
  } else {
    gw__document_place(self, lines - 1, &place);
    place.line++;
  }
  e->from = e->to = place.path;
  e->head = e->tail = place.line;
  e->rank = place.path.before[GW__CANDIDATES] + gw__leaf_entry_at(place.path.leaf, place.line);
  if (e->old_end > e->first) {
    gw__document_place(self, e->old_end - 1, &place);
    e->to = place.path;
    e->tail = place.line + 1;
  }
}

/* Adds up what the new leaves hold, and takes a neighbour in if that is little. */
static void widen(const gw_document *self, edit *e) {
  const gw__limits *limits = &self->tree.limits;
  const gw__leaf *from = e->from.leaf;
  const gw__leaf *to = e->to.leaf;
  e->rows = e->head + e->count + (to->lines - e->tail);
  e->bytes = e->head < from->lines ? gw__leaf_lines(from)[e->head].start : from->bytes;
  if (e->tail < to->lines)
    e->bytes += to->bytes - gw__leaf_lines(to)[e->tail].start;
  for (size_t i = 0; i < e->count; i++)
    e->bytes += e->lines[i].size + 1;
  e->outer_from = e->from;
  e->outer_to = e->to;
  if (e->bytes >= limits->bytes / 2 || e->rows >= limits->lines / 2)
    return;

  gw__path path = e->to;
  bool next = gw__tree_next(&self->tree, &path) && path.leaf->bytes + e->bytes <= limits->bytes &&
              path.leaf->lines + e->rows <= limits->lines;
  if (next) {
    e->outer_to = path;
  } else {
    path = e->from;
    if (!gw__tree_previous(&self->tree, &path) || path.leaf->bytes + e->bytes > limits->bytes ||
        path.leaf->lines + e->rows > limits->lines)
      return;
    e->outer_from = path;
  }
  e->bytes += path.leaf->bytes;
  e->rows += path.leaf->lines;
}

/* Counts the placeholders in the leaves whose lines stay. */
static void count(gw_document *self, const edit *e) {
  self->near_set = false;
  gw__tree_count_leaf(&self->tree, &e->outer_from);
  gw__tree_count_leaf(&self->tree, &e->from);
  gw__tree_count_leaf(&self->tree, &e->to);
  gw__tree_count_leaf(&self->tree, &e->outer_to);
}

/* Builds the new leaves. New candidates have the id 0. */
static bool build(gw_document *self, const edit *e) {
  gw__builder *builder = &self->builder;
  gw__builder_start(builder, GW__COUNT, e->bytes, e->rows, NULL);
  if (e->outer_from.leaf != e->from.leaf)
    gw__builder_copy(builder, e->outer_from.leaf, 0, e->outer_from.leaf->lines);
  gw__builder_copy(builder, e->from.leaf, 0, e->head);
  for (size_t i = 0; i < e->count; i++)
    gw__builder_add(builder, e->lines[i], false);
  gw__builder_copy(builder, e->to.leaf, e->tail, e->to.leaf->lines);
  if (e->outer_to.leaf != e->to.leaf)
    gw__builder_copy(builder, e->outer_to.leaf, 0, e->outer_to.leaf->lines);
  return gw__builder_finish(builder);
}

/* A walk over the lines of the tree, or of the new leaves (then `path` is not used). */
typedef struct walk {
  const gw_document *document;
  bool fresh;
  gw__path path;
  size_t next_leaf; /* of the new leaves */
  const gw__leaf *leaf;
  size_t line;
} walk;

static walk walk_old(const gw_document *self, const edit *e) {
  return (walk){.document = self, .path = e->from, .leaf = e->from.leaf, .line = e->head};
}

/* Goes to the leaf that the line is in; false behind the last. */
static bool walk_settle(walk *self) {
  while (self->leaf && self->line >= self->leaf->lines) {
    self->line -= self->leaf->lines;
    if (self->fresh) {
      const gw__children *leaves = &self->document->builder.leaves;
      self->leaf = self->next_leaf < leaves->count
                       ? (const gw__leaf *)leaves->items[self->next_leaf++].node
                       : NULL;
    } else {
      self->leaf = gw__tree_next(&self->document->tree, &self->path) ? self->path.leaf : NULL;
    }
  }
  return self->leaf != NULL;
}

static walk walk_new(const gw_document *self, const edit *e) {
  const gw__children *leaves = &self->builder.leaves;
  walk w = {.document = self, .fresh = true, .next_leaf = 1, .line = e->head};
  if (leaves->count > 0)
    w.leaf = (const gw__leaf *)leaves->items[0].node;
  if (e->outer_from.leaf != e->from.leaf)
    w.line += e->outer_from.leaf->lines;
  return w;
}

/* The entry of the line the walk is at, NULL if it is no candidate. */
static gw__entry *walk_entry(const walk *self) {
  if (!gw__is_candidate(gw__class_of(gw__leaf_lines(self->leaf)[self->line])))
    return NULL;
  return gw__leaf_entries(self->leaf) + gw__leaf_entry_at(self->leaf, self->line);
}

/* What walking over the lines of one side tells. */
typedef struct side {
  size_t candidates;
  bool slots; /* there are placeholders, or fences */
} side;

static side survey(walk w, size_t lines) {
  side sum = {0, false};
  for (size_t i = 0; i < lines && walk_settle(&w); i++, w.line++) {
    uint8_t line_class = gw__class_of(gw__leaf_lines(w.leaf)[w.line]);
    sum.candidates += gw__is_candidate(line_class);
    sum.slots = sum.slots || line_class == GW__LINE_FENCE; /* it hides and shows others */
    if (!sum.slots) {
      gw__slot_count here = gw__leaf_slots(w.leaf, w.line);
      sum.slots = here.slots > 0 || here.labels > 0;
    }
  }
  return sum;
}

static void gather(walk w, size_t lines, gw__party *parties) {
  for (size_t i = 0; i < lines && walk_settle(&w); i++, w.line++) {
    gw__entry *entry = walk_entry(&w);
    if (entry)
      gw__party_set(parties++, entry, gw__leaf_line(w.leaf, w.line));
  }
}

/* Whether both sides are the same line for line, as far as other lines and counts go. */
static void compare(edit *e, walk old, walk new) {
  e->same_lines = e->same_slots = true;
  for (size_t i = 0; i < e->count && walk_settle(&old) && walk_settle(&new);
       i++, old.line++, new.line++) {
    uint8_t old_class = gw__class_of(gw__leaf_lines(old.leaf)[old.line]);
    uint8_t new_class = gw__class_of(gw__leaf_lines(new.leaf)[new.line]);
    if (old_class == GW__LINE_FENCE || new_class == GW__LINE_FENCE)
      e->same_slots = false; /* it hides and shows others */
    if (old_class != new_class) {
      e->same_lines = false;
    } else {
      const gw__entry *a = walk_entry(&old);
      const gw__entry *b = walk_entry(&new);
      if ((a && memcmp(&a->scan, &b->scan, sizeof a->scan) != 0) ||
          gw__open_cells(old.leaf, old.line) != gw__open_cells(new.leaf, new.line))
        e->same_lines = false;
    }
    gw__slot_count before = gw__leaf_slots(old.leaf, old.line);
    gw__slot_count after = gw__leaf_slots(new.leaf, new.line);
    if (before.slots != after.slots || before.labels != after.labels)
      e->same_slots = false;
  }
}

/* Collects the candidates of both sides and gives the new ones their ids. */
static bool identify(gw_document *self, edit *e) {
  walk old = walk_old(self, e);
  walk new = walk_new(self, e);
  side before = survey(old, e->old_end - e->first);
  side after = survey(new, e->count);
  if (e->old_end - e->first == e->count) {
    compare(e, old, new);
  } else {
    e->same_lines = false;
    e->same_slots = !before.slots && !after.slots;
  }
  if (!gw__pairing_init(&e->pairing, before.candidates, after.candidates))
    return false;
  gather(old, e->old_end - e->first, e->pairing.old);
  gather(new, e->count, e->pairing.new);
  if (!gw__pairing_match(&e->pairing, self)) {
    gw__pairing_free(&e->pairing);
    return false;
  }
  /* An id goes where its title goes; a verdict belongs to the place, and here all places stay as
   * they were: so headings that change places keep their ids and get each other's verdicts. */
  for (size_t i = 0; e->same_lines && i < e->pairing.new_count; i++)
    e->pairing.new[i].entry->verdict = e->pairing.old[i].entry->verdict;
  gw__children *leaves = &self->builder.leaves;
  for (size_t i = 0; i < leaves->count; i++)
    gw__leaf_refresh(&leaves->items[i]);
  return true;
}

/* ---- what others see of a node --------------------------------------------------------------- */

/* Hash of all that is shown of the candidate of this rank; 0 if it is no node. */
static uint64_t visible(const gw_document *self, size_t rank) {
  gw__path path;
  if (!gw__tree_seek(&self->tree, GW__CANDIDATES, rank, &path))
    return 0;
  const gw__entry *entry = gw__leaf_entries(path.leaf) + (rank - path.before[GW__CANDIDATES]);
  if (entry->verdict == 0)
    return 0;
  gw_node node;
  gw__document_fill(self, &path, entry, &node);
  unsigned parts[2 + GW_ORDINAL_PARTS] = {node.form, node.parts};
  memcpy(parts + 2, node.ordinal, sizeof node.ordinal);
  return gw__hash(gw__document_title_hash(self, &node), (const char *)parts, sizeof parts) | 1;
}

/* Whether a node has gone or looks different. New nodes show when the second pass accepts them. The
 * title of the candidate before the edit may go on in its lines; `before` is what was seen of it.
 */
static bool looks_different(const gw_document *self, const edit *e, uint64_t before) {
  if (e->rank > 0 && visible(self, e->rank - 1) != before)
    return true;
  size_t last = 0;
  for (size_t i = 0; i < e->pairing.old_count; i++) {
    const gw__party *old = &e->pairing.old[i];
    if (old->visible == 0)
      continue;
    if (old->mate == SIZE_MAX || old->mate < last ||
        visible(self, e->rank + old->mate) != old->visible)
      return true;
    last = old->mate;
  }
  return false;
}

/* ---- the edit -------------------------------------------------------------------------------- */

/* What the second pass sees of the candidates next to the edit. */
typedef struct neighbours {
  gw__candidate before;
  gw__candidate after;
} neighbours;

static neighbours neighbours_of(const gw_document *self, size_t rank, size_t candidates) {
  neighbours n;
  memset(&n, 0, sizeof n);
  if (rank > 0)
    gw__document_context(self, rank - 1, &n.before);
  gw__document_context(self, rank + candidates, &n.after);
  return n;
}

static bool same_context(const gw__candidate *a, const gw__candidate *b) {
  return a->previous == b->previous && a->next == b->next && a->next_adjacent == b->next_adjacent &&
         a->previous_cells == b->previous_cells && a->next_cells == b->next_cells;
}

/* Carries the state of the second pass over to the new leaves. True if their verdicts hold, as far
 * as candidates in them go. */
static void hand_over(gw_document *self, const edit *e) {
  gw__children *leaves = &self->builder.leaves;
  if (leaves->count == 0)
    return;
  const gw__leaf *old = e->outer_from.leaf;
  gw__leaf *new = (gw__leaf *)leaves->items[0].node;
  new->state = old->state;
  gw__leaf_refresh(&leaves->items[0]);
  bool holds = e->same_lines || (e->pairing.old_count == 0 && e->pairing.new_count == 0);
  if (holds && leaves->count == 1 && old == e->outer_to.leaf) {
    new->dirty = old->dirty;
    gw__leaf_refresh(&leaves->items[0]);
  }
}

/* With no new leaf in the place of the old ones, the state goes to the leaf behind them. */
static void hand_behind(gw_document *self, size_t line, const gw__outline_state *state) {
  gw__path path;
  if (!gw__tree_seek(&self->tree, GW__LINES, line, &path))
    return;
  path.leaf->state = *state;
  path.leaf->dirty = true;
  gw__tree_refresh(&self->tree, &path);
}

/* Makes an edit that is trimmed and changes something. */
static bool splice(gw_document *self, edit *e) {
  locate(self, e);
  widen(self, e);
  count(self, e);
  if (!build(self, e))
    return false;
  if (!identify(self, e)) {
    gw__children_drop(&self->builder.leaves);
    return false;
  }
  size_t gone = e->pairing.old_count;
  size_t come = e->pairing.new_count;
  neighbours before = neighbours_of(self, e->rank, gone);
  uint64_t seen = e->rank > 0 ? visible(self, e->rank - 1) : 0;
  for (size_t i = 0; i < gone; i++)
    e->pairing.old[i].visible = visible(self, e->rank + i);
  gw__outline_state state = e->outer_from.leaf->state;
  size_t leaves = self->builder.leaves.count;
  hand_over(self, e);

  gw__swap swap;
  if (!gw__tree_plan(&self->tree, &e->outer_from, &e->outer_to, &self->builder.leaves, &swap)) {
    gw__pairing_free(&e->pairing);
    return false;
  }
  gw__pairing_bury(&e->pairing, self); /* while the old lines can still be read */
  gw__tree_commit(&self->tree, &swap);
  self->resume.line = SIZE_MAX;
  gw__builder_trim(&self->builder);

  if (leaves == 0)
    hand_behind(self, e->outer_from.before[GW__LINES], &state);
  if (!e->same_lines) {
    neighbours after = neighbours_of(self, e->rank, come);
    if (gone + come > 0 || !same_context(&before.before, &after.before) ||
        !same_context(&before.after, &after.after)) {
      size_t reach = GW__WINDOW + 1;
      gw__tree_mark(&self->tree, e->rank > reach ? e->rank - reach : 0, e->rank + come + reach);
    }
  }
  if (e->first < GW__TITLE_LINES)
    self->title_stale = true;
  bool different = looks_different(self, e, seen);
  self->revision.slots += !e->same_slots;
  self->revision.structure += different;
  if (different || !e->same_slots) /* the title of the candidate before it may reach into it */
    gw__candidates_changed(self, e->rank > 0 ? e->rank - 1 : 0, e->rank + come);
  gw__pairing_free(&e->pairing);
  return true;
}

bool gw_document_edit(gw_document *self, size_t first, size_t old_end, const gw_span *lines,
                      size_t count) {
  const gw_span empty = {"", 0};
  if (first > old_end || old_end > gw_document_line_count(self) || (count > 0 && !lines))
    return false;
  edit e = {.first = first, .old_end = old_end, .lines = lines, .count = count};
  if (count == 0 && old_end - first == gw_document_line_count(self)) {
    e.lines = &empty;
    e.count = 1;
  }
  trim(self, &e);
  return (e.first == e.old_end && e.count == 0) || splice(self, &e);
}
