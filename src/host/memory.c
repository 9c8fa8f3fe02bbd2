#include "host/memory.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

_Noreturn void memory_exhausted(void) {
  /* At once: what exit() runs, libuv's among it, may need memory or wait for a thread. */
  (void)fputs("gongwen host: out of memory\n", stderr);
  _exit(1);
}

void *memory_resize(void *block, size_t count, size_t size) {
  if (size && count > SIZE_MAX / size)
    memory_exhausted();
  size_t bytes = count * size;
  void *moved = realloc(block, bytes ? bytes : 1);
  if (!moved)
    memory_exhausted();
  return moved;
}

void *memory_new(size_t count, size_t size) {
  void *block = calloc(count ? count : 1, size ? size : 1);
  if (!block)
    memory_exhausted();
  return block;
}

char *memory_text(const char *text, size_t size) {
  if (size == SIZE_MAX)
    memory_exhausted();
  char *copy = memory_resize(NULL, size + 1, 1);
  if (size)
    memcpy(copy, text, size);
  copy[size] = '\0';
  return copy;
}

void *memory_grow(void *block, size_t *capacity, size_t wanted, size_t size) {
  if (wanted <= *capacity)
    return block;
  size_t next = *capacity > SIZE_MAX / 2 ? SIZE_MAX : *capacity * 2;
  if (next < wanted)
    next = wanted;
  if (next < 16)
    next = 16;
  block = memory_resize(block, next, size);
  *capacity = next;
  return block;
}
