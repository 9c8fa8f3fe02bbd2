/*
 * buffers.h - the host's copy of the editor's buffers. A cache: the text belongs to the editor.
 */
#ifndef GONGWEN_HOST_BUFFERS_H
#define GONGWEN_HOST_BUFFERS_H

#include "host/view.h"

#include <gongwen/gongwen.h>

typedef struct buffer {
  int64_t number; /* the editor's buffer number */
  int64_t tick;   /* its changedtick, as last said by `open` or `change` */
  bool synced; /* false after a change that did not fit: the text is wrong until the next `open` */
  bool marked; /* the editor shows its placeholders: see marks.h */
  char
      *path; /* its file as the last `open` told it; NULL: that did not, and wants no `expansion` */
  gw_document *document;
  view view;
} buffer;

/* Few buffers are open at a time, so they stand in a plain list. Start from {0}. */
typedef struct buffers {
  buffer **items;
  size_t count;
  size_t capacity;
} buffers;

void buffers_free(buffers *self);

/* NULL if there is none. */
buffer *buffers_find(const buffers *self, int64_t number);

/* That buffer, made if need be: then of one empty line, and not synced. */
buffer *buffers_need(buffers *self, int64_t number);

/* Forgets it; nothing happens if there is none. */
void buffers_remove(buffers *self, int64_t number);

/*
 * Replaces lines [first, old_end) by those given, which are copied. What is equal at both ends is
 * left out of the edit: so a node whose line was only sent again keeps its identity, and its folds.
 * The range must lie in the document.
 */
void buffer_replace(buffer *self, size_t first, size_t old_end, const gw_span *lines, size_t count);

#endif
