/* trigger.c - the search for what can open a placeholder: byte by byte, by 16, by 32. */
#include "core/trigger.h"

#include <stdbool.h>
#include <stdint.h>

#if defined(__x86_64__) && defined(__GNUC__)
#define HAS_AVX2
#include <immintrin.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
#endif

/* × is C3 97, Ⅹ E2 85 A9, ○ E2 97 8B, 某 E6 9F 90, 【 E3 80 90, and Ｘ （ ＿ are EF BC, then B8 88
 * BF. */
static bool is_trigger(const unsigned char *s, size_t left) {
  switch (s[0]) {
  case 'X':
  case 'x':
  case '_':
  case '*':
  case '[':
  case '{':
  case '(':
  case '`':
    return true;
  case 0xC3:
    return left >= 2 && s[1] == 0x97;
  case 0xE2:
    return left >= 3 && ((s[1] == 0x85 && s[2] == 0xA9) || (s[1] == 0x97 && s[2] == 0x8B));
  case 0xE6:
    return left >= 3 && s[1] == 0x9F && s[2] == 0x90;
  case 0xE3:
    return left >= 3 && s[1] == 0x80 && s[2] == 0x90;
  case 0xEF:
    return left >= 3 && s[1] == 0xBC && (s[2] == 0xB8 || s[2] == 0x88 || s[2] == 0xBF);
  default:
    return false;
  }
}

static size_t search(const char *line, size_t size, size_t at) {
  while (at < size && !is_trigger((const unsigned char *)line + at, size - at))
    at++;
  return at;
}

#if defined(__SSE2__)
static size_t search_16(const char *line, size_t size, size_t at) {
  const unsigned char *s = (const unsigned char *)line;
#define EACH(byte)         _mm_set1_epi8((char)(byte))
#define EQUAL(bytes, byte) _mm_cmpeq_epi8(bytes, EACH(byte))
  for (; size - at >= 18; at += 16) {
    __m128i a = _mm_loadu_si128((const __m128i *)(const void *)(s + at));
    __m128i b = _mm_loadu_si128((const __m128i *)(const void *)(s + at + 1));
    __m128i c = _mm_loadu_si128((const __m128i *)(const void *)(s + at + 2));
    __m128i low = _mm_or_si128(a, EACH(0x20)); /* X and x, [ and { */
    __m128i one = _mm_or_si128(_mm_or_si128(_mm_or_si128(EQUAL(low, 'x'), EQUAL(low, '{')),
                                            _mm_or_si128(EQUAL(a, '_'), EQUAL(a, '*'))),
                               _mm_or_si128(_mm_or_si128(EQUAL(a, '('), EQUAL(a, '`')),
                                            _mm_and_si128(EQUAL(a, 0xC3), EQUAL(b, 0x97))));
    __m128i wide =
        _mm_and_si128(EQUAL(c, 0x90), _mm_or_si128(_mm_and_si128(EQUAL(a, 0xE6), EQUAL(b, 0x9F)),
                                                   _mm_and_si128(EQUAL(a, 0xE3), EQUAL(b, 0x80))));
    __m128i mark =
        _mm_and_si128(EQUAL(a, 0xE2), _mm_or_si128(_mm_and_si128(EQUAL(b, 0x85), EQUAL(c, 0xA9)),
                                                   _mm_and_si128(EQUAL(b, 0x97), EQUAL(c, 0x8B))));
    __m128i full =
        _mm_and_si128(_mm_and_si128(EQUAL(a, 0xEF), EQUAL(b, 0xBC)),
                      _mm_or_si128(EQUAL(c, 0xB8), _mm_or_si128(EQUAL(c, 0x88), EQUAL(c, 0xBF))));
    int hits = _mm_movemask_epi8(_mm_or_si128(_mm_or_si128(one, mark), _mm_or_si128(wide, full)));
    if (hits)
      return at + (size_t)__builtin_ctz((unsigned)hits);
  }
#undef EACH
#undef EQUAL
  return search(line, size, at);
}
#endif

#ifdef HAS_AVX2
/*
 * A table for the high and one for the low half of each of three bytes; a bit is a family of
 * triggers, and is set where the half fits one of it. Where all six tables share a bit there may be
 * one: some others fit, too, so each is looked at.
 */
enum {
  CROSS = 1 << 0,                  /* X x [ { */
  STAR = 1 << 1,                   /* ( * */
  BAR = 1 << 2,                    /* _ */
  TIMES = 1 << 3,                  /* × */
  RING = 1 << 4,                   /* Ⅹ ○ */
  SOME = 1 << 5,                   /* 某 【 */
  FULL = 1 << 6,                   /* Ｘ （ ＿ */
  TICK = 1 << 7,                   /* ` */
  ONE = CROSS | STAR | BAR | TICK, /* of one byte, */
  TWO = ONE | TIMES,               /* of two at most */
};

#define TABLE(...) _mm256_broadcastsi128_si256(_mm_setr_epi8(__VA_ARGS__))
#define A          (char)ONE
#define B          (char)TWO

__attribute__((target("avx2"))) static size_t search_32(const char *line, size_t size, size_t at) {
  const __m256i high_1 = TABLE(0, 0, STAR, 0, 0, CROSS | BAR, (char)TICK, CROSS, 0, 0, 0, 0, TIMES,
                               0, RING | SOME | FULL, 0);
  const __m256i low_1 = TABLE((char)TICK, 0, RING, TIMES | SOME, 0, 0, SOME, 0, CROSS | STAR, 0,
                              STAR, CROSS, 0, 0, 0, BAR | FULL);
  const __m256i high_2 =
      TABLE(A, A, A, A, A, A, A, A, (char)(ONE | RING | SOME), (char)(ONE | TIMES | RING | SOME), A,
            (char)(ONE | FULL), A, A, A, A);
  const __m256i low_2 =
      TABLE((char)(ONE | SOME), A, A, A, A, (char)(ONE | RING), A, (char)(ONE | TIMES | RING), A, A,
            A, A, (char)(ONE | FULL), A, A, (char)(ONE | SOME));
  const __m256i high_3 =
      TABLE(B, B, B, B, B, B, B, B, (char)(TWO | RING | FULL), (char)(TWO | SOME),
            (char)(TWO | RING), (char)(TWO | FULL), B, B, B, B);
  const __m256i low_3 =
      TABLE((char)(TWO | SOME), B, B, B, B, B, B, B, (char)(TWO | FULL), (char)(TWO | RING), B,
            (char)(TWO | RING), B, B, B, (char)(TWO | FULL));
  const __m256i half = _mm256_set1_epi8(0x0F);
#define LOAD(from) _mm256_loadu_si256((const __m256i *)(const void *)(from))
#define FITS(bytes, high, low)                                                                     \
  _mm256_and_si256(_mm256_shuffle_epi8(high, _mm256_and_si256(_mm256_srli_epi16(bytes, 4), half)), \
                   _mm256_shuffle_epi8(low, _mm256_and_si256(bytes, half)))
  for (; size - at >= 34; at += 32) {
    __m256i fits = _mm256_and_si256(FITS(LOAD(line + at), high_1, low_1),
                                    _mm256_and_si256(FITS(LOAD(line + at + 1), high_2, low_2),
                                                     FITS(LOAD(line + at + 2), high_3, low_3)));
    __m256i none = _mm256_cmpeq_epi8(fits, _mm256_setzero_si256());
    for (uint32_t hits = ~(uint32_t)_mm256_movemask_epi8(none); hits; hits &= hits - 1) {
      size_t hit = at + (size_t)__builtin_ctz(hits);
      if (is_trigger((const unsigned char *)line + hit, size - hit))
        return hit;
    }
  }
#undef LOAD
#undef FITS
  return search_16(line, size, at);
}
#endif

size_t gw__next_trigger(const char *line, size_t size, size_t at) {
#ifdef HAS_AVX2
  if (size - at >= 34 && __builtin_cpu_supports("avx2"))
    return search_32(line, size, at);
#endif
#if defined(__SSE2__)
  return search_16(line, size, at);
#else
  return search(line, size, at);
#endif
}

size_t gw__next_trigger_by(unsigned way, const char *line, size_t size, size_t at) {
  switch (way) {
  case 0:
    return search(line, size, at);
#if defined(__SSE2__)
  case 1:
    return search_16(line, size, at);
#endif
#ifdef HAS_AVX2
  case 2:
    return __builtin_cpu_supports("avx2") ? search_32(line, size, at) : SIZE_MAX;
#endif
  default:
    return SIZE_MAX;
  }
}
