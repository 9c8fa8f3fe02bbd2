/*
 * tabstop.h - tab stops and variables of a template body become visible text.
 *
 *   ${org:XX党支部} ${1:text}   the text, which may hold tab stops in turn (to a depth of 8)
 *   $1 ${1} ${org} $org         the text given to that name earlier; else the value of
 *                               the variable of that name; else, for a number, XX
 *   ${文件名:XX}                the variable's value, the text where that is empty
 *   ${1|甲,乙|}                 【甲/乙】, with \, and \| for the characters themselves
 *   $0 ${0}                     nothing: the place of the cursor is the first placeholder
 *   \$ \} \\                    the character
 *
 * A name without braces is a number, or made of ASCII letters, digits and _. Anything else stands
 * as it is written, and so does every character of a value. Of several texts that a name
 * is given, each stands where it is written, and the first one is repeated.
 */
#ifndef GONGWEN_CORE_TABSTOP_H
#define GONGWEN_CORE_TABSTOP_H

#include <gongwen/gongwen.h>

#include "core/buffer.h"

#define GW__TABSTOP_DEPTH 8

/* The bytes [start, end) of a text. */
typedef struct gw__range {
  size_t start;
  size_t end;
} gw__range;

/* A name and the text it was given: bytes of the text, and of the list of values. */
typedef struct gw__tabstop {
  gw_span name; /* in its body */
  gw__range text;
  gw__range ranges;
} gw__tabstop;

/* How many names are remembered. */
#define GW__TABSTOP_NAMES 64

/* Resolved bodies, one behind the other. Start from `{0}`; free with gw__resolution_free(). */
typedef struct gw__resolution {
  gw__buffer text;
  gw__buffer values;  /* of gw__range: what came from variables, for others to leave alone */
  size_t value_bytes; /* what was put there from variables in all */
  uint64_t used;      /* as in gw_insertion */
  gw__tabstop names[GW__TABSTOP_NAMES];
  size_t name_count;
} gw__resolution;

/*
 * Resolves the body of a template and adds it; false when memory ran out. The names of the bodies
 * before it, which must still be there, hold for this one; their numbers do not. All have the same
 * variables.
 */
bool gw__tabstops_resolve(const gw_template *source, gw__resolution *out);

/* The text from byte `start` on, until more is added. */
gw_span gw__resolution_text(const gw__resolution *self, size_t start);

/* The bytes that came from a variable, in order; behind the last one {SIZE_MAX, SIZE_MAX}. */
gw__range gw__resolution_value(const gw__resolution *self, size_t index);

void gw__resolution_free(gw__resolution *self);

#endif
