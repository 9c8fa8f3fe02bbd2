/*
 * outline.h - the second pass: which candidates are nodes, and at what level.
 *
 * Runs over candidate lines only (gw__is_candidate()), in order, carrying a small state from each to
 * the next. What it says of a candidate depends on the state before it and on a window of at most
 * GW__WINDOW candidates to either side, never on more: so after an edit the pass starts GW__WINDOW
 * candidates before it and stops as soon as the state equals what it was there before. That is what
 * makes an edit cost what it touched.
 */
#ifndef GONGWEN_CORE_OUTLINE_H
#define GONGWEN_CORE_OUTLINE_H

#include "core/scan.h"

#define GW__WINDOW 32

/* A candidate with what it needs to know of its neighbours. */
typedef struct gw__candidate {
  const gw__scan *scan;
  uint8_t previous;   /* gw__line_class of the line before it; GW__LINE_BLANK at the start */
  uint8_t next;       /* class of the next line that is not blank; GW__LINE_BLANK at the end */
  bool next_adjacent; /* that line is the very next one */
} gw__candidate;

/*
 * What is carried from one candidate to the next. Plain data: two states are equal when their bytes
 * are, so every byte is set (start from all zero, and no padding is left undefined).
 */
typedef struct gw__open {
  uint8_t form;
  uint8_t token;
  uint16_t number;  /* the last ordinal seen in this group, 0 if none */
  uint8_t shape;    /* what the group's members are, as far as known */
  uint8_t members;  /* how many, saturating: votes */
  uint8_t level;    /* of the group's members */
  uint8_t is_open;  /* the group may go on */
} gw__open;

typedef struct gw__outline_state {
  gw__open open[GW_FORM_COUNT]; /* by form: the group that is open in that form */
  uint8_t in_fence;
  uint8_t spare[7];
} gw__outline_state;

typedef struct gw__verdict {
  bool accepted;
  uint8_t kind;  /* GW_HEADING or GW_ITEM */
  uint8_t shape; /* gw_shape, after the siblings' vote */
  uint8_t level; /* 1 and up */
} gw__verdict;

/*
 * Decides on window[at] and moves the state on. `window` holds `count` consecutive candidates: up to
 * GW__WINDOW before `at` and up to GW__WINDOW behind it, fewer only at the ends of the document.
 */
void gw__outline_step(gw__outline_state *state, const gw__candidate *window, size_t count, size_t at,
                      gw__verdict *out);

#endif
