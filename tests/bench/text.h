/*
 * text.h - a text to measure with: official documents, one after the other, as they look: a quarter
 * of the lines headings, some of them run-in, paragraphs of one to twenty sentences, blank lines,
 * placeholders; about 200 bytes a line.
 */
#ifndef GONGWEN_TESTS_BENCH_TEXT_H
#define GONGWEN_TESTS_BENCH_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Numbers from a seed, the same on every machine. */
uint64_t bench_draw(uint64_t *seed);

/*
 * At most `bytes` bytes, as many whole lines as they hold: `*size` of them, the
 * same for the same seed. `long_lines` puts a line of 50,000 characters behind every MiB. The
 * caller frees it. Ends the process when memory runs out.
 */
char *bench_text(size_t bytes, uint64_t seed, bool long_lines, size_t *size);

/* Seconds since some moment. */
double bench_now(void);

/* Seconds of a processor that this process has used: what others do at the time does not count. */
double bench_spent(void);

/* The value in the middle of `count`; sorts them. */
double bench_median(double *values, size_t count);

#endif
