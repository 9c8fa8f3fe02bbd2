#include "host/view.h"

#include "host/memory.h"

#include <stdlib.h>
#include <string.h>

void view_init(view *self) {
  *self = (view){0};
  fields_init(&self->where);
}

static void rows_free(view_rows *rows) {
  free(rows->items);
  free(rows->text);
  *rows = (view_rows){0};
}

void view_free(view *self) {
  rows_free(&self->rows);
  rows_free(&self->spare);
  free(self->closed);
  fields_free(&self->where);
}

void view_show(view *self, bool items) {
  self->shown = true;
  self->items = items;
  self->fresh = true;
  fields_clear(&self->where);
}

void view_hide(view *self) {
  self->shown = false;
  rows_free(&self->rows);
  rows_free(&self->spare);
  fields_clear(&self->where);
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

static bool has_row(const view *self, const gw_node *node) {
  return node->kind != GW_ITEM || self->items;
}

/* The title holds everything, so to fold it would leave nothing to see: it is a leaf. */
static bool is_foldable(const view *self, gw_document *document, size_t index,
                        const gw_node *node) {
  if (node->kind == GW_TITLE)
    return false;
  size_t end = gw_document_subtree_end(document, index);
  gw_node below;
  for (size_t i = index + 1; i < end && gw_document_node(document, i, &below); i++) {
    if (has_row(self, &below))
      return true;
  }
  return false;
}

static void set_range(view *self, gw_document *document, size_t first, size_t end, bool closed) {
  gw_node node;
  for (size_t i = first; i < end && gw_document_node(document, i, &node); i++) {
    if (!closed || (has_row(self, &node) && is_foldable(self, document, i, &node)))
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
  gw_node node = {0};
  size_t count = gw_document_node_count(document);
  size_t index = id ? gw_document_node_by_id(document, id) : GW_NONE;
  if (id && (index == GW_NONE || !gw_document_node(document, index, &node)))
    return;
  if (id == 0 || node.kind == GW_TITLE) {
    bool close = action == VIEW_DO_CLOSE || action == VIEW_CLOSE_ALL ||
                 (action == VIEW_TOGGLE && !any_closed(self, document));
    set_range(self, document, 0, count, close);
  } else if (action == VIEW_OPEN_ALL || action == VIEW_CLOSE_ALL) {
    set_range(self, document, index, gw_document_subtree_end(document, index),
              action == VIEW_CLOSE_ALL);
  } else if (is_foldable(self, document, index, &node)) {
    set_closed(self, id,
               action == VIEW_DO_CLOSE || (action == VIEW_TOGGLE && !is_closed(self, id)));
  }
  if (self->closed_count > VIEW_FOLDS)
    forget_lost_folds(self, document);
}

/* ---- rows ------------------------------------------------------------------------------------ */

static void rows_add_text(view_rows *rows, const char *text, size_t size) {
  rows->text = memory_grow(rows->text, &rows->text_capacity, rows->text_size + size, 1);
  if (size)
    memcpy(rows->text + rows->text_size, text, size);
  rows->text_size += size;
}

size_t view_title(const gw_document *document, const gw_node *node, char *title, size_t capacity) {
  size_t size = gw_node_title(document, node, title, capacity);
  if (size >= capacity)
    size = strlen(title);
  for (size_t i = 0; i < size; i++) {
    if ((unsigned char)title[i] < ' ' || title[i] == 0x7F)
      title[i] = ' ';
  }
  return size;
}

/* The size of `text` without the blanks at its end: space, tab, U+3000, U+00A0. */
static size_t without_blanks(const char *text, size_t size) {
  for (;;) {
    if (size > 0 && (text[size - 1] == ' ' || text[size - 1] == '\t'))
      size--;
    else if (size >= 3 && memcmp(text + size - 3, "\xE3\x80\x80", 3) == 0)
      size -= 3;
    else if (size >= 2 && memcmp(text + size - 2, "\xC2\xA0", 2) == 0)
      size -= 2;
    else
      return size;
  }
}

static void rows_add(view_rows *rows, gw_document *document, size_t index, const gw_node *node,
                     view_fold fold) {
  view_row row = {.text = rows->text_size,
                  .indent = (size_t)node->level * 2,
                  .node = index,
                  .id = node->id,
                  .level = node->level,
                  .kind = node->kind,
                  .fold = fold};
  size_t section_end = gw_document_section_end(document, index);
  row.left = gw_document_placeholder_count(document, node->line, section_end);
  for (size_t i = 0; i < row.indent; i++)
    rows_add_text(rows, " ", 1);
  gw_span line = gw_document_line(document, node->line);
  if (node->parts > 0 && node->column < node->title && node->title <= line.size) {
    size_t written = node->title - node->column;
    row.ordinal = without_blanks(line.data + node->column, written);
    rows_add_text(rows, line.data + node->column, row.ordinal);
    if (row.ordinal < written)
      rows_add_text(rows, " ", 1);
  }
  char title[VIEW_TITLE_BYTES];
  rows_add_text(rows, title, view_title(document, node, title, sizeof title));
  row.size = rows->text_size - row.text;
  rows->items = memory_grow(rows->items, &rows->capacity, rows->count + 1, sizeof row);
  rows->items[rows->count++] = row;
}

static void make_rows(const view *self, gw_document *document, view_rows *rows) {
  rows->count = 0;
  rows->text_size = 0;
  gw_node node;
  for (size_t i = 0; gw_document_node(document, i, &node);) {
    bool foldable = has_row(self, &node) && is_foldable(self, document, i, &node);
    bool closed = foldable && is_closed(self, node.id);
    if (has_row(self, &node))
      rows_add(rows, document, i, &node, !foldable ? VIEW_LEAF : closed ? VIEW_CLOSED : VIEW_OPEN);
    i = closed ? gw_document_subtree_end(document, i) : i + 1;
  }
}

static bool same_row(const view_rows *left, size_t at_left, const view_rows *right,
                     size_t at_right) {
  const view_row *a = &left->items[at_left];
  const view_row *b = &right->items[at_right];
  return a->id == b->id && a->size == b->size && a->indent == b->indent &&
         a->ordinal == b->ordinal && a->left == b->left && a->level == b->level &&
         a->kind == b->kind && a->fold == b->fold &&
         memcmp(left->text + a->text, right->text + b->text, a->size) == 0;
}

bool view_refresh(view *self, gw_document *document, view_change *change) {
  if (!self->shown)
    return false;
  gw_revision now = gw_document_revision(document);
  if (!self->fresh && !self->dirty && now.structure == self->made.structure &&
      now.slots == self->made.slots)
    return false;

  make_rows(self, document, &self->spare);
  view_rows before = self->rows;
  self->rows = self->spare;
  self->spare = before;
  self->made = now;
  self->dirty = false;
  const view_rows *rows = &self->rows;
  if (self->fresh) {
    self->fresh = false;
    *change = (view_change){0, SIZE_MAX, rows->count};
    return true;
  }
  size_t shorter = rows->count < before.count ? rows->count : before.count;
  size_t head = 0;
  while (head < shorter && same_row(rows, head, &before, head))
    head++;
  size_t tail = 0;
  while (tail < shorter - head &&
         same_row(rows, rows->count - 1 - tail, &before, before.count - 1 - tail))
    tail++;
  *change = (view_change){head, before.count - tail, rows->count - tail};
  return change->first < change->old_end || change->first < change->new_end;
}

/* ---- the cursor ------------------------------------------------------------------------------ */

void view_set_cursor(view *self, size_t line) {
  self->has_cursor = true;
  self->cursor = line;
}

void view_text_moved(view *self, size_t first, size_t old_end, size_t count) {
  if (self->cursor >= old_end)
    self->cursor = self->cursor - old_end + first + count;
  else if (self->cursor >= first + count)
    self->cursor = first + count > 0 ? first + count - 1 : 0;
}

/* The innermost node that holds `line`; GW_NONE above the first one. */
static size_t node_of_line(gw_document *document, size_t line) {
  size_t last = gw_document_line_count(document) - 1;
  return gw_document_node_at(document, line < last ? line : last);
}

size_t view_row_of_line(const view *self, gw_document *document, size_t line) {
  size_t index = node_of_line(document, line);
  gw_node node;
  while (index != GW_NONE && gw_document_node(document, index, &node) && !has_row(self, &node))
    index = gw_document_parent(document, index);
  if (!self->shown || index == GW_NONE)
    return GW_NONE;
  /* Rows stand in the order of the nodes, and what stands behind the last row at or before this
   * node without a row of its own is folded away below it. */
  size_t low = 0;
  size_t high = self->rows.count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (self->rows.items[middle].node <= index)
      low = middle + 1;
    else
      high = middle;
  }
  return low > 0 ? low - 1 : GW_NONE;
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
