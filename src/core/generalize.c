/*
 * generalize.c - a finished document becomes next year's template: its numbers become placeholders.
 *
 * Each line is gone through number by number. A number is a fact of its year only if what stands
 * before and behind it says so; in doubt it stays, for the writer sees a number that was left, but
 * not one that is gone.
 */
#include <string.h>

#include "core/document.h"
#include "core/edits.h"
#include "core/numeral.h"
#include "core/quotes.h"
#include "core/slotwords.h"

#define FIRST_YEAR 1900u
#define LAST_YEAR  2099u

/* A number as it is written: 12, 3.5, 1,200. */
typedef struct number {
  size_t start;
  size_t end;
  unsigned digits;
  unsigned value; /* 0 for a fraction, with a comma in it, and beyond 9999 */
  bool fraction;
} number;

typedef struct generalizer {
  gw_document *document;
  gw_edits *edits;
  unsigned own;  /* the document's year, 0 if it has none */
  unsigned year; /* what it becomes; 0: a placeholder */
  gw_span line;
  size_t index; /* of the line */
  gw__quotes quotes;
  bool failed;
} generalizer;

/* ---- numbers -----------------------------------------------------------------------------------
 */

static bool stands_at(const generalizer *self, size_t at, const char *character) {
  size_t size = strlen(character);
  return at < self->line.size && self->line.size - at >= size &&
         memcmp(self->line.data + at, character, size) == 0;
}

static bool is_figure(char c) {
  return c >= '0' && c <= '9';
}

/* The next number at or behind `at`; false if there is none. */
static bool next_number(gw_span line, size_t at, number *out) {
  const char *text = line.data;
  while (at < line.size && !is_figure(text[at]))
    at++;
  if (at == line.size)
    return false;
  *out = (number){.start = at};
  for (; at < line.size; at++) {
    if (is_figure(text[at])) {
      out->digits++;
      if (out->digits <= 4)
        out->value = out->value * 10 + (unsigned)(text[at] - '0');
      continue;
    }
    bool inside = at + 1 < line.size && is_figure(text[at + 1]);
    if (!inside || (text[at] != '.' && text[at] != ','))
      break;
    out->fraction = out->fraction || text[at] == '.';
  }
  out->end = at;
  if (out->digits > 4 || out->end - out->start != out->digits)
    out->value = 0;
  return true;
}

/* ---- what stands around a number ---------------------------------------------------------------
 */

/* – — ～ ~ 至 到 */
static bool is_range(uint32_t code) {
  return code == 0x2013 || code == 0x2014 || code == 0xFF5E || code == '~' || code == 0x81F3 ||
         code == 0x5230;
}

/*
 * Whether what stands right before a number makes it part of something else: letters (A4), marks of
 * models, addresses and formulas, 第3次, 〔2026〕, a Chinese numeral, and the start of a range
 * (3—5次): half a range is no fact.
 */
static bool is_bound(const generalizer *self, size_t at) {
  gw__char last = gw__char_before(self->line.data, at);
  char further = at > last.size ? self->line.data[at - last.size - 1] : ' ';
  if (gw__is_letter(last.code) || gw__han_digit(last.code) > 0)
    return true;
  if (is_range(last.code))
    return is_figure(further) || further == '%';
  switch (last.code) {
  case '.':
  case ',':
  case ':':
  case 0xFF1A: /* ： */
    return is_figure(further);
  case '-':
  case '_':
  case '/':
  case '\\':
  case '@':
  case '#':
  case '+':
  case '*':
  case '=':
  case '[':
  case 0xD7:   /* × */
  case 0x3014: /* 〔 */
  case 0x7B2C: /* 第 */
  case 0xFF0B: /* ＋ */
    return true;
  default:
    return false;
  }
}

/* Whether it is the start of a range: 5%—8%, 3至5次. */
static bool opens_range(const generalizer *self, size_t at) {
  if (stands_at(self, at, "%"))
    at++;
  gw__char mark = gw__char_at(self->line.data, self->line.size, at);
  at += mark.size;
  return is_range(mark.code) && at < self->line.size && is_figure(self->line.data[at]);
}

/* Measure words of gw__counts() that number, date or name things as well. */
static const gw__word no_counts[] = {
    GW__WORD("年"),   GW__WORD("月"), GW__WORD("日"), GW__WORD("时"), GW__WORD("分"),
    GW__WORD("秒"),   GW__WORD("旬"), GW__WORD("季"), GW__WORD("号"), GW__WORD("级"),
    GW__WORD("类"),   GW__WORD("代"), GW__WORD("届"), GW__WORD("款"), GW__WORD("章"),
    GW__WORD("节"),   GW__WORD("页"), GW__WORD("字"), GW__WORD("层"), GW__WORD("楼"),
    GW__WORD("点"),   GW__WORD("步"), GW__WORD("省"), GW__WORD("市"), GW__WORD("县"),
    GW__WORD("区"),   GW__WORD("镇"), GW__WORD("乡"), GW__WORD("村"), GW__WORD("街"),
    GW__WORD("校"),   GW__WORD("院"), GW__WORD("站"), GW__WORD("局"), GW__WORD("厅"),
    GW__WORD("室"),   GW__WORD("股"), GW__WORD("党"), GW__WORD("线"), GW__WORD("栋"),
    GW__WORD("单元"), GW__WORD("倍"), GW__WORDS_END};

/* Behind a measure word they tell that the number is a rule, no count: 35岁以下, 8小时制. */
static const gw__word rules[] = {GW__WORD("以上"), GW__WORD("以下"), GW__WORD("以内"),
                                 GW__WORD("及以"), GW__WORD("制"),   GW__WORDS_END};

/* What may stand between a number and its measure word: 300余人, 3.5万元, 20多个. */
static const gw__word between[] = {GW__WORD("余"), GW__WORD("多"), GW__WORD("万"), GW__WORD("亿"),
                                   GW__WORD("千"), GW__WORD("百"), GW__WORDS_END};

/* Whether the number counts something: 12名, 300余人次, 3.5万元, 96.8%, 3亿. */
static bool counts(const generalizer *self, const number *figure) {
  const char *text = self->line.data;
  size_t size = self->line.size;
  size_t at = figure->end;
  bool scaled = false;
  for (size_t word; (word = gw__word_at(text, size, at, between)) > 0; at += word)
    scaled = true;
  if (stands_at(self, at, "%") || stands_at(self, at, "％") || gw__latin_unit(text, size, at))
    return figure->value != 100; /* 100%: all of it, whatever the year */
  if (!gw__counts(text, size, at) || gw__word_at(text, size, at, no_counts))
    return scaled;
  at += gw__char_at(text, size, at).size; /* measure words have one character or two */
  return !gw__word_at(text, size, at, rules) &&
         !gw__word_at(text, size, at + gw__char_at(text, size, at).size, rules);
}

/* ---- edits -------------------------------------------------------------------------------------
 */

static void replace(generalizer *self, const number *figure, const char *text, size_t size) {
  self->failed = self->failed || !gw__edits_add(self->edits, (gw_point){self->index, figure->start},
                                                (gw_point){self->index, figure->end}, text, size);
}

static void blank(generalizer *self, const number *figure) {
  size_t width = figure->fraction ? 2 : figure->digits > 3 ? 3 : figure->digits;
  gw__char next = gw__char_at(self->line.data, self->line.size, figure->end);
  if (width == 1 && gw__is_letter(next.code)) /* Xkm would be a word */
    width = 2;
  replace(self, figure, "XXX", width);
}

/* The document's own year, or the last or next one to it. */
static bool is_near(const generalizer *self, unsigned year) {
  return self->own && year + 1 >= self->own && year <= self->own + 1;
}

static void write_year(generalizer *self, const number *figure) {
  if (!self->year) {
    replace(self, figure, figure->value < 2000 ? "19XX" : "20XX", 4);
    return;
  }
  char text[4];
  unsigned value = figure->value - self->own + self->year;
  for (size_t i = sizeof text; i-- > 0; value /= 10)
    text[i] = (char)('0' + value % 10);
  if (self->year != self->own)
    replace(self, figure, text, sizeof text);
}

/* ---- dates -------------------------------------------------------------------------------------
 */

static bool is_year(const number *figure) {
  return figure->digits == 4 && figure->value >= FIRST_YEAR && figure->value <= LAST_YEAR;
}

/* The number at `at`, of one or two digits and at most `most`, with `mark` behind it ("": none). */
static bool part_at(const generalizer *self, size_t at, unsigned most, const char *mark,
                    number *out) {
  return next_number(self->line, at, out) && out->start == at && out->digits <= 2 &&
         out->value > 0 && out->value <= most && stands_at(self, out->end, mark);
}

/* A date whose month starts at `at`: 6月30日, 6月; `end` is behind it. */
typedef struct date {
  number month;
  number day; /* of no digits: not there */
  size_t end;
} date;

static bool month_at(const generalizer *self, size_t at, date *out) {
  out->day.digits = 0;
  if (!part_at(self, at, 12, "月", &out->month))
    return false;
  out->end = out->month.end + 3;
  number day;
  if (part_at(self, out->end, 31, "日", &day)) {
    out->day = day;
    out->end = day.end + 3;
  }
  return true;
}

static void blank_date(generalizer *self, const date *when) {
  blank(self, &when->month);
  if (when->day.digits)
    blank(self, &when->day);
}

/* 2025年6月30日, 2025年6月, 2025年: in one piece, for 1921年7月 stays whole. */
static size_t take_year(generalizer *self, const number *year) {
  date when;
  size_t behind = year->end + 3;
  bool dated = month_at(self, behind, &when);
  if (is_near(self, year->value)) {
    write_year(self, year);
    if (dated)
      blank_date(self, &when);
  }
  return dated ? when.end : behind;
}

/* 2025-06-30, 2025/6/30, 2025.6.30: 0 if the number opens none. */
static size_t take_dotted(generalizer *self, const number *figure) {
  number year = {.start = figure->start, .end = figure->start + 4, .digits = 4};
  if (figure->end - figure->start < 4)
    return 0;
  for (size_t i = year.start; i < year.end; i++) {
    if (!is_figure(self->line.data[i]))
      return 0;
    year.value = year.value * 10 + (unsigned)(self->line.data[i] - '0');
  }
  char mark[2] = {year.end < self->line.size ? self->line.data[year.end] : ' ', '\0'};
  if (!is_year(&year) || !strchr("-/.", mark[0]))
    return 0;
  /* next_number() reads 6.30 as a fraction, so the parts are cut out by hand. */
  number parts[2];
  size_t at = year.end;
  for (size_t i = 0; i < 2; i++) {
    if (at >= self->line.size || self->line.data[at] != mark[0])
      return 0;
    size_t end = ++at;
    while (end < self->line.size && is_figure(self->line.data[end]))
      end++;
    gw_span digits = {self->line.data + at, end - at};
    if (!next_number(digits, 0, &parts[i]) || parts[i].digits > 2 || parts[i].value == 0 ||
        parts[i].value > (i ? 31u : 12u))
      return 0;
    parts[i].start += at;
    parts[i].end += at;
    at = end;
  }
  gw__char next = gw__char_at(self->line.data, self->line.size, at);
  if (next.code == (uint32_t)mark[0] || gw__is_letter(next.code))
    return 0;
  if (is_near(self, year.value)) {
    write_year(self, &year);
    replace(self, &parts[0], "XX", 2); /* one X between dots would be a model's */
    replace(self, &parts[1], "XX", 2);
  }
  return at;
}

/* ---- lines -------------------------------------------------------------------------------------
 */

/* Deals with a number; returns where to go on. */
static size_t take(generalizer *self, const number *figure) {
  date when;
  if (is_bound(self, figure->start) || gw__quotes_hold(&self->quotes, figure->start, figure->end))
    return figure->end;
  size_t dotted = take_dotted(self, figure);
  if (dotted)
    return dotted;
  if (is_year(figure) && stands_at(self, figure->end, "年"))
    return take_year(self, figure);
  if (month_at(self, figure->start, &when)) {
    blank_date(self, &when);
    return when.end;
  }
  if (!opens_range(self, figure->end) && counts(self, figure))
    blank(self, figure);
  return figure->end;
}

/* Goes through the bytes of a line from `at` on, but for [skip, skip_end). */
static void take_line(generalizer *self, size_t line, size_t skip, size_t skip_end) {
  self->index = line;
  self->line = gw_document_line(self->document, line);
  self->quotes = (gw__quotes){.line = self->line.data, .size = self->line.size, .titles = true};
  number figure;
  for (size_t at = 0; !self->failed && next_number(self->line, at, &figure);) {
    bool skipped = figure.start >= skip && figure.start < skip_end;
    at = skipped ? figure.end : take(self, &figure);
  }
}

/* Which bytes of a line are a heading, or an ordinal: they stay. */
static void heading_of(gw_document *self, size_t line, size_t *start, size_t *end) {
  gw_node node;
  *start = *end = 0;
  size_t index = gw_document_node_at(self, line);
  if (index == GW_NONE || !gw_document_node(self, index, &node) || node.kind == GW_TITLE ||
      line > node.title_last_line)
    return;
  *end = node.kind == GW_ITEM ? node.title : node.title_end;
  *start = node.column;
  if (line > node.line || node.title_last_line > line) {
    *start = line > node.line ? 0 : node.column;
    *end = gw_document_line(self, line).size;
  }
}

/* ---- the document's year -----------------------------------------------------------------------
 */

/* The first year written in [at, end) of a line; 0 if there is none. */
static unsigned year_in(const gw_document *self, size_t line, size_t at, size_t end) {
  gw_span text = gw_document_line(self, line);
  number figure;
  text.size = end < text.size ? end : text.size;
  for (; next_number(text, at, &figure); at = figure.end)
    if (is_year(&figure))
      return figure.value;
  return 0;
}

/* Whether some year is a placeholder already: then those that are written out are none of it. */
static bool has_open_year(gw_document *self) {
  gw_placeholder slot;
  for (gw_point from = {0, 0}; gw_document_next_placeholder(self, from, &slot);
       from = (gw_point){slot.line, slot.column + slot.size})
    if (slot.slot == GW_SLOT_YEAR)
      return true;
  return false;
}

/* The year that is named most often; of several the latest. */
static unsigned usual_year(gw_document *self) {
  size_t named[LAST_YEAR - FIRST_YEAR + 1] = {0};
  unsigned best = 0;
  size_t lines = gw_document_line_count(self);
  for (size_t line = 0; line < lines; line++) {
    gw_span text = gw_document_line(self, line);
    number figure;
    for (size_t at = 0; next_number(text, at, &figure); at = figure.end)
      if (is_year(&figure) && text.size - figure.end >= 3 &&
          memcmp(text.data + figure.end, "年", 3) == 0)
        named[figure.value - FIRST_YEAR]++;
  }
  for (unsigned i = 0; i < sizeof named / sizeof *named; i++)
    if (named[i] > 0 && (best == 0 || named[i] >= named[best - FIRST_YEAR]))
      best = FIRST_YEAR + i;
  return best;
}

static unsigned year_of(gw_document *self) {
  gw_node title;
  gw_passage when;
  unsigned year = 0;
  if (gw_document_node(self, 0, &title) && title.kind == GW_TITLE)
    for (size_t line = title.line; year == 0 && line <= title.title_last_line; line++)
      year = year_in(self, line, 0, SIZE_MAX);
  if (year == 0 && gw_document_parts(self, GW_PART_DATE, &when, 1) > 0)
    year = year_in(self, when.line, when.column, when.end);
  return year || has_open_year(self) ? year : usual_year(self);
}

bool gw_document_generalize(gw_document *self, unsigned year, gw_edits *edits) {
  size_t before = edits->count;
  generalizer state = {.document = self,
                       .edits = edits,
                       .own = year_of(self),
                       .year = year >= 1000 && year <= 9999 ? year : 0};
  size_t lines = gw_document_line_count(self);
  for (size_t line = 0; line < lines && !state.failed; line++) {
    if (gw_document_is_code(self, line))
      continue;
    size_t start;
    size_t end;
    heading_of(self, line, &start, &end);
    take_line(&state, line, start, end);
  }
  if (state.failed)
    gw__edits_truncate(edits, before);
  return !state.failed;
}
