/*
 * part.h - an input cut into parts.
 */
#ifndef GONGWEN_TESTS_PART_H
#define GONGWEN_TESTS_PART_H

#include <string.h>

#include <gongwen/gongwen.h>

/* The bytes up to the next NUL, or to the end. */
static inline gw_span part(gw_span *rest) {
  const char *nul = rest->size ? memchr(rest->data, '\0', rest->size) : NULL;
  gw_span out = {rest->data, nul ? (size_t)(nul - rest->data) : rest->size};
  rest->size -= out.size + (nul != NULL);
  rest->data += out.size + (nul != NULL);
  return out;
}

#endif
