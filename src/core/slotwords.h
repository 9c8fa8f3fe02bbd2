/*
 * slotwords.h - the words around a placeholder that tell what it is.
 */
#ifndef GONGWEN_CORE_SLOTWORDS_H
#define GONGWEN_CORE_SLOTWORDS_H

#include "core/chars.h"

/* Measure words, units and nouns that a single X can count or name: X名, X月, X%, X同志. */
bool gw__counts(const char *line, size_t size, size_t at);

/* What the name of an organisation, a place, a project or the one holder of an office ends in: the
 * size of the noun at `at` (党支部, 县, 公司, 小区, 局长), 0 if none. Of several the longest
 * counts: 乡镇 is no 乡. */
size_t gw__named_at(const char *line, size_t size, size_t at);

/* Whether the tables of these nouns are in the order that a search needs. For tests. */
bool gw__named_sorted(void);

/* Whether a unit in Latin letters stands at `at`, and ends there: km, kWh. */
bool gw__latin_unit(const char *line, size_t size, size_t at);

/* Whether the noun of three bytes is a measure word, too, behind another word: 处, 所, 路. */
bool gw__counts_too(const char *noun);

/* What a ** in the place of a word is followed by. */
bool gw__blank_noun(const char *line, size_t size, size_t at);

/* Whether the text [at, end) between brackets tells the writer to fill it in: 填写…, …名称, XX. */
bool gw__orders(const char *line, size_t at, size_t end);

/* Whether it names what is to be filled in: 时间, 部门, 事由. Labels may say that, too. */
bool gw__asks(const char *line, size_t at, size_t end);

/* Whether it is the name of a column of a bulletin (工作动态, 编者按) or a button of a page
 * (字号：大 中 小). */
bool gw__heads(const char *line, size_t at, size_t end);

/* Whether the text [at, end) between round brackets is a note to the writer: 待补充, 此处填写…. */
bool gw__is_note(const char *line, size_t at, size_t end);

/* Whether it refers to something: 附件1, 图2, 注. */
bool gw__refers(const char *line, size_t at, size_t end);

/* Whether a common surname ends at `at`: 张某某 is a person without a name, not a blank. */
bool gw__surname_before(const char *line, size_t at);

/* The size of the noun that makes 某 a blank (某市, 某单位), 0 if none. */
size_t gw__some_noun(const char *line, size_t size, size_t at);

#endif
