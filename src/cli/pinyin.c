#include "cli/pinyin.h"

#include "cli/decode.h"
#include "core/utf8.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The first character of each letter in GB 2312 level 1; no syllable begins with i, u or v. */
static const struct {
  uint16_t first;
  char letter;
} letters[] = {
    {0xB0A1, 'a'}, {0xB0C5, 'b'}, {0xB2C1, 'c'}, {0xB4EE, 'd'}, {0xB6EA, 'e'}, {0xB7A2, 'f'},
    {0xB8C1, 'g'}, {0xB9FE, 'h'}, {0xBBF7, 'j'}, {0xBFA6, 'k'}, {0xC0AC, 'l'}, {0xC2E8, 'm'},
    {0xC4C3, 'n'}, {0xC5B6, 'o'}, {0xC5BE, 'p'}, {0xC6DA, 'q'}, {0xC8BB, 'r'}, {0xC8F6, 's'},
    {0xCBFA, 't'}, {0xCDDA, 'w'}, {0xCEF4, 'x'}, {0xD1B9, 'y'}, {0xD4D1, 'z'},
};
#define LEVEL_1_END 0xD7F9

/* Level 2, and what is read otherwise as a rule in this trade (长: 增长, 局长). */
static const struct {
  char letter;
  const char *characters;
} others[] = {
    {'a', "谙"},
    {'b', "擘殡"},
    {'c', "饬萃踔娼璀璨"},
    {'d', "砥笃牒"},
    {'g', "赓梏鳏"},
    {'h', "荟"},
    {'j', "谏镌旌遽亟"},
    {'k', "恪"},
    {'l', "砺莅睐鎏遴"},
    {'m', "谧"},
    {'p', "嫖"},
    {'q', "诠锲"},
    {'s', "嬗"},
    {'t', "沓"},
    {'w', "骛"},
    {'x', "娴馨煦嬉"},
    {'y', "瘾驿怡晏熠烨慵"},
    {'z', "桎擢长"},
};

/* Words in which a character is read otherwise than by itself. */
static const struct {
  const char *word;
  const char *initials;
} words[] = {
    {"长效", "cx"}, {"长期", "cq"}, {"长远", "cy"}, {"长江", "cj"}, {"长城", "cc"}, {"长征", "cz"},
    {"长足", "cz"}, {"长短", "cd"}, {"特长", "tc"}, {"专长", "zc"}, {"延长", "yc"}, {"重新", "cx"},
    {"重建", "cj"}, {"重复", "cf"}, {"重组", "cz"}, {"重构", "cg"}, {"重塑", "cs"}, {"双重", "sc"},
    {"多重", "dc"}, {"调整", "tz"}, {"协调", "xt"}, {"调解", "tj"}, {"调节", "tj"}, {"调控", "tk"},
    {"调理", "tl"}, {"微调", "wt"}, {"调和", "th"}, {"银行", "yh"}, {"行业", "hy"}, {"行情", "hq"},
    {"央行", "yh"}, {"分行", "fh"}, {"支行", "zh"}, {"总行", "zh"}, {"率先", "sx"}, {"表率", "bs"},
    {"率领", "sl"}, {"供给", "gj"}, {"给予", "jy"}, {"自给", "zj"}, {"曾经", "cj"}, {"未曾", "wc"},
    {"西藏", "xz"}, {"宝藏", "bz"}, {"朝气", "zq"}, {"朝阳", "zy"}, {"弹性", "tx"}, {"反省", "fx"},
    {"音乐", "yy"}, {"传记", "zj"}, {"会计", "kj"}, {"校对", "jd"}, {"校正", "jz"}, {"标识", "bz"},
};

/* ---- reading ----------------------------------------------------------------------------------
 */

/* The letter of a character's code in GB 18030; NUL if that is not of level 1. */
static char letter_of_code(unsigned code) {
  char letter = '\0';
  for (size_t i = 0; i < sizeof letters / sizeof *letters && letters[i].first <= code; i++)
    letter = letters[i].letter;
  return code <= LEVEL_1_END && (code & 0xFF) >= 0xA1 ? letter : '\0';
}

static char letter_of_ascii(char c) {
  if (c >= 'A' && c <= 'Z')
    return (char)(c - 'A' + 'a');
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '\0';
}

/* The letter of a character that the tables name; NUL if they do not. */
static char letter_of_other(const char *character, size_t size) {
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    for (const char *at = others[i].characters; *at; at += 3)
      if (size == 3 && memcmp(at, character, 3) == 0)
        return others[i].letter;
  return '\0';
}

/* The initials of the word that the text starts with; NULL if the tables name none. */
static const char *initials_of_word(const char *text, size_t size) {
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    size_t length = strlen(words[i].word);
    if (length <= size && memcmp(words[i].word, text, length) == 0)
      return words[i].initials;
  }
  return NULL;
}

/* The letter of one character; `codes` goes past its code. Characters and codes run side by side:
 * each character has a code of one, two or four bytes. */
static char read_character(const char *character, size_t size, const unsigned char **codes) {
  const unsigned char *code = *codes;
  char letter = letter_of_other(character, size);
  if (code[0] < 0x80) {
    *codes += 1;
    return letter_of_ascii((char)code[0]);
  }
  if (code[1] >= 0x30 && code[1] <= 0x39) {
    *codes += 4;
    return letter;
  }
  *codes += 2;
  return letter ? letter : letter_of_code((unsigned)code[0] << 8 | code[1]);
}

size_t pinyin_initials(const char *text, size_t size, char *out, size_t capacity) {
  char *converted = NULL;
  size_t converted_size = 0;
  size_t failed;
  size_t length = 0;
  *out = '\0';
  int result = decode_convert("GB18030", "UTF-8", text, size, &converted, &converted_size, &failed);
  if (result != 0) {
    if (result != ENOMEM && result != ENOTSUP)
      free(converted);
    return 0;
  }
  const unsigned char *codes = (const unsigned char *)converted;
  const char *word = NULL; /* what is left of a word's initials */
  for (size_t at = 0; at < size;) {
    gw__char c = gw__char_at(text, size, at);
    if (!word || !*word)
      word = initials_of_word(text + at, size - at);
    char letter = read_character(text + at, c.size, &codes);
    if (word && *word)
      letter = *word++;
    if (letter && length + 1 < capacity)
      out[length++] = letter;
    at += c.size;
  }
  out[length] = '\0';
  free(converted);
  return length;
}
