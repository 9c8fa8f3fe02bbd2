/*
 * pinyin.h - from Chinese words to the initials of their pinyin: 存在的问题, czdwt.
 *
 * The characters of GB 2312 level 1 stand in the order of their pinyin, so that the code tells the
 * letter. Beside that there are the few words of official prose in which a character is read
 * otherwise, and the characters of level 2 that are common there.
 */
#ifndef GONGWEN_CLI_PINYIN_H
#define GONGWEN_CLI_PINYIN_H

#include <stddef.h>

/*
 * Writes the initials in lower case, with the letters and digits among the text, and a NUL; returns
 * how many. What has no initial that is known is left out, and so is what `capacity` has no room
 * for. 0 if this machine's iconv knows no GB18030.
 */
size_t pinyin_initials(const char *text, size_t size, char *out, size_t capacity);

#endif
