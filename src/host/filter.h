/*
 * filter.h - an outline narrowed to the rows that hold some words.
 */
#ifndef GONGWEN_HOST_FILTER_H
#define GONGWEN_HOST_FILTER_H

#include <gongwen/gongwen.h>

/* Start from {0}. */
typedef struct filter {
  char *words; /* owned; NULL: no filter */
  size_t size;
  bool *keeps; /* for each node, as last worked out */
  size_t count;
} filter;

void filter_free(filter *self);

/* Sets the words; blank ones set no filter. Whether they are others than before. */
bool filter_set(filter *self, gw_span words);

static inline bool filter_active(const filter *self) {
  return self->words != NULL;
}

/* Works out which nodes to keep: those whose text (rowtext.h) has each of the words, whatever the
 * case of its letters, and the nodes around them. Items only with `items`. */
void filter_apply(filter *self, gw_document *document, bool items);

static inline bool filter_keeps(const filter *self, size_t node) {
  return !filter_active(self) || (node < self->count && self->keeps[node]);
}

#endif
