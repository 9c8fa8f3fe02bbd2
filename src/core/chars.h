/*
 * chars.h - classes of characters and small tables of words, shared by the scanners.
 */
#ifndef GONGWEN_CORE_CHARS_H
#define GONGWEN_CORE_CHARS_H

#include <string.h>

#include "core/utf8.h"

/* A word of a table, and the end of one. Tables are read in order: longer words stand first. */
typedef struct gw__word {
  const char *text;
  size_t size;
} gw__word;

#define GW__WORD(literal)                                                                          \
  { literal, sizeof(literal) - 1 }
#define GW__WORDS_END                                                                              \
  { NULL, 0 }

/* The size of the word of the table that stands at byte `at`; 0 if none does. */
static inline size_t gw__word_at(const char *text, size_t size, size_t at, const gw__word *table) {
  for (; table->text; table++) {
    /* Of a word's bytes its last one is the rarest: Chinese characters share their first. */
    size_t last = table->size - 1;
    if (size - at > last && text[at + last] == table->text[last] &&
        memcmp(text + at, table->text, last) == 0)
      return table->size;
  }
  return 0;
}

/* The first place in [at, size) of a character of three bytes; `size` if there is none. Fast. */
size_t gw__find_char(const char *text, size_t size, size_t at, const char *character);

/* Whether any word of the table stands anywhere in [at, end). */
bool gw__word_in(const char *text, size_t at, size_t end, const gw__word *table);

/* Whether the text [at, end) ends in a word of the table. */
bool gw__word_ends(const char *text, size_t at, size_t end, const gw__word *table);

/* 。！？ and their small forms: the end of a sentence. */
static inline bool gw__is_stop(uint32_t code) {
  return code == 0x3002 || code == 0xFF01 || code == 0xFF1F || code == '!' || code == '?' ||
         code == 0xFF61;
}

static inline bool gw__is_semicolon(uint32_t code) {
  return code == 0xFF1B || code == ';';
}

static inline bool gw__is_colon(uint32_t code) {
  return code == 0xFF1A || code == ':';
}

static inline bool gw__is_comma(uint32_t code) {
  return code == 0xFF0C || code == ',';
}

static inline bool gw__is_alnum(uint32_t code) {
  return (code >= '0' && code <= '9') || (code >= 'A' && code <= 'Z') ||
         (code >= 'a' && code <= 'z');
}

static inline bool gw__is_letter(uint32_t code) {
  return (code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z');
}

/* The closing partner of an opening quote or bracket; 0 if `code` opens nothing. */
uint32_t gw__closer(uint32_t code);

/*
 * The byte behind the quotation or bracket that opens at `at` (where a gw__closer() character
 * stands), looked for in the next GW__ENCLOSED_MAX bytes; 0 if it does not close there: a mark
 * without its partner hides nothing.
 */
#define GW__ENCLOSED_MAX 600
size_t gw__enclosed_end(const char *text, size_t size, size_t at);

/* The size of the blank that starts, or ends, at `at`; 0 if none does. See gw__is_blank(). */
static inline size_t gw__blank_at(const char *text, size_t size, size_t at) {
  if (at >= size)
    return 0;
  switch (text[at]) {
  case ' ':
  case '\t':
    return 1;
  case '\xE3':
    return size - at >= 3 && text[at + 1] == '\x80' && text[at + 2] == '\x80' ? 3 : 0;
  case '\xC2':
    return size - at >= 2 && text[at + 1] == '\xA0' ? 2 : 0;
  default:
    return 0;
  }
}

static inline size_t gw__blank_before(const char *text, size_t at) {
  if (at == 0)
    return 0;
  switch (text[at - 1]) {
  case ' ':
  case '\t':
    return 1;
  case '\x80':
    return at >= 3 && text[at - 2] == '\x80' && text[at - 3] == '\xE3' ? 3 : 0;
  case '\xA0':
    return at >= 2 && text[at - 2] == '\xC2' ? 2 : 0;
  default:
    return 0;
  }
}

/* The first byte at or behind `at` that is no blank. */
static inline size_t gw__skip_blanks(const char *text, size_t size, size_t at) {
  for (size_t blank; (blank = gw__blank_at(text, size, at)) > 0;)
    at += blank;
  return at;
}

/* The size of a bullet that an office program or a page put before a line, 0 if there is none: · •
 * ● ■ ◆ ▲ ★ ➢ and those of Wingdings (U+F06C and so on). */
static inline size_t gw__bullet_at(const char *text, size_t size, size_t at) {
  if (at >= size || (text[at] != '\xC2' && text[at] != '\xE2' && text[at] != '\xEF'))
    return 0;
  gw__char c = gw__char_at(text, size, at);
  switch (c.code) {
  case 0xB7:
  case 0x2022:
  case 0x25CF:
  case 0x25A0:
  case 0x25C6:
  case 0x25B2:
  case 0x2605:
  case 0x27A2:
    return c.size;
  default:
    return c.code >= 0xF06C && c.code <= 0xF0FC ? c.size : 0;
  }
}

/* The end of [at, size) without trailing blanks and CRs. */
static inline size_t gw__trim_blanks(const char *text, size_t at, size_t size) {
  while (size > at) {
    size_t blank = text[size - 1] == '\r' ? 1 : gw__blank_before(text, size);
    if (blank == 0 || blank > size - at)
      break;
    size -= blank;
  }
  return size;
}

/* Measure words and units, for the guards of ordinals: 一、二产业, 三、四季度. */
extern const gw__word gw__unit_words[];

#endif
