/*
 * whole.c - a whole document made of its sections' templates.
 *
 * The sections are inserted one after the other at the end of a document of their own, so each gets
 * the number and the writing that it would have got there by hand; then its text goes in.
 */
#include "core/buffer.h"
#include "core/chars.h"
#include "core/edits.h"
#include "core/template.h"

/* ---- the document of its own -----------------------------------------------------------------
 */

/* Puts a text in place of lines [first, old_end); false when memory ran out. */
static bool put_lines(gw_document *document, size_t first, size_t old_end, gw_span text) {
  size_t count = 1;
  for (size_t i = 0; i < text.size; i++)
    count += text.data[i] == '\n';
  gw_span *lines = malloc(count * sizeof *lines);
  if (!lines)
    return false;
  for (size_t i = 0; i < count; i++) {
    const char *lf = i + 1 < count ? memchr(text.data, '\n', text.size) : NULL;
    lines[i] = (gw_span){text.data, lf ? (size_t)(lf - text.data) : text.size};
    if (lf)
      text = (gw_span){lf + 1, text.size - lines[i].size - 1};
  }
  bool done = gw_document_edit(document, first, old_end, lines, count);
  free(lines);
  return done;
}

static bool add_empty_line(gw_document *document) {
  size_t count = gw_document_line_count(document);
  return put_lines(document, count, count, (gw_span){"", 0});
}

/* The last line is empty: the title goes there, and below it a blank line and an empty one. */
static bool add_title(gw_document *document, gw_span title) {
  return title.size == 0 ||
         (put_lines(document, 0, 1, title) && add_empty_line(document) && add_empty_line(document));
}

/* The last line is empty: the section goes there, and below it an empty one. */
static bool add_section(gw_document *document, const gw_template *section,
                        const gw__resolution *resolved) {
  size_t last = gw_document_line_count(document) - 1;
  gw_point place = {last, 0};
  gw_insertion insertion;
  if (!gw__insertion_of_text(document, place, place, section, resolved, &insertion))
    return false;
  /* Nothing follows, so nothing is renumbered. */
  bool done = put_lines(document, last, last + 1, insertion.edits.items[0].text) &&
              add_empty_line(document);
  gw_insertion_free(&insertion);
  return done;
}

/* GB/T 9704-2012, 7.3.4 and 7.3.5: a blank line stands between the text and its enclosures, and
 * there is room above the signature. */
static bool set_off(gw_document *document, gw_part part, bool *found) {
  gw_passage passage;
  *found = gw_document_parts(document, part, &passage, 1) > 0;
  if (!*found || passage.line == 0)
    return true;
  gw_span above = gw_document_line(document, passage.line - 1);
  return gw__skip_blanks(above.data, above.size, 0) == above.size ||
         put_lines(document, passage.line, passage.line, (gw_span){"", 0});
}

static bool set_off_closing(gw_document *document) {
  bool enclosed;
  bool signed_;
  return set_off(document, GW_PART_ENCLOSURE, &enclosed) &&
         set_off(document, GW_PART_SIGNATURE, &signed_) &&
         (signed_ || set_off(document, GW_PART_DATE, &signed_));
}

/* Adds a body, or the title, and its text to *text; false when memory ran out. */
static bool resolve(const gw_whole *source, gw_span body, gw__resolution *resolved, gw_span *text) {
  size_t start = resolved->text.size;
  gw_template part = {
      .body = body, .variables = source->variables, .variable_count = source->variable_count};
  bool done = gw__tabstops_resolve(&part, resolved);
  *text = gw__resolution_text(resolved, start);
  return done;
}

/* Puts all together; false when memory ran out, or a level is over 4. */
static bool assemble(gw_document *document, const gw_whole *source, uint64_t *used) {
  gw__resolution resolved = {0};
  gw_span title;
  bool done = resolve(source, source->title, &resolved, &title) && add_title(document, title);
  for (size_t i = 0; done && i < source->count; i++) {
    gw_template section = source->sections[i];
    done = resolve(source, section.body, &resolved, &section.body) &&
           add_section(document, &section, &resolved);
  }
  *used = resolved.used;
  gw__resolution_free(&resolved);
  size_t count = gw_document_line_count(document);
  for (; done && count > 1 && gw_document_line(document, count - 1).size == 0; count--)
    done = gw_document_edit(document, count - 1, count, NULL, 0);
  return done && set_off_closing(document);
}

/* ---- the insertion ----------------------------------------------------------------------------
 */

static void add_line_end(gw__buffer *self, bool crlf) {
  if (crlf)
    gw__buffer_add(self, "\r", 1);
  gw__buffer_add(self, "\n", 1);
}

/* Writes the document to `out`, with line ends as they are around the place. */
static void write_text(const gw_document *document, bool crlf, gw__buffer *out) {
  for (size_t i = 0; i < gw_document_line_count(document); i++) {
    gw_span line = gw_document_line(document, i);
    if (i > 0)
      add_line_end(out, crlf);
    gw__buffer_add(out, line.data, line.size);
  }
}

/* The bytes that go, and whether text stands before and behind them in their line. */
typedef struct gap {
  gw_point start;
  gw_point end;
  bool follows;
  bool leads;
  bool crlf;
} gap;

/* A document starts its line, whatever blanks it stood behind. False if there is no such place. */
static bool find_gap(const gw_document *document, gw_point start, gw_point end, gap *out) {
  gw_span line = gw_document_line(document, start.line);
  if (!line.data || start.line != end.line || start.column > end.column || end.column > line.size)
    return false;
  *out = (gap){start, end, .crlf = gw__is_crlf(document, start.line)};
  line.size -= line.size > 0 && line.data[line.size - 1] == '\r';
  if (start.column > line.size)
    out->start.column = line.size;
  if (end.column > line.size)
    out->end.column = line.size;
  out->follows = gw__skip_blanks(line.data, out->start.column, 0) < out->start.column;
  out->leads = gw__skip_blanks(line.data, line.size, out->end.column) < line.size;
  if (!out->follows)
    out->start.column = 0;
  if (!out->leads)
    out->end.column = line.size;
  return true;
}

/* Puts the document into the gap; false when memory ran out. */
static bool fill(const gap *self, const gw_document *whole, gw_insertion *out) {
  gw__buffer text = {0};
  if (self->follows)
    add_line_end(&text, self->crlf);
  write_text(whole, self->crlf, &text);
  out->first_slot = text.size;
  if (self->leads)
    add_line_end(&text, self->crlf);
  gw_span bytes = {text.data ? text.data : "", text.size};
  bool done = !text.failed && gw__first_slot(bytes, &out->first_slot) &&
              gw__edits_add(&out->edits, self->start, self->end, bytes.data, bytes.size);
  free(text.data);
  return done;
}

bool gw_document_whole_insertion(const gw_document *document, gw_point start, gw_point end,
                                 const gw_whole *source, gw_insertion *out) {
  gap where;
  *out = (gw_insertion){0};
  if (!find_gap(document, start, end, &where))
    return false;
  gw_document *whole = gw_document_parse("", 0);
  bool done = whole && assemble(whole, source, &out->used) && fill(&where, whole, out);
  gw_document_free(whole);
  if (!done)
    gw_insertion_free(out);
  return done;
}
