/*
 * documents.h - what the tests of documents share. Include it behind cmocka.h.
 */
#ifndef GONGWEN_TESTS_DOCUMENTS_H
#define GONGWEN_TESTS_DOCUMENTS_H

#include <stdlib.h>
#include <string.h>

#include "core/document.h"

static const char report[] =
    "一、基本情况\n本年度工作有序推进。\n二、主要做法\n（一）健全机制\n"
    "各项制度已经建立。\n（二）夯实基础\n各项基础已经夯实。\n三、存在问题\n"
    "还有一些不足。\n四、下一步打算\n继续努力。\n";

static inline gw_document *parse(const char *text) {
  gw_document *self = gw_document_parse(text, strlen(text));
  assert_non_null(self);
  return self;
}

/* Leaves of a few lines. */
static inline gw_document *parse_small(const char *text) {
  gw_document *self =
      gw__document_parse_sized(text, strlen(text), (gw__limits){.bytes = 64, .lines = 4});
  assert_non_null(self);
  return self;
}

/* Replaces lines by those of `text`, split at LF; NULL: by none. */
static inline bool edit(gw_document *self, size_t first, size_t old_end, const char *text) {
  gw_span lines[64];
  size_t count = 0;
  while (text && count < 64) {
    const char *end = strchr(text, '\n');
    lines[count++] = (gw_span){text, end ? (size_t)(end - text) : strlen(text)};
    text = end ? end + 1 : NULL;
  }
  return gw_document_edit(self, first, old_end, lines, count);
}

static inline void assert_line(const gw_document *self, size_t line, const char *text,
                               size_t size) {
  gw_span span = gw_document_line(self, line);
  assert_non_null(span.data);
  assert_int_equal(span.size, size);
  assert_memory_equal(span.data, text, size);
}

/* All lines, each with its LF. */
static inline char *text_of(const gw_document *self) {
  char *all = malloc(gw_document_size(self) + 1);
  assert_non_null(all);
  char *at = all;
  for (size_t i = 0; i < gw_document_line_count(self); i++) {
    gw_span line = gw_document_line(self, i);
    memcpy(at, line.data, line.size);
    at += line.size;
    *at++ = '\n';
  }
  *at = '\0';
  return all;
}

static inline void assert_text(const gw_document *self, const char *text) {
  char *all = text_of(self);
  assert_string_equal(all, text);
  free(all);
  assert_null(gw__document_check(self));
}

/* The id of the node with this title, the nth of them. */
static inline uint32_t id_of(gw_document *self, const char *title, size_t nth) {
  for (size_t i = 0; i < gw_document_node_count(self); i++) {
    gw_node node;
    char buffer[256];
    assert_true(gw_document_node(self, i, &node));
    gw_node_title(self, &node, buffer, sizeof buffer);
    if (strcmp(buffer, title) == 0 && nth-- == 0)
      return node.id;
  }
  fail_msg("no node %s", title);
  return 0;
}

#endif
