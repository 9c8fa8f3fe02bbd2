/*
 * pool.h - memory that is given back all at once: the leaves of a text that is viewed.
 *
 * Taking it from pages of two megabytes, where the system has them, costs a fraction of what a
 * thousand small ones do that are each made when they are first touched.
 */
#ifndef GONGWEN_CORE_POOL_H
#define GONGWEN_CORE_POOL_H

#include <stddef.h>

/* Zeroed to begin with. For one thread at a time. */
typedef struct gw__pool {
  struct gw__pool_block *blocks;
  char *at; /* free bytes of the newest block */
  size_t left;
} gw__pool;

/* Bytes aligned for any type, until the pool is freed; NULL if memory ran out. */
void *gw__pool_take(gw__pool *self, size_t size);

/* Gives all that the other holds to this one. */
void gw__pool_join(gw__pool *self, gw__pool *other);

/* Empty again. */
void gw__pool_free(gw__pool *self);

#endif
