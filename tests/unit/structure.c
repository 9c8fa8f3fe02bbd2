/* Structure editing: sections moved, promoted, demoted, deleted, copied and begun. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#include <cmocka.h>

#include "apply.h"
#include "prose.h"
#include "table.h"

/* ---- doing it -------------------------------------------------------------------------------- */

/* What an action on the node of line `line` makes of a text that ends in LF; NULL if it is refused,
 * with *refusal. */
static char *restructured(const char *source, size_t line, gw_action action, size_t count,
                          gw_refusal *refusal, gw_point *cursor) {
  gw_document *document = gw_document_parse(source, strlen(source));
  gw_restructure plan;
  assert_non_null(document);
  assert_true(
      gw_document_restructure(document, gw_document_node_at(document, line), action, count, &plan));
  *refusal = plan.refusal;
  if (cursor)
    *cursor = plan.cursor;
  char *result = NULL;
  if (plan.refusal == GW_NOT_REFUSED) {
    result = apply_edits(source, &plan.edits);
    for (size_t i = 0; i < plan.move_count; i++) {
      char *moved = apply_move(result, &plan.moves[i]);
      free(result);
      result = moved;
    }
  } else {
    assert_int_equal(plan.edits.count, 0);
    assert_int_equal(plan.move_count, 0);
  }
  gw_restructure_free(&plan);
  gw_document_free(document);
  return result;
}

static void assert_made(const char *source, size_t line, gw_action action, size_t count,
                        const char *expected) {
  gw_refusal refusal;
  char *result = restructured(source, line, action, count, &refusal, NULL);
  assert_int_equal(refusal, GW_NOT_REFUSED);
  assert_string_equal(result, expected);
  free(result);
}

static void assert_refused(const char *source, size_t line, gw_action action, gw_refusal expected) {
  gw_refusal refusal;
  char *result = restructured(source, line, action, 1, &refusal, NULL);
  assert_int_equal(refusal, expected);
  assert_null(result);
}

#define TITLE "20XX年工作总结\n"
#define ONE   "一、学习情况\n坚持每周学习。\n"
#define TWO   "二、服务情况\n走访群众XX户。\n"
#define THREE "三、存在问题\n一是学习不深；二是服务不细。\n"

/* ---- moving ---------------------------------------------------------------------------------- */

static void sections_change_places_and_numbers_stay(void **state) {
  (void)state;
  assert_made(TITLE ONE TWO THREE, 1, GW_MOVE_DOWN, 1,
              TITLE "一、服务情况\n走访群众XX户。\n二、学习情况\n坚持每周学习。\n" THREE);
  assert_made(TITLE ONE TWO THREE, 5, GW_MOVE_UP, 0,
              TITLE ONE
              "二、存在问题\n一是学习不深；二是服务不细。\n三、服务情况\n走访群众XX户。\n");
  assert_made(TITLE ONE TWO THREE, 6, GW_MOVE_UP, 2,
              TITLE "一、存在问题\n一是学习不深；二是服务不细。\n二、学习情况\n坚持每周学习。\n"
                    "三、服务情况\n走访群众XX户。\n");
  assert_made(TITLE ONE TWO THREE, 1, GW_MOVE_DOWN, 9,
              TITLE "一、服务情况\n走访群众XX户。\n二、存在问题\n一是学习不深；二是服务不细。\n"
                    "三、学习情况\n坚持每周学习。\n");
}

static void blank_lines_stay_between_sections(void **state) {
  (void)state;
  assert_made(TITLE "\n" ONE "\n" TWO "\n\n" THREE, 9, GW_MOVE_UP, 1,
              TITLE "\n" ONE "\n二、存在问题\n一是学习不深；二是服务不细。\n\n\n三、服务情况\n"
                    "走访群众XX户。\n");
  assert_made(TITLE ONE "\n" TWO, 1, GW_MOVE_DOWN, 1,
              TITLE "一、服务情况\n走访群众XX户。\n\n二、学习情况\n坚持每周学习。\n");
}

static void the_end_of_the_document_stays_where_it_is(void **state) {
  (void)state;
  assert_made(TITLE ONE TWO "特此报告。\n\n第一党支部\n2026年1月5日\n", 1, GW_MOVE_DOWN, 1,
              TITLE "一、服务情况\n走访群众XX户。\n二、学习情况\n坚持每周学习。\n"
                    "特此报告。\n\n第一党支部\n2026年1月5日\n");
  assert_made(TITLE ONE TWO "\n附件：1.名单\n2.表格\n", 3, GW_DELETE, 1,
              TITLE ONE "附件：1.名单\n2.表格\n");
}

static void what_stands_below_a_number_follows_it(void **state) {
  (void)state;
  assert_made("技术报告\n1. 背景\n1.1 现状\n正文。\n1.2 问题\n正文。\n2. 目标\n2.1 总体\n正文。\n",
              1, GW_MOVE_DOWN, 1,
              "技术报告\n1. 目标\n1.1 总体\n正文。\n2. 背景\n2.1 现状\n正文。\n2.2 问题\n正文。\n");
}

static void runs_within_their_parent_only(void **state) {
  (void)state;
  static const char source[] = TITLE "一、甲情况\n（一）抓学习。正文甲。\n（二）抓服务。正文乙。\n"
                                     "二、乙情况\n（一）抓队伍。正文丙。\n";
  assert_made(source, 2, GW_MOVE_DOWN, 1,
              TITLE "一、甲情况\n（一）抓服务。正文乙。\n（二）抓学习。正文甲。\n"
                    "二、乙情况\n（一）抓队伍。正文丙。\n");
  assert_refused(source, 3, GW_MOVE_DOWN, GW_REFUSED_LAST);
  assert_refused(source, 5, GW_MOVE_UP, GW_REFUSED_FIRST);
  assert_refused(source, 0, GW_MOVE_DOWN, GW_REFUSED_TITLE);
  assert_refused("没有标题的一段话。\n", 0, GW_DELETE, GW_REFUSED_NOWHERE);
}

/* ---- levels ---------------------------------------------------------------------------------- */

static void a_section_goes_under_the_one_before_it(void **state) {
  (void)state;
  assert_made(TITLE
              "一、甲情况\n（一）抓学习。正文甲。\n二、乙情况\n正文乙。\n三、丙情况\n正文丙。\n",
              3, GW_DEMOTE, 1,
              TITLE "一、甲情况\n（一）抓学习。正文甲。\n（二）乙情况。正文乙。\n"
                    "二、丙情况\n正文丙。\n");
  /* With all below it; lists keep their form. */
  assert_made(TITLE
              "一、甲情况\n正文甲。\n二、乙情况\n（一）抓学习\n正文乙。\n（二）抓服务\n正文丙。\n",
              3, GW_DEMOTE, 1,
              TITLE "一、甲情况\n正文甲。\n（一）乙情况\n1.抓学习\n正文乙。\n2.抓服务\n正文丙。\n");
  /* Alone: what stood below comes behind. */
  assert_made(TITLE "一、甲情况\n（一）抓队伍\n正文丁。\n二、乙情况\n（一）抓学习\n正文乙。\n"
                    "（二）抓服务\n正文丙。\n三、丙情况\n正文戊。\n",
              4, GW_DEMOTE_ALONE, 1,
              TITLE "一、甲情况\n（一）抓队伍\n正文丁。\n（二）乙情况\n（三）抓学习\n正文乙。\n"
                    "（四）抓服务\n正文丙。\n二、丙情况\n正文戊。\n");
}

static void a_section_comes_out_of_its_parent(void **state) {
  (void)state;
  assert_made(TITLE "一、甲情况\n（一）抓学习\n正文甲。\n（二）抓服务\n1.走访\n正文乙。\n"
                    "（三）抓队伍\n正文丙。\n二、丁情况\n正文丁。\n",
              4, GW_PROMOTE, 1,
              TITLE "一、甲情况\n（一）抓学习\n正文甲。\n二、抓服务\n（一）走访\n正文乙。\n"
                    "（二）抓队伍\n正文丙。\n三、丁情况\n正文丁。\n");
  /* A heading that ran in stands alone, as its new siblings do. */
  assert_made(TITLE "一、甲情况\n（一）抓学习。正文甲。\n（二）抓服务。正文乙。\n", 3, GW_PROMOTE,
              1, TITLE "一、甲情况\n（一）抓学习。正文甲。\n二、抓服务\n正文乙。\n");
}

static void levels_have_ends(void **state) {
  (void)state;
  assert_refused(TITLE ONE TWO, 1, GW_PROMOTE, GW_REFUSED_TOP);
  assert_refused(TITLE ONE TWO, 1, GW_DEMOTE, GW_REFUSED_FIRST);
  assert_refused(TITLE "一、甲情况\n（一）抓学习\n1.第一类\n（1）读书。读原著。\n"
                       "（2）讨论。每月一次。\n",
                 5, GW_DEMOTE, GW_REFUSED_BOTTOM);
}

static void there_and_back_is_the_same(void **state) {
  (void)state;
  static const char source[] = TITLE "一、甲情况\n（一）抓学习。正文甲。\n二、乙情况\n正文乙。\n"
                                     "三、丙情况\n正文丙。\n";
  gw_refusal refusal;
  char *down = restructured(source, 3, GW_DEMOTE, 1, &refusal, NULL);
  assert_non_null(down);
  assert_made(down, 3, GW_PROMOTE, 1, source);
  free(down);
}

/* The edits of an action as `LINE:COLUMN-LINE:COLUMN text|`, one behind the other. */
static void assert_edits(const char *source, size_t line, gw_action action, const char *expected) {
  char list[512] = "";
  size_t size = 0;
  gw_restructure plan;
  gw_document *document = gw_document_parse(source, strlen(source));
  assert_non_null(document);
  assert_true(
      gw_document_restructure(document, gw_document_node_at(document, line), action, 1, &plan));
  for (size_t i = 0; i < plan.edits.count && size < sizeof list; i++) {
    const gw_edit *edit = &plan.edits.items[i];
    size +=
        (size_t)snprintf(list + size, sizeof list - size, "%zu:%zu-%zu:%zu %s|", edit->start.line,
                         edit->start.column, edit->end.line, edit->end.column, edit->text.data);
  }
  assert_string_equal(list, expected);
  gw_restructure_free(&plan);
  gw_document_free(document);
}

/* What an editor has tied to a title or a body stays where the text stays. */
static void titles_and_bodies_are_not_touched(void **state) {
  (void)state;
  static const char source[] =
      TITLE "一、甲情况\n（一）抓学习。正文甲。\n二、乙情况\n　　正文XX乙。\n";
  assert_edits(source, 3, GW_DEMOTE, "3:0-3:6 （二）|3:15-4:6 。|");
  assert_edits(TITLE "一、甲情况\n（一）抓学习。正文甲。\n（二）抓服务。正文乙。\n", 3, GW_PROMOTE,
               "3:0-3:9 二、|3:18-3:21 \n|");
  /* 九 and 十 differ, 十 and 十一 share their 十. */
  assert_edits("一、甲\n二、乙\n三、丙\n四、丁\n五、戊\n六、己\n七、庚\n八、辛\n九、壬\n十、癸\n"
               "十一、子\n",
               0, GW_DUPLICATE,
               "1:0-1:0 二、甲\n|1:0-1:3 三|2:0-2:3 四|3:0-3:3 五|4:0-4:3 六|5:0-5:3 七|"
               "6:0-6:3 八|7:0-7:3 九|8:0-8:3 十|9:3-9:3 一|10:3-10:6 二|");
}

static void hashes_follow_the_level(void **state) {
  (void)state;
  assert_made("# 总结\n## 一、甲情况\n正文甲。\n## 二、乙情况\n正文乙。\n", 3, GW_DEMOTE, 1,
              "# 总结\n## 一、甲情况\n正文甲。\n### （一）乙情况\n正文乙。\n");
}

/* ---- deleting, copying, beginning ------------------------------------------------------------ */

static void sections_are_deleted_and_copied(void **state) {
  (void)state;
  assert_made(TITLE ONE TWO THREE, 3, GW_DELETE, 1,
              TITLE ONE "二、存在问题\n一是学习不深；二是服务不细。\n");
  assert_made(TITLE ONE TWO, 3, GW_DELETE, 1, TITLE ONE);
  assert_made(TITLE ONE TWO, 1, GW_DUPLICATE, 1,
              TITLE ONE "二、学习情况\n坚持每周学习。\n三、服务情况\n走访群众XX户。\n");
  assert_made(TITLE ONE "\n" TWO, 4, GW_DUPLICATE, 1,
              TITLE ONE "\n" TWO "\n三、服务情况\n走访群众XX户。\n");
}

static void headings_begin_with_a_placeholder(void **state) {
  (void)state;
  gw_refusal refusal;
  gw_point cursor;
  char *made = restructured(TITLE ONE TWO, 1, GW_NEW_SIBLING, 1, &refusal, &cursor);
  assert_string_equal(made, TITLE ONE "二、XXX\n三、服务情况\n走访群众XX户。\n");
  assert_int_equal(cursor.line, 3);
  assert_int_equal(cursor.column, strlen("二、"));
  free(made);
  assert_made(TITLE "一、甲情况\n（一）抓学习。正文甲。\n二、乙情况\n正文乙。\n", 1, GW_NEW_CHILD,
              1, TITLE "一、甲情况\n（一）抓学习。正文甲。\n（二）XXX。\n二、乙情况\n正文乙。\n");
  assert_made(TITLE ONE TWO "特此报告。\n", 3, GW_NEW_CHILD, 1,
              TITLE ONE TWO "（一）XXX\n特此报告。\n");
  assert_made(TITLE "一、甲情况\n（一）抓学习。正文甲。\n二、乙情况\n正文乙。\n", 2, GW_NEW_SIBLING,
              1, TITLE "一、甲情况\n（一）抓学习。正文甲。\n（二）XXX。\n二、乙情况\n正文乙。\n");
}

/* ---- anything, anywhere ---------------------------------------------------------------------- */

static char *renumbered(char *source) {
  for (int turn = 0; turn < 4; turn++) {
    gw_edits edits = {0};
    gw_document *document = gw_document_parse(source, strlen(source));
    assert_non_null(document);
    assert_true(gw_document_renumber(document, &edits));
    size_t count = edits.count;
    char *next = apply_edits(source, &edits);
    free(source);
    source = next;
    gw_edits_free(&edits);
    gw_document_free(document);
    if (count == 0)
      break;
  }
  return source;
}

static size_t wrong_numbers(const char *source) {
  gw_edits edits = {0};
  gw_document *document = gw_document_parse(source, strlen(source));
  assert_non_null(document);
  assert_true(gw_document_renumber(document, &edits));
  size_t count = edits.count;
  gw_edits_free(&edits);
  gw_document_free(document);
  return count;
}

static int by_text(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* All that no structure edit may touch: the lines without their ordinals, without blanks, hashes
 * and 。, which come and go where headings run in; sorted, if lines may move. */
static char *content(const char *source, bool sorted) {
  gw_document *document = gw_document_parse(source, strlen(source));
  assert_non_null(document);
  size_t count = gw_document_line_count(document);
  char **lines = calloc(count, sizeof *lines);
  assert_non_null(lines);
  for (size_t i = 0; i < count; i++) {
    gw_span line = gw_document_line(document, i);
    gw_node node;
    size_t index = gw_document_node_at(document, i);
    size_t at = 0;
    if (index != GW_NONE && gw_document_node(document, index, &node) && node.line == i &&
        node.kind != GW_TITLE)
      at = node.title;
    gw_span above = i > 0 ? gw_document_line(document, i - 1) : (gw_span){NULL, 0};
    size_t blanks = 0;
    while (blanks < line.size && strchr(" \t", line.data[blanks]))
      blanks++;
    while (line.size - blanks >= strlen("　") &&
           memcmp(line.data + blanks, "　", strlen("　")) == 0)
      blanks += strlen("　");
    if (above.size >= strlen("（") &&
        memcmp(above.data + above.size - strlen("（"), "（", strlen("（")) == 0 &&
        line.size - blanks > 6 && memcmp(line.data + blanks + 3, "）", 3) == 0)
      at = blanks + strlen("二）"); /* the ordinal is broken over two lines */
    lines[i] = calloc(line.size + 1, 1);
    assert_non_null(lines[i]);
    size_t size = 0;
    while (at < line.size) {
      static const char *const loose[] = {" ", "#", "　", "。", "\r", "\t"};
      size_t skip = 0;
      for (size_t k = 0; k < sizeof loose / sizeof *loose && !skip; k++)
        if (line.size - at >= strlen(loose[k]) &&
            memcmp(line.data + at, loose[k], strlen(loose[k])) == 0)
          skip = strlen(loose[k]);
      if (skip)
        at += skip;
      else
        lines[i][size++] = line.data[at++];
    }
  }
  if (sorted)
    qsort(lines, count, sizeof *lines, by_text);
  char *all = calloc(strlen(source) + 1, 1);
  assert_non_null(all);
  for (size_t i = 0, size = 0; i < count; i++) {
    size_t more = strlen(lines[i]);
    memcpy(all + size, lines[i], more);
    size += more;
    free(lines[i]);
  }
  free(lines);
  gw_document_free(document);
  return all;
}

/* Sections of three levels with bodies, in one of the usual styles. */
static void write_document(pen *p) {
  static const char *const marks[][3] = {{"%s、", "（%s）", "%u."}, {"%s、", "(%s)", "%u、"}};
  size_t style = below(2);
  bool run_in = one_in(2);
  bool spaced = one_in(3);
  char ordinal[64];
  put(p, "20XX年度工作总结\n");
  for (unsigned i = 0, count = 1 + (unsigned)below(4); i < count; i++) {
    (void)snprintf(ordinal, sizeof ordinal, marks[style][0], numerals[i]);
    put(p, ordinal);
    put(p, topics[below(5)]);
    put(p, "\n　　各科室要按照分工抓好落实。\n");
    for (unsigned k = 0, parts = (unsigned)below(4); k < parts; k++) {
      (void)snprintf(ordinal, sizeof ordinal, marks[style][1], numerals[k]);
      put(p, ordinal);
      put(p, topics[5 + below(4)]);
      put(p, run_in ? "。全年共办理事项XX件。\n" : "\n全年共办理事项XX件。\n");
      for (unsigned m = 0, points = one_in(3) ? 2 + (unsigned)below(3) : 0; m < points; m++) {
        (void)snprintf(ordinal, sizeof ordinal, marks[style][2], m + 1);
        put(p, ordinal);
        put(p, topics[5 + below(4)]);
        put(p, "\n由办公室牵头，定期通报进度。\n");
      }
    }
    if (spaced)
      put(p, "\n");
  }
  if (one_in(2))
    put(p, "特此报告。\n\n第一党支部\n2026年1月5日\n");
}

static char *write_anything(bool orderly) {
  pen p = {.size = 0};
  if (orderly) {
    write_document(&p);
  } else {
    for (size_t lines = 2 + below(12); lines > 0; lines--) {
      text line = write_line();
      if (line.size + p.size + 2 < sizeof p.data && !memchr(line.data, 0, line.size)) {
        memcpy(p.data + p.size, line.data, line.size);
        p.size += line.size;
        put(&p, "\n");
      }
      free(line.data);
    }
  }
  if (p.size == 0 || p.data[p.size - 1] != '\n') /* the pen was full */
    p.data[p.size < sizeof p.data ? p.size++ : p.size - 1] = '\n';
  char *source = calloc(p.size + 1, 1);
  assert_non_null(source);
  memcpy(source, p.data, p.size);
  return source;
}

static size_t setting(const char *name, size_t otherwise) {
  const char *value = getenv(name);
  return value ? (size_t)strtoull(value, NULL, 10) : otherwise;
}

static void no_text_is_lost(void **state) {
  (void)state;
  size_t turns = setting("GONGWEN_EDITS", 4000);
  chance = setting("GONGWEN_SEED", (size_t)time(NULL));
  print_message("GONGWEN_SEED=%llu GONGWEN_EDITS=%zu\n", (unsigned long long)chance, turns);
  size_t done = 0;
  for (size_t turn = 0; turn < turns; turn++) {
    bool orderly = one_in(2);
    char *source = renumbered(write_anything(orderly));
    gw_refusal refusal;
    gw_action action = (gw_action)below(GW_NEW_CHILD + 1);
    size_t lines = 1;
    for (const char *at = source; *at; at++)
      lines += *at == '\n';
    char *made = restructured(source, below(lines), action, below(4), &refusal, NULL);
    if (made && action < GW_DELETE) {
      bool moves = action == GW_MOVE_UP || action == GW_MOVE_DOWN;
      char *before = content(source, moves);
      char *after = content(made, moves);
      if (strcmp(before, after) != 0)
        print_error("action %d\n--- before\n%s--- after\n%s", (int)action, source, made);
      assert_string_equal(before, after);
      free(before);
      free(after);
    }
    if (made && orderly) {
      if (wrong_numbers(made) != 0)
        print_error("action %d\n--- before\n%s--- after\n%s", (int)action, source, made);
      assert_int_equal(wrong_numbers(made), 0);
    }
    done += made != NULL;
    free(made);
    free(source);
  }
  assert_true(done > turns / 4);
}

/* While sections change places a line of text may pass for a heading, until its number is "mended":
 * no number in a text is ever rewritten. */
static void numbers_in_the_text_are_not_mended(void **state) {
  (void)state;
  assert_refused("·一、甲\n二．二\n　　七、二产业【单位名称】负责牵头，\n", 1, GW_MOVE_UP,
                 GW_REFUSED_UNCLEAR);
  /* An ordinal over two lines is still one. */
  assert_made("工作总结\n（\n一）甲情况\n甲。\n（\n二）乙情况\n乙。\n", 4, GW_MOVE_UP, 1,
              "工作总结\n（\n一）乙情况\n乙。\n（\n二）甲情况\n甲。\n");
}

/* Any action anywhere in a document: all text is kept, and no number is wrong that was right. */
static void try_everything(const char *source, const char *where) {
  size_t wrong = wrong_numbers(source);
  size_t lines = 0;
  for (const char *at = source; *at; at++)
    lines += *at == '\n';
  for (int action = GW_MOVE_UP; action <= GW_DEMOTE_ALONE; action++) {
    bool moves = action == GW_MOVE_UP || action == GW_MOVE_DOWN;
    for (size_t line = 0; line < lines; line++) {
      gw_refusal refusal;
      char *made = restructured(source, line, (gw_action)action, 1, &refusal, NULL);
      if (!made)
        continue;
      char *before = content(source, moves);
      char *after = content(made, moves);
      if (strcmp(before, after) != 0 || wrong_numbers(made) > wrong)
        fail_msg("%s: action %d in line %zu makes of\n%s\nthis:\n%s", where, action, line, source,
                 made);
      free(before);
      free(after);
      free(made);
    }
  }
}

static void documents_of_every_sort_keep_their_text(void **state) {
  (void)state;
  char *all = table_read("grammar/documents.txt");
  char *source = calloc(strlen(all) + 1, 1);
  const char *name = NULL;
  size_t cases = 0;
  assert_non_null(source);
  char *line;
  for (char *at = all; (line = table_line(&at));) {
    if (strncmp(line, "=== ", 4) == 0) {
      name = line + 4;
      source[0] = '\0';
    } else if (name && strcmp(line, "---") == 0) {
      try_everything(source, name);
      cases++;
      name = NULL;
    } else if (name) {
      strcat(strcat(source, line), "\n");
    }
  }
  assert_true(cases > 50);
  free(source);
  free(all);
  char *fixture = table_read("dangjian.txt");
  try_everything(fixture, "dangjian.txt");
  free(fixture);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sections_change_places_and_numbers_stay),
      cmocka_unit_test(blank_lines_stay_between_sections),
      cmocka_unit_test(the_end_of_the_document_stays_where_it_is),
      cmocka_unit_test(what_stands_below_a_number_follows_it),
      cmocka_unit_test(runs_within_their_parent_only),
      cmocka_unit_test(a_section_goes_under_the_one_before_it),
      cmocka_unit_test(a_section_comes_out_of_its_parent),
      cmocka_unit_test(levels_have_ends),
      cmocka_unit_test(there_and_back_is_the_same),
      cmocka_unit_test(titles_and_bodies_are_not_touched),
      cmocka_unit_test(hashes_follow_the_level),
      cmocka_unit_test(sections_are_deleted_and_copied),
      cmocka_unit_test(headings_begin_with_a_placeholder),
      cmocka_unit_test(numbers_in_the_text_are_not_mended),
      cmocka_unit_test(no_text_is_lost),
      cmocka_unit_test(documents_of_every_sort_keep_their_text),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
