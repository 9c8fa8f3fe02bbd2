/*
 * trigger.h - the bytes that can open a placeholder, looked for in a line.
 *
 * They are X x _ * [ { ( ` and the characters × Ⅹ ○ 某 【 Ｘ （ ＿. Most lines hold few, so this
 * search is where the time goes.
 */
#ifndef GONGWEN_CORE_TRIGGER_H
#define GONGWEN_CORE_TRIGGER_H

#include <stddef.h>

/* The first of them at or behind `at`, which is at most `size`; `size` if there is none. */
size_t gw__next_trigger(const char *line, size_t size, size_t at);

/*
 * The same in one of the ways there are: 0 looks at every byte, the others at many together.
 * SIZE_MAX if this processor has no such way. For tests: all give one answer.
 */
size_t gw__next_trigger_by(unsigned way, const char *line, size_t size, size_t at);

#endif
