/*
 * slot.h - a possible placeholder, as the rules for each way of writing one see it.
 */
#ifndef GONGWEN_CORE_SLOT_H
#define GONGWEN_CORE_SLOT_H

#include "core/slots.h"
#include "core/utf8.h"

/* A byte that can open a placeholder, in its line. A rule answers with gw__found() or false. */
typedef struct gw__trigger {
  const char *line;
  size_t size;
  size_t at;   /* the trigger */
  size_t next; /* where to go on if nothing is found */
  gw__slot *out;
} gw__trigger;

static inline bool gw__found(gw__trigger *self, size_t start, size_t end, gw_slot slot,
                             bool label) {
  self->out->column = (uint32_t)start;
  self->out->size = (uint32_t)(end - start);
  self->out->slot = (uint8_t)slot;
  self->out->label = label;
  self->next = end;
  return true;
}

/* The character that ends at byte `at` of the line, and the one that starts there; 0 for none. */
static inline uint32_t gw__code_before(const gw__trigger *self, size_t at) {
  return gw__char_before(self->line, at).code;
}

static inline uint32_t gw__code_at(const gw__trigger *self, size_t at) {
  return gw__char_at(self->line, self->size, at).code;
}

/* X x Ｘ Ⅹ × */
bool gw__is_x(uint32_t code);

/* The rules for brackets (brackets.c): 【…】, […], {…} {{…}}, and （待补充） opened by `open`. */
bool gw__match_lenticular(gw__trigger *self);
bool gw__match_square(gw__trigger *self);
bool gw__match_braces(gw__trigger *self);
bool gw__match_note(gw__trigger *self, gw__char open);

#endif
