#include "host/view.h"

#include "core/touched.h"
#include "host/memory.h"

#include <stdlib.h>
#include <string.h>

void view_init(view *self) {
  *self = (view){0};
  fields_init(&self->where);
}

void view_free(view *self) {
  rows_free(&self->rows);
  filter_free(&self->filter);
  free(self->changes);
  free(self->closed);
  fields_free(&self->where);
}

void view_show(view *self, bool items, bool characters) {
  self->shown = true;
  self->items = items;
  self->characters = characters;
  self->fresh = true;
  fields_clear(&self->where);
}

void view_hide(view *self) {
  self->shown = false;
  rows_free(&self->rows);
  fields_clear(&self->where);
}

bool view_set_filter(view *self, gw_span words) {
  bool changed = filter_set(&self->filter, words);
  self->whole = self->whole || changed;
  return changed;
}

/* ---- folds ----------------------------------------------------------------------------------- */

/* Where `id` stands in the list, or would stand. */
static size_t fold_place(const view *self, uint32_t id) {
  size_t low = 0;
  size_t high = self->closed_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (self->closed[middle] < id)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static bool is_closed(const view *self, uint32_t id) {
  size_t place = fold_place(self, id);
  return place < self->closed_count && self->closed[place] == id;
}

static void set_closed(view *self, uint32_t id, bool closed) {
  size_t place = fold_place(self, id);
  bool present = place < self->closed_count && self->closed[place] == id;
  if (present == closed)
    return;
  self->dirty = true;
  size_t behind = self->closed_count - place;
  if (closed) {
    self->closed = memory_grow(self->closed, &self->closed_capacity, self->closed_count + 1,
                               sizeof *self->closed);
    memmove(self->closed + place + 1, self->closed + place, behind * sizeof *self->closed);
    self->closed[place] = id;
    self->closed_count++;
  } else {
    memmove(self->closed + place, self->closed + place + 1, (behind - 1) * sizeof *self->closed);
    self->closed_count--;
  }
}

static void forget_lost_folds(view *self, gw_document *document) {
  size_t kept = 0;
  for (size_t i = 0; i < self->closed_count; i++) {
    if (gw_document_node_by_id(document, self->closed[i]) != GW_NONE)
      self->closed[kept++] = self->closed[i];
  }
  self->closed_count = kept;
}

static bool has_row(const view *self, size_t index, const gw_node *node) {
  return (node->kind != GW_ITEM || self->items) && filter_keeps(&self->filter, index);
}

/* The title holds everything, so to fold it would leave nothing to see: it is a leaf. */
static bool is_foldable(const view *self, gw_document *document, size_t index,
                        const gw_node *node) {
  if (node->kind == GW_TITLE)
    return false;
  size_t end = gw_document_subtree_end(document, index);
  gw_node below;
  for (size_t i = index + 1; i < end && gw_document_node(document, i, &below); i++) {
    if (has_row(self, i, &below))
      return true;
  }
  return false;
}

static void set_range(view *self, gw_document *document, size_t first, size_t end, bool closed) {
  gw_node node;
  for (size_t i = first; i < end && gw_document_node(document, i, &node); i++) {
    if (!closed || (has_row(self, i, &node) && is_foldable(self, document, i, &node)))
      set_closed(self, node.id, closed);
  }
}

static bool any_closed(const view *self, gw_document *document) {
  for (size_t i = 0; i < self->closed_count; i++) {
    if (gw_document_node_by_id(document, self->closed[i]) != GW_NONE)
      return true;
  }
  return false;
}

void view_set_fold(view *self, gw_document *document, uint32_t id, view_action action) {
  if (filter_active(&self->filter))
    return;
  gw_node node = {0};
  size_t end = gw_document_node_count(document);
  size_t index = id ? gw_document_node_by_id(document, id) : GW_NONE;
  if (id && (index == GW_NONE || !gw_document_node(document, index, &node)))
    return;
  if (id == 0 || node.kind == GW_TITLE) {
    index = 0;
    bool close = action == VIEW_DO_CLOSE || action == VIEW_CLOSE_ALL ||
                 (action == VIEW_TOGGLE && !any_closed(self, document));
    set_range(self, document, index, end, close);
  } else {
    end = gw_document_subtree_end(document, index);
    if (action == VIEW_OPEN_ALL || action == VIEW_CLOSE_ALL)
      set_range(self, document, index, end, action == VIEW_CLOSE_ALL);
    else if (is_foldable(self, document, index, &node))
      set_closed(self, id,
                 action == VIEW_DO_CLOSE || (action == VIEW_TOGGLE && !is_closed(self, id)));
  }
  gw__document_touch(document, index, end);
  if (self->closed_count > VIEW_FOLDS)
    forget_lost_folds(self, document);
}

/* ---- rows ------------------------------------------------------------------------------------ */

static size_t count_left(gw_document *document, size_t index, const gw_node *node) {
  return gw_document_placeholder_count(document, node->line,
                                       gw_document_section_end(document, index));
}

static size_t count_characters(const view *self, gw_document *document, size_t index,
                               const gw_node *node) {
  if (!self->characters)
    return 0;
  return gw_document_character_count(document, node->line,
                                     gw_document_section_end(document, index));
}

static view_fold fold_of(const view *self, gw_document *document, size_t index,
                         const gw_node *node) {
  if (!is_foldable(self, document, index, node))
    return VIEW_LEAF;
  return !filter_active(&self->filter) && is_closed(self, node->id) ? VIEW_CLOSED : VIEW_OPEN;
}

static view_row make_row(const view *self, gw_document *document, size_t index,
                         const gw_node *node) {
  view_row made = {.indent = (size_t)node->level * 2,
                   .left = count_left(document, index, node),
                   .characters = count_characters(self, document, index, node),
                   .node = index,
                   .id = node->id,
                   .level = node->level,
                   .kind = node->kind,
                   .fold = fold_of(self, document, index, node)};
  made.text =
      memory_resize(NULL, made.indent + row_text_ordinal(document, node) + VIEW_TITLE_BYTES, 1);
  memset(made.text, ' ', made.indent);
  made.size = made.indent + row_text(document, node, made.text + made.indent, &made.ordinal);
  made.text = memory_resize(made.text, made.size + 1, 1);
  return made;
}

/* ---- what differs ---------------------------------------------------------------------------- */

static void add_change(view *self, view_change change) {
  view_change *last = self->change_count > 0 ? &self->changes[self->change_count - 1] : NULL;
  if (last && last->new_end == change.first && last->old_end == change.first) {
    last->old_end = change.old_end;
    last->new_end = change.new_end;
    last->total = change.total;
    return;
  }
  self->changes = memory_grow(self->changes, &self->change_capacity, self->change_count + 1,
                              sizeof *self->changes);
  self->changes[self->change_count++] = change;
}

/*
 * Node `index` and the nodes around it, from the outermost inwards, keep their rows, but what
 * stands below them may be other than it was. If one of them is closed its index is given, else
 * GW_NONE.
 */
static size_t refresh_around(view *self, gw_document *document, size_t index) {
  size_t chain[VIEW_DEPTH_MAX];
  size_t depth = 0;
  for (; index != GW_NONE && depth < VIEW_DEPTH_MAX; index = gw_document_parent(document, index))
    chain[depth++] = index;
  while (depth-- > 0) {
    gw_node node;
    size_t at = rows_find(&self->rows, chain[depth]);
    if (!gw_document_node(document, chain[depth], &node) || !has_row(self, chain[depth], &node))
      continue;
    view_row *kept = rows_at(&self->rows, at);
    size_t left = count_left(document, chain[depth], &node);
    view_fold fold = fold_of(self, document, chain[depth], &node);
    size_t characters = count_characters(self, document, chain[depth], &node);
    if (kept->left != left || kept->fold != fold || kept->characters != characters)
      add_change(self, (view_change){at, at + 1, at + 1, self->rows.count});
    kept->left = left;
    kept->fold = fold;
    kept->characters = characters;
    if (fold == VIEW_CLOSED)
      return chain[depth];
  }
  return GW_NONE;
}

/* New rows, before they take the place of old ones. */
typedef struct batch {
  view_row *items;
  size_t count;
  size_t capacity;
} batch;

/*
 * Makes rows from node `index` on, as far as the nodes up to `end` need: where one of them is or
 * was closed, what stands behind `end` comes or goes with it. Returns how many rows behind the gap
 * they replace.
 */
static size_t make_rows(view *self, gw_document *document, size_t index, size_t end, batch *out) {
  const view_rows *old = &self->rows;
  size_t behind = old->nodes - end;
  size_t at = old->gap;
  for (;;) {
    /* Behind the gap `node` counts from the end. */
    while (at < old->count && (rows_at(old, at)->node > behind || rows_node(old, at) < index))
      at++;
    gw_node node;
    if ((index >= end && at < old->count && rows_node(old, at) == index) ||
        !gw_document_node(document, index, &node))
      return at - old->gap;
    bool closed = false;
    if (has_row(self, index, &node)) {
      out->items = memory_grow(out->items, &out->capacity, out->count + 1, sizeof *out->items);
      out->items[out->count] = make_row(self, document, index, &node);
      closed = out->items[out->count++].fold == VIEW_CLOSED;
    }
    index = closed ? gw_document_subtree_end(document, index) : index + 1;
  }
}

/* Puts the new rows behind the gap in place of `old_count` others. */
static void put_rows(view *self, const batch *new, size_t old_count) {
  size_t first = self->rows.gap;
  size_t shorter = new->count < old_count ? new->count : old_count;
  size_t head = 0;
  while (head < shorter && row_equal(&new->items[head], rows_at(&self->rows, first + head)))
    head++;
  size_t tail = 0;
  while (tail < shorter - head && row_equal(&new->items[new->count - 1 - tail],
                                            rows_at(&self->rows, first + old_count - 1 - tail)))
    tail++;
  rows_replace(&self->rows, old_count, new->items, new->count);
  if (head < old_count - tail || head < new->count - tail)
    add_change(self, (view_change){first + head, first + old_count - tail,
                                   first + new->count - tail, self->rows.count});
}

/* The innermost node that holds `line`; GW_NONE above the first one. */
static size_t node_of_line(gw_document *document, size_t line) {
  size_t last = gw_document_line_count(document) - 1;
  return gw_document_node_at(document, line < last ? line : last);
}

/* Brings the rows of what has changed up to date. */
static void remake_rows(view *self, gw_document *document) {
  size_t nodes = gw_document_node_count(document);
  gw__touched changed = gw__document_touched(document);
  if (self->fresh)
    rows_free(&self->rows);
  if (filter_active(&self->filter))
    filter_apply(&self->filter, document, self->items);
  if (self->fresh || self->whole || filter_active(&self->filter))
    changed = (gw__touched){0, 0};
  self->dirty = self->whole = false;
  size_t first = changed.before < nodes ? changed.before : nodes;
  size_t end = changed.behind < nodes - first ? nodes - changed.behind : first;
  size_t closed = first > 0 ? refresh_around(self, document, first - 1) : GW_NONE;
  rows_open(&self->rows,
            closed == GW_NONE ? rows_find(&self->rows, first) : rows_find(&self->rows, closed) + 1,
            nodes);
  batch new = {0};
  size_t old_count =
      make_rows(self, document,
                closed == GW_NONE ? first : gw_document_subtree_end(document, closed), end, &new);
  put_rows(self, &new, old_count);
  free(new.items);
}

/* Brings the characters of a row up to date, if the node has one. */
static void recount_row(view *self, gw_document *document, size_t index) {
  size_t at = rows_find(&self->rows, index);
  gw_node node;
  if (at == self->rows.count || rows_node(&self->rows, at) != index ||
      !gw_document_node(document, index, &node))
    return;
  view_row *row = rows_at(&self->rows, at);
  size_t characters = count_characters(self, document, index, &node);
  if (row->characters != characters)
    add_change(self, (view_change){at, at + 1, at + 1, self->rows.count});
  row->characters = characters;
}

/* The same for the sections that the edited lines are in. */
static void recount(view *self, gw_document *document) {
  if (self->edited.first == self->edited.end)
    return;
  size_t first = node_of_line(document, self->edited.first);
  size_t last = node_of_line(document, self->edited.end);
  for (size_t up = first; up != GW_NONE; up = gw_document_parent(document, up))
    recount_row(self, document, up);
  size_t end = rows_find(&self->rows, last == GW_NONE ? 0 : last + 1);
  for (size_t at = rows_find(&self->rows, first == GW_NONE ? 0 : first + 1); at < end; at++)
    recount_row(self, document, rows_node(&self->rows, at));
}

size_t view_refresh(view *self, gw_document *document) {
  self->change_count = 0;
  if (!self->shown)
    return 0;
  gw_revision now = gw_document_revision(document);
  if (self->fresh || self->dirty || self->whole || now.structure != self->made.structure ||
      now.slots != self->made.slots)
    remake_rows(self, document);
  self->made = now;
  if (self->characters)
    recount(self, document);
  self->edited = (edited_lines){0, 0};
  if (self->fresh) {
    self->fresh = false;
    self->change_count = 0;
    add_change(self, (view_change){0, SIZE_MAX, self->rows.count, self->rows.count});
  }
  return self->change_count;
}

/* ---- the cursor ------------------------------------------------------------------------------ */

void view_set_cursor(view *self, size_t line) {
  self->has_cursor = true;
  self->cursor = line;
}

/* The lines that `edited` spans once lines [first, old_end) are `count` others, and those with
 * their neighbours: lines that only went have changed the sections that end and begin there. */
static edited_lines spanned(edited_lines edited, size_t first, size_t old_end, size_t count) {
  size_t end = first + count + 1;
  if (first > 0)
    first--;
  if (edited.first == edited.end)
    return (edited_lines){first, end};
  if (edited.end > old_end)
    edited.end = edited.end - old_end + end - 1;
  return (edited_lines){edited.first < first ? edited.first : first,
                        edited.end > end ? edited.end : end};
}

void view_text_moved(view *self, size_t first, size_t old_end, size_t count) {
  self->edited = spanned(self->edited, first, old_end, count);
  if (self->cursor >= old_end)
    self->cursor = self->cursor - old_end + first + count;
  else if (self->cursor >= first + count)
    self->cursor = first + count > 0 ? first + count - 1 : 0;
}

size_t view_row_of_line(const view *self, gw_document *document, size_t line) {
  size_t index = node_of_line(document, line);
  gw_node node;
  while (index != GW_NONE && gw_document_node(document, index, &node) &&
         !has_row(self, index, &node))
    index = gw_document_parent(document, index);
  if (!self->shown || index == GW_NONE)
    return GW_NONE;
  /* Rows stand in the order of the nodes, and what stands behind the last row at or before this
   * node without a row of its own is folded away below it. */
  size_t behind = rows_find(&self->rows, index + 1);
  return behind > 0 ? behind - 1 : GW_NONE;
}

/* Pushes the titles of the headings around node `index`, outermost first; returns how many. */
static size_t push_path(gw_document *document, size_t index, fields *titles) {
  if (index == GW_NONE)
    return 0;
  size_t count = push_path(document, gw_document_parent(document, index), titles);
  gw_node node;
  if (!gw_document_node(document, index, &node) || node.kind != GW_HEADING)
    return count;
  char title[VIEW_TITLE_BYTES];
  size_t size = view_title(document, &node, title, sizeof title);
  fields_push_span(titles, (gw_span){title, size});
  return count + 1;
}

/* The placeholders in the innermost section that holds the cursor, 0 outside of any. */
static size_t left_in_section(gw_document *document, size_t line) {
  size_t index = gw_document_section_at(document, line, false);
  gw_node node;
  if (!gw_document_node(document, index, &node) || node.kind != GW_HEADING)
    return 0;
  return count_left(document, index, &node);
}

bool view_where(view *self, gw_document *document, fields *out) {
  if (!self->has_cursor)
    return false;
  size_t row = view_row_of_line(self, document, self->cursor);
  fields titles;
  fields_init(&titles);
  size_t depth = push_path(document, node_of_line(document, self->cursor), &titles);
  fields now;
  fields_init(&now);
  fields_number(&now, "row", row == GW_NONE ? -1 : (int64_t)row);
  fields_rows(&now, "path", depth, &titles);
  fields_number(&now, "left", (int64_t)left_in_section(document, self->cursor));
  fields_free(&titles);

  const msgpack_sbuffer *before = &self->where.bytes;
  bool same = self->where.count > 0 && before->size == now.bytes.size &&
              memcmp(before->data, now.bytes.data, now.bytes.size) == 0;
  fields_free(&self->where);
  self->where = now;
  if (!same)
    fields_add(out, &now);
  return !same;
}

const char *view_kind_name(gw_kind kind) {
  switch (kind) {
  case GW_TITLE:
    return "title";
  case GW_HEADING:
    return "heading";
  case GW_ITEM:
    break;
  }
  return "item";
}
