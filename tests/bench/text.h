/*
 * text.h - a text to measure with: official documents, one after the other, shaped as real ones
 * are. Of what was counted in some seventy: three lines of ten with text are headings, half of
 * these run-in; a heading each 850 bytes; 240 bytes a line, the paragraphs from one line to half a
 * page.
 */
#ifndef GONGWEN_TESTS_BENCH_TEXT_H
#define GONGWEN_TESTS_BENCH_TEXT_H

#include <stddef.h>
#include <stdint.h>

/* Numbers from a seed, the same on every machine. */
uint64_t bench_draw(uint64_t *seed);

/* What to make of it. */
typedef enum bench_shape {
  BENCH_PLAIN,
  BENCH_DENSE, /* hardly more than headings: one each 480 bytes */
  BENCH_LONG,  /* a line of 50,000 characters behind every MiB */
} bench_shape;

/*
 * At most `bytes` bytes, as many whole lines as they hold: `*size` of them, the
 * same for the same seed. The caller frees it. Ends the process when memory runs out.
 */
char *bench_text(size_t bytes, uint64_t seed, bench_shape shape, size_t *size);

/* Seconds since some moment. */
double bench_now(void);

/* Seconds of a processor that this process has used: what others do at the time does not count. */
double bench_spent(void);

/* The value in the middle of `count`; sorts them. */
double bench_median(double *values, size_t count);

#endif
