/*
 * outdated.c - the references that edits of the structure leave behind: nobody changes them
 * unasked, but somebody should look at them.
 */
#include "core/references.h"

static bool is_before(gw_point a, gw_point b) {
  return a.line < b.line || (a.line == b.line && a.column < b.column);
}

static size_t breaks_in(gw_span text) {
  size_t count = 0;
  for (size_t i = 0; i < text.size; i++)
    count += text.data[i] == '\n';
  return count;
}

static size_t last_line_size(gw_span text) {
  size_t size = 0;
  while (size < text.size && text.data[text.size - 1 - size] != '\n')
    size++;
  return size;
}

/* Where a place is after the edits; false if what stood there was replaced. */
static bool follow_edits(const gw_edits *edits, gw_point *at) {
  for (size_t i = edits->count; i-- > 0;) { /* backwards: each speaks of the text before any */
    const gw_edit *edit = &edits->items[i];
    if (is_before(*at, edit->start))
      continue;
    if (is_before(*at, edit->end))
      return false;
    size_t breaks = breaks_in(edit->text);
    size_t last = last_line_size(edit->text);
    if (at->line == edit->end.line)
      at->column = at->column - edit->end.column + last + (breaks == 0 ? edit->start.column : 0);
    at->line = at->line + breaks - (edit->end.line - edit->start.line);
  }
  return true;
}

static void follow_move(const gw_move *move, size_t *line) {
  size_t size = move->end - move->first;
  if (*line >= move->first && *line < move->end)
    *line =
        move->to <= move->first ? *line - (move->first - move->to) : *line + (move->to - move->end);
  else if (*line >= move->to && *line < move->first)
    *line += size;
  else if (*line >= move->end && *line < move->to)
    *line -= size;
}

static bool follow(const gw_edits *edits, const gw_move *moves, size_t move_count, gw_point *at) {
  if (!follow_edits(edits, at))
    return false;
  for (size_t i = 0; i < move_count; i++)
    follow_move(&moves[i], &at->line);
  return true;
}

/* Whether any edit touches the ordinal of a node. */
static bool is_renumbered(gw_document *document, const gw_edits *edits, size_t index) {
  gw_node node;
  if (!gw_document_node(document, index, &node))
    return false;
  gw_point start = {node.line, node.column};
  gw_point title = {node.line, node.title};
  for (size_t i = 0; i < edits->count; i++) {
    const gw_edit *edit = &edits->items[i];
    bool whole_lines = edit->text.size > 0 && edit->text.data[edit->text.size - 1] == '\n' &&
                       edit->end.column == 0 && edit->end.line == edit->start.line;
    if (!whole_lines && is_before(edit->start, title) && !is_before(edit->end, start))
      return true;
  }
  return false;
}

bool gw_document_outdated(gw_document *self, const gw_edits *edits, const gw_move *moves,
                          size_t move_count, gw_references *out) {
  gw_references all = {0};
  bool done = edits->count == 0 || gw_document_references(self, &all);
  for (size_t i = 0; i < all.count && done; i++) {
    gw_reference *found = &all.items[i];
    bool renumbered = false;
    for (unsigned k = 0; k < found->steps; k++)
      renumbered = renumbered || is_renumbered(self, edits, found->nodes[k]);
    gw_point at = {found->line, found->column};
    gw_node node;
    if (!renumbered || !follow(edits, moves, move_count, &at))
      continue;
    gw_document_node(self, found->nodes[found->steps - 1], &node);
    gw_point target = {node.line, node.title};
    found->target = follow(edits, moves, move_count, &target) ? target.line : GW_NONE;
    found->end += at.column - found->column;
    found->line = at.line;
    found->column = at.column;
    done = gw__references_add(out, found);
  }
  gw_references_free(&all);
  return done;
}
