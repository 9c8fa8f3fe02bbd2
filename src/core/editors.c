/*
 * editors.c - what Vim and Neovim ask of one line in-process, through libcall() and libcallnr().
 *
 * A line alone lacks the neighbours that the second pass looks at. It is asked about as if it stood
 * well: an elder sibling above it, like it but for the number, and text below it where that is the
 * custom. So all that makes a heading is still decided in one place (outline.h).
 */
#include "core/outline.h"

#include <string.h>

/* A line as it stands for itself. */
typedef struct guess {
  uint8_t line_class; /* gw__line_class */
  bool node;
  gw_kind kind; /* of a node */
  gw_form form;
  unsigned parts;
} guess;

/* The scan of the sibling before; false if the line is the first. */
static bool elder_of(const gw__scan *scan, gw__scan *out) {
  unsigned last = scan->parts > 0 ? scan->parts - 1u : 0;
  *out = *scan;
  if (scan->ordinal[last] == 0) /* 其次 最后: behind 首先 */
    out->ordinal[last] = 1;
  else
    out->ordinal[last]--;
  return out->ordinal[last] > 0;
}

static bool is_ordinal(uint8_t line_class) {
  return line_class == GW__LINE_ORDINAL || line_class == GW__LINE_ORDINAL_OPEN;
}

static guess guess_for(const char *line) {
  gw__scan scan;
  size_t size = line ? strlen(line) : 0;
  if (size >= UINT32_MAX)
    return (guess){.line_class = GW__LINE_TEXT}; /* as in a document */
  gw__scan_line(size > 0 ? line : "", size, &scan);
  guess it = {.line_class = scan.line_class, .form = (gw_form)scan.form, .parts = scan.parts};
  /* In doubt without a series to settle it: （一）班, 2.5, 十一、国庆. Mostly body. */
  bool doubtful = scan.flags & (GW__GLUED | GW__WEAK | GW__HOLIDAY) && !(scan.flags & GW__HASH);
  if (!is_ordinal(scan.line_class) || doubtful)
    return it;

  /* （一）加强领导。 has its body below more often than not, 1.完成台账。 another like it. */
  uint8_t below = scan.form <= GW_FORM_HAN_PAREN ? GW__LINE_TEXT : GW__LINE_BLANK;
  gw__scan elder;
  gw__candidate window[2];
  size_t count = 0;
  if (elder_of(&scan, &elder))
    window[count++] = (gw__candidate){.scan = &elder, .next = below};
  window[count++] = (gw__candidate){.scan = &scan, .next = below};
  gw__outline_state state;
  gw__verdict verdict = {0};
  memset(&state, 0, sizeof state);
  for (size_t at = 0; at < count; at++)
    gw__outline_step(&state, window, count, at, &verdict);
  it.node = verdict.accepted;
  it.kind = (gw_kind)verdict.kind;
  return it;
}

int gongwen_line_rank(const char *line) {
  guess it = guess_for(line);
  return it.node && it.kind == GW_HEADING ? (int)it.form : 0;
}

int gongwen_line_level(const char *line) {
  static const uint8_t levels[GW_FORM_COUNT] = {
      [GW_FORM_PART] = 1,        [GW_FORM_CHAPTER] = 1, [GW_FORM_SECTION] = 2,
      [GW_FORM_ARTICLE] = 3,     [GW_FORM_HAN] = 1,     [GW_FORM_HAN_PAREN] = 2,
      [GW_FORM_DIGIT] = 3,       [GW_FORM_DECIMAL] = 4, [GW_FORM_DECIMAL_DEEP] = 5,
      [GW_FORM_DIGIT_PAREN] = 4, [GW_FORM_CIRCLED] = 5,
  };
  guess it = guess_for(line);
  if (!it.node || it.kind != GW_HEADING)
    return 0;
  unsigned deeper = it.form == GW_FORM_DECIMAL_DEEP && it.parts > 3 ? it.parts - 3 : 0;
  return (int)(levels[it.form] + deeper);
}

const char *gongwen_line_kind(const char *line) {
  guess it = guess_for(line);
  if (it.node)
    return it.kind == GW_HEADING ? "heading" : "item";
  switch (it.line_class) {
  case GW__LINE_BLANK:
    return "blank";
  case GW__LINE_SALUTE:
    return "salutation";
  case GW__LINE_ANNEX:
    return "annex";
  case GW__LINE_DATE:
    return "date";
  case GW__LINE_CONTENTS:
  case GW__LINE_CONTENTS_HEAD:
    return "contents";
  case GW__LINE_FENCE:
    return "fence";
  default:
    return "text";
  }
}
