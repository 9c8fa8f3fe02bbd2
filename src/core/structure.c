/*
 * structure.c - sections moved, deleted, copied, begun: what a structure edit does to the lines.
 * What it does to levels is in levels.c.
 *
 * Before the text that would be is parsed and renumbered (arrange.h), the ordinals that change
 * places are given the numbers of their new places. Else a 三、 before a 二、 might be taken for
 * text.
 */
#include "core/structure.h"

#include "core/chars.h"
#include "core/edits.h"
#include "core/scan.h"

/* ---- sections -------------------------------------------------------------------------------- */

/* Lines that end a document, however they go on: they belong to it and not to its last section. */
static const gw__word closings[] = {
    GW__WORD("特此"),     GW__WORD("专此"),     GW__WORD("妥否"),     GW__WORD("当否"),
    GW__WORD("可否"),     GW__WORD("此致"),     GW__WORD("敬礼"),     GW__WORD("以上报告"),
    GW__WORD("以上汇报"), GW__WORD("以上请示"), GW__WORD("以上述职"), GW__WORDS_END};

#define CLOSING_MAX 90 /* bytes: a longer line is a paragraph */

static bool is_closing(gw_span text) {
  size_t at = gw__skip_blanks(text.data, text.size, 0);
  return text.size - at <= CLOSING_MAX && gw__word_at(text.data, text.size, at, closings) > 0;
}

static bool is_blank(gw_span text) {
  size_t at = gw__skip_blanks(text.data, text.size, 0);
  return at == text.size || (at + 1 == text.size && text.data[at] == '\r');
}

size_t gw__core_end(const gw_document *document, size_t first, size_t end) {
  while (end > first + 1 && is_blank(gw_document_line(document, end - 1)))
    end--;
  return end;
}

/* The first line in [first, end) that belongs to the end of a document. */
static size_t tail_start(gw_document *document, size_t first, size_t end) {
  size_t tail = end;
  for (size_t line = first; line < tail; line++) {
    gw_span text = gw_document_line(document, line);
    gw__scan scan;
    gw__scan_line(text.data, text.size, &scan);
    if (scan.line_class == GW__LINE_ANNEX)
      tail = line;
  }
  tail = gw__first_ending(document, first, tail);
  if (tail == end && end < gw_document_line_count(document))
    return end; /* another section follows */
  for (;;) {
    size_t core = tail;
    while (core > first && is_blank(gw_document_line(document, core - 1)))
      core--;
    if (core == first || !is_closing(gw_document_line(document, core - 1)))
      return tail;
    tail = core - 1;
  }
}

bool gw_document_section_lines(gw_document *self, size_t index, size_t *first, size_t *end) {
  gw_node node;
  if (!gw_document_node(self, index, &node))
    return false;
  *first = node.line;
  *end = gw_document_section_end(self, index);
  if (node.kind != GW_TITLE)
    *end = tail_start(self, node.title_last_line + 1, *end);
  return true;
}

/* ---- siblings -------------------------------------------------------------------------------- */

static bool are_siblings(const gw_document *document, const gw_node *a, const gw_node *b) {
  const gw_node *upper = a->line < b->line ? a : b;
  const gw_node *lower = a->line < b->line ? b : a;
  return a->level == b->level && a->form == b->form && a->kind == b->kind &&
         (a->level > 1 || !gw__annex_between(document, upper->line + 1, lower->line));
}

size_t gw__sibling_before(gw_document *document, size_t index) {
  gw_node node;
  gw_node other;
  if (!gw_document_node(document, index, &node) || node.kind == GW_TITLE)
    return GW_NONE;
  while (index-- > 0 && gw_document_node(document, index, &other) && other.level >= node.level)
    if (other.level == node.level)
      return are_siblings(document, &node, &other) ? index : GW_NONE;
  return GW_NONE;
}

size_t gw__sibling_after(gw_document *document, size_t index) {
  gw_node node;
  gw_node other;
  size_t next = gw_document_subtree_end(document, index);
  if (!gw_document_node(document, index, &node) || node.kind == GW_TITLE ||
      !gw_document_node(document, next, &other))
    return GW_NONE;
  return are_siblings(document, &node, &other) ? next : GW_NONE;
}

/* ---- numbers in rows ------------------------------------------------------------------------- */

static bool shares_prefix(const gw_node *node, const gw_node *head) {
  if (node->parts <= head->parts)
    return false;
  return memcmp(node->ordinal, head->ordinal, head->parts * sizeof *node->ordinal) == 0;
}

/* Writes `value` over one number of the node, in the row `shift` behind its line. */
static void write_part(gw__arrangement *rows, const gw_node *node, unsigned part, unsigned value,
                       size_t shift) {
  char digits[GW__WRITING_BYTES];
  gw__figures_at found;
  if (rows->failed || !gw__node_figures(rows->document, node, &found))
    return;
  const gw__figure *figure = &found.figures[part];
  size_t size = gw__figure_write(figure, value, digits);
  if (size == 0 || figure->value == value)
    return;
  gw_span old = rows->rows[found.line + shift].text;
  gw__buffer text = {0};
  gw__buffer_add(&text, old.data, figure->start);
  gw__buffer_add(&text, digits, size);
  gw__buffer_add(&text, old.data + figure->end, old.size - figure->end);
  rows->failed = rows->failed || text.failed;
  gw__arrangement_set(rows, found.line + shift, (gw_span){text.data, text.size});
  free(text.data);
}

/* Gives the section of node `index` a number, and the 2.1 below a 2. with it. */
static void number_section(gw__arrangement *rows, size_t index, unsigned value, size_t shift) {
  gw_document *document = rows->document;
  gw_node head;
  gw_node node;
  size_t end = gw_document_subtree_end(document, index);
  if (!gw_document_node(document, index, &head) || head.parts == 0)
    return;
  for (size_t i = index; i < end && gw_document_node(document, i, &node); i++)
    if (i == index || shares_prefix(&node, &head))
      write_part(rows, &node, head.parts - 1, value, shift);
}

static unsigned number_of(const gw_node *node) {
  return node->parts > 0 ? node->ordinal[node->parts - 1] : 0;
}

/* ---- moving ---------------------------------------------------------------------------------- */

static void add_move(gw_restructure *out, size_t first, size_t middle, size_t end) {
  /* Of two neighbours the shorter one goes: that is less for an editor to tell. */
  if (middle - first <= end - middle)
    out->moves[out->move_count++] = (gw_move){first, middle, end};
  else
    out->moves[out->move_count++] = (gw_move){middle, end, first};
}

/* Exchanges lines [first, middle) and [middle, end), but for the blank lines at their ends. Returns
 * how far the first of them has come down. */
static size_t exchange(gw__arrangement *rows, size_t first, size_t middle, size_t end,
                       gw_restructure *out) {
  size_t upper = gw__core_end(rows->document, first, middle);
  size_t lower = gw__core_end(rows->document, middle, end);
  size_t blanks = middle - upper;
  if (blanks == end - lower) {
    gw__arrangement_swap(rows, first, middle, end);
    add_move(out, first, middle, end);
    return end - middle;
  }
  size_t size = lower - middle;
  gw__arrangement_swap(rows, first, middle, lower);
  add_move(out, first, middle, lower);
  if (blanks > 0) {
    gw__arrangement_swap(rows, first + size, first + size + (upper - first), lower);
    add_move(out, first + size, first + size + (upper - first), lower);
  }
  return size + blanks;
}

/* The number of each of the siblings from `from` to `to` goes to the one that comes to stand in its
 * place: the last one becomes the first, or the first the last. */
static void hand_on_numbers(gw__arrangement *rows, size_t from, size_t to, bool last_first) {
  gw_node node;
  gw_node next;
  gw_node edge;
  bool found = gw_document_node(rows->document, last_first ? from : to, &edge);
  for (size_t at = from; found && at != to;) {
    size_t after = gw__sibling_after(rows->document, at);
    if (after == GW_NONE || !gw_document_node(rows->document, at, &node) ||
        !gw_document_node(rows->document, after, &next))
      return;
    if (last_first)
      number_section(rows, at, number_of(&next), 0);
    else
      number_section(rows, after, number_of(&node), 0);
    at = after;
  }
  if (found)
    number_section(rows, last_first ? to : from, number_of(&edge), 0);
}

static gw_refusal move(gw__section *self, bool up, size_t count, gw_restructure *out) {
  gw_document *document = self->rows.document;
  size_t other = self->index;
  size_t first = self->first;
  size_t end = self->end;
  for (size_t i = 0; i < (count ? count : 1); i++) {
    size_t next = up ? gw__sibling_before(document, other) : gw__sibling_after(document, other);
    if (next == GW_NONE)
      break;
    other = next;
  }
  size_t from;
  size_t to;
  if (other == self->index || !gw_document_section_lines(document, other, &from, &to))
    return up ? GW_REFUSED_FIRST : GW_REFUSED_LAST;
  hand_on_numbers(&self->rows, up ? other : self->index, up ? self->index : other, up);
  if (up) {
    exchange(&self->rows, from, first, end, out);
    self->row = from;
  } else {
    self->row = first + exchange(&self->rows, first, end, to, out);
  }
  return GW_NOT_REFUSED;
}

/* ---- deleting, copying, beginning ------------------------------------------------------------ */

static gw_refusal delete (gw__section *self) {
  size_t nodes = gw_document_subtree_end(self->rows.document, self->index) - self->index;
  gw__arrangement_remove(&self->rows, self->first, self->end);
  self->nodes -= nodes;
  self->row = GW_NONE;
  return GW_NOT_REFUSED;
}

/* How many blank lines stand between the section and its sibling, whichever it has. */
static size_t blanks_between(gw__section *self) {
  gw_document *document = self->rows.document;
  size_t before = gw__sibling_before(document, self->index);
  size_t own = self->end - gw__core_end(document, self->first, self->end);
  if (gw__sibling_after(document, self->index) != GW_NONE || before == GW_NONE)
    return own;
  size_t first;
  size_t end;
  gw_document_section_lines(document, before, &first, &end);
  return end - gw__core_end(document, first, end);
}

/* Makes room for a section behind this one, with blank lines between as siblings have: returns the
 * row where it goes. */
static size_t room_behind(gw__section *self) {
  size_t core = gw__core_end(self->rows.document, self->first, self->end);
  for (size_t blanks = blanks_between(self), i = 0; i < blanks; i++)
    gw__arrangement_insert(&self->rows, core++, (gw_span){"", 0});
  return core;
}

static gw_refusal duplicate(gw__section *self) {
  gw_document *document = self->rows.document;
  gw_node head;
  size_t core = gw__core_end(document, self->first, self->end);
  size_t at = room_behind(self);
  for (size_t line = self->first; line < core; line++)
    gw__arrangement_insert(&self->rows, at + (line - self->first),
                           gw_document_line(document, line));
  if (gw_document_node(document, self->index, &head) && head.parts > 0)
    number_section(&self->rows, self->index, number_of(&head) + 1, at - self->first);
  self->nodes += gw_document_subtree_end(document, self->index) - self->index;
  self->row = at;
  return GW_NOT_REFUSED;
}

/* What a new heading is called until it has a name: a placeholder. */
#define NAMELESS "XXX"
#define STOP     "。"

static void begin(gw__section *self, size_t at, const gw__style *style, unsigned number,
                  const gw_node *above) {
  char ordinal[GW__WRITING_BYTES];
  unsigned numbers[GW_ORDINAL_PARTS];
  memcpy(numbers, above->ordinal, sizeof numbers);
  if (style->parts > 0)
    numbers[style->parts - 1] = number;
  size_t size = gw__style_write(style, numbers, ordinal);
  gw__buffer text = {0};
  gw__buffer_add(&text, style->prefix.data, style->prefix.size);
  gw__buffer_add(&text, ordinal, size);
  gw__buffer_add(&text, NAMELESS, sizeof NAMELESS - 1);
  if (style->shape == GW_SHAPE_RUN_IN || style->shape == GW_SHAPE_STOPPED)
    gw__buffer_add(&text, STOP, sizeof STOP - 1);
  gw_span line = gw_document_line(self->rows.document, self->first);
  if (line.size > 0 && line.data[line.size - 1] == '\r')
    gw__buffer_add(&text, "\r", 1);
  self->rows.failed = self->rows.failed || text.failed || size == 0;
  gw__arrangement_insert(&self->rows, at, (gw_span){text.data, text.size});
  free(text.data);
  self->nodes++;
  self->row = at;
}

static gw_refusal new_sibling(gw__section *self) {
  gw_node node;
  gw__style style;
  if (!gw_document_node(self->rows.document, self->index, &node) ||
      !gw__style_of(self->rows.document, &node, &style))
    return GW_REFUSED_UNCLEAR;
  begin(self, room_behind(self), &style, number_of(&node) + 1, &node);
  return GW_NOT_REFUSED;
}

static gw_refusal new_child(gw__section *self) {
  gw_document *document = self->rows.document;
  gw_node node;
  gw_node child;
  gw__style style;
  if (!gw_document_node(document, self->index, &node) || node.kind != GW_HEADING)
    return GW_REFUSED_TITLE;
  if (!gw__style_below(document, self->index, &style))
    return GW_REFUSED_BOTTOM;
  unsigned number = 1;
  size_t last = gw__last_child(document, self->index);
  if (last != GW_NONE && gw_document_node(document, last, &child) && child.form == style.form)
    number = number_of(&child) + 1;
  begin(self, gw__core_end(document, self->first, self->end), &style, number, &node);
  return GW_NOT_REFUSED;
}

/* ---- all of it ------------------------------------------------------------------------------- */

void gw_restructure_free(gw_restructure *self) {
  gw_edits_free(&self->edits);
  *self = (gw_restructure){0};
}

/* The lines whose ordinals may follow: those of the section that holds all that changes. */
static void find_scope(gw_document *document, size_t index, bool wider, size_t *first,
                       size_t *end) {
  size_t above = gw_document_parent(document, index);
  if (wider && above != GW_NONE)
    above = gw_document_parent(document, above);
  gw_node node;
  *first = 0;
  *end = gw_document_line_count(document);
  if (above == GW_NONE || !gw_document_node(document, above, &node) || node.kind == GW_TITLE)
    return;
  *first = node.line;
  *end = gw_document_section_end(document, above);
}

/* Whether the nodes of the text that would be are those there are now, in whatever order, and new
 * ones in new rows: `self->nodes` of them in all. */
static bool same_nodes(gw__section *self, gw_document *made) {
  gw_document *document = self->rows.document;
  gw_node node;
  bool *has_node = calloc(self->rows.lines + 1, sizeof *has_node);
  if (!has_node) {
    self->rows.failed = true;
    return false;
  }
  for (size_t i = 0; gw_document_node(document, i, &node); i++)
    has_node[node.line] = true;
  bool same = gw_document_node_count(made) == self->nodes;
  for (size_t i = 0; same && gw_document_node(made, i, &node); i++) {
    size_t origin = self->rows.rows[node.line].origin;
    same = origin == GW_NONE || has_node[origin];
  }
  free(has_node);
  return same;
}

/* Whether the text that would be is read as it is meant. */
static bool reads_well(gw__section *self, gw_document *made) {
  bool well = !self->rows.misread && same_nodes(self, made);
  if (well && self->row != GW_NONE && self->level > 0) {
    gw_node node;
    size_t index = gw_document_node_at(made, self->row);
    well = index != GW_NONE && gw_document_node(made, index, &node) && node.line == self->row &&
           node.level == self->level && node.kind == self->kind;
  }
  return well;
}

static gw_refusal work_out(gw__section *self, gw_action action, size_t count, gw_restructure *out) {
  switch (action) {
  case GW_MOVE_UP:
  case GW_MOVE_DOWN:
    return move(self, action == GW_MOVE_UP, count, out);
  case GW_PROMOTE:
  case GW_PROMOTE_ALONE:
    return gw__promote(self, action == GW_PROMOTE_ALONE);
  case GW_DEMOTE:
  case GW_DEMOTE_ALONE:
    return gw__demote(self, action == GW_DEMOTE_ALONE);
  case GW_DELETE:
    return delete (self);
  case GW_DUPLICATE:
    return duplicate(self);
  case GW_NEW_SIBLING:
    return new_sibling(self);
  case GW_NEW_CHILD:
    self->level++;
    self->kind = GW_HEADING;
    return new_child(self);
  }
  return GW_REFUSED_NOWHERE;
}

static void find_cursor(const gw__section *self, gw_action action, gw_restructure *out) {
  if (self->row == GW_NONE) {
    size_t last = self->rows.count > 0 ? self->rows.count - 1 : 0;
    out->cursor = (gw_point){self->first < last ? self->first : last, 0};
    return;
  }
  gw__scan scan;
  gw_span text = self->rows.rows[self->row].text;
  gw__scan_line(text.data, text.size, &scan);
  out->cursor = (gw_point){self->row, scan.title};
  out->slot = action >= GW_NEW_SIBLING ? sizeof NAMELESS - 1 : 0;
}

bool gw_document_restructure(gw_document *self, size_t index, gw_action action, size_t count,
                             gw_restructure *out) {
  gw__section section = {.index = index};
  gw_node node;
  *out = (gw_restructure){0};
  if (!gw_document_node(self, index, &node)) {
    out->refusal = GW_REFUSED_NOWHERE;
    return true;
  }
  if (node.kind == GW_TITLE) {
    out->refusal = GW_REFUSED_TITLE;
    return true;
  }
  gw_document_section_lines(self, index, &section.first, &section.end);
  section.row = section.first;
  section.level = node.level;
  section.kind = node.kind;
  section.nodes = gw_document_node_count(self);
  gw__arrangement_start(&section.rows, self);

  gw_refusal refusal = work_out(&section, action, count, out);
  size_t first;
  size_t end;
  find_scope(self, index, action == GW_PROMOTE || action == GW_PROMOTE_ALONE, &first, &end);
  if (refusal == GW_NOT_REFUSED && !section.rows.failed) {
    gw_document *made = gw__arrangement_number(&section.rows, first, end);
    if (!section.rows.failed && !reads_well(&section, made))
      refusal = GW_REFUSED_UNCLEAR;
    gw_document_free(made);
  }
  bool done = !section.rows.failed;
  if (done && refusal == GW_NOT_REFUSED) {
    find_cursor(&section, action, out);
    done = gw__arrangement_edits(&section.rows, &out->edits);
  }
  if (!done || refusal != GW_NOT_REFUSED)
    gw_restructure_free(out);
  out->refusal = refusal;
  gw__arrangement_free(&section.rows);
  return done;
}
