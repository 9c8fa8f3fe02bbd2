/*
 * next.c - the next item of an enumeration: 二是 behind 一是, 2. below 1., with the ones behind it
 * moved on.
 *
 * Within a line the nearest token before the place tells the series, whether or not it has brothers
 * yet. A line that begins with an ordinal of its own goes on in a new line.
 */
#include <string.h>

#include "core/buffer.h"
#include "core/chars.h"
#include "core/edits.h"
#include "core/series.h"
#include "core/template.h"
#include "core/writing.h"

/* How far up and down the lines of a hard-wrapped paragraph are looked at. */
#define WRAPPED_LINES 32

typedef struct work {
  gw_document *document;
  gw_point place;
  gw_span text; /* its line, without the CR */
  gw_node node; /* the node of that line, or the innermost one it belongs to */
  size_t index; /* of it; GW_NONE */
  gw_insertion *out;
} work;

static bool is_blank(gw_span text) {
  return gw__skip_blanks(text.data, text.size, 0) == text.size;
}

/* ---- marks between items --------------------------------------------------------------------- */

/* What an item may end in: nothing need be put between it and the next one. */
static bool is_mark(uint32_t code) {
  return gw__is_stop(code) || gw__is_semicolon(code) || gw__is_comma(code) || gw__is_colon(code) ||
         code == 0x3001 || code == 0x2026 || code == 0x2014;
}

/* The mark that text [0, end) ends in, before blanks and behind a closing quotation; empty: none.
 */
static gw_span mark_before(gw_span text, size_t end) {
  end = gw__trim_blanks(text.data, 0, end);
  gw__char c = gw__char_before(text.data, end);
  if (c.code == 0x201D && c.size < end) { /* “……。” */
    end -= c.size;
    c = gw__char_before(text.data, end);
  }
  return is_mark(c.code) ? (gw_span){text.data + end - c.size, c.size} : (gw_span){NULL, 0};
}

static bool ends_open(gw_span text, size_t end) {
  return gw__trim_blanks(text.data, 0, end) > 0 && mark_before(text, end).size == 0;
}

/* The mark by which the items of a series are set apart where they are by ；。 or ，. */
static bool is_separator(gw_span mark) {
  uint32_t code = gw__char_at(mark.data, mark.size, 0).code;
  return mark.size > 0 && (gw__is_stop(code) || gw__is_semicolon(code) || gw__is_comma(code));
}

/* ---- 首先, 其次, 再次, 然后, 最后 ---------------------------------------------------------------
 */

#define STEP_THEN 3u /* 然后: only where 再次 does not reach */
#define STEP_LAST 4u

static size_t step_at(gw_span text, size_t column) {
  for (size_t i = 0; i < GW__STEPS; i++)
    if (text.size - column >= gw__steps[i].size &&
        memcmp(text.data + column, gw__steps[i].text, gw__steps[i].size) == 0)
      return i;
  return GW__STEPS;
}

/* ---- the ordinal ----------------------------------------------------------------------------- */

/* Writes the ordinal [column, end) of a line with another last number; 0 if there is no way to. */
static size_t write_ordinal(gw_span line, size_t column, size_t end, unsigned parts, unsigned value,
                            char buffer[GW__WRITING_BYTES]) {
  gw__figure figures[GW_ORDINAL_PARTS];
  if (!gw__figures(line.data, line.size, column, parts, figures))
    return 0;
  const gw__figure *last = &figures[parts - 1];
  if (last->end > end || last->start < column)
    return 0;
  gw__writing writing = {.before = {line.data + column, last->start - column},
                         .figure = *last,
                         .after = {line.data + last->end, end - last->end}};
  return gw__writing_write(&writing, value, buffer);
}

/* Moves the number of an ordinal on by one; false when memory ran out. */
static bool move_on(work *self, size_t line, size_t column, unsigned parts, unsigned at) {
  gw_span text = gw__line_text(self->document, line);
  gw__figure figures[GW_ORDINAL_PARTS];
  char number[GW__WRITING_BYTES];
  if (!gw__figures(text.data, text.size, column, parts, figures))
    return true;
  const gw__figure *figure = &figures[at];
  size_t size = gw__figure_write(figure, figure->value + 1, number);
  return size == 0 || gw__edits_add(&self->out->edits, (gw_point){line, figure->start},
                                    (gw_point){line, figure->end}, number, size);
}

/* ---- in the line ----------------------------------------------------------------------------- */

/* The series that goes on within its paragraph. */
typedef struct run {
  size_t line;     /* of its last member before the place */
  gw__member last; /* that member */
  gw_span mark;    /* what stands before it, if it is not the first one */
} run;

/* The last token of the line that ends before `column`, with what stands before it. */
static bool find_last(const gw_document *document, size_t line, size_t column, run *out) {
  gw_span text = gw__line_text(document, line);
  gw__members members = {.text = text.data, .size = text.size};
  gw__member member;
  bool found = false;
  unsigned before[32] = {0}; /* the last number of each kind */
  while (gw__members_next(&members, &member) && member.ordinal.end <= column) {
    bool follows = before[member.kind] > 0;
    *out = (run){line, member, {NULL, 0}};
    if (follows)
      out->mark = mark_before(text, member.column);
    before[member.kind]++;
    found = true;
  }
  return found;
}

/* Whether the paragraph of this line goes on in the next one: hard-wrapped text. */
static bool goes_on(const work *self, size_t line) {
  gw_span text = gw__line_text(self->document, line);
  gw_node node;
  if (line + 1 >= gw_document_line_count(self->document) || !ends_open(text, text.size) ||
      is_blank(gw__line_text(self->document, line + 1)))
    return false;
  size_t below = gw_document_node_at(self->document, line + 1);
  return below == GW_NONE || !gw_document_node(self->document, below, &node) ||
         node.line != line + 1;
}

/* The members behind the place get the next number; false when memory ran out. */
static bool move_members(work *self, const run *series) {
  unsigned expected = series->last.ordinal.number[0] + 1;
  size_t line = self->place.line;
  size_t from = self->place.column;
  for (size_t lines = 0; lines < WRAPPED_LINES; lines++) {
    gw_span text = gw__line_text(self->document, line);
    gw__members members = {.text = text.data, .size = text.size};
    gw__member member;
    while (gw__members_next(&members, &member)) {
      if (member.column < from || member.kind != series->last.kind)
        continue;
      if (member.ordinal.number[0] != expected)
        return true; /* another series */
      if (!move_on(self, line, member.column, 1, 0))
        return false;
      expected++;
    }
    if (!goes_on(self, line))
      return true;
    line++;
    from = 0;
  }
  return true;
}

/* A step that stands behind the one of number *before moves on if it has to; false when memory ran
 * out, or there is no step left for it, which *stuck says. */
static bool move_step(work *self, size_t line, size_t column, size_t *before, bool *stuck) {
  size_t step = step_at(gw__line_text(self->document, line), column);
  if (step == GW__STEPS || step > *before) {
    *before = step == GW__STEPS ? *before : step;
    return true;
  }
  *stuck = ++*before >= STEP_LAST;
  return !*stuck && gw__edits_add(&self->out->edits, (gw_point){line, column},
                                  (gw_point){line, column + gw__steps[step].size},
                                  gw__steps[*before].text, gw__steps[*before].size);
}

/* The steps behind the place, as far as they stand in its line. */
static bool move_steps(work *self, size_t fresh, bool *stuck) {
  gw__members members = {.text = self->text.data, .size = self->text.size};
  gw__member member;
  while (gw__members_next(&members, &member)) {
    if (member.column < self->place.column || member.ordinal.token != GW__TOKEN_FIRST)
      continue;
    if (member.ordinal.number[0] == 1)
      return true; /* another series */
    if (!move_step(self, self->place.line, member.column, &fresh, stuck))
      return false;
  }
  return true;
}

/* Whether a token of the series follows right at the place. */
static bool meets_member(const work *self, const run *series) {
  size_t at = gw__skip_blanks(self->text.data, self->text.size, self->place.column);
  gw__members members = {.text = self->text.data, .size = self->text.size};
  gw__member member;
  while (gw__members_next(&members, &member))
    if (member.column >= self->place.column && member.kind == series->last.kind)
      return member.column == at;
  return false;
}

/* Writes the next ordinal of the series; 0 if it has none. */
static size_t write_next(const work *self, const run *series, char buffer[GW__WRITING_BYTES],
                         size_t *step) {
  gw_span text = gw__line_text(self->document, series->line);
  const gw__member *last = &series->last;
  *step = last->ordinal.token == GW__TOKEN_FIRST ? step_at(text, last->column) : GW__STEPS;
  if (*step == GW__STEPS)
    return write_ordinal(text, last->column, last->ordinal.end, 1, last->ordinal.number[0] + 1u,
                         buffer);
  /* 首先, 其次, 再次, 最后 */
  *step = *step + 1 == STEP_THEN ? STEP_LAST : *step + 1;
  if (*step >= GW__STEPS)
    return 0;
  size_t mark = last->column + gw__steps[step_at(text, last->column)].size;
  memcpy(buffer, gw__steps[*step].text, gw__steps[*step].size);
  memcpy(buffer + gw__steps[*step].size, text.data + mark, last->ordinal.end - mark);
  return gw__steps[*step].size + last->ordinal.end - mark;
}

/* There are more steps than words for them: nothing is done. */
static bool give_up(work *self, bool stuck) {
  if (stuck)
    gw_insertion_free(self->out);
  return stuck;
}

/* The edit within the line; false when memory ran out. */
static bool go_on_in_line(work *self, const run *series) {
  static const gw_span usual = {"；", sizeof "；" - 1};
  char ordinal[GW__WRITING_BYTES];
  size_t step;
  size_t size = write_next(self, series, ordinal, &step);
  if (size == 0)
    return true;
  gw_span mark = is_separator(series->mark) ? series->mark : usual;
  gw__buffer text = {0};
  if (ends_open(self->text, self->place.column))
    gw__buffer_add(&text, mark.data, mark.size);
  gw__buffer_add(&text, ordinal, size);
  self->out->first_slot = text.size;
  if (meets_member(self, series))
    gw__buffer_add(&text, mark.data, mark.size);
  bool done = !text.failed &&
              gw__edits_add(&self->out->edits, self->place, self->place, text.data, text.size);
  free(text.data);
  if (!done || step == GW__STEPS)
    return done && move_members(self, series);
  bool stuck = false;
  done = move_steps(self, step, &stuck);
  return give_up(self, stuck) || done;
}

/* ---- in a new line --------------------------------------------------------------------------- */

/* What a new line begins with. */
typedef struct opening {
  gw_span prefix; /* what stands before the ordinal in the line it goes on from */
  char ordinal[GW__WRITING_BYTES];
  size_t size; /* of the ordinal; 0: there is none */
} opening;

/* The opening behind a node with numbers. */
static void open_from_node(const work *self, opening *out) {
  gw_span line = gw__line_text(self->document, self->node.line);
  const gw_node *node = &self->node;
  gw__ordinal ordinal;
  out->size = 0;
  if (node->parts == 0 || node->column > line.size ||
      !gw__ordinal_at(line.data, line.size, node->column, &ordinal))
    return;
  /* Blanks behind the mark belong to it where a title follows them. */
  size_t title = gw__skip_blanks(line.data, line.size, ordinal.end);
  size_t end = title < line.size && title == node->title ? title : ordinal.end;
  out->prefix = (gw_span){line.data, node->column};
  out->size = write_ordinal(line, node->column, end, node->parts,
                            node->ordinal[node->parts - 1] + 1, out->ordinal);
}

/* The sibling behind the node, or before it; false if there is none. */
static bool find_brother(const work *self, bool behind, gw_node *out) {
  size_t parent = gw_document_parent(self->document, self->index);
  for (size_t i = self->index; behind || i > 0;) {
    i = behind ? gw_document_subtree_end(self->document, i) : i - 1;
    if (!gw_document_node(self->document, i, out) || out->kind == GW_TITLE ||
        out->level < self->node.level)
      return false;
    if (out->form == self->node.form && out->level == self->node.level)
      return gw_document_parent(self->document, i) == parent;
    if (behind && out->level == self->node.level)
      return false;
  }
  return false;
}

/* Whether the line above counts up to the present one, or the one below goes on from it. */
static bool counts_on(const work *self) {
  gw_node other;
  unsigned number = self->node.ordinal[0];
  return (find_brother(self, false, &other) && other.ordinal[0] + 1 == number) ||
         (find_brother(self, true, &other) && other.ordinal[0] == number + 1);
}

/* What the line of a sibling ends in; empty: none, or it ends in no mark. */
static gw_span brothers_mark(const work *self) {
  gw_node other;
  for (int behind = 0; behind < 2; behind++)
    if (find_brother(self, behind > 0, &other)) {
      gw_span text = gw__line_text(self->document, other.line);
      gw_span mark = mark_before(text, text.size);
      if (is_separator(mark) || behind)
        return is_separator(mark) ? mark : (gw_span){NULL, 0};
    }
  return (gw_span){NULL, 0};
}

/* 1.2 becomes 1.3, and 1.2.1 below it 1.3.1; false when memory ran out. */
static bool move_decimals(work *self) {
  unsigned at = self->node.parts - 1;
  unsigned expected = self->node.ordinal[at] + 1;
  gw_node node;
  for (size_t i = self->index + 1; gw_document_node(self->document, i, &node); i++) {
    if (node.parts <= at || node.level < self->node.level ||
        memcmp(node.ordinal, self->node.ordinal, at * sizeof *node.ordinal) != 0)
      return true;
    if (node.ordinal[at] < expected)
      continue; /* below the present one */
    if (node.parts == at + 1 && node.ordinal[at] != expected++)
      return true;
    if (!move_on(self, node.line, node.column, node.parts, at))
      return false;
  }
  return true;
}

static bool move_brothers(work *self) {
  unsigned number = self->node.ordinal[0] + 1;
  if (self->node.parts > 1)
    return move_decimals(self);
  return gw__renumber_after(self->document, self->index, self->index + 1, self->place.line,
                            self->node.form, number, &self->out->edits);
}

/* The edit that begins a line, or fills the present one if it is blank; `mark` goes behind the text
 * before it. False when memory ran out. */
static bool begin_line(work *self, const opening *from, gw_span mark) {
  gw_point start = self->place;
  gw_point end = self->place;
  gw__buffer text = {0};
  gw_span prefix = from->prefix;
  while (prefix.size > 0 && prefix.data[prefix.size - 1] == '*')
    prefix.size--; /* Markdown's **, which would have to be closed */
  if (is_blank(self->text)) {
    start.column = 0;
    end.column = self->text.size;
  } else {
    if (ends_open(self->text, self->place.column))
      gw__buffer_add(&text, mark.data, mark.size);
    bool crlf = gw__is_crlf(self->document, self->place.line);
    gw__buffer_add(&text, crlf ? "\r\n" : "\n", crlf ? 2 : 1);
  }
  gw__buffer_add(&text, prefix.data, prefix.size);
  gw__buffer_add(&text, from->ordinal, from->size);
  self->out->first_slot = text.size;
  bool done = !text.failed && gw__edits_add(&self->out->edits, start, end, text.data, text.size);
  free(text.data);
  return done;
}

static bool go_on_from_node(work *self) {
  opening from;
  gw_span none = {NULL, 0};
  bool own = self->node.line == self->place.line;
  open_from_node(self, &from);
  return from.size == 0 ||
         (begin_line(self, &from, own ? brothers_mark(self) : none) && move_brothers(self));
}

/* The lines below that begin with 其次 and the like. */
static bool move_step_lines(work *self, size_t fresh, bool *stuck) {
  work at = *self;
  while (at.index != GW_NONE && find_brother(&at, true, &at.node)) {
    at.index = gw_document_node_at(self->document, at.node.line);
    if (!move_step(self, at.node.line, at.node.column, &fresh, stuck))
      return false;
  }
  return true;
}

/* A line that begins with a token of a series: a node, or one that has no brothers yet. */
static bool go_on_from_token(work *self, const run *series, bool own_node) {
  opening from = {.prefix = {self->text.data, series->last.column}};
  size_t step;
  bool stuck = false;
  from.size = write_next(self, series, from.ordinal, &step);
  if (own_node && step == GW__STEPS)
    return go_on_from_node(self);
  gw_span none = {NULL, 0};
  bool done = from.size == 0 || (begin_line(self, &from, own_node ? brothers_mark(self) : none) &&
                                 (!own_node || move_step_lines(self, step, &stuck)));
  return give_up(self, stuck) || done;
}

/* ---- which of the two ------------------------------------------------------------------------ */

static bool is_spoken(const gw__member *member) {
  return member->ordinal.form == GW_FORM_SPOKEN;
}

/* Whether a line that starts with this token goes on in a new one. A lone 一是 opens a paragraph of
 * its own only where its sentence has ended. */
static bool starts_lines(const work *self, const run *series, bool own_node) {
  if (!is_spoken(&series->last) || (own_node && counts_on(self)))
    return true;
  gw_span mark = mark_before(self->text, self->place.column);
  return mark.size > 0 && gw__is_stop(gw__char_at(mark.data, mark.size, 0).code);
}

/* The series that a hard-wrapped paragraph brings along from the lines above. */
static bool find_above(const work *self, run *out) {
  size_t line = self->place.line;
  for (size_t lines = 0; lines < WRAPPED_LINES && line > 0 && goes_on(self, line - 1); lines++) {
    line--;
    if (find_last(self->document, line, gw__line_text(self->document, line).size, out))
      return true;
  }
  return false;
}

/* Whether the line belongs to the node's section, and not to the end of the document. */
static bool is_within(const work *self) {
  size_t first;
  size_t end;
  return self->index != GW_NONE && self->node.kind != GW_TITLE &&
         gw_document_section_lines(self->document, self->index, &first, &end) &&
         (self->place.line < end || is_blank(self->text));
}

static bool go_on(work *self) {
  run series;
  bool own_node =
      self->index != GW_NONE && self->node.line == self->place.line && self->node.kind != GW_TITLE;
  bool found = find_last(self->document, self->place.line, self->place.column, &series);
  size_t start =
      own_node ? self->node.column : gw__skip_blanks(self->text.data, self->text.size, 0);
  if (own_node && self->place.column <= start)
    return true;
  if (found && series.last.column == start && starts_lines(self, &series, own_node))
    return go_on_from_token(self, &series, own_node);
  if (found)
    return go_on_in_line(self, &series);
  if (own_node)
    return go_on_from_node(self);
  if (find_above(self, &series))
    return go_on_in_line(self, &series);
  gw_span rest = {self->text.data + self->place.column, self->text.size - self->place.column};
  return !is_blank(rest) || !is_within(self) || go_on_from_node(self);
}

bool gw_document_next_item(gw_document *document, gw_point place, gw_insertion *out) {
  work self = {.document = document, .place = place, .out = out};
  *out = (gw_insertion){0};
  gw_span line = gw_document_line(document, place.line);
  if (!line.data || place.column > line.size)
    return false;
  self.text = gw__line_text(document, place.line);
  if (place.column > self.text.size)
    self.place.column = self.text.size;
  self.index = gw_document_node_at(document, place.line);
  if (self.index != GW_NONE && !gw_document_node(document, self.index, &self.node))
    self.index = GW_NONE;
  bool done = gw_document_is_code(document, place.line) || go_on(&self);
  if (!done)
    gw_insertion_free(out);
  return done;
}
