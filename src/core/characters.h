/*
 * characters.h - the characters of a text as Word counts them for 字数.
 */
#ifndef GONGWEN_CORE_CHARACTERS_H
#define GONGWEN_CORE_CHARACTERS_H

#include <stddef.h>

/*
 * The characters of whole lines: each Chinese character and full-width mark (，“”……《》 included)
 * is one, and so is a run of anything else up to a blank, a line end or one of those: `2026`,
 * `96.8%`, `WPS`. Blanks of any width, control characters and marks of no width are none.
 */
size_t gw__characters(const char *text, size_t size);

#endif
