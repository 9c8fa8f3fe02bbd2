#include "cli/naming.h"

#include "core/utf8.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* ---- words ------------------------------------------------------------------------------------
 */

static bool starts_with(const char *text, const char *word) {
  return strncmp(text, word, strlen(word)) == 0;
}

static bool ends_with(const char *text, const char *word) {
  size_t size = strlen(text);
  size_t length = strlen(word);
  return size >= length && strcmp(text + size - length, word) == 0;
}

/* How many characters a text has. */
static size_t count_characters(const char *text) {
  size_t count = 0;
  for (; *text; text++)
    count += ((unsigned char)*text & 0xC0) != 0x80;
  return count;
}

/* The word of a list, ended by NULL, that the text starts with; "" if it is none. */
static const char *first_word(const char *text, const char *const *list) {
  for (; *list; list++)
    if (starts_with(text, *list))
      return *list;
  return "";
}

static void cut_front(char *text, size_t size) {
  memmove(text, text + size, strlen(text + size) + 1);
}

/* ---- years ------------------------------------------------------------------------------------
 */

enum {
  OPEN_DIGIT = 10,
  NO_DIGIT = 11
};

/* A digit of a year, of either width; OPEN_DIGIT for X. */
static int digit_of(uint32_t code) {
  if (code >= 0xFF01 && code <= 0xFF5E)
    code -= 0xFEE0;
  if (code >= '0' && code <= '9')
    return (int)(code - '0');
  return code == 'X' || code == 'x' || code == 0xD7 ? OPEN_DIGIT : NO_DIGIT;
}

static int han_digit_of(uint32_t code) {
  static const uint32_t digits[] = {0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB,
                                    0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D};
  for (int i = 0; i < 10; i++)
    if (digits[i] == code)
      return i;
  return code == 0x25CB || code == 0x96F6 ? 0 : NO_DIGIT; /* ○ and 零 for 〇 */
}

/* The bytes of a year that the text starts with: four digits, the first two 19 or 20, no fifth;
 * Chinese ones only before 年. 0 if there is none. */
static size_t year_size(const char *text, size_t size, int (*digit)(uint32_t code)) {
  int digits[4];
  size_t at = 0;
  for (size_t i = 0; i < 4; i++) {
    gw__char c = gw__char_at(text, size, at);
    digits[i] = digit(c.code);
    if (digits[i] == NO_DIGIT)
      return 0;
    at += c.size;
  }
  gw__char behind = gw__char_at(text, size, at);
  bool century = (digits[0] == 1 && digits[1] == 9) || (digits[0] == 2 && digits[1] == 0);
  bool ended = digit == han_digit_of ? behind.code == 0x5E74 : digit(behind.code) == NO_DIGIT;
  return century && ended ? at : 0;
}

/* The bytes of a year that starts at `at`; 0 if there is none. */
static size_t year_at(const char *text, size_t size, size_t at) {
  gw__char before = gw__char_before(text, at);
  if (digit_of(before.code) != NO_DIGIT || han_digit_of(before.code) != NO_DIGIT)
    return 0;
  size_t bytes = year_size(text + at, size - at, digit_of);
  return bytes ? bytes : year_size(text + at, size - at, han_digit_of);
}

size_t naming_open_years(const char *title, size_t size, char *out) {
  size_t length = 0;
  for (size_t at = 0; at < size;) {
    size_t year = year_at(title, size, at);
    size_t step = year ? year : gw__char_at(title, size, at).size;
    memcpy(out + length, year ? "20XX" : title + at, year ? 4 : step);
    length += year ? 4 : step;
    at += step;
  }
  return length;
}

/* Cuts off what stands up to the last year; false if there is none with a kind behind it. */
static bool cut_year(char *text) {
  static const char *const rests[] = {"年度", "年", "度",     "上半年", "下半年", "全年",
                                      "半年", "第", "一季度", "二季度", "三季度", "四季度",
                                      "月份", "月", "日",     "以来",   "至",     "—",
                                      "-",    "、", NULL};
  size_t size = strlen(text);
  size_t start = 0;
  size_t end = 0;
  for (size_t at = 0; at < size; at += gw__char_at(text, size, at).size) {
    size_t year = year_at(text, size, at);
    if (year) {
      start = at;
      end = at + year;
    }
  }
  if (end == 0)
    return false;
  for (;;) {
    const char *rest = first_word(text + end, rests);
    if (*rest)
      end += strlen(rest);
    else if (digit_of((unsigned char)text[end]) != NO_DIGIT)
      end++;
    else
      break;
  }
  bool behind = count_characters(text + end) >= 2;
  if (behind)
    cut_front(text, end);
  else
    text[start] = '\0'; /* the year stands last */
  return behind;
}

/* ---- kinds ------------------------------------------------------------------------------------
 */

/* What a unit or an office ends in, and the characters that make another word of it. */
static const struct {
  const char *word;
  const char *not_before;
} units[] = {
    {"局", "面势部限"}, {"部", "署门队分"}, {"处", "置理罚分"}, {"科", "技学研普"},
    {"室", "内"},       {"院", "士"},       {"厅", ""},         {"校", "园"},
    {"办", "公理法事"}, {"组", "织成"},     {"县", "域"},       {"市", "场容"},
    {"区", "域块矫"},   {"镇", "域"},       {"乡", "村镇"},     {"村", "级民振"},
    {"省", "级"},       {"州", ""},         {"旗", ""},         {"委", "员派托"},
    {"委员会", ""},     {"支部", "建"},     {"中心", "组工"},   {"公司", ""},
    {"集团", ""},       {"银行", ""},       {"学院", ""},       {"大学", "生"},
    {"办公室", ""},     {"街道", ""},       {"社区", "矫"},     {"工会", ""},
    {"妇联", ""},       {"协会", ""},       {"同志", ""},       {"书记", ""},
    {"主任", ""},       {"局长", ""},       {"处长", ""},       {"科长", ""},
    {"校长", ""},       {"院长", ""},       {"部长", ""},
};

/* Whether a unit's name ends at `at`, with a kind of four characters or more behind it. */
static bool ends_unit(const char *text, size_t at) {
  gw__char next = gw__char_at(text, strlen(text), at);
  if (count_characters(text + at) < 4)
    return false;
  for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
    size_t size = strlen(units[i].word);
    if (size > at || memcmp(text + at - size, units[i].word, size) != 0)
      continue;
    bool other = false;
    for (const char *not = units[i].not_before; *not ; not += 3)
      other = other || (next.size == 3 && memcmp(not, text + at, 3) == 0);
    if (!other)
      return true;
  }
  return false;
}

static void cut_unit(char *text) {
  size_t size = strlen(text);
  size_t end = 0;
  for (size_t at = 0; at < size; at += gw__char_at(text, size, at).size)
    if (ends_unit(text, at))
      end = at;
  cut_front(text, end);
}

/* The last place of a word; NULL if it is not there. */
static char *last_of(char *text, const char *word) {
  char *last = NULL;
  for (char *found = text; (found = strstr(found, word)) != NULL; found += strlen(word))
    last = found;
  return last;
}

/* Leaves the last word of 关于……的通知; false if it is none of the kind. */
static bool cut_to_notice(char *text) {
  static const char *const notices[] = {"通知", "请示", "函",   "批复", "决定", "公告",
                                        "通告", "通报", "意见", "命令", "议案", NULL};
  const char *of = last_of(text, "的");
  if (!of || !strstr(text, "关于"))
    return false;
  of += strlen("的");
  const char *word = first_word(of, notices);
  if (!*word || strcmp(word, of) != 0)
    return false;
  cut_front(text, (size_t)(of - text));
  return true;
}

/* 关于党建工作情况的报告 is 党建工作情况报告. */
static void cut_about(char *text) {
  const char *about = last_of(text, "关于");
  if (about)
    cut_front(text, (size_t)(about - text) + strlen("关于"));
  char *of = last_of(text, "的");
  if (of && of != text && count_characters(of) == 3)
    cut_front(of, strlen("的"));
}

/* Cuts off （征求意见稿） and the like, and whatever else stands in brackets last. */
static void cut_brackets(char *text) {
  static const char *const pairs[][2] = {{"（", "）"}, {"(", ")"}, {"〔", "〕"}, {"【", "】"}};
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    char *start = last_of(text, pairs[i][0]);
    if (start && start != text && ends_with(text, pairs[i][1])) {
      *start = '\0';
      i = (size_t)-1; /* and once more */
    }
  }
}

/* A copy of at most NAMING_BYTES, without blanks and cut before a character. */
static void copy_squeezed(const char *text, size_t size, char out[NAMING_BYTES]) {
  size_t length = 0;
  for (size_t at = 0; at < size;) {
    gw__char c = gw__char_at(text, size, at);
    if (length + c.size >= NAMING_BYTES)
      break;
    if (!gw__is_blank(c.code) && c.code >= ' ') {
      memcpy(out + length, text + at, c.size);
      length += c.size;
    }
    at += c.size;
  }
  out[length] = '\0';
}

void naming_kind(const char *title, size_t size, char out[NAMING_BYTES]) {
  static const char *const heads[] = {"的", "“", "”", "《", "》", "，", "、", "：", "·", NULL};
  copy_squeezed(title, size, out);
  cut_brackets(out);
  if (cut_to_notice(out))
    return;
  bool dated = cut_year(out);
  cut_about(out);
  if (!dated)
    cut_unit(out);
  for (const char *head; *(head = first_word(out, heads));)
    cut_front(out, strlen(head));
}

/* ---- headings ---------------------------------------------------------------------------------
 */

/* Characters of a heading's short form, and those of the end that stands for a longer one. */
#define SHORT_CHARACTERS 8
#define END_CHARACTERS   4

void naming_clause(const char *text, size_t size, char out[NAMING_BYTES]) {
  static const char *const stops[] = {"，", "、", "；", "：", "。", "——", "（",
                                      "(",  "！", "？", ",",  ";",  ":",  NULL};
  copy_squeezed(text, size, out);
  size_t end = *out ? 1 : 0;
  while (out[end] && !*first_word(out + end, stops))
    end++;
  out[end] = '\0';
}

/* What headings are framed with: 坚持把学习放在首位, 在严格规范上下功夫, 办法还不够多. */
static void cut_frame(char *text) {
  static const char *const heads[] = {"坚持把", "坚持以", "坚持", "进一步", "持续",
                                      "不断",   "切实",   "扎实", "深入",   "全面",
                                      "着力",   "大力",   "把",   "在",     NULL};
  static const char *const tails[] = {"上下功夫", "上持续", "上用", "上求", "上见",   "放在",
                                      "摆在",     "立在",   "挺在", "抓在", "装在",   "融入",
                                      "还不",     "不够",   "有待", "还有", "还存在", NULL};
  for (const char *head; *(head = first_word(text, heads)) && text[strlen(head)];)
    cut_front(text, strlen(head));
  for (size_t at = 6; at < strlen(text); at += gw__char_at(text, strlen(text), at).size)
    if (*first_word(text + at, tails))
      text[at] = '\0';
}

void naming_short(const char *heading, size_t size, char out[NAMING_BYTES]) {
  naming_clause(heading, size, out);
  if (count_characters(out) > SHORT_CHARACTERS)
    cut_frame(out);
  size_t count = count_characters(out);
  size_t at = 0;
  if (count <= SHORT_CHARACTERS)
    return;
  for (; count > END_CHARACTERS; count--)
    at += gw__char_at(out, strlen(out), at).size;
  cut_front(out, at);
}
