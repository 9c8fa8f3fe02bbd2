/*
 * characters.c - how many characters lines have: a sum over the leaves, made when it is asked for.
 *
 * A leaf that an edit builds is not counted, so a keystroke costs nothing here until somebody asks,
 * and then the leaves that are new.
 */
#include "core/characters.h"

#include "core/document.h"
#include "core/utf8.h"

/* What a character is to the count. */
typedef enum sort {
  NOTHING, /* no part of the text, and ends no run */
  BLANK,
  RUN, /* a letter, a digit, a narrow mark */
  ONE, /* counts by itself */
} sort;

static sort sort_of(uint32_t code) {
  if (code < 0x2000)
    return code <= ' ' || code == 0x7F || code == 0x85 || code == 0xA0 ? BLANK
           : code == 0xAD                                              ? NOTHING
           : code == 0xB7 || code == 0xD7                              ? ONE /* · × */
                                                                       : RUN;
  if (code == 0x3000 || code <= 0x200A || code == 0x2028 || code == 0x2029 || code == 0x202F)
    return BLANK;
  if ((code >= 0x200B && code <= 0x200F) || code == 0x2060 || code == 0xFEFF ||
      (code >= 0xFE00 && code <= 0xFE0F) || code >= 0xE0000)
    return NOTHING;
  return ONE;
}

size_t gw__characters(const char *text, size_t size) {
  size_t count = 0;
  bool run = false;
  for (size_t at = 0; at < size;) {
    gw__char c = gw__char_at(text, size, at);
    at += c.size;
    sort is = sort_of(c.code);
    if (is == NOTHING)
      continue;
    count += is == ONE || (is == RUN && !run);
    run = is == RUN;
  }
  return count;
}

/* Counts the leaves below that have not been counted. */
static void count_below(gw__child *child, unsigned height) {
  if (child->sums.of[GW__UNMEASURED] == 0)
    return;
  if (height == 0) {
    const gw__leaf *leaf = (const gw__leaf *)child->node;
    child->sums.of[GW__CHARACTERS] = gw__characters(leaf->text, leaf->bytes);
    child->sums.of[GW__UNMEASURED] = 0;
    return;
  }
  gw__inner *inner = (gw__inner *)child->node;
  size_t sum = 0;
  for (size_t i = 0; i < inner->count; i++) {
    count_below(&inner->children[i], height - 1);
    sum += inner->children[i].sums.of[GW__CHARACTERS];
  }
  child->sums.of[GW__CHARACTERS] = sum;
  child->sums.of[GW__UNMEASURED] = 0;
}

static size_t count_before(const gw_document *self, size_t line) {
  gw__place place;
  if (!gw__document_place(self, line, &place))
    return self->tree.root.sums.of[GW__CHARACTERS];
  const gw__leaf *leaf = place.path.leaf;
  return place.path.before[GW__CHARACTERS] +
         gw__characters(leaf->text, gw__leaf_lines(leaf)[place.line].start);
}

size_t gw_document_character_count(gw_document *self, size_t first, size_t end) {
  if (first >= end)
    return 0;
  if (self->tree.root.sums.of[GW__UNMEASURED] > 0) {
    self->near_set = false;
    count_below(&self->tree.root, self->tree.height);
  }
  return count_before(self, end) - count_before(self, first);
}
