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

/* The Chinese characters that an ordinal may start with: 第 首 其 再 然 最 and the numerals but 零.
 */
#define GW__OPENERS(is)                                                                            \
  is(0x7B2C) is(0x9996) is(0x5176) is(0x518D) is(0x7136) is(0x6700) is(0x4E00) is(0x4E8C)          \
      is(0x4E09) is(0x56DB) is(0x4E94) is(0x516D) is(0x4E03) is(0x516B) is(0x4E5D) is(0x5341)      \
          is(0x5EFF) is(0x5345) is(0x767E) is(0x5343)

/*
 * Whether an ordinal may start with this character; yes for all that are not Chinese. Most lines of
 * prose are told by it: so their characters are first looked up by their low byte, which a
 * processor does without guessing where a comparison will lead.
 */
static inline bool gw__opens_ordinal(uint32_t code) {
#define LOW(code) | (((code) >> 6 & 3) == WORD ? UINT64_C(1) << ((code)&63) : 0)
  static const uint64_t low[4] = {
#define WORD 0
      0 GW__OPENERS(LOW),
#undef WORD
#define WORD 1
      0 GW__OPENERS(LOW),
#undef WORD
#define WORD 2
      0 GW__OPENERS(LOW),
#undef WORD
#define WORD 3
      0 GW__OPENERS(LOW),
#undef WORD
  };
#undef LOW
#define CASE(code) case code:
  if (code < 0x4E00 || code > 0x9FFF)
    return true;
  if (!(low[code >> 6 & 3] >> (code & 63) & 1))
    return false;
  switch (code) {
    GW__OPENERS(CASE)
    return true;
  default:
    return false;
  }
#undef CASE
}

/* 首先 其次 再次 然后 最后, in this order. */
#define GW__STEPS 5
extern const gw__word gw__steps[GW__STEPS];

/* False if no ordinal starts at byte `at`. */
bool gw__ordinal_at(const char *line, size_t size, size_t at, gw__ordinal *out);

#endif
