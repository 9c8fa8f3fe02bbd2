/*
 * pool.h - memory that is given back all at once: the leaves of a text that is viewed.
 *
 * Taking it from pages of two megabytes, where the system has them, costs a fraction of what a
 * thousand small ones do that are each made when they are first touched.
 */
#ifndef GONGWEN_CORE_POOL_H
#define GONGWEN_CORE_POOL_H

#include <pthread.h>
#include <stddef.h>

typedef struct gw__pool {
  pthread_mutex_t lock;
  struct gw__pool_block *blocks;
  char *at; /* free bytes of the newest block */
  size_t left;
} gw__pool;

/* NULL if memory ran out. */
gw__pool *gw__pool_new(void);

/* Bytes aligned for any type, until the pool is freed; NULL if memory ran out. From any thread. */
void *gw__pool_take(gw__pool *self, size_t size);

void gw__pool_free(gw__pool *self); /* NULL is allowed */

#endif
