/*
 * wrapped.h - hard-wrapped text, as the second pass sees it: candidates, and the classes and widths
 * of the lines next to them (outline.h).
 */
#ifndef GONGWEN_CORE_WRAPPED_H
#define GONGWEN_CORE_WRAPPED_H

#include "core/outline.h"

/*
 * Whether the text around window[at] is hard-wrapped. Its paragraphs are cut into lines of one
 * width, so most headings have a line beside them that ends nothing; elsewhere such lines are rare.
 */
bool gw__is_wrapped(const gw__candidate *window, size_t count, size_t at);

/* Whether the line of window[i] is the first of a hard-wrapped paragraph, in the text around
 * window[at]: it ends nothing, and is no shorter than the lines that go on there. */
bool gw__goes_on(const gw__candidate *window, size_t count, size_t at, size_t i);

/* Whether the line above window[at] may go on in it. */
bool gw__after_open(const gw__candidate *window, size_t count, size_t at);

#endif
