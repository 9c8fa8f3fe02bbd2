/*
 * utf8.h - characters of a UTF-8 line.
 *
 * Invalid bytes decode to U+FFFD, one byte at a time, so every loop over a line ends and no offset
 * ever points into the middle of a valid character.
 */
#ifndef GONGWEN_CORE_UTF8_H
#define GONGWEN_CORE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GW__REPLACEMENT 0xFFFDu

/* A character and how many bytes it takes (1 to 4; 1 for an invalid byte). */
typedef struct gw__char {
  uint32_t code;
  uint32_t size;
} gw__char;

/* The three bytes at `at` as one number if they have the form of a character of three bytes, as
 * nearly all that is Chinese; 0 else. Valid it is from 0xE0A080 on, but for 0xEDA080 to 0xEDBFBF.
 */
static inline uint32_t gw__three_bytes(const char *text, size_t size, size_t at) {
  const unsigned char *s = (const unsigned char *)text + at;
  if (size - at < 3)
    return 0;
  uint32_t bytes = (uint32_t)s[0] << 16 | (uint32_t)s[1] << 8 | s[2];
  return (bytes & 0xF0C0C0) == 0xE08080 ? bytes : 0;
}

/* The character that they are. */
static inline uint32_t gw__code_of(uint32_t bytes) {
  return (bytes >> 4 & 0xF000) | (bytes >> 2 & 0xFC0) | (bytes & 0x3F);
}

/* The character at `at`; {0, 0} at or behind the end. */
static inline gw__char gw__char_at(const char *text, size_t size, size_t at) {
  if (at >= size)
    return (gw__char){0, 0};
  const unsigned char *s = (const unsigned char *)text + at;
  size_t left = size - at;
  if (s[0] < 0x80)
    return (gw__char){s[0], 1};
  uint32_t bytes = gw__three_bytes(text, size, at);
  if (bytes) {
    uint32_t code = gw__code_of(bytes);
    if (code >= 0x800 && (code < 0xD800 || code > 0xDFFF))
      return (gw__char){code, 3};
  } else if (s[0] >= 0xC2 && s[0] < 0xE0 && left >= 2 && (s[1] & 0xC0) == 0x80) {
    return (gw__char){(uint32_t)(s[0] & 0x1F) << 6 | (s[1] & 0x3F), 2};
  } else if (s[0] >= 0xF0 && s[0] < 0xF5 && left >= 4 && (s[1] & 0xC0) == 0x80 &&
             (s[2] & 0xC0) == 0x80 && (s[3] & 0xC0) == 0x80) {
    uint32_t code = (uint32_t)(s[0] & 0x07) << 18 | (uint32_t)(s[1] & 0x3F) << 12 |
                    (uint32_t)(s[2] & 0x3F) << 6 | (s[3] & 0x3F);
    if (code >= 0x10000 && code <= 0x10FFFF)
      return (gw__char){code, 4};
  }
  return (gw__char){GW__REPLACEMENT, 1};
}

/* The character that ends at `at`; {0, 0} at the start. */
static inline gw__char gw__char_before(const char *text, size_t at) {
  const unsigned char *end = (const unsigned char *)text + at;
  if (at >= 1 && end[-1] < 0x80)
    return (gw__char){end[-1], 1};
  if (at >= 3 && end[-3] >= 0xE1 && end[-3] <= 0xEC && (end[-2] & 0xC0) == 0x80 &&
      (end[-1] & 0xC0) == 0x80) /* most characters */
    return (gw__char){
        (uint32_t)(end[-3] & 0x0F) << 12 | (uint32_t)(end[-2] & 0x3F) << 6 | (end[-1] & 0x3F), 3};
  for (size_t back = 1; back <= 4 && back <= at; back++) {
    gw__char c = gw__char_at(text, at, at - back);
    if (c.size == back && (c.code != GW__REPLACEMENT || back == 3))
      return c;
    if (((unsigned char)text[at - back] & 0xC0) != 0x80)
      break;
  }
  return at ? (gw__char){GW__REPLACEMENT, 1} : (gw__char){0, 0};
}

/* Blanks between and before words: space, tab, U+3000, U+00A0. */
static inline bool gw__is_blank(uint32_t code) {
  return code == ' ' || code == '\t' || code == 0x3000 || code == 0xA0;
}

/* A Chinese character proper (CJK ideographs, with 〇). */
static inline bool gw__is_han(uint32_t code) {
  return (code >= 0x4E00 && code <= 0x9FFF) || (code >= 0x3400 && code <= 0x4DBF) ||
         code == 0x3007 || (code >= 0xF900 && code <= 0xFAFF) ||
         (code >= 0x20000 && code <= 0x3FFFF);
}

#endif
