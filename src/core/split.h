/*
 * split.h - a text cut at its LFs.
 *
 * A line of prose has some hundred bytes: a call of memchr() for each costs more than to look at
 * them. So the LFs of a few thousand bytes are found together, and then taken one by one.
 */
#ifndef GONGWEN_CORE_SPLIT_H
#define GONGWEN_CORE_SPLIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How many bytes are looked at together. */
#define GW__SPLIT_BLOCK 4096

typedef struct gw__split {
  const char *text;
  size_t size;  /* may grow between two questions */
  size_t next;  /* the first byte of the next block */
  size_t block; /* the first byte of this one */
  size_t count; /* its LFs, counted from there */
  size_t taken;
  size_t (*find)(const char *text, size_t size, uint16_t *lfs);
  uint16_t lfs[GW__SPLIT_BLOCK];
} gw__split;

/* Starts at the first byte. */
void gw__split_start(gw__split *self, const char *text, size_t size);

/* The same in one of the ways there are: 0 looks at every byte, 1 at many together. False if this
 * processor has no such way. For tests: all find the same. */
bool gw__split_start_by(unsigned way, gw__split *self, const char *text, size_t size);

/* Looks for LFs in the next block; false if there is none. */
bool gw__split_read(gw__split *self);

/* The next LF; `size` if there is no other. */
static inline size_t gw__split_next(gw__split *self) {
  while (self->taken == self->count) {
    if (!gw__split_read(self))
      return self->size;
  }
  return self->block + self->lfs[self->taken++];
}

#endif
