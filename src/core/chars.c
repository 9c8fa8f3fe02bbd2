#include "core/chars.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

const gw__word gw__unit_words[] = {
    GW__WORD("个百分点"), GW__WORD("年级"), GW__WORD("标段"), GW__WORD("平方"), GW__WORD("公里"),
    GW__WORD("公斤"),     GW__WORD("产业"), GW__WORD("季度"), GW__WORD("月份"), GW__WORD("小时"),
    GW__WORD("分钟"),     GW__WORD("中队"), GW__WORD("周年"), GW__WORD("厘米"), GW__WORD("毫米"),
    GW__WORD("千米"),     GW__WORD("千瓦"), GW__WORD("万"),   GW__WORD("亿"),   GW__WORD("元"),
    GW__WORD("倍"),       GW__WORD("个"),   GW__WORD("分"),   GW__WORD("米"),   GW__WORD("吨"),
    GW__WORD("岁"),       GW__WORD("版"),   GW__WORD("级"),   GW__WORD("年"),   GW__WORD("月"),
    GW__WORD("日"),       GW__WORD("号"),   GW__WORD("名"),   GW__WORD("人"),   GW__WORD("家"),
    GW__WORD("次"),       GW__WORD("条"),   GW__WORD("项"),   GW__WORD("件"),   GW__WORD("类"),
    GW__WORD("批"),       GW__WORD("期"),   GW__WORD("班"),   GW__WORD("线"),   GW__WORD("款"),
    GW__WORD("档"),       GW__WORD("度"),   GW__WORD("亩"),   GW__WORD("户"),   GW__WORD("辆"),
    GW__WORD("台"),       GW__WORD("套"),   GW__WORD("座"),   GW__WORD("处"),   GW__WORD("天"),
    GW__WORD("周"),       GW__WORD("克"),   GW__WORD("升"),   GW__WORD("等"),   GW__WORD("季"),
    GW__WORD("%"),        GW__WORD("％"),   GW__WORD("‰"),    GW__WORD("℃"),    GW__WORDS_END};

bool gw__word_in(const char *text, size_t at, size_t end, const gw__word *table) {
  for (; at < end; at++) {
    if (((unsigned char)text[at] & 0xC0) != 0x80 && gw__word_at(text, end, at, table))
      return true;
  }
  return false;
}

bool gw__word_ends(const char *text, size_t at, size_t end, const gw__word *table) {
  for (; table->text; table++) {
    size_t last = table->size - 1;
    if (end - at > last && text[end - 1] == table->text[last] &&
        memcmp(text + end - table->size, table->text, last) == 0)
      return true;
  }
  return false;
}

size_t gw__find_char(const char *text, size_t size, size_t at, const char *character) {
  const char a = character[0];
  const char b = character[1];
  const char c = character[2];
#if defined(__SSE2__)
  const __m128i first = _mm_set1_epi8(a);
  const __m128i second = _mm_set1_epi8(b);
  const __m128i third = _mm_set1_epi8(c);
  for (; size - at >= 18; at += 16) {
    const char *s = text + at;
    __m128i hits = _mm_and_si128(
        _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(const void *)s), first),
        _mm_and_si128(
            _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(const void *)(s + 1)), second),
            _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(const void *)(s + 2)), third)));
    int mask = _mm_movemask_epi8(hits);
    if (mask)
      return at + (size_t)__builtin_ctz((unsigned)mask);
  }
#endif
  for (; size - at >= 3; at++) {
    if (text[at] == a && text[at + 1] == b && text[at + 2] == c)
      return at;
  }
  return size;
}

uint32_t gw__closer(uint32_t code) {
  switch (code) {
  case '(':
    return ')';
  case '"':
    return '"';
  case '[':
    return ']';
  case 0xFF08: /* （ */
    return 0xFF09;
  case 0xFF3B: /* ［ */
    return 0xFF3D;
  case 0x2018: /* ‘ */
  case 0x201C: /* “ */
  case 0x3008: /* 〈 */
  case 0x300A: /* 《 */
  case 0x300C: /* 「 */
  case 0x300E: /* 『 */
  case 0x3010: /* 【 */
  case 0x3014: /* 〔 */
  case 0x3016: /* 〖 */
    return code + 1;
  default:
    return 0;
  }
}

size_t gw__enclosed_end(const char *text, size_t size, size_t at) {
  gw__char open = gw__char_at(text, size, at);
  uint32_t close = gw__closer(open.code);
  if (!close)
    return 0;
  bool quote = open.code == '"' || open.code == 0x2018 || open.code == 0x201C;
  if (size - at > GW__ENCLOSED_MAX)
    size = at + GW__ENCLOSED_MAX;
  unsigned depth = 1;
  for (size_t i = at + open.size; i < size;) {
    gw__char c = gw__char_at(text, size, i);
    i += c.size;
    if (c.code == close) {
      if (!--depth)
        return i;
    } else if (c.code == open.code) {
      if (quote) /* “……“: the first one was never closed */
        return 0;
      depth++;
    }
  }
  return 0;
}
