/*
 * brackets.c - placeholders in brackets: 【单位名称】, [事由], {年份} {{org}}, （待补充）.
 */
#include "core/slot.h"

#include "core/chars.h"
#include "core/numeral.h"
#include "core/ordinal.h"
#include "core/slotwords.h"

/* The longest text between brackets (bytes). */
#define BRACKET_MAX 120
/* How far back an open comment is looked for (bytes). */
#define COMMENT_MAX 120

/* Where the text of the line starts: behind blanks and Markdown's marks. */
static size_t text_start(const gw__trigger *p) {
  size_t at = gw__skip_blanks(p->line, p->size, 0);
  while (at < p->at && (p->line[at] == '#' || p->line[at] == '-' || p->line[at] == '*' ||
                        p->line[at] == '>' || p->line[at] == ' '))
    at++;
  return gw__skip_blanks(p->line, p->size, at);
}

typedef enum stand {
  STANDS_IN_TEXT,
  STANDS_FIRST,
  STANDS_AS_LABEL
} stand;

/* How a bracket from p->at to `end` stands in its line. */
static stand stands(const gw__trigger *p, size_t end) {
  size_t start = text_start(p);
  size_t rest = gw__trim_blanks(p->line, end, p->size);
  while (rest > end && p->line[rest - 1] == '*')
    rest--;
  if (start == p->at) {
    if (rest != end)
      return STANDS_FIRST;
    bool bullet = start >= 2 && p->line[start - 1] == ' ' &&
                  (p->line[start - 2] == '-' || p->line[start - 2] == '*');
    return bullet ? STANDS_IN_TEXT : STANDS_AS_LABEL; /* a label heads a text */
  }
  gw__ordinal ordinal;
  if (start < p->at && gw__ordinal_at(p->line, p->size, start, &ordinal) &&
      gw__skip_blanks(p->line, p->size, ordinal.end) == p->at)
    return STANDS_AS_LABEL;
  /* ……。【方法】…… opens a part of the text. */
  uint32_t last = gw__code_before(p, p->at);
  return gw__is_stop(last) || last == 0x3011 ? STANDS_AS_LABEL : STANDS_IN_TEXT;
}

/* The byte where the bracket's text ends: at the next `close`, before any `open`; SIZE_MAX if none.
 */
static size_t inner_end(const gw__trigger *p, size_t at, uint32_t open, uint32_t close) {
  size_t high = p->size - at > BRACKET_MAX ? at + BRACKET_MAX : p->size;
  while (at < high) {
    gw__char c = gw__char_at(p->line, p->size, at);
    if (c.code == close)
      return at;
    if (c.code == open)
      return SIZE_MAX;
    at += c.size;
  }
  return SIZE_MAX;
}

/* Whether the text between brackets asks to be filled in, there where they stand. */
static bool asks(const gw__trigger *p, size_t inner, size_t close, stand how) {
  if (gw__skip_blanks(p->line, close, inner) == close || gw__orders(p->line, inner, close) ||
      gw__code_before(p, close) == 0x3002) /* 【写明责任单位和时限。】 */
    return true;
  return how != STANDS_AS_LABEL && gw__asks(p->line, inner, close);
}

/* What one does with a button or an entry of a menu; the second ones are said of other things too:
 * 进入【所处阶段】. */
static const gw__word clicks[] = {GW__WORD("点击"), GW__WORD("单击"), GW__WORD("双击"),
                                  GW__WORD("点选"), GW__WORD("勾选"), GW__WORD("按下"),
                                  GW__WORDS_END};
static const gw__word steps[] = {GW__WORD("选择"), GW__WORD("进入"), GW__WORDS_END};

static bool is_arrow(uint32_t code) {
  return code == '-' || code == '>' || code == 0x2014 || code == 0x2192 || code == 0x2013;
}

/* 选择【提交】, not far behind 点击. */
static bool is_step(const gw__trigger *p) {
  size_t low = p->at > BRACKET_MAX ? p->at - BRACKET_MAX : 0;
  return gw__word_ends(p->line, 0, p->at, steps) && gw__word_in(p->line, low, p->at, clicks);
}

/* 点击【社保】-【参保信息】: the names of buttons. */
static bool is_button(const gw__trigger *p, size_t end) {
  gw__char before = gw__char_before(p->line, p->at);
  gw__char behind = gw__char_at(p->line, p->size, end);
  return gw__word_ends(p->line, 0, p->at, clicks) || is_step(p) ||
         (is_arrow(before.code) && gw__code_before(p, p->at - before.size) == 0x3011) ||
         (is_arrow(behind.code) && gw__code_at(p, end + behind.size) == 0x3010);
}

/* How far behind a bracket its like is looked for (bytes). */
#define LIKE_MAX 240

/*
 * 【年】年【月】月, 【主持人】宣布【会议名称】开始: the line goes on with a bracket in its text, so
 * the first one is no label either.
 */
static bool has_like(const gw__trigger *p, size_t end) {
  size_t high = p->size - end > LIKE_MAX ? end + LIKE_MAX : p->size;
  for (size_t at = end; (at = gw__find_char(p->line, high, at, "【")) < high; at += 3) {
    gw__char last = gw__char_before(p->line, at);
    if (gw__is_han(last.code))
      return true;
  }
  return false;
}

bool gw__match_lenticular(gw__trigger *p) { /* 【】 */
  size_t inner = p->at + 3;
  p->next = inner;
  size_t close = inner_end(p, inner, 0x3010, 0x3011);
  if (close == SIZE_MAX)
    return false;
  size_t end = close + 3;
  stand how = stands(p, end);
  bool asked = asks(p, inner, close, how) || (how == STANDS_FIRST && has_like(p, end));
  if (!asked && (how == STANDS_FIRST || is_button(p, end) || gw__heads(p->line, inner, close)))
    return false;
  return gw__found(p, p->at, end, GW_SLOT_BRACKET, how == STANDS_AS_LABEL && !asked);
}

static bool holds_han(const char *line, size_t at, size_t end) {
  while (at < end) {
    gw__char c = gw__char_at(line, end, at);
    if (gw__is_han(c.code) || c.code == 0x2026)
      return true;
    at += c.size;
  }
  return false;
}

/* Inside <!-- -->. */
static bool in_comment(const gw__trigger *p) {
  size_t low = p->at > COMMENT_MAX ? p->at - COMMENT_MAX : 0;
  for (size_t i = p->at; i >= low + 4; i--) {
    if (memcmp(p->line + i - 3, "-->", 3) == 0)
      return false;
    if (memcmp(p->line + i - 4, "<!--", 4) == 0)
      return true;
  }
  return false;
}

/* Whether the bracket that begins, or ends, beside p->at holds Chinese: [单位名称][职务] are two
 * blanks, [text][1] is a link. */
static bool like_behind(const gw__trigger *p, size_t open) {
  size_t close = inner_end(p, open + 1, '[', ']');
  return close != SIZE_MAX && holds_han(p->line, open + 1, close);
}

static bool like_before(const gw__trigger *p) {
  size_t low = p->at > BRACKET_MAX ? p->at - BRACKET_MAX : 0;
  for (size_t i = p->at - 1; i > low; i--) {
    if (p->line[i - 1] == '[')
      return holds_han(p->line, i, p->at - 1);
  }
  return false;
}

bool gw__match_square(gw__trigger *p) { /* [ ] but no link, no footnote, no [2026]3号 */
  size_t inner = p->at + 1;
  p->next = inner;
  size_t close = inner_end(p, inner, '[', ']');
  if (close == SIZE_MAX || close == inner)
    return false;
  uint32_t c = gw__code_at(p, close + 1);
  uint32_t last = gw__code_before(p, p->at);
  if (c == '(' || c == ':' || last == '!' || gw__is_alnum(last))
    return false;
  if ((c == '[' && !like_behind(p, close + 1)) || (last == ']' && !like_before(p)))
    return false;
  if (in_comment(p))
    return false;
  bool crosses = true;
  for (size_t i = inner; i < close; i++)
    crosses = crosses && p->line[i] == 'X';
  if (!crosses && (!holds_han(p->line, inner, close) || gw__refers(p->line, inner, close)))
    return false;
  return gw__found(p, p->at, close + 1, GW_SLOT_BRACKET, false); /* labels stand in 【】 */
}

/* A name may stand between braces; code may not. */
static bool is_name(const char *line, size_t at, size_t end) {
  bool word = false;
  while (at < end) {
    gw__char c = gw__char_at(line, end, at);
    if (gw__is_letter(c.code) || gw__is_han(c.code))
      word = true;
    else if (c.code < 0x80 && gw__digit(c.code) < 0 && c.code != '_' && c.code != '-' &&
             c.code != '.' && c.code != ' ' && c.code != '/' && c.code != ',')
      return false;
    at += c.size;
  }
  return word;
}

bool gw__match_braces(gw__trigger *p) { /* {} {{}} */
  bool twice = gw__code_at(p, p->at + 1) == '{';
  size_t inner = p->at + (twice ? 2 : 1);
  p->next = inner;
  uint32_t last = gw__code_before(p, p->at);
  if (gw__is_alnum(last) || last == '$' || last == '\\')
    return false;
  size_t close = inner_end(p, inner, '{', '}');
  if (close == SIZE_MAX || !is_name(p->line, inner, close))
    return false;
  if (!twice && close - inner == 1 && p->line[inner] != 'X') /* \\frac{a}{b} */
    return false;
  if (twice && gw__code_at(p, close + 1) != '}')
    return false;
  size_t end = close + (twice ? 2 : 1);
  stand how = stands(p, end);
  return gw__found(p, p->at, end, GW_SLOT_BRACKET,
                   !twice && how == STANDS_AS_LABEL && !asks(p, inner, close, how));
}

bool gw__match_note(gw__trigger *p, gw__char open) { /* （待补充） */
  size_t inner = gw__skip_blanks(p->line, p->size, p->at + open.size);
  p->next = p->at + open.size;
  if (inner == p->size || (unsigned char)p->line[inner] < 0xE3)
    return false;
  size_t close = inner_end(p, inner, open.code, gw__closer(open.code));
  if (close == SIZE_MAX || !gw__is_note(p->line, inner, close))
    return false;
  return gw__found(p, p->at, close + open.size, GW_SLOT_NOTE, false);
}
