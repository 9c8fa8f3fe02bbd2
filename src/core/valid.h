/*
 * valid.h - whether bytes are UTF-8.
 */
#ifndef GONGWEN_CORE_VALID_H
#define GONGWEN_CORE_VALID_H

#include <stddef.h>

/* The first byte of `text` that is not part of a valid character (Unicode, table 3-7); `size` if
 * all is valid. A large text is looked at by several threads. */
size_t gw__valid_utf8(const char *text, size_t size);

/* The same on this thread alone. */
size_t gw__valid_bytes(const char *text, size_t size);

/*
 * The same in one of the ways there are: 0 looks at every character, the others at
 * many bytes together. SIZE_MAX if this processor has no such way. For tests: all give one answer.
 */
size_t gw__valid_utf8_by(unsigned way, const char *text, size_t size);

#endif
