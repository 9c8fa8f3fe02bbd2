/*
 * lineclass.h - what a line is that starts with no ordinal, told by its ends.
 */
#ifndef GONGWEN_CORE_LINECLASS_H
#define GONGWEN_CORE_LINECLASS_H

#include "core/scan.h"

/* The end of the line without its CR and trailing blanks. */
size_t gw__line_end(const char *line, size_t size);

/* The width of a line up to `end`, in cells: 2 for a Chinese character, 1 for an ASCII one. */
unsigned gw__cells(const char *line, size_t end);

/*
 * Whether a line cut at `end` (gw__line_end()) may go on in the next one: as long as a line of
 * hard-wrapped text (22 to 80 Chinese characters), and its last character ends nothing.
 */
bool gw__is_open(const char *line, size_t end);

/* Whether the line ends in a leader and a page number: 总体要求……3, or a tab before it. */
bool gw__is_contents(const char *line, size_t at, size_t end);

/* 目录 alone, blanks in between allowed. */
bool gw__is_contents_title(const char *line, size_t at, size_t end);

/* Advertising and what is left of web pages: 下载, 字号, QQ群. For lines before the title. */
bool gw__is_site(const char *line, size_t at, size_t end);

/* A date alone in the line: 2026年1月5日, 20XX年X月X日, 二〇二六年一月五日, 2026-02-03 09:02. */
bool gw__is_date(const char *line, size_t at, size_t end);

/*
 * 附件, 附件1, 附件：…, 附件2 …: the head of an annex, or the note that lists annexes. *list is the
 * number of the annex that is listed behind the colon (附件：1.清单), 0 for 附件： alone, and -1
 * else.
 */
bool gw__is_annex(const char *line, size_t at, size_t end, int *list);

/* The class of a line that holds text from `at` to `end` and starts with no ordinal. */
uint8_t gw__text_class(const char *line, size_t at, size_t end);

#endif
