/*
 * ordinal.h - the ordinal that stands at a place: 一、 （一） 1. （1） ① 1.1 第一章 一是 第一，
 * 首先，
 *
 * Local: it says what could be an ordinal and what makes it doubtful. Whether it is one, the
 * sequence decides (outline.h).
 */
#ifndef GONGWEN_CORE_ORDINAL_H
#define GONGWEN_CORE_ORDINAL_H

#include "core/chars.h"
#include "core/numeral.h"
#include "core/scan.h"

typedef struct gw__ordinal {
  uint8_t form;  /* gw_form */
  uint8_t token; /* gw__token */
  uint8_t flags; /* doubts, see scan.h */
  uint8_t parts;
  uint16_t number[GW_ORDINAL_PARTS];
  size_t end; /* the byte behind the token with its mark */
} gw__ordinal;

/* Whether an ordinal may start with this character. Of Chinese ones few may: most lines of prose
 * are told by it. */
static inline bool gw__opens_ordinal(uint32_t code) {
  if (code < 0x4E00 || code > 0x9FFF)
    return true;
  switch (code) {
  case 0x7B2C: /* 第 */
  case 0x9996: /* 首 */
  case 0x5176: /* 其 */
  case 0x518D: /* 再 */
  case 0x7136: /* 然 */
  case 0x6700: /* 最 */
    return true;
  default:
    return gw__han_digit(code) > 0;
  }
}

/* 首先 其次 再次 然后 最后, in this order. */
#define GW__STEPS 5
extern const gw__word gw__steps[GW__STEPS];

/* False if no ordinal starts at byte `at`. */
bool gw__ordinal_at(const char *line, size_t size, size_t at, gw__ordinal *out);

#endif
