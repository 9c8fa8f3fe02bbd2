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

/* The last place in the text where this byte stands. */
static inline bool find_byte(const gw_document *document, int byte, gw_point *place) {
  for (size_t i = gw_document_line_count(document); i-- > 0;) {
    gw_span line = gw_document_line(document, i);
    const char *mark = line.size ? memchr(line.data, byte, line.size) : NULL;
    if (!mark)
      continue;
    *place = (gw_point){i, (size_t)(mark - line.data)};
    return true;
  }
  return false;
}

#endif
