#include "core/slots.h"

#include "core/chars.h"
#include "core/numeral.h"
#include "core/ordinal.h"
#include "core/slot.h"
#include "core/slotwords.h"
#include "core/trigger.h"

/* How far the guards look back (bytes): for the start of an address, for 1+N+X. */
#define LOOK_BACK 300
/* The longest list of single X (X、X、X). */
#define CHAIN_MAX 8u
/* The longest code span (bytes). */
#define CODE_MAX  2000

#define FULL_X   0xFF38u /* Ｘ */
#define ROMAN_X  0x2169u /* Ⅹ, what some input methods give for it */
#define TIMES    0xD7u   /* × */
#define FULL_BAR 0xFF3Fu /* ＿ */
#define RING     0x25CBu /* ○ */

/* ---- runs of X ---------------------------------------------------------------------------------
 */

bool gw__is_x(uint32_t code) {
  return code == 'X' || code == 'x' || code == FULL_X || code == ROMAN_X || code == TIMES;
}

/* The end of the run of characters equal to the one at `at`; *count is its length. */
static size_t run_end(const gw__trigger *p, size_t at, unsigned *count) {
  gw__char first = gw__char_at(p->line, p->size, at);
  *count = 0;
  for (;;) {
    gw__char c = gw__char_at(p->line, p->size, at);
    if (!c.size || c.code != first.code)
      return at;
    at += c.size;
    ++*count;
  }
}

/* Inside a URL or a mail address: a run of plain ASCII that holds :// or @. */
static bool in_address(const gw__trigger *p, size_t start, size_t end) {
  const char *line = p->line;
  size_t low = start > LOOK_BACK ? start - LOOK_BACK : 0;
  size_t first = start;
  while (first > low && line[first - 1] > ' ' && line[first - 1] < 0x7F && line[first - 1] != '"')
    first--;
  size_t high = p->size - end > LOOK_BACK ? end + LOOK_BACK : p->size;
  size_t last = end;
  while (last < high && line[last] > ' ' && line[last] < 0x7F && line[last] != '"')
    last++;
  for (size_t i = first; i < start; i++) {
    if (line[i] == '@' ||
        (line[i] == ':' && last - i > 2 && line[i + 1] == '/' && line[i + 2] == '/') ||
        (last - i > 4 && memcmp(line + i, "www.", 4) == 0))
      return true;
  }
  for (size_t i = end; i < last; i++) {
    if (line[i] == '@')
      return true;
  }
  return false;
}

/* ---- 20XX --------------------------------------------------------------------------------------
 */

/* Whether a model stands before a number: GX-200X. */
static bool part_number(const gw__trigger *p, size_t at) {
  const char *line = p->line;
  if (at == 0 || line[--at] != '-')
    return false;
  while (at > 0 && (line[at - 1] == 'X' || line[at - 1] == 'x'))
    at--;
  return gw__is_letter(gw__code_before(p, at));
}

/* The digits of a year before a run of `count` blanks: where they start, or `at` if there are none.
 */
static size_t year_start(const gw__trigger *p, size_t at, unsigned count, size_t end) {
  const char *line = p->line;
  size_t digits = 0;
  while (digits < 4 && digits < at && line[at - digits - 1] >= '0' && line[at - digits - 1] <= '9')
    digits++;
  if (digits < 2 || digits > 3)
    return at;
  size_t start = at - digits;
  bool century = memcmp(line + start, "20", 2) == 0 || memcmp(line + start, "19", 2) == 0;
  uint32_t c = gw__code_at(p, end);
  bool year = digits == 2 && c == 0x5E74 && (count <= 2 || line[at] == '_'); /* 20X年, 20____年 */
  bool whole = digits + count == 4 || year;
  if (!century || !whole || gw__is_alnum(c) || gw__is_letter(gw__code_before(p, start)) ||
      part_number(p, start))
    return at;
  return start;
}

/* ---- XX ----------------------------------------------------------------------------------------
 */

static bool is_plus(uint32_t code) {
  return code == '+' || code == 0xFF0B;
}

/* Whether a mark binds a run to what stands beyond it: EXX-A, a/XX, XX.html, XX=1; but not the
 * parts of a date or a number to each other: 2026-XX-XX, XX/100, 1.XX市. */
static bool joins(uint32_t code, uint32_t beyond) {
  if (gw__is_x(beyond))
    return false;
  if (code == '-' || code == '/' || code == '.')
    return gw__is_letter(beyond);
  return (code == '_' || code == '&' || code == '=' || code == '@') && gw__is_alnum(beyond);
}

/*
 * Whether what stands at `at` (before or behind a run of `count`) binds it to letters or digits.
 * Four and more behind digits are hidden digits themselves: 138XXXXXXXX.
 */
static bool bound_before(const gw__trigger *p, size_t at, unsigned count) {
  gw__char c = gw__char_before(p->line, at);
  if (gw__is_alnum(c.code))
    return gw__is_letter(c.code) || count < 4;
  uint32_t beyond = gw__code_before(p, at - c.size);
  if (is_plus(c.code))
    return gw__is_alnum(beyond) && (count < 2 || !gw__is_x(beyond));
  if (c.code == '\\')
    return true;
  return joins(c.code, beyond);
}

static bool bound_behind(const gw__trigger *p, size_t at, unsigned count) {
  gw__char c = gw__char_at(p->line, p->size, at);
  if (gw__is_alnum(c.code))
    return !(count >= 2 && p->line[p->at] != 'x' && gw__latin_unit(p->line, p->size, at));
  uint32_t beyond = gw__code_at(p, at + c.size);
  if (is_plus(c.code)) /* XX+XX names two blanks, X+X and 1+X a model */
    return gw__is_alnum(beyond) && (count < 2 || !gw__is_x(beyond));
  if (c.code == '\\')
    return true;
  return joins(c.code, beyond);
}

/* 1+N+X工作法: 1个专班、N个工作队、X个项目 spells it out. */
static bool after_formula(const gw__trigger *p) {
  size_t low = p->at > LOOK_BACK ? p->at - LOOK_BACK : 0;
  for (size_t i = p->at; i-- > low;) {
    if (p->line[i] != 'X' || i == 0)
      continue;
    if (is_plus(gw__code_before(p, i)))
      return true;
  }
  return false;
}

/* ＝人均面积×人口×标准: behind an equals sign in the same sentence × multiplies. */
static bool in_formula(const gw__trigger *p) {
  size_t low = p->at > LOOK_BACK ? p->at - LOOK_BACK : 0;
  for (size_t i = p->at; i > low;) {
    gw__char c = gw__char_before(p->line, i);
    if (c.code == '=' || c.code == 0xFF1D)
      return true;
    if (gw__is_stop(c.code) || gw__is_semicolon(c.code) || c.code == 0xFF0C)
      return false;
    i -= c.size;
  }
  return false;
}

/* What x begins that is no blank, in the middle of a sentence: x轴, x射线, x光, x值. */
static const gw__word letter_words[] = {
    GW__WORD("轴"), GW__WORD("光"),   GW__WORD("射"),   GW__WORD("线"), GW__WORD("型"),
    GW__WORD("形"), GW__WORD("坐标"), GW__WORD("方向"), GW__WORD("值"), GW__WORD("染色"),
    GW__WORD("的"), GW__WORD("是"),   GW__WORD("和"),   GW__WORD("与"), GW__WORDS_END};

static bool is_range(uint32_t code) {
  return code == '-' || code == 0x2014 || code == 0x2013 || code == '~' || code == 0xFF5E ||
         code == 0x81F3 || code == 0x5230; /* — – ～ 至 到 */
}

/* A single X counts or names something: X名, 第X党支部, X至X月. */
static bool single_fits(const gw__trigger *p, uint32_t code, size_t end) {
  if ((code == 'X' && after_formula(p)) || (code == TIMES && in_formula(p)))
    return false;
  gw__char next = gw__char_at(p->line, p->size, end);
  if (code != TIMES && gw__code_before(p, p->at) == 0x7B2C && gw__is_han(next.code)) /* 第 */
    return true;
  for (unsigned links = 0; links < CHAIN_MAX; links++) { /* X—X日, X、X、X支部 */
    if (gw__counts(p->line, p->size, end))
      return true;
    next = gw__char_at(p->line, p->size, end);
    end += next.size;
    if ((!is_range(next.code) && next.code != 0x3001) || !gw__is_x(gw__code_at(p, end)))
      return false;
    unsigned count;
    end = run_end(p, end, &count);
  }
  return false;
}

/* A small x between Chinese characters is nothing else: 参观x纪念馆. */
static bool small_fits(const gw__trigger *p, uint32_t code, size_t end) {
  return code == 'x' && gw__is_han(gw__code_before(p, p->at)) && gw__is_han(gw__code_at(p, end)) &&
         !gw__word_at(p->line, p->size, end, letter_words);
}

/* X政办发〔20XX〕X号: what stands for the place in a document's number. */
#define NUMBER_WORD 8u
static bool opens_number(const gw__trigger *p, size_t at) {
  if (gw__is_han(gw__code_before(p, p->at)))
    return false;
  for (unsigned chars = 0; chars <= NUMBER_WORD; chars++) {
    gw__char c = gw__char_at(p->line, p->size, at);
    if (!gw__is_han(c.code))
      return chars > 0 && c.code == 0x3014; /* 〔 */
    at += c.size;
  }
  return false;
}

static bool match_x(gw__trigger *p, gw__char c) {
  unsigned count;
  size_t end = run_end(p, p->at, &count);
  p->next = end;
  size_t year = year_start(p, p->at, count, end);
  if (year < p->at)
    return gw__found(p, year, end, GW_SLOT_YEAR, false);
  bool dotted = false;
  bool date =
      gw__code_before(p, p->at) == '.' && gw__is_x(gw__code_before(p, p->at - 1)); /* 20XX.XX.XX */
  while (!date) {                                                                  /* X.X */
    gw__char point = gw__char_at(p->line, p->size, end);
    if ((point.code != '.' && point.code != 0xFF0E) || gw__code_at(p, end + point.size) != c.code)
      break;
    unsigned more;
    end = run_end(p, end + point.size, &more);
    dotted = true;
  }
  if (bound_before(p, p->at, count) || bound_behind(p, end, count))
    return false;
  uint32_t last = gw__code_before(p, p->at);
  if (last > ' ' && last < 0x7F && in_address(p, p->at, end))
    return false;
  if (count == 1 && !dotted && !single_fits(p, c.code, end) && !small_fits(p, c.code, end) &&
      !opens_number(p, end))
    return false;
  return gw__found(p, p->at, end, GW_SLOT_X, false);
}

/* ---- ____ and ** -------------------------------------------------------------------------------
 */

static bool match_bar(gw__trigger *p) {
  unsigned count;
  size_t end = run_end(p, p->at, &count);
  p->next = end;
  size_t year = year_start(p, p->at, count, end);
  if (year < p->at)
    return gw__found(p, year, end, GW_SLOT_YEAR, false);
  if (count < 2 || gw__is_letter(gw__code_before(p, p->at)) || gw__is_letter(gw__code_at(p, end)) ||
      in_address(p, p->at, end))
    return false;
  return gw__found(p, p->at, end, GW_SLOT_BLANK, false);
}

/* The next (or last) run of two stars or more, at most LOOK_BACK bytes away; SIZE_MAX if none. */
static size_t stars_behind(const gw__trigger *p, size_t at) {
  size_t high = p->size - at > LOOK_BACK ? at + LOOK_BACK : p->size;
  for (; at + 1 < high; at++) {
    if (p->line[at] == '*' && p->line[at + 1] == '*')
      return at;
  }
  return SIZE_MAX;
}

static size_t stars_before(const gw__trigger *p, size_t at) {
  size_t low = at > LOOK_BACK ? at - LOOK_BACK : 0;
  for (; at >= low + 2; at--) {
    if (p->line[at - 1] == '*' && p->line[at - 2] == '*')
      return at;
  }
  return SIZE_MAX;
}

/* A single star stands for a number of a date: 20**年*月*日. */
static bool match_star(gw__trigger *p, size_t end) {
  uint32_t last = gw__code_before(p, p->at);
  uint32_t next = gw__code_at(p, end);
  if (next == 0x65E5) /* 日 */
    return last == 0x6708 && gw__found(p, p->at, end, GW_SLOT_BLANK, false);
  if (next != 0x6708) /* 月 */
    return false;
  bool day = gw__code_at(p, end + 3) == '*';
  return (last == 0x5E74 || day) && gw__found(p, p->at, end, GW_SLOT_BLANK, false);
}

/* Stars are a blank if a noun follows (**县), and no other stars near make them Markdown's bold. */
static bool match_stars(gw__trigger *p) {
  unsigned count;
  size_t end = run_end(p, p->at, &count);
  p->next = end;
  size_t year = year_start(p, p->at, count, end);
  if (year < p->at)
    return gw__found(p, year, end, GW_SLOT_YEAR, false);
  if (count == 1)
    return match_star(p, end);
  if (count > 4 || gw__is_alnum(gw__code_before(p, p->at)) || gw__is_alnum(gw__code_at(p, end)))
    return false;
  bool noun = gw__blank_noun(p->line, p->size, end);
  size_t next = stars_behind(p, end);
  size_t last = stars_before(p, p->at);
  if (next == SIZE_MAX && last == SIZE_MAX) {
    gw__char last_char = gw__char_before(p->line, p->at);
    bool opens = gw__is_comma(last_char.code) && gw__is_han(gw__code_at(p, end)); /* ，****的 */
    if (!noun && !opens && !gw__is_han(last_char.code))
      return false;
  } else {
    if (!noun || (last != SIZE_MAX && !gw__blank_noun(p->line, p->size, last)))
      return false;
    unsigned more;
    if (next != SIZE_MAX && !gw__blank_noun(p->line, p->size, run_end(p, next, &more)))
      return false;
  }
  return gw__found(p, p->at, end, GW_SLOT_BLANK, false);
}

/* ---- ○○ ---------------------------------------------------------------------------------------
 */

/* ○○局; one ○ is a bullet, and in 二○○六年 it is a zero. */
static bool match_ring(gw__trigger *p) {
  unsigned count;
  size_t end = run_end(p, p->at, &count);
  p->next = end;
  uint32_t before = gw__code_before(p, p->at);
  uint32_t behind = gw__code_at(p, end);
  if (count < 2 || gw__han_digit(before) >= 0 || gw__han_digit(behind) >= 0 || before == 0x25CF ||
      before == 0x2605 || behind == 0x25CF || behind == 0x2605) /* ●○ ★○ rate something */
    return false;
  return gw__found(p, p->at, end, GW_SLOT_X, false);
}

/* ---- 某 ----------------------------------------------------------------------------------------
 */

/* Whether a blank ends at `at`: 某省某市, but not 在某省某市. */
static bool after_some(const gw__trigger *p, size_t at) {
  while (gw__is_han(gw__code_before(p, at))) {
    size_t start = at >= 6 ? at - 6 : at; /* 某 and a noun of one to three characters */
    while (start > 0 && at - start <= 12 &&
           !(gw__code_at(p, start) == 0x67D0 &&
             start + 3 + gw__some_noun(p->line, p->size, start + 3) == at))
      start = start >= 3 ? start - 3 : 0;
    if (gw__code_at(p, start) != 0x67D0 ||
        start + 3 + gw__some_noun(p->line, p->size, start + 3) != at)
      return false;
    at = start;
  }
  return true;
}

static bool match_some(gw__trigger *p) {
  unsigned count;
  size_t end = run_end(p, p->at, &count);
  p->next = end;
  size_t noun = gw__some_noun(p->line, p->size, end);
  if (count >= 2) /* 张某某 has his reasons to have no name; 张某某市 is a blank */
    return (noun || !gw__surname_before(p->line, p->at)) &&
           gw__found(p, p->at, end, GW_SLOT_SOME, false);
  if (!after_some(p, p->at)) /* 在某市: a sentence about one, not a blank */
    return false;
  return noun && gw__found(p, p->at, end + noun, GW_SLOT_SOME, false);
}

/* ---- the scanner -------------------------------------------------------------------------------
 */

/* Behind the code span that opens here; behind the backticks if it does not close. */
static size_t skip_code(const gw__trigger *p) {
  unsigned count;
  size_t end = run_end(p, p->at, &count);
  size_t high = p->size - end > CODE_MAX ? end + CODE_MAX : p->size;
  for (size_t at = end; at < high;) {
    const char *tick = memchr(p->line + at, '`', high - at);
    if (!tick)
      break;
    unsigned length;
    at = run_end(p, (size_t)(tick - p->line), &length);
    if (length == count)
      return at;
  }
  return end;
}

static bool match(gw__trigger *p) {
  gw__char c = gw__char_at(p->line, p->size, p->at);
  p->next = p->at + c.size;
  switch (c.code) {
  case 'X':
  case 'x':
  case FULL_X:
  case ROMAN_X:
  case TIMES:
    return match_x(p, c);
  case '_':
  case FULL_BAR:
    return match_bar(p);
  case '*':
    return match_stars(p);
  case RING:
    return match_ring(p);
  case 0x3010: /* 【 */
    return gw__match_lenticular(p);
  case '[':
    return gw__match_square(p);
  case '{':
    return gw__match_braces(p);
  case '(':
  case 0xFF08: /* （ */
    return gw__match_note(p, c);
  case 0x67D0: /* 某 */
    return match_some(p);
  case '`':
    p->next = skip_code(p);
    return false;
  default:
    return false;
  }
}

bool gw__next_slot(const char *line, size_t size, size_t *from, gw__slot *out) {
  if (size && line[size - 1] == '\r')
    size--;
  gw__trigger p = {.line = line, .size = size, .at = *from < size ? *from : size, .out = out};
  while ((p.at = gw__next_trigger(line, size, p.at)) < size) {
    if (match(&p)) {
      *from = p.next;
      return true;
    }
    p.at = p.next;
  }
  *from = size;
  return false;
}

bool gw__labels_are_slots(size_t slots, size_t labels) {
  return slots >= 5 || slots > labels;
}

bool gw__slot_field(const char *line, size_t size, const gw__slot *slot, size_t *start,
                    size_t *end) {
  size_t from = slot->column;
  size_t to = from + slot->size;
  switch (slot->slot) {
  case GW_SLOT_X: {
    size_t noun = gw__named_at(line, size, to);
    gw__char c = gw__char_at(line, to, from);
    if (!noun || slot->size == c.size) /* a single X counts */
      return false;
    if (noun == 3 && gw__is_han(gw__char_before(line, from).code) && gw__counts_too(line + to))
      return false; /* 清理杂物XX处: how many, not which */
    *start = from;
    *end = to + noun;
    return true;
  }
  case GW_SLOT_YEAR:
    *start = from;
    *end = to;
    return true;
  case GW_SLOT_BRACKET: {
    size_t edge = (unsigned char)line[from] == 0xE3 ? 3u : line[from + 1] == '{' ? 2u : 1u;
    *start = gw__skip_blanks(line, to - edge, from + edge);
    *end = gw__trim_blanks(line, *start, to - edge);
    if (*end <= *start)
      return false;
    if (gw__is_x(
            gw__char_at(line, *end, *start).code)) { /* 【XX局】 is replaced whole, XX局 is not */
      *start = from;
      *end = to;
    }
    return true;
  }
  default:
    return false;
  }
}
