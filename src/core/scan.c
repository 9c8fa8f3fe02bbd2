#include "core/scan.h"

#include "core/chars.h"
#include "core/lineclass.h"
#include "core/ordinal.h"
#include "core/series.h"

/* A title alone in its line has at most so many characters. */
#define TITLE_MAX 50
/* 指导思想：以……: the words before the colon are a title if they are no more than this. */
#define LABEL_MAX 12u

/* ---- what stands before the text --------------------------------------------------------------
 */

typedef struct prefix {
  size_t at;     /* the first byte of the text */
  uint8_t flags; /* GW__MARKDOWN, GW__HASH */
  bool bold;     /* a ** was opened */
} prefix;

/* Skips blanks, then Markdown's #, list mark and **. */
static prefix skip_prefix(const char *line, size_t end) {
  prefix p = {gw__skip_blanks(line, end, 0), 0, false};
  size_t at = p.at;
  if (at < end && line[at] == '#') {
    while (at < end && at - p.at < 6 && line[at] == '#')
      at++;
    p.flags = GW__MARKDOWN | GW__HASH;
    p.at = at = gw__skip_blanks(line, end, at);
  }
  if (end - at >= 2 && (line[at] == '-' || line[at] == '+' || line[at] == '*') &&
      (line[at + 1] == ' ' || line[at + 1] == '\t')) {
    p.flags |= GW__MARKDOWN;
    p.at = at = gw__skip_blanks(line, end, at + 2);
  }
  for (size_t bullet; (bullet = gw__bullet_at(line, end, at)) > 0;) {
    p.flags |= GW__MARKDOWN;
    p.at = at = gw__skip_blanks(line, end, at + bullet);
  }
  if (end - at >= 2 && line[at] == '*' && line[at + 1] == '*') {
    while (at < end && line[at] == '*')
      at++;
    p.flags |= GW__MARKDOWN;
    p.bold = true;
    p.at = gw__skip_blanks(line, end, at);
  }
  return p;
}

/* ---- the title --------------------------------------------------------------------------------
 */

#define NOWHERE SIZE_MAX

/* Where the text behind an ordinal has its marks, outside quotations and brackets. */
typedef struct marks {
  size_t stop;      /* the first 。！？ */
  size_t semicolon; /* the first ； before it */
  size_t label;     /* the first ： within LABEL_MAX characters, before `stop` */
  size_t bold;      /* the ** that closes the one opened before the title */
  unsigned chars;   /* characters before `stop` or the end */
  unsigned bold_chars;
  bool provision; /* there is a word of a provision before `stop`: 应当, 不得 */
} marks;

static bool at_stars(const char *line, size_t end, size_t at) {
  return end - at >= 2 && line[at] == '*' && line[at + 1] == '*';
}

static unsigned count_chars(const char *line, size_t at, size_t end) {
  unsigned count = 0;
  for (; at < end; at++)
    count += ((unsigned char)line[at] & 0xC0) != 0x80;
  return count;
}

/* Words of a provision: a character as its three bytes, and what follows: 应当 不得 可以 有权 依照
 * ，由 为： */
#define PROVISIONS(word)                                                                           \
  word(0xE5BA94, "当") word(0xE4B88D, "得") word(0xE58FAF, "以") word(0xE69C89, "权")              \
      word(0xE4BE9D, "照") word(0xEFBC8C, "由") word(0xE4B8BA, "：")

/* Whether one may begin with these three bytes: characters are told apart by six bits of theirs,
 * which takes no guess where a comparison will lead. */
static bool may_provide(uint32_t bytes) {
#define SIX_BITS(bytes)  (((bytes) >> 8 ^ (bytes)) & 63)
#define BIT(bytes, rest) | UINT64_C(1) << SIX_BITS(bytes)
  const uint64_t some = 0 PROVISIONS(BIT);
  return some >> SIX_BITS(bytes) & 1;
#undef SIX_BITS
#undef BIT
}

/* Whether one stands at `at`, where these three bytes are. */
static bool at_provision(const char *line, size_t end, size_t at, uint32_t bytes) {
#define CASE(bytes, rest)                                                                          \
  case bytes:                                                                                      \
    return end - at >= 6 && memcmp(line + at + 3, rest, 3) == 0;
  switch (bytes) {
    PROVISIONS(CASE)
  default:
    return false;
  }
#undef CASE
}

static marks find_marks(const char *line, size_t at, size_t end, bool bold) {
  marks m = {NOWHERE, NOWHERE, NOWHERE, NOWHERE, 0, 0, false};
  while (at < end) {
    uint32_t bytes = gw__three_bytes(line, end, at);
    if (bytes) {
      if (may_provide(bytes) && at_provision(line, end, at, bytes))
        m.provision = true;
      if (bytes >= 0xE48080 && bytes < 0xEA8080) { /* Chinese characters mark nothing */
        m.chars++;
        at += 3;
        continue;
      }
    } else if (at_stars(line, end, at)) {
      if (bold && m.bold == NOWHERE) {
        m.bold = at;
        m.bold_chars = m.chars;
      }
      while (at < end && line[at] == '*')
        at++;
      continue;
    }
    gw__char c = gw__char_at(line, end, at);
    if (gw__closer(c.code)) {
      size_t behind = gw__enclosed_end(line, end, at);
      if (behind) {
        m.chars += count_chars(line, at, behind);
        at = behind;
        continue;
      }
    } else if (gw__is_stop(c.code)) {
      m.stop = at;
      break;
    } else if (gw__is_semicolon(c.code) && m.semicolon == NOWHERE) {
      m.semicolon = at;
    } else if (gw__is_colon(c.code) && m.label == NOWHERE && m.chars <= LABEL_MAX) {
      m.label = at;
    }
    m.chars++;
    at += c.size;
  }
  return m;
}

/* Behind a stop: further marks, closing quotes and stars belong to the same end. */
static size_t skip_end_marks(const char *line, size_t end, size_t at) {
  while (at < end) {
    gw__char c = gw__char_at(line, end, at);
    if (!gw__is_stop(c.code) && !gw__is_semicolon(c.code) && !gw__is_comma(c.code) &&
        !gw__is_blank(c.code) && c.code != '*' && c.code != 0x201D && c.code != 0x2019 &&
        c.code != 0xFF09)
      break;
    at += c.size;
  }
  return at;
}

static size_t trim_stars(const char *line, size_t at, size_t end) {
  while (end > at && line[end - 1] == '*')
    end--;
  return gw__trim_blanks(line, at, end);
}

static void set_shape(gw__scan *out, unsigned shape, size_t title_end, unsigned chars) {
  out->shape = (uint8_t)shape;
  out->title_end = (uint32_t)title_end;
  out->sentence = (uint8_t)(chars < UINT8_MAX ? chars : UINT8_MAX);
}

/* Sets shape, title_end, clause_end and sentence of a line whose title starts at `at`. */
static void read_title(const char *line, size_t at, size_t end, bool bold, gw__scan *out) {
  out->title = (uint32_t)at;
  end = trim_stars(line, at, end);
  if (at >= end) {
    out->clause_end = (uint32_t)at;
    set_shape(out, GW_SHAPE_EMPTY, at, 0);
    return;
  }
  marks m = find_marks(line, at, end, bold);
  size_t clause = m.semicolon < m.stop ? m.semicolon : m.stop;
  out->clause_end = (uint32_t)(clause == NOWHERE ? end : clause);

  gw__char last = gw__char_before(line, end);
  bool listed = gw__is_semicolon(last.code);
  bool unfinished = gw__is_comma(last.code) || last.code == 0x3001;
  if (listed)
    out->flags |= GW__LISTED;

  if (m.bold < m.stop) { /* the stars end the title: **（一）加强领导** 要…… */
    set_shape(out, GW_SHAPE_RUN_IN, trim_stars(line, at, m.bold), m.bold_chars);
  } else if (m.stop != NOWHERE && skip_end_marks(line, end, m.stop) < end) {
    set_shape(out, GW_SHAPE_RUN_IN, m.stop, m.chars);
  } else if (m.stop != NOWHERE) {
    /* A question or an exclamation keeps its mark. */
    bool period = gw__char_at(line, end, m.stop).code == 0x3002;
    set_shape(out, period ? GW_SHAPE_STOPPED : GW_SHAPE_ALONE, period ? m.stop : end, m.chars);
  } else if (listed || unfinished) {
    set_shape(out, GW_SHAPE_CLAUSE, end, m.chars);
  } else if (gw__is_colon(last.code)) {
    set_shape(out, GW_SHAPE_LEAD, end, m.chars);
  } else {
    set_shape(out, m.chars <= TITLE_MAX ? GW_SHAPE_ALONE : GW_SHAPE_CLAUSE, end, m.chars);
  }
  if (m.provision)
    out->flags |= GW__PROVISION;
  if (m.label != NOWHERE && m.label > at && m.stop != NOWHERE &&
      gw__skip_blanks(line, end, m.label + 3) < m.stop)
    out->label = (uint8_t)(m.label - at);
}

/* ---- the line ---------------------------------------------------------------------------------
 */

static bool scan_ordinal(const char *line, const prefix *p, size_t end, gw__scan *out) {
  gw__ordinal ordinal;
  if (!gw__ordinal_at(line, end, p->at, &ordinal))
    return false;
  if (ordinal.token == GW__TOKEN_BARE && ordinal.form == GW_FORM_HAN && ordinal.end == end &&
      !(p->flags & GW__HASH)) /* a numeral alone is an ordinal only if the writer says so */
    return false;
  if (gw__series_fills(line, end, p->at, &ordinal))
    return false; /* 一要…；二要…。 in one line is inline throughout */
  out->form = ordinal.form;
  out->token = ordinal.token;
  out->flags = ordinal.flags | p->flags;
  out->parts = ordinal.parts;
  memcpy(out->ordinal, ordinal.number, sizeof out->ordinal);
  out->column = (uint32_t)p->at;

  size_t title = gw__skip_blanks(line, end, ordinal.end);
  bool bold = p->bold;
  if (at_stars(line, end, title)) { /* **一、**总则 closes, 一、**总则** opens */
    while (title < end && line[title] == '*')
      title++;
    title = gw__skip_blanks(line, end, title);
    bold = !bold;
  }
  read_title(line, title, end, bold, out);
  bool open = !(p->flags & GW__HASH) && gw__is_open(line, end);
  out->line_class = open ? GW__LINE_ORDINAL_OPEN : GW__LINE_ORDINAL;
  return true;
}

/*
 * Whether a line is plain prose, as most are: perhaps two U+3000, a Chinese character that opens
 * neither an ordinal nor 附件, and 。 at the end. Only a short way to what is found below.
 */
static bool is_prose(const char *line, size_t size) {
  static const char indent[] = "\xE3\x80\x80\xE3\x80\x80";
  size_t at = size > 9 && memcmp(line, indent, 6) == 0 ? 6 : 0;
  uint32_t first = gw__three_bytes(line, size, at);
  if (first < 0xE4B880 || first > 0xE9BFBF || gw__three_bytes(line, size, size - 3) != 0xE38082)
    return false;
  uint32_t code = gw__code_of(first);
  return !gw__opens_ordinal(code) && code != 0x9644;
}

void gw__scan_line(const char *line, size_t size, gw__scan *out) {
  memset(out, 0, sizeof *out);
  if (is_prose(line, size)) {
    out->line_class = GW__LINE_TEXT;
    return;
  }
  size_t end = gw__line_end(line, size);
  prefix p = skip_prefix(line, end);
  if (p.at >= end) {
    out->line_class = end ? GW__LINE_TEXT : GW__LINE_BLANK;
    return;
  }
  gw__char first = gw__char_at(line, end, p.at);
  if ((first.code == '`' || first.code == '~') && end - p.at >= 3 && line[p.at + 1] == line[p.at] &&
      line[p.at + 2] == line[p.at]) {
    out->line_class = GW__LINE_FENCE;
    out->token = (uint8_t)first.code;
    return;
  }
  if (first.code == 0x9644) { /* 附 */
    int list;
    if (gw__is_annex(line, p.at, end, &list)) {
      out->line_class = GW__LINE_ANNEX;
      out->column = (uint32_t)p.at;
      out->parts = list >= 0;
      out->ordinal[0] = (uint16_t)(list > 0 ? list : 0);
      return;
    }
  }
  if (first.code == 0xFF08 && end - p.at == 3) {
    out->line_class = GW__LINE_BRACKET;
    return;
  }
  if (gw__opens_ordinal(first.code) && scan_ordinal(line, &p, end, out)) {
    if (gw__is_contents(line, p.at, end)) {
      memset(out, 0, sizeof *out);
      out->line_class = GW__LINE_CONTENTS;
    }
    return;
  }
  out->line_class = gw__text_class(line, p.at, end);
  if (out->line_class == GW__LINE_OPEN && p.flags & GW__HASH)
    out->line_class = GW__LINE_TEXT; /* a heading does not go on in the next line */
}
