/* Renumbering: which numbers are wrong, how they are written, and what is left alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "apply.h"
#include "core/numeral.h"

/* Renumbers a text; what comes out must need no more edits. */
static void assert_renumbered(const char *text, const char *expected) {
  gw_edits edits = {0};
  gw_document *document = gw_document_parse(text, strlen(text));
  assert_non_null(document);
  assert_true(gw_document_renumber(document, &edits));
  char *result = apply_edits(text, &edits);
  assert_string_equal(result, expected);
  gw_document_free(document);
  gw_edits_free(&edits);
  document = gw_document_parse(result, strlen(result));
  assert_non_null(document);
  assert_true(gw_document_renumber(document, &edits));
  assert_int_equal(edits.count, 0);
  gw_document_free(document);
  gw_edits_free(&edits);
  free(result);
}

static void assert_right(const char *text) {
  gw_edits edits = {0};
  gw_document *document = gw_document_parse(text, strlen(text));
  assert_non_null(document);
  assert_true(gw_document_renumber(document, &edits));
  for (size_t i = 0; i < edits.count; i++)
    print_error("line %zu: %s\n", edits.items[i].start.line + 1, edits.items[i].text.data);
  assert_int_equal(edits.count, 0);
  assert_null(edits.items);
  gw_document_free(document);
}

#define TITLE "20XX年工作总结\n"

static void a_right_document_yields_no_edit(void **state) {
  (void)state;
  assert_right(TITLE "一、基本情况\n单位现有职工XX名。\n二、主要工作\n"
                     "（一）抓学习。每月学习一次。\n（二）抓服务。走访群众。\n"
                     "三、存在问题\n（一）学习不深。\n（二）服务不细。\n");
  assert_right("");
  assert_right("没有标题的一段话。\n");
}

static void the_fixture_is_right(void **state) {
  (void)state;
  FILE *file = fopen(GONGWEN_SOURCE_DIR "/tests/fixtures/dangjian.txt", "rb");
  assert_non_null(file);
  char *text = calloc(1, 65536);
  assert_non_null(text);
  assert_true(fread(text, 1, 65535, file) > 0);
  fclose(file);
  assert_right(text);
  free(text);
}

static void gaps_and_duplicates_are_closed(void **state) {
  (void)state;
  assert_renumbered(TITLE "一、甲情况\n正文一。\n三、乙情况\n正文二。\n三、丙情况\n正文三。\n",
                    TITLE "一、甲情况\n正文一。\n二、乙情况\n正文二。\n三、丙情况\n正文三。\n");
  assert_renumbered(TITLE "一、甲情况\n（一）抓学习。正文。\n（一）抓学习。正文。\n"
                          "（二）抓服务。正文。\n",
                    TITLE "一、甲情况\n（一）抓学习。正文。\n（二）抓学习。正文。\n"
                          "（三）抓服务。正文。\n");
  /* A copy at the end of its list. */
  assert_renumbered(TITLE "一、甲情况\n（一）抓学习。正文。\n（二）抓服务。正文。\n"
                          "（一）抓学习。正文。\n",
                    TITLE "一、甲情况\n（一）抓学习。正文。\n（二）抓服务。正文。\n"
                          "（三）抓学习。正文。\n");
}

static void moved_sections_get_their_place(void **state) {
  (void)state;
  const char *right = TITLE "一、甲情况\n正文。\n二、乙情况\n正文。\n三、丙情况\n正文。\n";
  assert_renumbered(TITLE "二、甲情况\n正文。\n一、乙情况\n正文。\n三、丙情况\n正文。\n", right);
  assert_renumbered(TITLE "三、甲情况\n正文。\n一、乙情况\n正文。\n二、丙情况\n正文。\n", right);
  assert_renumbered(TITLE "二、甲情况\n正文。\n三、乙情况\n正文。\n一、丙情况\n正文。\n", right);
  /* The first one was deleted. */
  assert_renumbered(TITLE "二、甲情况\n正文。\n三、乙情况\n正文。\n四、丙情况\n正文。\n", right);
}

static void groups_restart_under_each_parent(void **state) {
  (void)state;
  assert_renumbered(TITLE "一、甲情况\n（一）学习。正文。\n（二）服务。正文。\n"
                          "二、乙情况\n（二）学习。正文。\n（三）服务。正文。\n",
                    TITLE "一、甲情况\n（一）学习。正文。\n（二）服务。正文。\n"
                          "二、乙情况\n（一）学习。正文。\n（二）服务。正文。\n");
}

static void the_writing_stays(void **state) {
  (void)state;
  assert_renumbered("一．甲情况\n正文。\n三．乙情况\n正文。\n",
                    "一．甲情况\n正文。\n二．乙情况\n正文。\n");
  assert_renumbered("(一)甲情况\n正文。\n(三)乙情况\n正文。\n（四）丙情况\n正文。\n",
                    "(一)甲情况\n正文。\n(二)乙情况\n正文。\n（三）丙情况\n正文。\n");
  assert_renumbered("1．甲情况\n正文。\n３．乙情况\n正文。\n4、丙情况\n正文。\n",
                    "1．甲情况\n正文。\n２．乙情况\n正文。\n3、丙情况\n正文。\n");
  assert_renumbered("（1）甲情况\n正文。\n⑶乙情况\n正文。\n",
                    "（1）甲情况\n正文。\n⑵乙情况\n正文。\n");
  assert_renumbered("　　一、甲情况\n　　正文。\n　　三、 乙情况\n　　正文。\n",
                    "　　一、甲情况\n　　正文。\n　　二、 乙情况\n　　正文。\n");
  assert_renumbered("## 一、甲情况\n正文。\n## 三、乙情况\n正文。\n",
                    "## 一、甲情况\n正文。\n## 二、乙情况\n正文。\n");
  assert_renumbered("一、甲情况\r\n正文。\r\n三、乙情况\r\n正文。\r\n",
                    "一、甲情况\r\n正文。\r\n二、乙情况\r\n正文。\r\n");
}

static void numbers_grow_and_shrink(void **state) {
  (void)state;
  char text[4096] = TITLE;
  char expected[4096] = TITLE;
  for (unsigned i = 1; i <= 22; i++) {
    char numeral[GW__NUMERAL_BYTES + 1] = "";
    numeral[gw__han_write(i < 10 ? i : i + 1, numeral)] = '\0';
    sprintf(text + strlen(text), "%s、第%u项工作\n正文。\n", numeral, i);
    memset(numeral, 0, sizeof numeral);
    numeral[gw__han_write(i, numeral)] = '\0';
    sprintf(expected + strlen(expected), "%s、第%u项工作\n正文。\n", numeral, i);
  }
  assert_non_null(strstr(text, "二十三、"));
  assert_renumbered(text, expected);
}

static void glyphs_give_way_where_they_end(void **state) {
  (void)state;
  char text[2048] = TITLE "一、任务\n";
  char expected[2048] = TITLE "一、任务\n";
  static const char *const glyphs[] = {"㈠", "㈡", "㈢", "㈣", "㈤", "㈥",
                                       "㈦", "㈧", "㈨", "㈩", "㈩"};
  for (int i = 0; i < 11; i++) {
    sprintf(text + strlen(text), "%s任务名称\n正文。\n", glyphs[i]);
    sprintf(expected + strlen(expected), "%s任务名称\n正文。\n", i < 10 ? glyphs[i] : "（十一）");
  }
  assert_renumbered(text, expected);
}

static void articles_count_through_the_chapters(void **state) {
  (void)state;
  const char *right = "管理办法\n第一章 总则\n第一条 为了加强管理，制定本办法。\n"
                      "第二条 本办法适用于本单位。\n第二章 职责\n第三条 办公室负责日常工作。\n"
                      "第四条 各科室配合。\n";
  assert_right(right);
  assert_renumbered("管理办法\n第一章 总则\n第一条 为了加强管理，制定本办法。\n"
                    "第二条 本办法适用于本单位。\n第三章 职责\n第四条 办公室负责日常工作。\n"
                    "第五条 各科室配合。\n",
                    right);
}

static void deliberate_restarts_stay(void **state) {
  (void)state;
  /* Behind 附件 the levels start again. */
  assert_right(TITLE "一、甲情况\n正文。\n二、乙情况\n正文。\n附件1\n一、丙情况\n正文。\n");
  /* Two lists under one heading. */
  assert_right(TITLE "一、甲情况\n先做三件事：\n1.学习。\n2.讨论。\n3.总结。\n"
                     "再做两件事：\n1.检查。\n2.通报。\n");
}

static void a_number_that_is_in_the_text_is_not_missing(void **state) {
  (void)state;
  assert_right(TITLE "一、甲情况\n要坚持以下原则：（一）突出重点；\n（二）注重实效；\n"
                     "（三）稳步推进。\n二、乙情况\n正文。\n");
}

static void numbering_may_go_on_across_parents(void **state) {
  (void)state;
  assert_right("工作规划\n第一部分 现状\n一、基础\n正文。\n二、问题\n正文。\n"
               "第二部分 任务\n三、目标\n正文。\n四、措施\n正文。\n");
  assert_renumbered("工作规划\n第一部分 现状\n一、基础\n正文。\n三、问题\n正文。\n"
                    "第二部分 任务\n四、目标\n正文。\n五、措施\n正文。\n",
                    "工作规划\n第一部分 现状\n一、基础\n正文。\n二、问题\n正文。\n"
                    "第二部分 任务\n三、目标\n正文。\n四、措施\n正文。\n");
}

static void decimals_follow_their_parent(void **state) {
  (void)state;
  assert_renumbered("可行性研究\n1.概述\n1.1 背景情况\n正文。\n1.2 编制依据\n正文。\n"
                    "3.需求\n3.1 现状分析\n正文。\n3.3 需求预测\n正文。\n",
                    "可行性研究\n1.概述\n1.1 背景情况\n正文。\n1.2 编制依据\n正文。\n"
                    "2.需求\n2.1 现状分析\n正文。\n2.2 需求预测\n正文。\n");
}

static void body_text_is_never_touched(void **state) {
  (void)state;
  assert_right(TITLE "一、三、四季度工作\n主要有：一是抓学习；三是抓服务。\n"
                     "见第二部分（三）和附件5。\n1.5万元经费已拨付。\n10、11两个月开展调研。\n"
                     "首先，统一思想。正文。\n其次，落实责任。正文。\n");
}

static void edits_are_appended(void **state) {
  (void)state;
  const char *text = "一、甲情况\n正文。\n三、乙情况\n正文。\n";
  gw_edits edits = {0};
  gw_document *document = gw_document_parse(text, strlen(text));
  assert_true(gw_document_renumber(document, &edits));
  assert_true(gw_document_renumber(document, &edits));
  assert_int_equal(edits.count, 2);
  assert_int_equal(edits.items[0].start.line, 2);
  assert_int_equal(edits.items[0].start.column, 0);
  assert_int_equal(edits.items[0].end.column, 3);
  assert_string_equal(edits.items[0].text.data, "二");
  gw_edits_free(&edits);
  assert_null(edits.items);
  gw_edits_free(&edits);
  gw_document_free(document);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_right_document_yields_no_edit),
      cmocka_unit_test(the_fixture_is_right),
      cmocka_unit_test(gaps_and_duplicates_are_closed),
      cmocka_unit_test(moved_sections_get_their_place),
      cmocka_unit_test(groups_restart_under_each_parent),
      cmocka_unit_test(the_writing_stays),
      cmocka_unit_test(numbers_grow_and_shrink),
      cmocka_unit_test(glyphs_give_way_where_they_end),
      cmocka_unit_test(articles_count_through_the_chapters),
      cmocka_unit_test(deliberate_restarts_stay),
      cmocka_unit_test(a_number_that_is_in_the_text_is_not_missing),
      cmocka_unit_test(numbering_may_go_on_across_parents),
      cmocka_unit_test(decimals_follow_their_parent),
      cmocka_unit_test(body_text_is_never_touched),
      cmocka_unit_test(edits_are_appended),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
