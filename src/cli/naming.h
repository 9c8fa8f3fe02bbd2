/*
 * naming.h - names for what is taken out of a document: its kind, short forms of headings.
 *
 * Guesses by the looks of a title; who does not like one changes a word in the file.
 */
#ifndef GONGWEN_CLI_NAMING_H
#define GONGWEN_CLI_NAMING_H

#include <stddef.h>

/* Room for the names below, with their NUL. */
#define NAMING_BYTES 128

/*
 * The kind of document that a title tells: without years and dates, the unit's name before it, 关于
 * and what stands in brackets at its end. XX局2025年度党建工作总结 is 党建工作总结,
 * 关于召开年度会议的通知 is 通知. "" if nothing is left.
 */
void naming_kind(const char *title, size_t size, char out[NAMING_BYTES]);

/*
 * A heading in a word: its first clause; of a long one what it is about, or its end.
 * 强化理论武装，筑牢思想根基 is 强化理论武装, 在严格规范组织生活上下功夫 is 严格规范组织生活,
 * 加强和改进机关作风建设 is 作风建设.
 */
void naming_short(const char *heading, size_t size, char out[NAMING_BYTES]);

/* The start of a text, up to its first stop. */
void naming_clause(const char *text, size_t size, char out[NAMING_BYTES]);

/* Writes a title with the years in it as 20XX to `out`, which has room for `size` bytes; returns
 * how many that took. 二〇二五年 counts as well. */
size_t naming_open_years(const char *title, size_t size, char *out);

#endif
