/*
 * failing.h - allocations that fail when told to, for programs linked with
 * --wrap=malloc,--wrap=calloc,--wrap=realloc.
 */
#ifndef GONGWEN_TESTS_FAILING_H
#define GONGWEN_TESTS_FAILING_H

#include <stdbool.h>
#include <stdlib.h>

/* NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp): the linker's names */
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
/* NOLINTEND(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp) */

static size_t fail_at; /* 0: never; n: the nth allocation from now */

static bool fails(void) {
  return fail_at > 0 && --fail_at == 0;
}

void *__wrap_malloc(size_t size) {
  return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size) {
  return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size) {
  return fails() ? NULL : __real_realloc(old, size);
}

#endif
