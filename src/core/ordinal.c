#include "core/ordinal.h"

#include "core/chars.h"
#include "core/numeral.h"

/* Lists of notes go beyond a hundred; four digits are a year or a document's number. */
#define DIGITS_MAX 999u
/* From here on a number must be the next of its series. */
#define SURE_MAX   99u
/* 一是 to 二十是; beyond that it is a sentence. */
#define SPOKEN_MAX 20u

static bool accept(gw__ordinal *out, unsigned form, unsigned token, unsigned value, size_t end) {
  out->form = (uint8_t)form;
  out->token = (uint8_t)token;
  out->parts = 1;
  out->number[0] = (uint16_t)value;
  out->end = end;
  return true;
}

static bool mark(gw__ordinal *out, unsigned flags) {
  out->flags |= (uint8_t)flags;
  return true;
}

static uint32_t code_at(const char *line, size_t size, size_t at) {
  return gw__char_at(line, size, at).code;
}

/* The mark that some put behind a bracket or a glyph: （一）、 */
static size_t skip_extra_mark(const char *line, size_t size, size_t at, gw__ordinal *out) {
  gw__char c = gw__char_at(line, size, at);
  if (c.code == 0x3001 || c.code == 0xFF0C || c.code == ',' || c.code == 0xFF0E || c.code == '.') {
    mark(out, GW__MARKED);
    return at + c.size;
  }
  return at;
}

/* ---- 一、 一是 --------------------------------------------------------------------------------
 */

/* 要 opens a clause, but not in 三要素. */
static const gw__word must_nouns[] = {GW__WORD("素"), GW__WORD("点"), GW__WORD("义"),
                                      GW__WORD("件"), GW__WORD("害"), GW__WORD("塞"),
                                      GW__WORD("道"), GW__WORD("领"), GW__WORDS_END};

/* What may follow the second number of 一、二产业, 三、四季度. */
static const gw__word range_words[] = {GW__WORD("和"), GW__WORD("或"), GW__WORD("至"),
                                       GW__WORD("到"), GW__WORD("、"), GW__WORDS_END};

static const gw__word holiday_words[] = {
    GW__WORD("国庆"),   GW__WORD("中秋"), GW__WORD("五一"), GW__WORD("元旦"), GW__WORD("春节"),
    GW__WORD("黄金周"), GW__WORD("长假"), GW__WORD("假期"), GW__WORD("期间"), GW__WORDS_END};

/* 一、 and the like, the mark of `size` bytes read at `at`. */
static bool han_mark(const char *line, size_t size, size_t at, gw__char c, unsigned value,
                     gw__ordinal *out) {
  accept(out, GW_FORM_HAN, GW__TOKEN_MARK, value, at + c.size);
  size_t rest = gw__skip_blanks(line, size, out->end);
  if (c.code != 0x3001) {
    mark(out, GW__MARKED);
    if (gw__digit(code_at(line, size, rest)) >= 0)
      return false;
  }
  unsigned next = 0;
  size_t n = gw__han_read(line, size, rest, &next);
  if (n && next == value + 1) { /* 一、二、三月份; 一、二产业 */
    if (gw__word_at(line, size, rest + n, range_words))
      return false;
    mark(out, GW__WEAK); /* 二、三农工作 is next in sequence, 一、二组 is not */
  }
  /* 十一 is also the National Day. */
  if (value == 11 && gw__word_at(line, size, rest, holiday_words))
    mark(out, GW__HOLIDAY);
  if (value > SURE_MAX)
    mark(out, GW__WEAK);
  return true;
}

static bool han_ordinal(const char *line, size_t size, size_t at, gw__ordinal *out) {
  unsigned value;
  size_t n = gw__han_read(line, size, at, &value);
  if (!n)
    return false;
  size_t behind = at + n;
  gw__char c = gw__char_at(line, size, behind);
  switch (c.code) {
  case 0x662F:   /* 是 */
  case 0x8981: { /* 要 */
    unsigned again = 0;
    size_t rest = behind + c.size;
    if (value > SPOKEN_MAX || (gw__han_read(line, size, rest, &again) && again == value))
      return false; /* 一是一 */
    if (c.code == 0x8981 && gw__word_at(line, size, rest, must_nouns))
      return false;
    accept(out, GW_FORM_SPOKEN, c.code == 0x662F ? GW__TOKEN_IS : GW__TOKEN_MUST, value, rest);
    gw__char comma = gw__char_at(line, size, rest);
    if (gw__is_comma(comma.code))
      out->end += comma.size;
    return true;
  }
  case 0x3001: /* 、 */
  case 0xFF0E: /* ． */
  case '.':
  case 0xFF0C: /* ， */
  case ',':
    return han_mark(line, size, behind, c, value, out);
  case 0xFF09: /* ） */
  case ')':
    accept(out, GW_FORM_HAN_PAREN, GW__TOKEN_BROKEN, value, behind + c.size);
    return mark(out, GW__WEAK);
  case ' ':
  case 0x3000:
    accept(out, GW_FORM_HAN, GW__TOKEN_BARE, value, behind + c.size);
    return mark(out, GW__WEAK | GW__MARKED);
  case 0:
  case '\r':
    accept(out, GW_FORM_HAN, GW__TOKEN_BARE, value, behind);
    return mark(out, GW__WEAK | GW__MARKED);
  default:
    return false;
  }
}

/* ---- （一） （1） ------------------------------------------------------------------------------
 */

/* Whether what follows makes （一） the name of a thing or a reference: （一）班, （一）至（三）项.
 */
static bool is_name(const char *line, size_t size, size_t at) {
  gw__char c = gw__char_at(line, size, at);
  uint32_t next;
  switch (c.code) {
  case '(':
  case 0xFF08: /* （ */
  case 0x73ED: /* 班 */
  case 0x7C7B: /* 类 */
  case 0x7EA7: /* 级 */
  case 0x6279: /* 批 */
  case 0x671F: /* 期 */
  case 0x9879: /* 项 */
  case 0x6B3E: /* 款 */
  case 0x76EE: /* 目 */
  case 0x7EBF: /* 线 */
  case 0x53F7: /* 号 */
  case 0x6216: /* 或 */
    return true;
  case 0x4EA7: /* 产业 */
    return code_at(line, size, at + c.size) == 0x4E1A;
  case 0x3001: /* 、（ */
    next = code_at(line, size, at + c.size);
    return next == 0xFF08 || next == '(';
  case 0x81F3: /* 至（ 至第 */
    next = code_at(line, size, at + c.size);
    return next == 0xFF08 || next == 0x7B2C;
  case 0x548C: /* 和（ */
    return code_at(line, size, at + c.size) == 0xFF08;
  default:
    return false;
  }
}

static bool bracket_ordinal(const char *line, size_t size, size_t at, size_t open,
                            gw__ordinal *out) {
  size_t inner = gw__skip_blanks(line, size, at + open);
  unsigned value;
  unsigned form = GW_FORM_HAN_PAREN;
  size_t n = gw__han_read(line, size, inner, &value);
  if (!n) {
    form = GW_FORM_DIGIT_PAREN;
    n = gw__digits_read(line, size, inner, &value);
    if (!n || value > DIGITS_MAX)
      return false;
  }
  size_t close = gw__skip_blanks(line, size, inner + n);
  gw__char c = gw__char_at(line, size, close);
  if (c.code != 0xFF09 && c.code != ')')
    return false;
  accept(out, form, GW__TOKEN_PAREN, value, close + c.size);
  if (value > SURE_MAX || is_name(line, size, out->end))
    mark(out, GW__WEAK);
  out->end = skip_extra_mark(line, size, out->end, out);
  return true;
}

/* ---- 1. 1.1 1） -------------------------------------------------------------------------------
 */

/* What a decimal number measures, and the words that only begin like that. */
static const gw__word quantities[] = {
    GW__WORD("个百分点"), GW__WORD("平方"), GW__WORD("公里"), GW__WORD("公斤"), GW__WORD("小时"),
    GW__WORD("厘米"),     GW__WORD("毫米"), GW__WORD("千米"), GW__WORD("千瓦"), GW__WORD("万"),
    GW__WORD("亿"),       GW__WORD("元"),   GW__WORD("倍"),   GW__WORD("个"),   GW__WORD("分"),
    GW__WORD("米"),       GW__WORD("吨"),   GW__WORD("岁"),   GW__WORD("版"),   GW__WORD("级"),
    GW__WORD("年"),       GW__WORD("月"),   GW__WORD("日"),   GW__WORD("亩"),   GW__WORD("度"),
    GW__WORD("克"),       GW__WORD("升"),   GW__WORD("折"),   GW__WORD("%"),    GW__WORD("％"),
    GW__WORD("人"),       GW__WORD("户"),   GW__WORD("名"),   GW__WORD("家"),   GW__WORD("次"),
    GW__WORD("‰"),        GW__WORD("℃"),    GW__WORDS_END};
static const gw__word no_quantities[] = {
    GW__WORD("分析"), GW__WORD("分类"), GW__WORD("分工"), GW__WORD("分步"), GW__WORD("分组"),
    GW__WORD("分布"), GW__WORD("分级"), GW__WORD("分项"), GW__WORD("个人"), GW__WORD("个性"),
    GW__WORD("个体"), GW__WORD("年度"), GW__WORD("月度"), GW__WORD("日常"), GW__WORD("日程"),
    GW__WORD("级别"), GW__WORD("版权"), GW__WORD("元素"), GW__WORD("升级"), GW__WORD("克服"),
    GW__WORD("度量"), GW__WORD("人员"), GW__WORD("人才"), GW__WORD("人事"), GW__WORD("人力"),
    GW__WORD("人民"), GW__WORD("人大"), GW__WORD("人口"), GW__WORD("人文"), GW__WORD("人身"),
    GW__WORD("人工"), GW__WORD("户籍"), GW__WORD("户外"), GW__WORD("名称"), GW__WORD("名单"),
    GW__WORD("名词"), GW__WORD("名录"), GW__WORD("家庭"), GW__WORD("家长"), GW__WORD("家具"),
    GW__WORD("家校"), GW__WORD("次要"), GW__WORDS_END};

static bool measures(const char *line, size_t size, size_t at) {
  return gw__word_at(line, size, at, quantities) && !gw__word_at(line, size, at, no_quantities);
}

static bool is_point(uint32_t code) {
  return code == '.' || code == 0xFF0E;
}

/* 1.1 and deeper; the first number and its point are read already. */
static bool decimal_ordinal(const char *line, size_t size, unsigned first, size_t behind,
                            gw__ordinal *out) {
  unsigned parts = 1;
  unsigned number[GW_ORDINAL_PARTS] = {first};
  size_t end = behind;
  for (;;) {
    gw__char point = gw__char_at(line, size, end);
    if (!is_point(point.code))
      break;
    unsigned value;
    size_t n = gw__digits_read(line, size, end + point.size, &value);
    if (!n) {
      if (gw__digit(code_at(line, size, end + point.size)) >= 0)
        return false;    /* a zero, or five digits and more */
      end += point.size; /* 1.1. */
      break;
    }
    if (parts == GW_ORDINAL_PARTS || value > SURE_MAX)
      return false;
    number[parts++] = value;
    end += point.size + n;
  }
  gw__char c = gw__char_at(line, size, end);
  if (c.code == 0x3001) {
    end += c.size;
    mark(out, GW__MARKED);
  }
  size_t rest = gw__skip_blanks(line, size, end);
  bool spaced = rest > end;
  gw__char r = gw__char_at(line, size, rest);
  if (!r.size || r.code == '\r')
    return false;
  /* A quantity, a date, a version, a range, a section of something else: 5.5%左右, 3.5—4 */
  if (!spaced && !gw__is_han(r.code) && r.code != 0x201C && r.code != 0x300A && r.code != '*')
    return false;
  if (measures(line, size, rest)) {
    if (!spaced)
      return false;
    mark(out, GW__WEAK);
  }
  accept(out, parts > 2 ? GW_FORM_DECIMAL_DEEP : GW_FORM_DECIMAL, GW__TOKEN_MARK, first, end);
  out->parts = (uint8_t)parts;
  for (unsigned i = 0; i < parts; i++)
    out->number[i] = (uint16_t)number[i];
  return true;
}

/* How many digits stand at `at`, up to 5. */
static unsigned count_digits(const char *line, size_t size, size_t at) {
  unsigned count = 0;
  for (; count < 5; count++) {
    gw__char c = gw__char_at(line, size, at);
    if (!c.size || gw__digit(c.code) < 0)
      break;
    at += c.size;
  }
  return count;
}

/*
 * Whether the text from `at` on is cut into cells like the row of a table: 多功能车　4　48. A title
 * may be spaced out letter by letter (总　论) or have a blank beside a Latin word.
 */
static bool is_row(const char *line, size_t size, size_t at) {
  unsigned chars = 0; /* of the cell */
  unsigned weak = 0;  /* blanks beside digits count twice, beside Latin letters once */
  while (at < size) {
    gw__char last = gw__char_at(line, size, at);
    at += last.size;
    chars++;
    size_t next = gw__skip_blanks(line, size, at);
    gw__char c = gw__char_at(line, size, next);
    if (next == at || !c.size || c.code == '\r')
      continue;
    bool one = next == at + 1 && line[at] == ' ';
    if (one && (last.code < 0x80 || c.code < 0x80)) {
      weak += gw__digit(last.code) >= 0 || gw__digit(c.code) >= 0 ? 2u : 1u;
    } else {
      size_t behind = next + c.size;
      bool letter = chars == 1 && (behind == size || gw__skip_blanks(line, size, behind) > behind);
      if (!letter)
        return true;
    }
    chars = 0;
    at = next;
  }
  return weak > 2;
}

static bool digit_ordinal(const char *line, size_t size, size_t at, gw__ordinal *out) {
  unsigned value;
  size_t n = gw__digits_read(line, size, at, &value);
  if (!n || value > DIGITS_MAX)
    return false;
  size_t behind = at + n;
  gw__char c = gw__char_at(line, size, behind);
  size_t rest = behind + c.size;
  unsigned digits = c.size ? count_digits(line, size, rest) : 0;
  if (value > SURE_MAX)
    mark(out, GW__WEAK);
  switch (c.code) {
  case '.':
  case 0xFF0E: /* ． */
    if (digits) {
      uint8_t flags = out->flags;
      if (decimal_ordinal(line, size, value, behind, out))
        return true;
      out->flags = flags;
      mark(out, GW__GLUED);
    }
    return accept(out, GW_FORM_DIGIT, GW__TOKEN_MARK, value, rest);
  case 0x3001: /* 、 */
  case 0xFF0C: /* ， */
  case ',':
    /* 10、11两个月 and 7,000元 are numbers; 1、2026年工作安排 may be a heading. */
    if (digits && digits != 4)
      return false;
    mark(out, GW__MARKED | (digits ? GW__GLUED : 0u));
    return accept(out, GW_FORM_DIGIT, GW__TOKEN_MARK, value, rest);
  case 0xFF09: /* ） */
  case ')':
    return accept(out, GW_FORM_CIRCLED, GW__TOKEN_HALF, value,
                  skip_extra_mark(line, size, rest, out));
  case ' ':
  case 0x3000: { /* 1 总论 */
    size_t next = gw__skip_blanks(line, size, rest);
    gw__char r = gw__char_at(line, size, next);
    if (!gw__is_han(r.code) && r.code != 0x201C && r.code != 0x300A)
      return false;
    if (measures(line, size, next) || is_row(line, size, next))
      return false;
    mark(out, GW__WEAK | GW__MARKED);
    return accept(out, GW_FORM_DIGIT, GW__TOKEN_BARE, value, rest);
  }
  default:
    return false;
  }
}

/* ---- 第一章 第一条 第一， ----------------------------------------------------------------------
 */

static const struct {
  gw__word word;
  gw_form form;
} divisions[] = {
    {GW__WORD("部分"), GW_FORM_PART},  {GW__WORD("编"), GW_FORM_PART},
    {GW__WORD("篇"), GW_FORM_PART},    {GW__WORD("章"), GW_FORM_CHAPTER},
    {GW__WORD("节"), GW_FORM_SECTION}, {GW__WORD("条"), GW_FORM_ARTICLE},
};

/* 第一，: but not 第一、第三产业, 第一、二轮 */
static bool nth_ordinal(const char *line, size_t size, size_t behind, gw__char c, unsigned value,
                        gw__ordinal *out) {
  size_t rest = gw__skip_blanks(line, size, behind + c.size);
  unsigned next;
  size_t nth = gw__char_at(line, size, rest).code == 0x7B2C ? 3 : 0;
  if (value > SPOKEN_MAX || gw__han_read(line, size, rest + nth, &next))
    return false;
  if (c.code == 0x3001)
    mark(out, GW__MARKED);
  return accept(out, GW_FORM_SPOKEN, GW__TOKEN_NTH, value, behind + c.size);
}

static bool division_ordinal(const char *line, size_t size, size_t at, gw__ordinal *out) {
  size_t inner = gw__skip_blanks(line, size, at + 3);
  unsigned value;
  size_t n = gw__han_read(line, size, inner, &value);
  bool han = n > 0;
  if (!n)
    n = gw__digits_read(line, size, inner, &value);
  if (!n)
    return false;
  gw__char c = gw__char_at(line, size, inner + n);
  if (han && (c.code == 0x3001 || gw__is_comma(c.code) || gw__is_colon(c.code)))
    return nth_ordinal(line, size, inner + n, c, value, out);
  size_t behind = gw__skip_blanks(line, size, inner + n);
  for (size_t i = 0; i < sizeof divisions / sizeof *divisions; i++) {
    const gw__word *word = &divisions[i].word;
    if (size - behind < word->size || memcmp(line + behind, word->text, word->size) != 0)
      continue;
    accept(out, divisions[i].form, GW__TOKEN_MARK, value, behind + word->size);
    gw__char next = gw__char_at(line, size, out->end);
    if (next.code == 0x3001 || gw__is_colon(next.code) || gw__is_comma(next.code)) {
      out->end += next.size;
      return mark(out, GW__MARKED);
    }
    /* 第一条主线: without a blank it may be a sentence. */
    if (next.size && !gw__is_blank(next.code) && next.code != '\r' && next.code != '*')
      mark(out, GW__WEAK);
    return true;
  }
  return false;
}

/* ---- 首先， ------------------------------------------------------------------------------------
 */

const gw__word gw__steps[GW__STEPS] = {GW__WORD("首先"), GW__WORD("其次"), GW__WORD("再次"),
                                       GW__WORD("然后"), GW__WORD("最后")};

/* Their numbers; 0: the next of its series. */
static const unsigned step_values[GW__STEPS] = {1, 2, 0, 0, 0};

static bool first_ordinal(const char *line, size_t size, size_t at, gw__ordinal *out) {
  for (size_t i = 0; i < GW__STEPS; i++) {
    const gw__word *word = &gw__steps[i];
    if (size - at < word->size || memcmp(line + at, word->text, word->size) != 0)
      continue;
    gw__char c = gw__char_at(line, size, at + word->size);
    if (c.code == 0x3001)
      mark(out, GW__MARKED);
    else if (!gw__is_comma(c.code) && !gw__is_colon(c.code))
      return false;
    return accept(out, GW_FORM_SPOKEN, GW__TOKEN_FIRST, step_values[i], at + word->size + c.size);
  }
  return false;
}

/* ---- ① a. -------------------------------------------------------------------------------------
 */

static bool glyph_ordinal(const char *line, size_t size, size_t at, gw__char c, gw__ordinal *out) {
  static const uint8_t forms[] = {[GW__GLYPH_HAN_PAREN] = GW_FORM_HAN_PAREN,
                                  [GW__GLYPH_DIGIT_PAREN] = GW_FORM_DIGIT_PAREN,
                                  [GW__GLYPH_DIGIT_STOP] = GW_FORM_DIGIT,
                                  [GW__GLYPH_CIRCLED] = GW_FORM_CIRCLED,
                                  [GW__GLYPH_DARK] = GW_FORM_CIRCLED};
  unsigned value;
  gw__glyph family = gw__glyph_read(c.code, &value);
  if (family == GW__GLYPH_NONE)
    return false;
  return accept(out, forms[family], GW__TOKEN_GLYPH, value,
                skip_extra_mark(line, size, at + c.size, out));
}

static bool letter_ordinal(const char *line, size_t size, size_t at, gw__char c, gw__ordinal *out) {
  gw__char m = gw__char_at(line, size, at + 1);
  if (m.code != '.' && m.code != 0xFF0E && m.code != 0x3001 && m.code != 0xFF09 && m.code != ')')
    return false;
  if (gw__is_alnum(code_at(line, size, at + 1 + m.size)))
    return false;
  mark(out, GW__WEAK);
  return accept(out, GW_FORM_CIRCLED, GW__TOKEN_LETTER, (c.code | 0x20u) - 'a' + 1u,
                at + 1 + m.size);
}

bool gw__ordinal_at(const char *line, size_t size, size_t at, gw__ordinal *out) {
  gw__char c = gw__char_at(line, size, at);
  if (!gw__opens_ordinal(c.code))
    return false;
  memset(out, 0, sizeof *out);
  switch (c.code) {
  case 0xFF08: /* （ */
  case '(':
    return bracket_ordinal(line, size, at, c.size, out);
  case 0x7B2C: /* 第 */
    return division_ordinal(line, size, at, out);
  case 0x9996: /* 首 */
  case 0x5176: /* 其 */
  case 0x518D: /* 再 */
  case 0x7136: /* 然 */
  case 0x6700: /* 最 */
    return first_ordinal(line, size, at, out);
  default:
    break;
  }
  if (gw__digit(c.code) > 0)
    return digit_ordinal(line, size, at, out);
  if (gw__is_letter(c.code))
    return letter_ordinal(line, size, at, c, out);
  if (c.code >= 0x2460 && c.code <= 0x32BF)
    return c.code == 0x3007 ? false : glyph_ordinal(line, size, at, c, out);
  if (gw__han_digit(c.code) > 0)
    return han_ordinal(line, size, at, out);
  return false;
}
