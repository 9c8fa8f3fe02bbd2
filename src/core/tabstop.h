/*
 * tabstop.h - tab stops of a template body become visible text.
 *
 *   ${org:XX党支部} ${1:text}   the text, which may hold tab stops in turn (to a depth of 8)
 *   $1 ${1} ${org}              the text given to that name earlier in the body; a number without
 * any: XX
 *   ${1|甲,乙|}                 【甲/乙】, with \, and \| for the characters themselves
 *   $0 ${0}                     nothing: the place of the cursor is the first placeholder
 *   \$ \} \\                    the character
 *
 * Anything else stands as it is written.
 */
#ifndef GONGWEN_CORE_TABSTOP_H
#define GONGWEN_CORE_TABSTOP_H

#include <gongwen/gongwen.h>

#include "core/buffer.h"

#define GW__TABSTOP_DEPTH 8

/* Appends the body with its tab stops resolved; false when memory ran out. */
bool gw__tabstops_resolve(gw_span body, gw__buffer *out);

#endif
