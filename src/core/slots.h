/*
 * slots.h - the placeholders of one line.
 *
 * Local like scan.h, but for one question that only the document can answer: is 【…】 (or […], {…}) a
 * slot to fill or a label? Such slots are marked `label` where they stand like one (the whole line, or
 * right after an ordinal); the document counts both sorts and decides: see gw__labels_are_slots().
 */
#ifndef GONGWEN_CORE_SLOTS_H
#define GONGWEN_CORE_SLOTS_H

#include <gongwen/gongwen.h>

typedef struct gw__slot {
  uint32_t column;
  uint32_t size;
  uint8_t slot; /* gw_slot */
  bool label;   /* a slot only if the document says so */
} gw__slot;

/*
 * The next placeholder that starts at byte *from or later; moves *from behind it. False, with *from at
 * the end, when there is none. Start with 0: the guards look at the bytes before a match.
 */
bool gw__next_slot(const char *line, size_t size, size_t *from, gw__slot *out);

/* Whether slots in the place of a label count, in a document with so many of each. */
bool gw__labels_are_slots(size_t slots, size_t labels);

/* The field of a slot: the bytes of `line` that name it ([*start, *end)), false if it has none. */
bool gw__slot_field(const char *line, size_t size, const gw__slot *slot, size_t *start,
                    size_t *end);

#endif
