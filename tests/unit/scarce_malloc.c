/*
 * Preloaded into a program by host_scarce.c: its $GONGWEN_FAIL_AT-th allocation fails, in whichever
 * library, and so do the $GONGWEN_FAIL_ON behind it. The first time it says "scarce" on standard
 * error.
 */
#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

/* NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp): the names of glibc */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t size);
/* NOLINTEND(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp) */

#define SHOWN __attribute__((visibility("default")))

SHOWN void *malloc(size_t size);
SHOWN void *calloc(size_t count, size_t size);
SHOWN void *realloc(void *block, size_t size);

static atomic_long left = -1; /* until the last one that fails; -1: not read yet */
static long further;

static bool fails(void) {
  if (left == -1) {
    const char *first = getenv("GONGWEN_FAIL_AT");
    const char *on = getenv("GONGWEN_FAIL_ON");
    further = on ? atol(on) : 0;
    left = (first ? atol(first) : 0) + further;
  }
  if (left <= 0)
    return false;
  long now = atomic_fetch_sub(&left, 1);
  if (now == further + 1 && write(STDERR_FILENO, "scarce\n", 7) < 0)
    abort();
  return now >= 1 && now <= further + 1;
}

static void *none(void) {
  errno = ENOMEM;
  return NULL;
}

void *malloc(size_t size) {
  return fails() ? none() : __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
  return fails() ? none() : __libc_calloc(count, size);
}

void *realloc(void *block, size_t size) {
  return fails() ? none() : __libc_realloc(block, size);
}
