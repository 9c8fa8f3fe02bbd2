/* NOLINTNEXTLINE: the name is the system's */
#define _DEFAULT_SOURCE /* madvise() */

#include "core/pool.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

/* A large page, and how many a block has. */
#define PAGE  ((size_t)2 << 20)
#define BLOCK (4 * PAGE)

/* At the start of a block. */
typedef struct gw__pool_block {
  alignas(max_align_t) struct gw__pool_block *next;
} block;

/* Begins a block with room for `size` bytes. */
static bool extend(gw__pool *self, size_t size) {
  if (size > SIZE_MAX - sizeof(block) - BLOCK)
    return false;
  size_t all = (sizeof(block) + size + BLOCK - 1) / BLOCK * BLOCK;
  block *fresh = aligned_alloc(PAGE, all);
  if (!fresh)
    return false;
#ifdef MADV_HUGEPAGE
  (void)madvise(fresh, all, MADV_HUGEPAGE); /* else it is slower */
#endif
  fresh->next = self->blocks;
  self->blocks = fresh;
  self->at = (char *)(fresh + 1);
  self->left = all - sizeof *fresh;
  return true;
}

void *gw__pool_take(gw__pool *self, size_t size) {
  if (size > SIZE_MAX - alignof(max_align_t))
    return NULL;
  size = (size + alignof(max_align_t) - 1) / alignof(max_align_t) * alignof(max_align_t);
  if (size > self->left && !extend(self, size))
    return NULL;
  void *taken = self->at;
  self->at += size;
  self->left -= size;
  return taken;
}

void gw__pool_join(gw__pool *self, gw__pool *other) {
  block **end = &self->blocks;
  while (*end)
    end = &(*end)->next;
  *end = other->blocks;
  *other = (gw__pool){0};
}

void gw__pool_free(gw__pool *self) {
  while (self->blocks) {
    block *next = self->blocks->next;
    free(self->blocks);
    self->blocks = next;
  }
  *self = (gw__pool){0};
}
