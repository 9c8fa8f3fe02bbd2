#include "core/writing.h"

#include <stdio.h>
#include <string.h>

#include "core/ordinal.h"
#include "core/utf8.h"

/* ---- one number -------------------------------------------------------------------------------
 */

static size_t encode(uint32_t code, char *out) {
  if (code < 0x80) {
    out[0] = (char)code;
    return 1;
  }
  if (code < 0x800) {
    out[0] = (char)(0xC0 | code >> 6);
    out[1] = (char)(0x80 | (code & 0x3F));
    return 2;
  }
  out[0] = (char)(0xE0 | code >> 12);
  out[1] = (char)(0x80 | (code >> 6 & 0x3F));
  out[2] = (char)(0x80 | (code & 0x3F));
  return 3;
}

/* Reads the number at byte `at`, in whatever script; false if none starts there. */
static bool read_figure(const char *line, size_t size, size_t at, gw__figure *out) {
  gw__char c = gw__char_at(line, size, at);
  *out = (gw__figure){.start = at};
  size_t length = gw__han_read(line, size, at, &out->value);
  if (length > 0) {
    out->script = GW__SCRIPT_HAN;
  } else if ((length = gw__digits_read(line, size, at, &out->value)) > 0) {
    out->script = c.code < 0x80 ? GW__SCRIPT_DIGITS : GW__SCRIPT_WIDE;
  } else if ((out->family = (uint8_t)gw__glyph_read(c.code, &out->value)) != GW__GLYPH_NONE) {
    out->script = GW__SCRIPT_GLYPH;
    length = c.size;
  } else if ((c.code >= 'a' && c.code <= 'z') || (c.code >= 'A' && c.code <= 'Z')) {
    out->script = GW__SCRIPT_LETTER;
    out->family = (uint8_t)(c.code < 'a' ? 'A' : 'a');
    out->value = c.code - out->family + 1;
    length = c.size;
  }
  out->end = at + length;
  return length > 0;
}

/* What may stand before the first number of an ordinal, and between two. */
static bool is_lead(uint32_t code) {
  return code == '(' || code == 0xFF08 || code == 0x7B2C /* 第 */ || gw__is_blank(code);
}

static bool is_point(uint32_t code) {
  return code == '.' || code == 0xFF0E;
}

bool gw__figures(const char *line, size_t size, size_t column, unsigned parts,
                 gw__figure figures[GW_ORDINAL_PARTS]) {
  size_t at = column;
  if (parts == 0 || parts > GW_ORDINAL_PARTS)
    return false;
  for (gw__char c; c = gw__char_at(line, size, at), c.size > 0 && is_lead(c.code);)
    at += c.size;
  for (unsigned i = 0; i < parts; i++) {
    if (i > 0) {
      gw__char point = gw__char_at(line, size, at);
      if (point.size == 0 || !is_point(point.code))
        return false;
      at += point.size;
    }
    if (!read_figure(line, size, at, &figures[i]))
      return false;
    at = figures[i].end;
  }
  return true;
}

/* The plain form of a family of glyphs, with the number between. */
static size_t write_plain(uint8_t family, unsigned value, char *buffer) {
  char han[GW__NUMERAL_BYTES];
  int size = 0;
  switch (family) {
  case GW__GLYPH_HAN_PAREN:
    size = (int)gw__han_write(value, han);
    size = snprintf(buffer, GW__WRITING_BYTES, "（%.*s）", size, han);
    break;
  case GW__GLYPH_DIGIT_PAREN:
    size = snprintf(buffer, GW__WRITING_BYTES, "（%u）", value);
    break;
  case GW__GLYPH_DIGIT_STOP:
    size = snprintf(buffer, GW__WRITING_BYTES, "%u.", value);
    break;
  default:
    size = snprintf(buffer, GW__WRITING_BYTES, "%u）", value);
  }
  return (size_t)size;
}

size_t gw__figure_write(const gw__figure *like, unsigned value, char buffer[GW__WRITING_BYTES]) {
  size_t size = 0;
  if (value == 0 || value > GW__NUMERAL_MAX)
    return 0;
  switch ((gw__script)like->script) {
  case GW__SCRIPT_HAN:
    return gw__han_write(value, buffer);
  case GW__SCRIPT_DIGITS:
    return (size_t)snprintf(buffer, GW__WRITING_BYTES, "%u", value);
  case GW__SCRIPT_WIDE:
    for (unsigned place = 1000; place > 0; place /= 10)
      if (value >= place)
        size += encode(0xFF10 + value / place % 10, buffer + size);
    return size;
  case GW__SCRIPT_GLYPH: {
    uint32_t code = gw__glyph_code((gw__glyph)like->family, value);
    return code ? encode(code, buffer) : write_plain(like->family, value, buffer);
  }
  case GW__SCRIPT_LETTER:
    return value <= 26 ? encode(like->family + value - 1, buffer) : 0;
  }
  return 0;
}

/* ---- the ordinal of a node --------------------------------------------------------------------
 */

bool gw__node_figures(const gw_document *document, const gw_node *node, gw__figures_at *out) {
  gw_span text = gw_document_line(document, node->line);
  out->line = node->line;
  if (!gw__figures(text.data, text.size, node->column, node->parts, out->figures)) {
    /* （⏎三）改革: the number stands at the start of the next line. */
    text = gw_document_line(document, ++out->line);
    if (node->title_last_line == node->line || !text.data ||
        !gw__figures(text.data, text.size, 0, node->parts, out->figures))
      return false;
  }
  for (unsigned i = 0; i < node->parts; i++)
    if (out->figures[i].value != node->ordinal[i])
      return false;
  return true;
}

/* ---- writings ---------------------------------------------------------------------------------
 */

#define SPAN(literal) ((gw_span){literal, sizeof(literal) - 1})

void gw__writing_standard(gw_form form, gw__writing *out) {
  *out = (gw__writing){.form = form, .figure = {.script = GW__SCRIPT_DIGITS}};
  switch (form) {
  case GW_FORM_HAN:
    out->figure.script = GW__SCRIPT_HAN;
    out->after = SPAN("、");
    break;
  case GW_FORM_HAN_PAREN:
    out->before = SPAN("（");
    out->figure.script = GW__SCRIPT_HAN;
    out->after = SPAN("）");
    break;
  case GW_FORM_DIGIT_PAREN:
    out->before = SPAN("（");
    out->after = SPAN("）");
    break;
  case GW_FORM_CIRCLED:
    out->figure.script = GW__SCRIPT_GLYPH;
    out->figure.family = GW__GLYPH_CIRCLED;
    break;
  default:
    out->after = SPAN(".");
  }
}

bool gw__writing_of(const gw_document *document, const gw_node *node, gw__writing *out) {
  gw_span text = gw_document_line(document, node->line);
  gw__ordinal ordinal;
  gw__figures_at found;
  if (node->parts != 1 || !gw__node_figures(document, node, &found) || found.line != node->line ||
      !gw__ordinal_at(text.data, text.size, node->column, &ordinal) ||
      ordinal.end < found.figures[0].end)
    return false;
  const gw__figure *figure = &found.figures[0];
  /* Blanks behind the mark belong to the writing where a title follows them. */
  size_t end = ordinal.end;
  for (gw__char c; c = gw__char_at(text.data, text.size, end), c.size > 0 && gw__is_blank(c.code);)
    end += c.size;
  if (end != node->title || end == text.size || text.data[end] == '\r')
    end = ordinal.end;
  *out = (gw__writing){
      .form = node->form,
      .before = {text.data + node->column, figure->start - node->column},
      .figure = *figure,
      .after = {text.data + figure->end, end - figure->end},
  };
  return out->before.size + out->after.size + GW__NUMERAL_BYTES < GW__WRITING_BYTES;
}

size_t gw__writing_write(const gw__writing *self, unsigned value, char buffer[GW__WRITING_BYTES]) {
  char number[GW__WRITING_BYTES];
  size_t size = gw__figure_write(&self->figure, value, number);
  size_t total = self->before.size + size + self->after.size;
  if (size == 0 || total > GW__WRITING_BYTES)
    return 0;
  if (self->before.size > 0)
    memcpy(buffer, self->before.data, self->before.size);
  memcpy(buffer + self->before.size, number, size);
  if (self->after.size > 0)
    memcpy(buffer + self->before.size + size, self->after.data, self->after.size);
  return total;
}
