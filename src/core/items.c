/*
 * items.c - the inline items of a line.
 *
 * In hard-wrapped text a series runs over several lines, so it is looked for in the paragraph that
 * the line is part of. What is looked at is bounded: a wrapped paragraph has short lines and not
 * many; any other is its one line.
 */
#include "core/document.h"

#include <string.h>

#include "core/lineclass.h"
#include "core/series.h"

#define PARAGRAPH_BYTES 8192
#define PARAGRAPH_LINES 64 /* looked at to either side */
#define PARAGRAPH_ITEMS 64
/* How much the lines of a hard-wrapped paragraph differ in width, in cells, and the longest of
 * them. */
#define WRAP_SLACK      3
#define WRAP_BYTES      480

/* Where the text of a line ends: before the CR at its end. */
static gw_span without_cr(gw_span line) {
  if (line.size > 0 && line.data[line.size - 1] == '\r')
    line.size--;
  return line;
}

/* The accepted entry of the line at this place, NULL if it has none. */
static const gw__entry *accepted_at(const gw__place *place) {
  size_t at = gw__leaf_entry_at(place->path.leaf, place->line);
  const gw__entry *entry = gw__leaf_entries(place->path.leaf) + at;
  bool found = at < place->path.leaf->entries && entry->line == place->line && entry->verdict != 0;
  return found ? entry : NULL;
}

/* Whether the line begins with 二是, ③ and the like, and is no item by itself: the series that it
 * belongs to is in the line above. */
static bool is_orphan(const gw__leaf *leaf, size_t line) {
  uint8_t line_class = gw__class_of(gw__leaf_lines(leaf)[line]);
  if (line_class != GW__LINE_ORDINAL && line_class != GW__LINE_ORDINAL_OPEN)
    return false;
  const gw__entry *entry = gw__leaf_entries(leaf) + gw__leaf_entry_at(leaf, line);
  return entry->verdict == 0 && entry->scan.ordinal[0] > 1 &&
         (entry->scan.form == GW_FORM_SPOKEN || entry->scan.form == GW_FORM_CIRCLED);
}

static bool ends_open(gw__line line) {
  return gw__class_of(line) == GW__LINE_OPEN || gw__class_of(line) == GW__LINE_ORDINAL_OPEN;
}

/* Whether a line is as wide as the one below, which text goes on from: it may end in a mark, and
 * not the paragraph with it. */
static bool is_full(const gw__place *above, const gw__place *below) {
  unsigned width = gw__open_cells(below->path.leaf, below->line);
  gw_span text = gw__leaf_line(above->path.leaf, above->line);
  if (width == 0 || text.size > WRAP_BYTES)
    return false;
  unsigned cells = gw__cells(text.data, gw__line_end(text.data, text.size));
  return cells + WRAP_SLACK >= width && cells <= width + WRAP_SLACK;
}

/* Whether the paragraph of the line at `above` goes on in the line at `below`, the next one. */
static bool goes_on(const gw__place *above, const gw__place *below) {
  gw__line line = gw__leaf_lines(above->path.leaf)[above->line];
  uint8_t first = gw__class_of(line);
  uint8_t second = gw__class_of(gw__leaf_lines(below->path.leaf)[below->line]);
  bool text = second == GW__LINE_TEXT || second == GW__LINE_OPEN;
  bool ordinal = second == GW__LINE_ORDINAL || second == GW__LINE_ORDINAL_OPEN;
  if (ends_open(line))
    return (text || ordinal) && !accepted_at(below);
  if (first != GW__LINE_TEXT && first != GW__LINE_SALUTE && first != GW__LINE_ORDINAL)
    return false;
  return is_orphan(below->path.leaf, below->line) || (text && is_full(above, below));
}

/* A paragraph of several lines, joined by LF. */
typedef struct paragraph {
  char text[PARAGRAPH_BYTES];
  size_t size;
  size_t body; /* where its body starts: behind the ordinal of its first line */
  size_t line; /* where the line asked for starts */
} paragraph;

/* Joins the lines around the one at `place`; false if it is a paragraph by itself, or too much. */
static bool join(const gw_document *self, size_t line, const gw__place *place, paragraph *out) {
  gw__place at = *place;
  gw__place other;
  size_t first = line;
  while (first > 0 && line - first < PARAGRAPH_LINES &&
         gw__document_place(self, first - 1, &other) && goes_on(&other, &at)) {
    at = other;
    first--;
  }
  const gw__entry *entry = accepted_at(&at);
  out->body = entry ? entry->scan.title : 0;
  out->size = 0;
  for (size_t here = first;; here++) {
    gw_span text = without_cr(gw__leaf_line(at.path.leaf, at.line));
    if (text.size + 1 > sizeof out->text - out->size)
      return false;
    if (here == line)
      out->line = out->size;
    if (text.size > 0)
      memcpy(out->text + out->size, text.data, text.size);
    out->size += text.size;
    if (here > line + PARAGRAPH_LINES || !gw__document_place(self, here + 1, &other) ||
        !goes_on(&at, &other))
      return here > first;
    out->text[out->size++] = '\n';
    at = other;
  }
}

/* Moves the items that start in the line to its start; returns how many. */
static size_t cut_out(const paragraph *p, size_t line_size, const gw_node *items, size_t count,
                      gw_node *out, size_t capacity) {
  size_t found = 0;
  for (size_t i = 0; i < count; i++) {
    gw_node item = items[i];
    if (item.column < p->line || item.column >= p->line + line_size)
      continue;
    item.column -= p->line;
    item.title -= p->line;
    item.title_end -= p->line;
    item.end -= p->line;
    for (size_t at = item.column; at < item.title_end; at++)
      item.title_last_line += p->text[p->line + at] == '\n';
    item.title = item.title < line_size ? item.title : line_size;
    item.title_end = item.title_end < line_size ? item.title_end : line_size;
    item.end = item.end < line_size ? item.end : line_size;
    if (found < capacity)
      out[found] = item;
    found++;
  }
  return found;
}

/* Whether the line is seen at once to be a paragraph by itself: no look at other leaves. */
static bool stands_alone(const gw__leaf *leaf, size_t line) {
  const gw__line *lines = gw__leaf_lines(leaf);
  return line > 0 && line + 1 < leaf->lines && !ends_open(lines[line - 1]) &&
         !ends_open(lines[line]) && !ends_open(lines[line + 1]) && !is_orphan(leaf, line) &&
         !is_orphan(leaf, line + 1);
}

size_t gw_document_line_items(gw_document *self, size_t line, gw_node *items, size_t capacity) {
  gw__document_resolve(self);
  gw__place place;
  if (!gw__document_place(self, line, &place) || gw__leaf_in_fence(place.path.leaf, place.line))
    return 0;
  gw_span text = without_cr(gw__leaf_line(place.path.leaf, place.line));
  paragraph p;
  gw_node all[PARAGRAPH_ITEMS];
  size_t count = SIZE_MAX;
  if (!stands_alone(place.path.leaf, place.line) && join(self, line, &place, &p)) {
    memset(all, 0, sizeof all);
    count = gw__series(p.text, p.size, p.body, all, PARAGRAPH_ITEMS);
  }
  if (count <= PARAGRAPH_ITEMS) {
    count = cut_out(&p, text.size, all, count, items, capacity);
  } else {
    const gw__entry *entry = accepted_at(&place);
    count = gw__series(text.data, text.size, entry ? entry->scan.title : 0, items, capacity);
    for (size_t i = 0; i < count && i < capacity; i++)
      items[i].title_last_line = 0;
  }
  if (count == 0)
    return 0;
  size_t owner_index = gw_document_node_at(self, line);
  gw_node owner;
  unsigned level = 1;
  if (owner_index != GW_NONE && gw_document_node(self, owner_index, &owner))
    level = owner.level + 1;
  for (size_t i = 0; i < count && i < capacity; i++) {
    items[i].line = line;
    items[i].title_last_line += line;
    items[i].level = level;
    items[i].inline_item = true;
  }
  return count;
}
