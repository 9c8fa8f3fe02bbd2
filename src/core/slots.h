/*
 * slots.h - the placeholders of one line.
 *
 * Local like scan.h, but for one question that only the document can answer: is 【…】 (or {…}) a
 * slot to fill or a label? Such slots are marked `label` where they stand like one (the whole line
 * but for a bullet, right after an ordinal, at the start of a sentence) and do not say what to fill
 * in; the document counts both sorts and decides: see gw__labels_are_slots().
 *
 * WHAT COUNTS
 *   - XX ＸＸ ×× xx, X.X, and a single X before a unit (X月, X名), after 第, or before
 *     the number of a document (X政办发〔2026〕3号);
 *   - 20XX 202X 20__ 20** with their digits, however long the line: 20____年;
 *   - ○○ in the place of a name;
 *   - ____ and ** in the place of a word;
 *   - 【单位名称】 [事由] {年份} {{org}}; （待补充） （此处…）;
 *   - 某某, 某市.
 *
 * WHAT DOES NOT
 *   - XXL, X光, 1+X and what spells it out (1个专班、N个工作队、X个项目), 7×24, IPXX, EXX-2020;
 *   - URLs, mail addresses, code in backticks, Markdown's links and **bold**;
 *   - × behind an equals sign: 月租金＝面积×单价×系数;
 *   - 【…】 that opens a line with text behind it (but 【年】年【月】月 does), that names a button
 *     (点击【提交】) or, alone in its line, a column (【工作动态】);
 *   - 某些, 某种, 某 in the middle of a sentence;
 *   - one ○ (a bullet) and ○ among Chinese digits (二○二六年: a zero);
 *   - ［…］ ｛…｝: in real texts they hold years (［2026］3号) and what an editor put in, no slots;
 *   - [ ]: Markdown's box to tick, and [text] in its comments (<!-- [正文] -->).
 *   XX-2000 counts: a model whose name is left out is one to fill in; GX-200X has its name.
 */
#ifndef GONGWEN_CORE_SLOTS_H
#define GONGWEN_CORE_SLOTS_H

#include <gongwen/gongwen.h>

typedef struct gw__slot {
  uint32_t column;
  uint32_t size;
  uint8_t slot; /* gw_slot */
  bool label;   /* a slot only if the document says so */
} gw__slot;

/*
 * The next placeholder that starts at byte *from or later; moves *from behind it. False, with *from
 * at the end, when there is none. *from must be 0 or as the last call left it: the guards look at
 * the bytes before a match.
 */
bool gw__next_slot(const char *line, size_t size, size_t *from, gw__slot *out);

/* Whether slots in the place of a label count, in a document with so many of each. */
bool gw__labels_are_slots(size_t slots, size_t labels);

/*
 * The field of a slot: the bytes of `line` that name it ([*start, *end)), false if it has none.
 * XX党支部 for the XX in it, 单位名称 for 【单位名称】, 20XX for the year; counts (XX名) and themes
 * (“XXX”) have none.
 */
bool gw__slot_field(const char *line, size_t size, const gw__slot *slot, size_t *start,
                    size_t *end);

#endif
