/* split.c - LFs found many bytes at a time. */
#include "core/split.h"

#include <string.h>

#if defined(__x86_64__) && defined(__GNUC__)
#define HAS_AVX2
#include <immintrin.h>
#endif

/* Writes where the LFs are, of at most GW__SPLIT_BLOCK bytes; how many they are. */
typedef size_t (*finder)(const char *text, size_t size, uint16_t *lfs);

static size_t find_one_by_one(const char *text, size_t size, uint16_t *lfs) {
  size_t count = 0;
  for (size_t at = 0; at < size; at++) {
    const char *lf = memchr(text + at, '\n', size - at);
    if (!lf)
      break;
    at = (size_t)(lf - text);
    lfs[count++] = (uint16_t)at;
  }
  return count;
}

#ifdef HAS_AVX2
__attribute__((target("avx2"))) static uint64_t lf_bits(const char *at) {
  const __m256i lf = _mm256_set1_epi8('\n');
  const __m256i *from = (const __m256i *)(const void *)at;
  unsigned low = (unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_loadu_si256(from), lf));
  unsigned high =
      (unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_loadu_si256(from + 1), lf));
  return (uint64_t)high << 32 | low;
}

/*
 * Of 64 bytes mostly none or one is an LF, and which of both no processor guesses well. So the
 * first two places are always written, and counted if they are some.
 */
__attribute__((target("avx2,bmi,popcnt"))) static size_t find_avx2(const char *text, size_t size,
                                                                   uint16_t *lfs) {
  size_t count = 0;
  size_t at = 0;
  for (; size - at >= 64; at += 64) {
    uint64_t bits = lf_bits(text + at);
    size_t found = (size_t)__builtin_popcountll(bits);
    lfs[count] = (uint16_t)(at + _tzcnt_u64(bits));
    lfs[count + 1] = (uint16_t)(at + _tzcnt_u64(_blsr_u64(bits)));
    for (size_t i = 2; i < found; i++) {
      if (i == 2)
        bits = _blsr_u64(_blsr_u64(bits));
      lfs[count + i] = (uint16_t)(at + _tzcnt_u64(bits));
      bits = _blsr_u64(bits);
    }
    count += found;
  }
  size_t rest = find_one_by_one(text + at, size - at, lfs + count);
  for (size_t i = 0; i < rest; i++)
    lfs[count + i] = (uint16_t)(lfs[count + i] + at);
  return count + rest;
}
#endif

/* The ways there are; NULL where this processor has none. */
static finder choose(unsigned way) {
  switch (way) {
  case 0:
    return find_one_by_one;
#ifdef HAS_AVX2
  case 1:
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") ? find_avx2 : NULL;
#endif
  default:
    return NULL;
  }
}

bool gw__split_start_by(unsigned way, gw__split *self, const char *text, size_t size) {
  self->text = text;
  self->size = size;
  self->next = self->block = self->count = self->taken = 0;
  self->find = choose(way);
  return self->find != NULL;
}

void gw__split_start(gw__split *self, const char *text, size_t size) {
  if (!gw__split_start_by(1, self, text, size))
    (void)gw__split_start_by(0, self, text, size);
}

bool gw__split_read(gw__split *self) {
  size_t rest = self->size - self->next;
  if (rest == 0)
    return false;
  self->block = self->next;
  self->next += rest < GW__SPLIT_BLOCK ? rest : GW__SPLIT_BLOCK;
  self->count = self->find(self->text + self->block, self->next - self->block, self->lfs);
  self->taken = 0;
  return true;
}
