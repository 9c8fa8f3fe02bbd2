/*
 * template.c - where a section template goes, what number its heading gets, and the text that goes
 * in.
 */
#include <stdlib.h>
#include <string.h>

#include "core/buffer.h"
#include "core/chars.h"
#include "core/edits.h"
#include "core/scan.h"
#include "core/template.h"
#include "core/utf8.h"
#include "core/writing.h"

/* ---- the place --------------------------------------------------------------------------------
 */

typedef struct place {
  gw_document *document;
  size_t line;
  size_t start; /* the bytes that go: from here in this line */
  gw_point end;
  gw_span text;  /* the line, without its CR */
  gw_span tail;  /* what stands behind the bytes that go, in the last of their lines */
  size_t indent; /* bytes of blanks it starts with */
  bool crlf;
  bool alone;      /* nothing but blanks before it in the line */
  bool last;       /* nothing but blanks behind it */
  size_t previous; /* the node before the place, GW_NONE if there is none */
  size_t next;     /* the first node behind it */
} place;

static bool ends_in_cr(gw_span text) {
  return text.size > 0 && text.data[text.size - 1] == '\r';
}

bool gw__is_crlf(const gw_document *document, size_t line) {
  return ends_in_cr(gw_document_line(document, line)) ||
         (line > 0 && line + 1 == gw_document_line_count(document) &&
          ends_in_cr(gw_document_line(document, line - 1)));
}

static bool is_before(const gw_node *node, gw_point point) {
  return node->line < point.line || (node->line == point.line && node->column < point.column);
}

/* Finds the nodes around the place. What stands in the bytes that go is no node. */
static void find_neighbours(place *self, gw_form form) {
  size_t at = gw_document_node_at(self->document, self->line);
  gw_node node;
  self->previous = at;
  self->next = at == GW_NONE ? 0 : at + 1;
  while (gw_document_node(self->document, self->next, &node) && is_before(&node, self->end))
    self->next++;
  if (at == GW_NONE || !gw_document_node(self->document, at, &node) || node.line != self->line)
    return;
  size_t before = at > 0 ? at - 1 : GW_NONE;
  if (!is_before(&node, self->end)) {
    self->previous = before;
    self->next = at;
  } else if (node.column >= self->start) {
    self->previous = before;
  } else if (form != GW_FORM_NONE && node.form == form && node.title == self->start &&
             node.column == self->indent) {
    /* 三、jbqk: the ordinal is there already, and gives way to the right one. */
    self->start = node.column;
    self->previous = before;
  }
}

gw_span gw__line_text(const gw_document *document, size_t line) {
  gw_span text = gw_document_line(document, line);
  text.size -= ends_in_cr(text);
  return text;
}

static size_t least(size_t left, size_t right) {
  return left < right ? left : right;
}

static bool find_place(gw_document *document, gw_point start, gw_point end, place *out) {
  gw_span first = gw_document_line(document, start.line);
  gw_span last = gw_document_line(document, end.line);
  if (!first.data || !last.data || start.line > end.line || start.column > first.size ||
      end.column > last.size || (start.line == end.line && start.column > end.column))
    return false;
  *out =
      (place){.document = document, .line = start.line, .crlf = gw__is_crlf(document, start.line)};
  out->text = gw__line_text(document, start.line);
  out->start = least(start.column, out->text.size);
  out->tail = gw__line_text(document, end.line);
  out->end = (gw_point){end.line, least(end.column, out->tail.size)};
  out->tail.data += out->end.column;
  out->tail.size -= out->end.column;
  out->indent = gw__skip_blanks(out->text.data, out->start, 0);
  return true;
}

static void find_edges(place *self) {
  self->alone = self->indent == self->start;
  self->last = gw__skip_blanks(self->tail.data, self->tail.size, 0) == self->tail.size;
}

/* ---- the ordinal ------------------------------------------------------------------------------
 */

typedef struct heading {
  gw_form form;
  size_t sibling; /* the one before it, GW_NONE if there is none */
  unsigned number;
  gw__writing writing;
  gw_shape shape;
  gw_span hash; /* the # of Markdown, with its blank */
} heading;

/* The nearest node of this form whose writing can be copied, headings first; false if there is
 * none. */
static bool find_model(const place *self, gw_form form, gw__writing *writing, gw_node *node) {
  size_t count = gw_document_node_count(self->document);
  for (int any = 0; any < 2; any++)
    for (size_t distance = 0; distance < count; distance++) {
      size_t candidates[] = {self->previous - distance, self->next + distance};
      bool inside[] = {self->previous != GW_NONE && distance <= self->previous,
                       candidates[1] >= self->next};
      for (size_t i = 0; i < 2; i++)
        if (inside[i] && gw_document_node(self->document, candidates[i], node) &&
            node->form == form && (any || node->kind == GW_HEADING) &&
            gw__writing_of(self->document, node, writing))
          return true;
    }
  return false;
}

/* A heading, and not a list entry that is short enough to look like one. */
static bool is_section(const gw_node *node) {
  return node->kind == GW_HEADING &&
         (node->shape == GW_SHAPE_ALONE || node->shape == GW_SHAPE_RUN_IN);
}

/* Whether the document goes from 一、 right to 1. and has no （一）, as short documents do. */
static bool skips_second_form(gw_document *document) {
  bool found = false;
  gw_node node;
  gw_node parent;
  for (size_t i = 0; gw_document_node(document, i, &node); i++) {
    if (node.form == GW_FORM_HAN_PAREN)
      return false;
    size_t above = gw_document_parent(document, i);
    found = found || (node.form == GW_FORM_DIGIT && is_section(&node) && above != GW_NONE &&
                      gw_document_node(document, above, &parent) && parent.form == GW_FORM_HAN);
  }
  return found;
}

static gw_form form_of_level(gw_document *document, unsigned level) {
  static const gw_form forms[] = {GW_FORM_HAN, GW_FORM_HAN_PAREN, GW_FORM_DIGIT,
                                  GW_FORM_DIGIT_PAREN, GW_FORM_CIRCLED};
  bool skips = level > 1 && skips_second_form(document);
  return forms[skips ? level : level - 1];
}

/* The sibling the new heading follows: of its form, and not closed by anything above it. */
static size_t find_sibling(const place *self, gw_form form) {
  gw_node node;
  for (size_t at = self->previous; at != GW_NONE; at = gw_document_parent(self->document, at)) {
    if (!gw_document_node(self->document, at, &node) || node.form < form)
      return GW_NONE;
    if (node.form == form)
      return gw__annex_between(self->document, node.line + 1, self->line) ? GW_NONE : at;
  }
  return GW_NONE;
}

/* The number of a heading without a sibling before it: 1, but where the group behind it goes on
 * from the one before (第二部分 that opens with 四、) it takes that group's first number. */
static unsigned first_number(const place *self, gw_form form) {
  gw_node next;
  gw_node before;
  for (size_t i = self->next; gw_document_node(self->document, i, &next) && next.form >= form;
       i++) {
    if (next.form != form)
      continue;
    for (size_t k = self->next; k > 0 && next.ordinal[0] > 1; k--)
      if (gw_document_node(self->document, k - 1, &before) && before.form == form)
        return before.ordinal[0] + 1 == next.ordinal[0] ? next.ordinal[0] : 1;
    return 1;
  }
  return 1;
}

static void find_heading(const place *self, gw_form form, heading *out) {
  gw_node node;
  *out = (heading){.form = form, .sibling = find_sibling(self, form)};
  bool found = out->sibling != GW_NONE && gw_document_node(self->document, out->sibling, &node);
  out->number = found ? node.ordinal[0] + 1 : first_number(self, form);
  found = (found && gw__writing_of(self->document, &node, &out->writing)) ||
          find_model(self, form, &out->writing, &node);
  if (!found) {
    gw__writing_standard(form, &out->writing);
    out->shape = form == GW_FORM_HAN ? GW_SHAPE_ALONE : GW_SHAPE_RUN_IN;
    return;
  }
  out->shape = node.shape == GW_SHAPE_LABELLED ? GW_SHAPE_RUN_IN : node.shape;
  gw_span text = gw_document_line(self->document, node.line);
  size_t hash = gw__skip_blanks(text.data, node.column, 0);
  size_t at = hash;
  while (at < node.column && text.data[at] == '#')
    at++;
  if (at > hash && gw__skip_blanks(text.data, node.column, at) == node.column)
    out->hash = (gw_span){text.data + hash, node.column - hash};
}

/* ---- the text ---------------------------------------------------------------------------------
 */

#define STOP "。"

typedef struct writer {
  const place *place;
  const gw__resolution *source;
  size_t values; /* of the source, passed already */
  gw__buffer text;
  size_t body_end; /* the cursor goes there if there is no placeholder */
  /* The writing of each form as far as it was asked for. */
  gw__writing writings[GW_FORM_COUNT];
  bool asked[GW_FORM_COUNT];
  bool known[GW_FORM_COUNT];
} writer;

static void add_span(writer *self, gw_span span) {
  gw__buffer_add(&self->text, span.data, span.size);
}

static void new_line(writer *self, bool indented) {
  if (self->place->crlf)
    gw__buffer_add(&self->text, "\r", 1);
  gw__buffer_add(&self->text, "\n", 1);
  if (indented)
    add_span(self, (gw_span){self->place->text.data, self->place->indent});
}

/* The ordinal that a line of a body starts with and that can be written otherwise; false if none.
 */
static bool nested_ordinal(gw_span line, gw__scan *scan) {
  gw__scan_line(line.data, line.size, scan);
  return (scan->line_class == GW__LINE_ORDINAL || scan->line_class == GW__LINE_ORDINAL_OPEN) &&
         scan->form >= GW_FORM_HAN && scan->form <= GW_FORM_CIRCLED && scan->parts == 1 &&
         !(scan->flags & (GW__GLUED | GW__WEAK | GW__HOLIDAY));
}

/* Whether a line of the body, they come in order, starts with the value of a variable. */
static bool starts_with_value(writer *self, gw_span line) {
  size_t at = (size_t)(line.data - self->source->text.data);
  while (gw__resolution_value(self->source, self->values).end <= at)
    self->values++;
  return gw__resolution_value(self->source, self->values).start <= at;
}

/* A line of the body, its ordinal written as the document writes its own. */
static void add_line(writer *self, gw_span line) {
  char ordinal[GW__WRITING_BYTES];
  gw_node model;
  gw__scan scan;
  if (nested_ordinal(line, &scan) && !starts_with_value(self, line)) {
    gw__writing *writing = &self->writings[scan.form];
    if (!self->asked[scan.form]) {
      self->asked[scan.form] = true;
      self->known[scan.form] = find_model(self->place, (gw_form)scan.form, writing, &model);
    }
    size_t size = self->known[scan.form] ? gw__writing_write(writing, scan.ordinal[0], ordinal) : 0;
    if (size > 0 && scan.title <= line.size) {
      gw__buffer_add(&self->text, line.data, scan.column);
      gw__buffer_add(&self->text, ordinal, size);
      line.data += scan.title;
      line.size -= scan.title;
    }
  }
  add_span(self, line);
}

/* The lines of the body; the first one goes on in the present line. */
static void add_body(writer *self, gw_span body) {
  for (bool first = true;; first = false) {
    const char *lf = body.size ? memchr(body.data, '\n', body.size) : NULL;
    gw_span line = {body.data, lf ? (size_t)(lf - body.data) : body.size};
    if (!first)
      new_line(self, line.size > 0);
    add_line(self, line);
    if (!lf)
      return;
    body.data += line.size + 1;
    body.size -= line.size + 1;
  }
}

static bool ends_a_sentence(gw_span title) {
  gw__char c = gw__char_before(title.data, title.size);
  return c.code == 0x3002 || c.code == 0xFF01 || c.code == 0xFF1F;
}

/* Whether the body can go on behind the heading in its line. */
static bool can_run_in(gw_span body) {
  gw__scan scan;
  const char *lf = body.size ? memchr(body.data, '\n', body.size) : NULL;
  gw_span first = {body.data, lf ? (size_t)(lf - body.data) : body.size};
  return first.size > 0 && !nested_ordinal(first, &scan);
}

static void add_section(writer *self, const heading *opening, gw_span title, gw_span body) {
  char ordinal[GW__WRITING_BYTES];
  bool alone = opening->shape != GW_SHAPE_RUN_IN && opening->shape != GW_SHAPE_CLAUSE;
  if (!self->place->alone)
    new_line(self, true);
  add_span(self, opening->hash);
  gw__buffer_add(&self->text, ordinal,
                 gw__writing_write(&opening->writing, opening->number, ordinal));
  add_span(self, title);
  if ((!alone || opening->shape == GW_SHAPE_STOPPED) && !ends_a_sentence(title))
    gw__buffer_add(&self->text, STOP, sizeof STOP - 1);
  if (body.size > 0 && (alone || !can_run_in(body)))
    new_line(self, body.data[0] != '\n');
  if (body.size > 0)
    add_body(self, body);
  self->body_end = self->text.size;
  if (!self->place->last)
    new_line(self, true);
}

/* Whether nothing stands below the place, and right above it the text. */
static bool ends_text(const place *self) {
  if (!self->alone || !self->last || self->line == 0)
    return false;
  gw_span above = gw__line_text(self->document, self->line - 1);
  if (gw__skip_blanks(above.data, above.size, 0) == above.size)
    return false;
  for (size_t i = self->end.line + 1; i < gw_document_line_count(self->document); i++) {
    gw_span below = gw__line_text(self->document, i);
    if (gw__skip_blanks(below.data, below.size, 0) < below.size)
      return false;
  }
  return true;
}

/* Whether a body closes a text: begins with the enclosures, the signature or the date. False as
 * well when memory ran out. */
static bool is_closing(gw_span body) {
  static const char text[] = "总结\n\n一、情况\n工作完成。\n";
  const size_t lines = 4;
  gw__buffer whole = {0};
  gw__buffer_add(&whole, text, sizeof text - 1);
  gw__buffer_add(&whole, body.data, body.size);
  gw_document *made = whole.failed ? NULL : gw_document_parse(whole.data, whole.size);
  bool closing = false;
  static const gw_part parts[] = {GW_PART_ENCLOSURE, GW_PART_SIGNATURE, GW_PART_DATE};
  for (size_t i = 0; made && i < sizeof parts / sizeof *parts; i++) {
    gw_passage passage;
    closing =
        closing || (gw_document_parts(made, parts[i], &passage, 1) > 0 && passage.line == lines);
  }
  gw_document_free(made);
  free(whole.data);
  return closing;
}

bool gw__first_slot(gw_span text, size_t *slot) {
  gw_document *document = gw_document_parse(text.data, text.size);
  gw_placeholder found;
  if (!document)
    return false;
  if (gw_document_next_placeholder(document, (gw_point){0, 0}, &found)) {
    *slot = found.column;
    for (size_t line = 0; line < found.line; line++)
      *slot += gw_document_line(document, line).size + 1;
  }
  gw_document_free(document);
  return true;
}

/* ---- the insertion ----------------------------------------------------------------------------
 */

void gw_insertion_free(gw_insertion *self) {
  gw_edits_free(&self->edits);
  *self = (gw_insertion){0};
}

/* The sibling that the ones behind the place follow: the last of those that go, else the one before
 * it. */
static size_t last_sibling(const place *self, const heading *opening) {
  size_t sibling = opening->sibling;
  gw_node node;
  for (size_t i = self->previous == GW_NONE ? 0 : self->previous + 1; i < self->next; i++)
    if (gw_document_node(self->document, i, &node) && node.form == opening->form)
      sibling = i;
  return sibling;
}

/* Writes the text and the edits; false when memory ran out. */
static bool compose(place *self, const gw_template *source, const gw__resolution *resolved,
                    gw_insertion *out) {
  writer out_text = {.place = self, .source = resolved};
  heading opening = {.form = GW_FORM_NONE};
  if (source->level > 0 && source->title.size > 0)
    opening.form = form_of_level(self->document, source->level);
  find_neighbours(self, opening.form);
  find_edges(self);
  if (opening.form != GW_FORM_NONE) {
    find_heading(self, opening.form, &opening);
    add_section(&out_text, &opening, source->title, source->body);
  } else {
    /* GB/T 9704-2012, 7.3.4 and 7.3.5: there is room between the text and what closes it. */
    if (ends_text(self) && is_closing(source->body))
      new_line(&out_text, true);
    add_body(&out_text, source->body);
    out_text.body_end = out_text.text.size;
  }
  out->first_slot = out_text.body_end;
  out->used = resolved->used;
  gw_span text = {out_text.text.data ? out_text.text.data : "", out_text.text.size};
  bool done = !out_text.text.failed && gw__first_slot(text, &out->first_slot) &&
              gw__edits_add(&out->edits, (gw_point){self->line, self->start}, self->end, text.data,
                            text.size);
  if (done && opening.form != GW_FORM_NONE)
    done = gw__renumber_after(self->document, last_sibling(self, &opening), self->next, self->line,
                              opening.form, opening.number, &out->edits);
  free(out_text.text.data);
  return done;
}

bool gw__insertion_of_text(gw_document *document, gw_point start, gw_point end,
                           const gw_template *source, const gw__resolution *resolved,
                           gw_insertion *out) {
  place where;
  *out = (gw_insertion){0};
  if (source->level > 4 || !find_place(document, start, end, &where))
    return false;
  bool done = compose(&where, source, resolved, out);
  if (!done)
    gw_insertion_free(out);
  return done;
}

bool gw_document_insertion(gw_document *document, gw_point start, gw_point end,
                           const gw_template *source, gw_insertion *out) {
  gw__resolution resolved = {0};
  *out = (gw_insertion){0};
  bool done = gw__tabstops_resolve(source, &resolved);
  if (done) {
    gw_template text = *source;
    text.body = gw__resolution_text(&resolved, 0);
    done = gw__insertion_of_text(document, start, end, &text, &resolved, out);
  }
  gw__resolution_free(&resolved);
  return done;
}
