#include "core/numeral.h"

#include <string.h>

#include "core/utf8.h"

/* 9999 has seven characters; one more tells that a run is too long. */
#define RUN_MAX 8

/* 二〇五: digits only, with at least one zero, so that 五一 is no number. */
static unsigned positional(const int *run, size_t count) {
  unsigned value = 0;
  bool zero = false;
  if (count < 2 || count > 4 || run[0] == 0)
    return 0;
  for (size_t i = 0; i < count; i++) {
    if (run[i] > 9)
      return 0;
    zero = zero || run[i] == 0;
    value = value * 10 + (unsigned)run[i];
  }
  return zero ? value : 0;
}

/* 一千二百三十四, with the 一 of a leading 十 left out, and 零 where a unit is skipped. */
static unsigned additive(const int *run, size_t count) {
  unsigned value = 0;
  int unit = 10000; /* the last unit seen: units go down */
  int digit = 0;    /* waits for its unit */
  bool zero = false;
  for (size_t i = 0; i < count; i++) {
    int d = run[i];
    if (d == 0) {
      if (digit || zero || !value || unit == 10)
        return 0;
      zero = true;
    } else if (d < 10) {
      if (digit)
        return 0;
      digit = d;
    } else if (d == 20 || d == 30) { /* 廿 and 卅 hold digit and unit */
      if (digit || unit <= 10)
        return 0;
      value += (unsigned)d;
      unit = 10;
    } else {
      if (d >= unit || (!digit && d != 10))
        return 0;
      value += (unsigned)((digit ? digit : 1) * d);
      unit = d;
      digit = 0;
      zero = false;
    }
  }
  if (digit) { /* the ones: 一百二 is a way of speaking, not an ordinal */
    if (unit != 10000 && unit != 10 && !zero)
      return 0;
    value += (unsigned)digit;
  } else if (zero) {
    return 0;
  }
  return value;
}

size_t gw__han_read(const char *text, size_t size, size_t at, unsigned *value) {
  int run[RUN_MAX];
  size_t count = 0;
  size_t end = at;
  for (;;) {
    gw__char c = gw__char_at(text, size, end);
    int d = c.size ? gw__han_digit(c.code) : -1;
    if (d < 0)
      break;
    if (count == RUN_MAX)
      return 0;
    run[count++] = d;
    end += c.size;
  }
  if (!count)
    return 0;
  if (count == 1 && run[0] >= 1 && run[0] <= 10) { /* most of them */
    *value = (unsigned)run[0];
    return end - at;
  }
  unsigned v = positional(run, count);
  if (!v)
    v = additive(run, count);
  if (!v)
    return 0;
  *value = v;
  return end - at;
}

size_t gw__han_write(unsigned value, char buffer[GW__NUMERAL_BYTES]) {
  static const char digits[10][4] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
  static const struct {
    unsigned value;
    char text[4];
  } units[] = {{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}};
  size_t size = 0;
  bool started = false;
  bool gap = false;
  for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
    unsigned d = value / units[i].value % 10;
    if (!d) {
      gap = started;
      continue;
    }
    if (gap) {
      memcpy(buffer + size, digits[0], 3);
      size += 3;
      gap = false;
    }
    if (started || d != 1 || units[i].value != 10) { /* ten is 十, a hundred and ten 一百一十 */
      memcpy(buffer + size, digits[d], 3);
      size += 3;
    }
    if (units[i].text[0]) {
      memcpy(buffer + size, units[i].text, 3);
      size += 3;
    }
    started = true;
  }
  return size;
}

size_t gw__digits_read(const char *text, size_t size, size_t at, unsigned *value) {
  size_t end = at;
  unsigned v = 0;
  for (unsigned count = 0;; count++) {
    gw__char c = gw__char_at(text, size, end);
    int d = c.size ? gw__digit(c.code) : -1;
    if (d < 0)
      break;
    if (count == 4 || (count == 0 && d == 0))
      return 0;
    v = v * 10 + (unsigned)d;
    end += c.size;
  }
  if (end > at)
    *value = v;
  return end - at;
}

/* Runs of characters in Unicode; the values of a run go up by one. */
static const struct {
  uint32_t first;
  unsigned from;
  unsigned to;
  gw__glyph family;
} glyph_runs[] = {
    {0x2460, 1, 20, GW__GLYPH_CIRCLED},    {0x3251, 21, 35, GW__GLYPH_CIRCLED},
    {0x32B1, 36, 50, GW__GLYPH_CIRCLED},   {0x2474, 1, 20, GW__GLYPH_DIGIT_PAREN},
    {0x2488, 1, 20, GW__GLYPH_DIGIT_STOP}, {0x3220, 1, 10, GW__GLYPH_HAN_PAREN},
    {0x2776, 1, 10, GW__GLYPH_DARK},
};

gw__glyph gw__glyph_read(uint32_t code, unsigned *value) {
  for (size_t i = 0; i < sizeof glyph_runs / sizeof *glyph_runs; i++) {
    uint32_t step = code - glyph_runs[i].first;
    if (code >= glyph_runs[i].first && step <= glyph_runs[i].to - glyph_runs[i].from) {
      *value = glyph_runs[i].from + step;
      return glyph_runs[i].family;
    }
  }
  return GW__GLYPH_NONE;
}

uint32_t gw__glyph_code(gw__glyph family, unsigned value) {
  for (size_t i = 0; i < sizeof glyph_runs / sizeof *glyph_runs; i++) {
    if (glyph_runs[i].family == family && value >= glyph_runs[i].from && value <= glyph_runs[i].to)
      return glyph_runs[i].first + (value - glyph_runs[i].from);
  }
  return 0;
}
