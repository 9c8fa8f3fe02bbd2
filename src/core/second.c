/*
 * second.c - runs the second pass (outline.h) where it is due, and finds the title.
 *
 * Each leaf keeps the state of the pass before its first candidate. For a clean leaf, running the
 * pass from that state gives the verdicts it has and the state that the next leaf has. So after an
 * edit the pass runs over the leaves that are flagged, and on from each until the state it arrives
 * with is the one that a clean leaf has already.
 */
#include "core/document.h"
#include "core/lineclass.h"

#include <stdlib.h>
#include <string.h>

#include "core/parallel.h"
#include "core/pieces.h"

/* ---- what a candidate sees ------------------------------------------------------------------- */

static uint8_t class_at(const gw__leaf *leaf, size_t line) {
  return gw__class_of(gw__leaf_lines(leaf)[line]);
}

/* The first line from `line` on that is not blank; the number of lines if there is none. */
static size_t first_text(const gw__leaf *leaf, size_t line) {
  while (line < leaf->lines && class_at(leaf, line) == GW__LINE_BLANK)
    line++;
  return line;
}

uint8_t gw__open_cells(const gw__leaf *leaf, size_t line) {
  uint8_t line_class = class_at(leaf, line);
  if (line_class != GW__LINE_OPEN && line_class != GW__LINE_ORDINAL_OPEN)
    return 0;
  gw_span text = gw__leaf_line(leaf, line);
  return (uint8_t)gw__cells(text.data, gw__line_end(text.data, text.size));
}

static gw__candidate see(const gw__tree *tree, const gw__path *path, const gw__entry *entry) {
  const gw__leaf *leaf = path->leaf;
  gw__candidate seen = {.scan = &entry->scan, .previous = GW__LINE_BLANK, .next = GW__LINE_BLANK};
  gw__path other;
  seen.cells = gw__open_cells(leaf, entry->line);
  if (entry->line > 0) {
    seen.previous = class_at(leaf, entry->line - 1u);
    seen.previous_cells = gw__open_cells(leaf, entry->line - 1u);
  } else {
    other = *path;
    if (gw__tree_previous(tree, &other)) {
      seen.previous = class_at(other.leaf, other.leaf->lines - 1);
      seen.previous_cells = gw__open_cells(other.leaf, other.leaf->lines - 1);
    }
  }

  size_t next = first_text(leaf, entry->line + 1u);
  if (next < leaf->lines) {
    seen.next = class_at(leaf, next);
    seen.next_adjacent = next == entry->line + 1u;
    seen.next_cells = gw__open_cells(leaf, next);
    return seen;
  }
  /* The next leaf mostly has one; else a search over blank lines of any number. */
  size_t texts = path->before[GW__TEXTS] + gw__tree_leaf_sums(tree, path)->of[GW__TEXTS];
  other = *path;
  size_t line = gw__tree_next(tree, &other) ? first_text(other.leaf, 0) : other.leaf->lines;
  if (line == other.leaf->lines) {
    if (!gw__tree_seek(tree, GW__TEXTS, texts, &other))
      return seen;
    line = first_text(other.leaf, 0);
  }
  seen.next = class_at(other.leaf, line);
  seen.next_cells = gw__open_cells(other.leaf, line);
  seen.next_adjacent = other.before[GW__LINES] + line == path->before[GW__LINES] + entry->line + 1;
  return seen;
}

bool gw__document_context(const gw_document *self, size_t rank, gw__candidate *out) {
  gw__path path;
  if (!gw__tree_seek(&self->tree, GW__CANDIDATES, rank, &path))
    return false;
  *out =
      see(&self->tree, &path, gw__leaf_entries(path.leaf) + (rank - path.before[GW__CANDIDATES]));
  return true;
}

/* ---- the window ------------------------------------------------------------------------------ */

/* Candidates [first, first + count) of the document, moving on. */
typedef struct window {
  gw__candidate items[8 * GW__WINDOW];
  size_t first;
  size_t count;
  gw__path path; /* of the candidate to be read next */
  size_t entry;
} window;

/* Starts a window that will hold candidate `rank` and what it may look at. */
static void window_start(window *self, const gw__tree *tree, size_t rank) {
  self->first = rank > GW__WINDOW ? rank - GW__WINDOW : 0;
  self->count = 0;
  self->entry = 0;
  if (gw__tree_seek(tree, GW__CANDIDATES, self->first, &self->path))
    self->entry = self->first - self->path.before[GW__CANDIDATES];
}

/* Reads on to the last candidate that `rank` may look at, dropping those that it may not. */
static void window_move(window *self, const gw__tree *tree, size_t rank) {
  const size_t room = sizeof self->items / sizeof *self->items;
  size_t total = tree->root.sums.of[GW__CANDIDATES];
  size_t end = rank + 1 + GW__WINDOW < total ? rank + 1 + GW__WINDOW : total;
  while (self->first + self->count < end) {
    if (self->count == room) {
      size_t drop = rank - GW__WINDOW - self->first;
      memmove(self->items, self->items + drop, (room - drop) * sizeof *self->items);
      self->first += drop;
      self->count -= drop;
    }
    if (self->entry == self->path.leaf->entries) {
      if (!gw__tree_next(tree, &self->path) || self->path.leaf->entries == 0)
        gw__tree_seek(tree, GW__CANDIDATES, self->first + self->count, &self->path);
      self->entry = 0;
    }
    const gw__entry *entry = gw__leaf_entries(self->path.leaf) + self->entry++;
    self->items[self->count++] = see(tree, &self->path, entry);
  }
}

/* The verdict on candidate `rank`. */
static uint32_t window_step(const window *self, size_t rank, gw__outline_state *state) {
  size_t low = rank > GW__WINDOW + self->first ? rank - GW__WINDOW : self->first;
  size_t end = self->first + self->count;
  if (end > rank + 1 + GW__WINDOW)
    end = rank + 1 + GW__WINDOW;
  gw__verdict verdict = {0};
  gw__outline_step(state, self->items + (low - self->first), end - low, rank - low, &verdict);
  return gw__verdict_pack(&verdict);
}

/* ---- running --------------------------------------------------------------------------------- */

/* Runs the pass over one leaf; true if any verdict changed. The leaf's sums are left as they are.
 */
static bool run_leaf(const gw__tree *tree, const gw__path *path, window *w,
                     gw__outline_state *state) {
  gw__entry *entries = gw__leaf_entries(path->leaf);
  size_t rank = path->before[GW__CANDIDATES];
  bool changed = false;
  for (size_t i = 0; i < path->leaf->entries; i++, rank++) {
    window_move(w, tree, rank);
    uint32_t verdict = window_step(w, rank, state);
    changed = changed || verdict != entries[i].verdict;
    entries[i].verdict = verdict;
  }
  path->leaf->dirty = false;
  return changed;
}

/* Runs the pass from the first flagged leaf to where it meets what is known. */
static void run(gw_document *self) {
  gw__tree *tree = &self->tree;
  gw__path path;
  gw__tree_seek(tree, GW__DIRTY, 0, &path);
  window w;
  window_start(&w, tree, path.before[GW__CANDIDATES]);
  gw__outline_state state = path.leaf->state;
  size_t first = SIZE_MAX; /* of the nodes that changed */
  size_t end = 0;
  for (;;) {
    bool changed = run_leaf(tree, &path, &w, &state);
    gw__leaf_refresh(gw__tree_leaf(tree, &path));
    if (changed) {
      first = first < path.before[GW__NODES] ? first : path.before[GW__NODES];
      end = path.before[GW__NODES] + gw__tree_leaf_sums(tree, &path)->of[GW__NODES];
    }
    gw__path done = path;
    bool more = gw__tree_next(tree, &path);
    bool met = more && !path.leaf->dirty && memcmp(&path.leaf->state, &state, sizeof state) == 0;
    if (!more || met || path.inner[0] != done.inner[0])
      gw__tree_refresh_above(tree, &done); /* once for all leaves of a parent */
    if (!more || met)
      break;
    path.leaf->state = state;
  }
  if (first == SIZE_MAX)
    return;
  gw__nodes_changed(self, first, end);
  self->revision.structure++;
}

/* ---- running on several threads ---------------------------------------------------------------
 *
 * A large document that has just been loaded is cut into pieces. In which state a piece starts is
 * not known before those above it are done, so it is guessed: the state that a run over the last
 * WARM candidates before it ends in, which is right where the document has started again within
 * them. Where the guess was wrong, the first leaf of the piece is flagged, and run() does the rest.
 */

#define WARM 128
/* An edit flags fewer leaves than that: then they are not counted. */
#define FEW  16

typedef struct running {
  gw__tree *tree;
  gw__pieces pieces;
  gw__sums *sums;            /* of each leaf, as they will be */
  gw__outline_state *before; /* of each piece */
  gw__outline_state *after;
} running;

static gw__outline_state guess(const gw__tree *tree, size_t rank, window *w) {
  gw__outline_state state;
  memset(&state, 0, sizeof state);
  size_t at = rank > WARM ? rank - WARM : 0;
  window_start(w, tree, at);
  for (; at < rank; at++) {
    window_move(w, tree, at);
    window_step(w, at, &state);
  }
  return state;
}

/* Writes verdicts, states and flags, but no sums into the tree: windows of other pieces read those
 * there. All leaves are flagged, so as many flags as stand before a leaf is its place. */
static void run_piece(void *context, size_t index, unsigned thread) {
  (void)thread;
  const running *self = context;
  const gw__piece *piece = &self->pieces.items[index];
  gw__path path = piece->start;
  window w;
  gw__outline_state state = guess(self->tree, path.before[GW__CANDIDATES], &w);
  self->before[index] = state;
  do {
    path.leaf->state = state;
    run_leaf(self->tree, &path, &w, &state);
    gw__child child = *gw__tree_leaf(self->tree, &path);
    gw__leaf_refresh(&child);
    self->sums[path.before[GW__DIRTY]] = child.sums;
  } while (gw__piece_next(piece, self->tree, &path));
  self->after[index] = state;
}

/* Flags the pieces that started from a wrong guess. */
static void flag_wrong(const running *self) {
  for (size_t i = 1; i < self->pieces.count; i++) {
    gw__path *first = &self->pieces.items[i].start;
    if (memcmp(&self->before[i], &self->after[i - 1], sizeof *self->before) == 0)
      continue;
    first->leaf->state = self->after[i - 1];
    first->leaf->dirty = true;
    self->sums[first->before[GW__DIRTY]].of[GW__DIRTY] = 1;
  }
}

/* Puts the sums where they belong. */
static void hand_in(const running *self) {
  gw__path path;
  size_t place = 0;
  bool more = gw__tree_seek(self->tree, GW__LINES, 0, &path);
  for (; more; more = gw__tree_next(self->tree, &path))
    gw__tree_leaf(self->tree, &path)->sums = self->sums[place++];
  gw__tree_sum(self->tree);
}

/* Runs the pass if the document is large and all its leaves are flagged; false if not. */
static bool run_apart(gw__tree *tree) {
  running all = {.tree = tree};
  size_t flagged = tree->root.sums.of[GW__DIRTY];
  if (flagged < FEW || flagged < gw__tree_leaves(tree) || !gw__pieces_cut(&all.pieces, tree))
    return false;
  all.sums = malloc(flagged * sizeof *all.sums);
  all.before = malloc(2 * all.pieces.count * sizeof *all.before);
  bool runs = all.sums && all.before;
  if (runs) {
    all.after = all.before + all.pieces.count;
    gw__parallel(all.pieces.count, run_piece, &all);
    flag_wrong(&all);
    hand_in(&all);
  }
  free(all.sums);
  free(all.before);
  gw__pieces_free(&all.pieces);
  return runs;
}

/* ---- the title ------------------------------------------------------------------------------- */

static void find_title(gw_document *self) {
  gw_span lines[GW__TITLE_LINES];
  size_t count = 0;
  gw__place place;
  bool more = gw__document_place(self, 0, &place);
  while (more && count < GW__TITLE_LINES) {
    lines[count++] = gw__leaf_line(place.path.leaf, place.line++);
    if (place.line == place.path.leaf->lines) {
      more = gw__tree_next(&self->tree, &place.path);
      place.line = 0;
    }
  }
  memset(&self->title, 0, sizeof self->title);
  self->title_found = gw__find_title(lines, count, &self->title);
  self->title_stale = false;
}

/* Hash of how many placeholders stand above a line: they are in no section, and so the title's has
 * others when the same title is found in another line. */
static uint64_t slots_above(const gw_document *self, size_t line) {
  gw__slot_count sum = {0, 0};
  gw__path path;
  bool more = gw__tree_seek(&self->tree, GW__LINES, 0, &path);
  for (; more && path.before[GW__LINES] < line; more = gw__tree_next(&self->tree, &path)) {
    size_t end = line - path.before[GW__LINES];
    gw__slot_count here =
        gw__leaf_shown(path.leaf, 0, end < path.leaf->lines ? end : path.leaf->lines);
    sum.slots += here.slots;
    sum.labels += here.labels;
  }
  return gw__hash(0, (const char *)&sum, sizeof sum) & ~(uint64_t)1;
}

/* The title is the first node or none: one behind a node would upset the order. */
static void show_title(gw_document *self) {
  bool shown = self->title_found;
  gw__path path;
  if (shown && gw__tree_seek(&self->tree, GW__NODES, 0, &path)) {
    const gw__entry *entry = gw__leaf_entries(path.leaf);
    while (entry->verdict == 0)
      entry++;
    shown = path.before[GW__LINES] + entry->line > self->title.last_line;
  }
  uint64_t hash = 0;
  self->title_shown = shown;
  if (shown) {
    gw_node node;
    gw__document_fill_title(self, &node);
    hash = (gw__document_title_hash(self, &node) ^ slots_above(self, node.line)) | 1;
  }
  if (hash != self->title_hash) {
    self->revision.structure++;
    self->touched_title = true;
  }
  self->title_hash = hash;
}

void gw__document_resolve_changed(gw_document *self) {
  self->near_set = false;
  if (run_apart(&self->tree)) {
    gw__nodes_changed(self, 0, self->tree.root.sums.of[GW__NODES]);
    self->revision.structure++;
  }
  while (self->tree.root.sums.of[GW__DIRTY] > 0)
    run(self);
  if (self->title_stale)
    find_title(self);
  show_title(self);
}
