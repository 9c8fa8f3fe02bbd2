/*
 * numeral.h - the numbers of ordinals: Chinese numerals, digits, and the glyphs that hold a number.
 *
 * Values run from 1 to GW__NUMERAL_MAX. Reading takes the longest run of numeral characters and
 * refuses it whole if it is no number: 五一 and 三八 are festivals, not 51 and 38.
 */
#ifndef GONGWEN_CORE_NUMERAL_H
#define GONGWEN_CORE_NUMERAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GW__NUMERAL_MAX 9999u

/* Enough for any numeral written here, in bytes: 九千九百九十九 is 21. */
#define GW__NUMERAL_BYTES 24

/* Chinese digits and units, with their values: 〇, ○ (a common slip for it) and 零; 一 to 九; 十 廿
 * 卅 百 千. */
#define GW__HAN_DIGITS(is)                                                                         \
  is(0x3007, 0) is(0x25CB, 0) is(0x96F6, 0) is(0x4E00, 1) is(0x4E8C, 2) is(0x4E09, 3)              \
      is(0x56DB, 4) is(0x4E94, 5) is(0x516D, 6) is(0x4E03, 7) is(0x516B, 8) is(0x4E5D, 9)          \
          is(0x5341, 10) is(0x5EFF, 20) is(0x5345, 30) is(0x767E, 100) is(0x5343, 1000)

/* The value of one of them; -1 if it is none. Looked up where no two of them meet. */
static inline int gw__han_digit(uint32_t code) {
#define PLACE(code)      (((code) + ((code) >> 8)) & 63)
#define ROW(code, value) [PLACE(code)] = {code, value},
  static const struct {
    uint16_t code;
    int16_t value;
  } digits[64] = {[0] = {0xFFFF, -1}, /* else NUL would stand there */ GW__HAN_DIGITS(ROW)};
  return digits[PLACE(code)].code == code ? digits[PLACE(code)].value : -1;
#undef PLACE
#undef ROW
}

/*
 * Reads the Chinese numeral at byte `at`: 一, 十二, 二十, 廿一, 一百零三, 一百二十, 一千零一, and
 * digit by digit where a 〇 tells that it is meant so: 一〇, 二〇五. Returns its size in bytes, 0
 * if there is none.
 */
size_t gw__han_read(const char *text, size_t size, size_t at, unsigned *value);

/* Writes 1 to GW__NUMERAL_MAX as laws do (一百零三); returns the size in bytes, without a NUL. */
size_t gw__han_write(unsigned value, char buffer[GW__NUMERAL_BYTES]);

/*
 * Reads up to four digits, ASCII or full-width, without a leading zero. Returns their size in
 * bytes; 0 if there are none, or more than four.
 */
size_t gw__digits_read(const char *text, size_t size, size_t at, unsigned *value);

/* The value of one digit, ASCII or full-width; -1 if it is none. */
static inline int gw__digit(uint32_t code) {
  if (code >= '0' && code <= '9')
    return (int)(code - '0');
  if (code >= 0xFF10 && code <= 0xFF19)
    return (int)(code - 0xFF10);
  return -1;
}

/* Families of characters that are a whole ordinal. */
typedef enum gw__glyph {
  GW__GLYPH_NONE,
  GW__GLYPH_HAN_PAREN,   /* ㈠ to ㈩ */
  GW__GLYPH_DIGIT_PAREN, /* ⑴ to ⒇ */
  GW__GLYPH_DIGIT_STOP,  /* ⒈ to ⒛ */
  GW__GLYPH_CIRCLED,     /* ① to ㊿ */
  GW__GLYPH_DARK,        /* ❶ to ❿ */
} gw__glyph;

/* The family and value of a character. */
gw__glyph gw__glyph_read(uint32_t code, unsigned *value);

/* The character of this value, 0 if the family does not go so far. */
uint32_t gw__glyph_code(gw__glyph family, unsigned value);

#endif
