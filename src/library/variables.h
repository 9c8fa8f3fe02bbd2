/*
 * variables.h - what ${今天}, ${文件名}, ${选中} and their like stand for in a body.
 *
 * The values are worked out from what the caller tells: a moment, a file, a selection. Chinese
 * names beside those of VSCode's snippets; what a name is written like is what it gives:
 *
 *   今天 2026年1月5日   今年 2026年   去年 2025年   明年 2027年   年度 2026年度   本月 2026年1月
 *   半年 上半年         季度 第一季度
 *   文件名              without folders and ending
 *   选中                the selected text
 *   CURRENT_YEAR 2026, _YEAR_SHORT 26, _MONTH 01, _MONTH_NAME 一月, _MONTH_NAME_SHORT 1月, _DATE
 * 05, _DAY_NAME 星期一, _DAY_NAME_SHORT 周一, _HOUR, _MINUTE, _SECOND; TM_FILENAME,
 * TM_FILENAME_BASE, TM_SELECTED_TEXT
 *
 * A selection or file that there is none of is an empty text.
 */
#ifndef GONGWEN_LIBRARY_VARIABLES_H
#define GONGWEN_LIBRARY_VARIABLES_H

#include <gongwen/gongwen.h>
#include <time.h>

#define LIBRARY_VARIABLES 24

/* Its items point into itself: not to be copied. */
typedef struct library_variables {
  gw_variable items[LIBRARY_VARIABLES];
  size_t count;
  char texts[1024];
  size_t used;
} library_variables;

/*
 * `path` is the document's file, with or without folders; `selection` has lines that end at LF.
 * Either may be empty, and both must live as long as *self. A file name with control characters
 * counts as none: it could not stand in a line.
 */
void library_variables_fill(library_variables *self, const struct tm *now, gw_span path,
                            gw_span selection);

/* Whether the text that goes in holds the selection; `used` is that of the gw_insertion. */
bool library_uses_selection(uint64_t used);

#endif
