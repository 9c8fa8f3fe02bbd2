#include "host/filter.h"

#include "host/memory.h"
#include "host/rowtext.h"

#include <stdlib.h>
#include <string.h>

void filter_free(filter *self) {
  free(self->words);
  free(self->keeps);
  *self = (filter){0};
}

/* The size of the blank at `at`: a space, a tab or U+3000; 0 for none. */
static size_t blank_at(const char *text, size_t size, size_t at) {
  if (at < size && (text[at] == ' ' || text[at] == '\t'))
    return 1;
  return size - at >= 3 && memcmp(text + at, "\xE3\x80\x80", 3) == 0 ? 3 : 0;
}

/* The next word from *at on; false if there is none. */
static bool next_word(const char *words, size_t size, size_t *at, gw_span *out) {
  for (size_t blank; (blank = blank_at(words, size, *at)) > 0;)
    *at += blank;
  size_t start = *at;
  while (*at < size && blank_at(words, size, *at) == 0)
    ++*at;
  *out = (gw_span){words + start, *at - start};
  return *at > start;
}

bool filter_set(filter *self, gw_span words) {
  size_t at = 0;
  gw_span word;
  bool any = next_word(words.data, words.size, &at, &word);
  size_t size = any ? words.size : 0;
  if (size == self->size && (size == 0 || memcmp(words.data, self->words, size) == 0))
    return false;
  filter_free(self);
  if (any) {
    self->words = memory_resize(NULL, size, 1);
    self->size = size;
    memcpy(self->words, words.data, size);
  }
  return true;
}

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool has_word(const char *text, size_t size, gw_span word) {
  for (size_t at = 0; word.size <= size && at <= size - word.size; at++) {
    size_t same = 0;
    while (same < word.size && lower(text[at + same]) == lower(word.data[same]))
      same++;
    if (same == word.size)
      return true;
  }
  return false;
}

static bool matches(const filter *self, const char *text, size_t size) {
  size_t at = 0;
  gw_span word;
  while (next_word(self->words, self->size, &at, &word))
    if (!has_word(text, size, word))
      return false;
  return true;
}

void filter_apply(filter *self, gw_document *document, bool items) {
  self->count = gw_document_node_count(document);
  free(self->keeps);
  self->keeps = memory_resize(NULL, self->count + 1, sizeof *self->keeps);
  size_t around[VIEW_DEPTH_MAX]; /* the node at hand and those around it, outermost first */
  unsigned levels[VIEW_DEPTH_MAX];
  size_t depth = 0;
  size_t capacity = 0;
  char *text = NULL;
  gw_node node;
  for (size_t i = 0; gw_document_node(document, i, &node); i++) {
    self->keeps[i] = false;
    if (node.kind == GW_ITEM && !items)
      continue;
    while (depth > 0 && levels[depth - 1] >= node.level)
      depth--;
    around[depth] = i;
    levels[depth++] = node.level;
    text = memory_grow(text, &capacity, row_text_ordinal(document, &node) + VIEW_TITLE_BYTES, 1);
    size_t ordinal;
    if (!matches(self, text, row_text(document, &node, text, &ordinal)))
      continue;
    /* What stands around a node that is kept is kept already. */
    for (size_t up = depth; up-- > 0 && !self->keeps[around[up]];)
      self->keeps[around[up]] = true;
  }
  free(text);
}
