/*
 * split.h - a text cut at its LFs: 64 bytes at a time where the processor can.
 *
 * A line of prose has some hundred bytes: a call of memchr() for each costs more than to look at
 * them. So the LFs of a block are found together and then taken one by one.
 */
#ifndef GONGWEN_CORE_SPLIT_H
#define GONGWEN_CORE_SPLIT_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__) && defined(__GNUC__)
#include <emmintrin.h>
#endif

/* Start from {text, size}. */
typedef struct gw__split {
  const char *text;
  size_t size;
  size_t next;   /* the first byte of the next block */
  size_t block;  /* the first byte of this one */
  uint64_t left; /* its LFs that have not been taken, the first one in the lowest bit */
} gw__split;

#if defined(__SSE2__) && defined(__GNUC__)

#define GW__SPLIT_BLOCK 64
/* How far ahead memory is asked for, while the lines are worked on. */
#define GW__SPLIT_AHEAD 2048

static inline uint64_t gw__lf_bits(const char *block) {
  const __m128i lf = _mm_set1_epi8('\n');
  const __m128i *from = (const __m128i *)(const void *)block;
  uint64_t bits = 0;
  for (unsigned i = 0; i < GW__SPLIT_BLOCK / 16; i++) {
    __m128i hits = _mm_cmpeq_epi8(_mm_loadu_si128(from + i), lf);
    bits |= (uint64_t)(uint32_t)_mm_movemask_epi8(hits) << 16 * i;
  }
  return bits;
}

/* The next LF; `size` if there is no other. */
static inline size_t gw__split_next(gw__split *self) {
  while (!self->left) {
    size_t rest = self->size - self->next;
    self->block = self->next;
    if (rest >= GW__SPLIT_BLOCK) {
      self->left = gw__lf_bits(self->text + self->block);
      __builtin_prefetch(self->text + self->block + GW__SPLIT_AHEAD);
      self->next += GW__SPLIT_BLOCK;
    } else if (rest > 0) {
      char last[GW__SPLIT_BLOCK] = {0};
      memcpy(last, self->text + self->block, rest);
      self->left = gw__lf_bits(last);
      self->next = self->size;
    } else {
      return self->size;
    }
  }
  size_t at = self->block + (size_t)__builtin_ctzll(self->left);
  self->left &= self->left - 1;
  return at;
}

#else

/* The next LF; `size` if there is no other. */
static inline size_t gw__split_next(gw__split *self) {
  size_t rest = self->size - self->next;
  const char *lf = rest > 0 ? memchr(self->text + self->next, '\n', rest) : NULL;
  self->block = lf ? (size_t)(lf - self->text) : self->size;
  self->next = lf ? self->block + 1 : self->size;
  return self->block;
}

#endif
#endif
