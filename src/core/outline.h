/*
 * outline.h - the second pass: which candidates are nodes, and at what level.
 *
 * Runs over candidate lines only (gw__is_candidate()), in order, carrying a small state from each
 * to the next. What it says of a candidate depends on the state before it and on a window of at
 * most GW__WINDOW candidates to either side, never on more: so after an edit the pass starts
 * GW__WINDOW candidates before it and stops as soon as the state equals what it was there before.
 * That is what makes an edit cost what it touched.
 *
 * THE RULES
 *   A candidate is accepted if it goes on from the last accepted one of its form (v == last + 1),
 * starts again at 1, repeats or skips up to three, or is the first of its form. One that is in
 * doubt (scan.h: GW__GLUED, GW__WEAK, GW__HOLIDAY, or a line that may go on from the one before) is
 * accepted only where it is next in sequence, or its successor follows in the window. Forms nest by
 * rank (the order of gw_form): an accepted candidate closes all deeper ones, and its level is the
 * number of those still open above it, plus one. 附件 closes everything.
 *
 *   2.1 stands below 2., but not below a list 1. 2. 3. in the section before it; such a list stands
 * below its section (1.1 or 1.1.1) and does not end it. The number of 条
 * goes on through the chapters. Below 目录, entries without page numbers are known by the first one
 * that comes again; they are nothing.
 *
 *   Siblings are headings or items together. The members of a group vote by their looks: a short
 * line, or a short first sentence with a body, is a title; an end in ；, a long sentence, 应当 or
 * 不得 make a clause. Where all members of an outer form begin with a few words and a ：
 * (（一）指导思想： 以……。), those are their titles. So does 1. （1） ① alone in its line without a
 * body: an entry of a list, the more so below a line that ends in ：, and always below a heading
 * ### 1.概况 of the same form. 编 篇 部分 章 节 are always
 * headings; 条 with its text, what stands below 条, and the spoken forms (一是, 第一，) are always
 * items.
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
  /* How wide these lines are, in cells, where their class is GW__LINE_OPEN or
   * GW__LINE_ORDINAL_OPEN; 0 else. */
  uint8_t cells;
  uint8_t previous_cells;
  uint8_t next_cells;
} gw__candidate;

/*
 * What is carried from one candidate to the next. Plain data: two states are equal when their bytes
 * are, so every byte is set (start from all zero, and no padding is left undefined).
 */
typedef struct gw__open {
  uint16_t number; /* the last ordinal seen in this group, 0 if none is open */
  uint8_t token;   /* its spelling */
  uint8_t kind;    /* 1 headings, 2 items, 3 headings with a #; kept when the group closes */
  uint8_t voted;   /* 1 if the members have voted: the kind stays while the group goes on */
  uint8_t is_open; /* the group may go on: its levels, more than one for 1.1.1.1 */
} gw__open;

typedef struct gw__outline_state {
  gw__open open[GW_FORM_COUNT]; /* by form: the group that is open in that form */
  gw__open list;                /* the list 1. 2. 3. in a section 1.1 or 1.1.1 */
  uint8_t fence;                /* the character of the fence we are in, 0 outside */
  uint8_t annex_next;           /* the next number in a list of annexes, 0 outside */
  uint8_t contents_form;        /* of the entry a pasted table of contents began with, 0 outside */
  uint8_t contents_due;         /* 1 below 目录, until the first ordinal */
  uint16_t contents_number;
} gw__outline_state;

typedef struct gw__verdict {
  bool accepted;
  uint8_t kind;  /* GW_HEADING or GW_ITEM */
  uint8_t shape; /* gw_shape, after the siblings' vote */
  uint8_t level; /* 1 and up */
  bool joined;   /* the title goes on in the next line, to its first 。！？ or its end */
  uint16_t
      number; /* the ordinal; scan.ordinal[0] but for 再次 然后 最后, which take the next one */
} gw__verdict;

/* What a line of class GW__LINE_FENCE does to the fence we are in: opens it, or closes its like. */
void gw__fence_line(uint8_t *fence, const gw__scan *scan);

/*
 * Decides on window[at] and moves the state on. `window` holds `count` consecutive candidates: up
 * to GW__WINDOW before `at` and up to GW__WINDOW behind it, fewer only at the ends of the document.
 */
void gw__outline_step(gw__outline_state *state, const gw__candidate *window, size_t count,
                      size_t at, gw__verdict *out);

#endif
