/*
 * extents.c - how far a section, an item of an enumeration and a sentence reach: what an editor
 * selects.
 */
#include "core/structure.h"

#include "core/chars.h"

/* Where the text of a line ends: before the blanks and the CR at its end. */
static size_t text_end(gw_span line, size_t from) {
  return gw__trim_blanks(line.data, from < line.size ? from : line.size, line.size);
}

static gw_extent whole_lines(size_t first, size_t end) {
  return (gw_extent){.start = {first, 0}, .end = {end, 0}, .linewise = true};
}

/* ---- sections -------------------------------------------------------------------------------- */

size_t gw_document_section_at(gw_document *self, size_t line, bool items) {
  gw_node node;
  size_t first;
  size_t end;
  size_t index = gw_document_node_at(self, line);
  while (index != GW_NONE && gw_document_node(self, index, &node)) {
    if ((items || node.kind != GW_ITEM) && gw_document_section_lines(self, index, &first, &end) &&
        line < end)
      return index;
    index = gw_document_parent(self, index);
  }
  return GW_NONE;
}

/* What stands below the heading, or behind it in its line; without the blank lines at its end. */
static bool body_of(gw_document *self, const gw_node *node, size_t end, gw_extent *out) {
  size_t first = node->title_last_line + 1;
  gw_span line = gw_document_line(self, node->line);
  size_t column = node->title_end;
  if (node->title_last_line == node->line &&
      (node->shape == GW_SHAPE_RUN_IN || node->shape == GW_SHAPE_LABELLED) && column < line.size) {
    column += gw__char_at(line.data, line.size, column).size; /* 。 or ： */
    column = gw__skip_blanks(line.data, line.size, column);
    size_t last = gw__core_end(self, node->line, end) - 1;
    gw_span text = gw_document_line(self, last);
    *out = (gw_extent){.start = {node->line, column}, .end = {last, text_end(text, 0)}};
    return column < text_end(line, column) || last > node->line;
  }
  if (first >= end)
    return false;
  end = gw__core_end(self, first, end);
  *out = whole_lines(first, end);
  return end > first + 1 || text_end(gw_document_line(self, first), 0) > 0;
}

static bool section_extent(gw_document *self, gw_point at, bool around, size_t count,
                           gw_extent *out) {
  gw_node node;
  size_t first;
  size_t end;
  size_t index = gw_document_section_at(self, at.line, false);
  for (; count > 1 && index != GW_NONE; count--)
    index = gw_document_parent(self, index);
  if (index == GW_NONE || !gw_document_node(self, index, &node) ||
      !gw_document_section_lines(self, index, &first, &end))
    return false;
  if (!around)
    return body_of(self, &node, end, out);
  *out = whole_lines(first, end);
  return true;
}

/* ---- items ----------------------------------------------------------------------------------- */

#define ITEMS 64 /* of one line: more are not told apart */

/* The end of [from, end) without the mark that parts an item from the next one. */
static size_t without_mark(gw_span line, size_t from, size_t end) {
  end = gw__trim_blanks(line.data, from, end);
  gw__char c = gw__char_before(line.data, end);
  bool mark = gw__is_stop(c.code) || gw__is_semicolon(c.code) || gw__is_comma(c.code);
  return mark && end > from ? end - c.size : end;
}

/* `count` items from the smallest one on that holds the place. */
static bool inline_extent(gw_document *self, gw_point at, bool around, size_t count,
                          gw_extent *out) {
  gw_node items[ITEMS];
  size_t found = gw_document_line_items(self, at.line, items, ITEMS);
  size_t inner = GW_NONE;
  for (size_t i = 0; i < found && i < ITEMS; i++)
    if (items[i].column <= at.column && at.column < items[i].end &&
        (inner == GW_NONE ||
         items[i].end - items[i].column <= items[inner].end - items[inner].column))
      inner = i;
  if (inner == GW_NONE)
    return false;
  gw_span line = gw_document_line(self, at.line);
  const gw_node *last = &items[inner];
  for (size_t i = inner + 1; i < found && i < ITEMS && count > 1; i++) {
    if (items[i].column < last->end || items[i].form != last->form)
      continue; /* within it */
    last = &items[i];
    count--;
  }
  size_t start = around ? items[inner].column : items[inner].title;
  *out = (gw_extent){.start = {at.line, start},
                     .end = {at.line, around ? last->end : without_mark(line, start, last->end)}};
  return out->end.column > start;
}

/* An item at the start of a line, with the lines that belong to it. */
static bool line_extent(gw_document *self, gw_point at, bool around, size_t count, gw_extent *out) {
  gw_node node;
  size_t first;
  size_t end;
  size_t index = gw_document_section_at(self, at.line, true);
  if (index == GW_NONE || !gw_document_node(self, index, &node) || node.kind != GW_ITEM ||
      !gw_document_section_lines(self, index, &first, &end))
    return false;
  for (size_t after; count > 1 && (after = gw__sibling_after(self, index)) != GW_NONE; count--) {
    size_t start;
    index = after;
    gw_document_section_lines(self, index, &start, &end);
  }
  end = gw__core_end(self, first, end);
  *out = whole_lines(first, end);
  if (!around) {
    gw_span last = gw_document_line(self, end - 1);
    size_t from = end - 1 == node.line ? node.title : 0;
    *out = (gw_extent){.start = {node.line, node.title},
                       .end = {end - 1, without_mark(last, from, text_end(last, from))}};
  }
  return out->start.line < out->end.line || out->start.column < out->end.column;
}

/* ---- sentences ------------------------------------------------------------------------------- */

static bool is_closing(uint32_t code) {
  return code == 0x201D || code == 0x2019 || code == 0xFF09 || code == ')' || code == '"' ||
         code == 0x300D || code == 0x300F || code == 0x300B || code == 0x3011;
}

/* The end of the sentence that starts at `at`: behind its 。！？ and what closes there, or `end`.
 */
static size_t sentence_end(gw_span line, size_t at, size_t end) {
  while (at < end) {
    gw__char c = gw__char_at(line.data, end, at);
    size_t behind = gw__closer(c.code) ? gw__enclosed_end(line.data, end, at) : 0;
    at = behind ? behind : at + c.size;
    if (behind || !gw__is_stop(c.code))
      continue;
    while ((c = gw__char_at(line.data, end, at)).size > 0 &&
           (gw__is_stop(c.code) || is_closing(c.code)))
      at += c.size;
    return at;
  }
  return end;
}

static bool sentence_extent(gw_document *self, gw_point at, bool around, size_t count,
                            gw_extent *out) {
  gw_span line = gw_document_line(self, at.line);
  gw_node node;
  size_t index = gw_document_node_at(self, at.line);
  size_t start = gw__skip_blanks(line.data, line.size, 0);
  if (gw_document_node(self, index, &node) && node.line == at.line && node.kind != GW_TITLE)
    start = node.title; /* the ordinal is no part of it */
  size_t end = text_end(line, start);
  size_t stop = start;
  size_t next = start;
  while (next < end) {
    start = next;
    stop = sentence_end(line, start, end);
    next = gw__skip_blanks(line.data, end, stop);
    if (at.column < next || next == end)
      break;
  }
  for (; count > 1 && next < end; count--) {
    stop = sentence_end(line, next, end);
    next = gw__skip_blanks(line.data, end, stop);
  }
  *out = (gw_extent){.start = {at.line, start}, .end = {at.line, around ? next : stop}};
  return stop > start;
}

bool gw_document_extent(gw_document *self, gw_point at, gw_unit unit, bool around, size_t count,
                        gw_extent *out) {
  bool found = false;
  *out = (gw_extent){{0, 0}, {0, 0}, false};
  if (at.line >= gw_document_line_count(self))
    return false;
  switch (unit) {
  case GW_UNIT_SECTION:
    found = section_extent(self, at, around, count, out);
    break;
  case GW_UNIT_ITEM:
    found =
        inline_extent(self, at, around, count, out) || line_extent(self, at, around, count, out);
    break;
  case GW_UNIT_SENTENCE:
    found = sentence_extent(self, at, around, count, out);
    break;
  }
  return found;
}

/* ---- from heading to heading ------------------------------------------------------------------
 */

/* The nearest node before or behind a place that is no item. */
static size_t nearest(gw_document *self, gw_point at, bool forward) {
  gw_node node;
  size_t index = gw_document_node_at(self, at.line);
  if (forward)
    index = index == GW_NONE ? 0 : index;
  for (; index != GW_NONE && gw_document_node(self, index, &node);
       index = forward ? index + 1 : index - 1) { /* GW_NONE is -1 */
    bool before = node.line < at.line || (node.line == at.line && node.column < at.column);
    bool behind = node.line > at.line || (node.line == at.line && node.column > at.column);
    if (node.kind != GW_ITEM && (forward ? behind : before))
      return index;
  }
  return GW_NONE;
}

/* The heading of the same level under the same parent. */
static size_t beside(gw_document *self, size_t index, bool forward) {
  gw_node node;
  gw_node other;
  if (!gw_document_node(self, index, &node))
    return GW_NONE;
  size_t at = forward ? gw_document_subtree_end(self, index) : index - 1;
  for (; at != GW_NONE && gw_document_node(self, at, &other) && other.level >= node.level;
       at = forward ? gw_document_subtree_end(self, at) : at - 1)
    if (other.level == node.level && other.kind == node.kind)
      return at;
  return GW_NONE;
}

size_t gw_document_go(gw_document *self, gw_point from, gw_way way, size_t count) {
  gw_node node;
  bool forward = way == GW_WAY_NEXT || way == GW_WAY_NEXT_SIBLING;
  bool steps = way == GW_WAY_NEXT || way == GW_WAY_PREVIOUS;
  size_t found = GW_NONE;
  size_t index = steps ? GW_NONE : gw_document_section_at(self, from.line, false);
  for (; count > 0; count--) {
    if (steps)
      index = nearest(self, from, forward);
    else if (index != GW_NONE)
      index = way == GW_WAY_PARENT ? gw_document_parent(self, index) : beside(self, index, forward);
    if (index == GW_NONE || !gw_document_node(self, index, &node))
      break;
    from = (gw_point){node.line, node.column};
    found = index;
  }
  return found;
}
