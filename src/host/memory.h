/*
 * memory.h - allocation that does not fail, for the host alone.
 *
 * The text lives in the editor and the host keeps only what can be worked out again, so a host
 * without memory has nothing to save: it says so in one line and exits with status 1. (The core
 * never does this: it may be loaded into the editor itself.)
 */
#ifndef GONGWEN_HOST_MEMORY_H
#define GONGWEN_HOST_MEMORY_H

#include <stddef.h>

/* Ends the process for want of memory. */
_Noreturn void memory_exhausted(void);

/* Like realloc() for `count` items of `size` bytes each; never NULL, and the product is checked. */
void *memory_resize(void *block, size_t count, size_t size);

/* `count` items of `size` bytes each, all zero. */
void *memory_new(size_t count, size_t size);

/* A NUL-terminated copy of `size` bytes. */
char *memory_text(const char *text, size_t size);

/*
 * Makes room for at least `wanted` items in an array that grows: returns `block`, moved if need be,
 * and keeps *capacity. Doubles, so that adding one by one costs little.
 */
void *memory_grow(void *block, size_t *capacity, size_t wanted, size_t size);

#endif
