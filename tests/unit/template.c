/* Insertion of section templates: place, ordinal, writing, indentation, tab stops. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#include <cmocka.h>

#include "apply.h"

static gw_span span(const char *text) {
  return (gw_span){text, strlen(text)};
}

/*
 * A text in which « and » stand around the bytes that the template replaces. The marks are taken
 * out; free() the text.
 */
static char *unmark(const char *marked, gw_point *start, gw_point *end) {
  char *text = malloc(strlen(marked) + 1);
  assert_non_null(text);
  gw_point here = {0, 0};
  size_t size = 0;
  for (const char *at = marked; *at; at++) {
    if (strncmp(at, "«", 2) == 0 || strncmp(at, "»", 2) == 0) {
      *(strncmp(at, "«", 2) == 0 ? start : end) = here;
      at++;
      continue;
    }
    text[size++] = *at;
    here = *at == '\n' ? (gw_point){here.line + 1, 0} : (gw_point){here.line, here.column + 1};
  }
  text[size] = '\0';
  return text;
}

/* Inserts, and compares with the text expected; ‸ stands in it where the cursor goes, if anywhere.
 */
static void assert_inserted(unsigned level, const char *title, const char *body, const char *marked,
                            const char *expected) {
  gw_point start = {0, 0};
  gw_point end = {0, 0};
  char *text = unmark(marked, &start, &end);
  gw_template source = {.title = span(title), .level = level, .body = span(body)};
  gw_insertion insertion;
  gw_document *document = gw_document_parse(text, strlen(text));
  assert_non_null(document);
  assert_true(gw_document_insertion(document, start, end, &source, &insertion));
  assert_true(insertion.edits.count > 0);
  assert_true(insertion.first_slot <= insertion.edits.items[0].text.size);
  char *result = apply_edits(text, &insertion.edits);
  if (strstr(expected, "‸")) {
    size_t at = apply_offset(text, insertion.edits.items[0].start) + insertion.first_slot;
    char *shown = malloc(strlen(result) + 4);
    assert_non_null(shown);
    sprintf(shown, "%.*s‸%s", (int)at, result, result + at);
    assert_string_equal(shown, expected);
    free(shown);
  } else {
    assert_string_equal(result, expected);
  }
  free(result);
  free(text);
  gw_insertion_free(&insertion);
  assert_null(insertion.edits.items);
  gw_document_free(document);
}

/* ---- the heading's number ----------------------------------------------------------------------
 */

static void first_section_of_a_document(void **state) {
  (void)state;
  assert_inserted(1, "基本情况", "现有党员XX名。", "«jbqk»", "一、基本情况\n现有党员‸XX名。");
  assert_inserted(1, "基本情况", "现有党员XX名。", "20XX年工作总结\n«jbqk»\n",
                  "20XX年工作总结\n一、基本情况\n现有党员‸XX名。\n");
  assert_inserted(2, "加强学习", "正文。", "20XX年工作总结\n«x»\n",
                  "20XX年工作总结\n（一）加强学习。正文。‸\n");
  assert_inserted(3, "加强学习", "正文。", "«»", "1.加强学习。正文。");
  assert_inserted(4, "加强学习", "正文。", "«x»", "（1）加强学习。正文。");
}

static void siblings_behind_move_on(void **state) {
  (void)state;
  assert_inserted(
      1, "基本情况", "正文。",
      "总结\n一、甲情况\n甲。\n«jbqk»\n二、乙情况\n乙，见二、三两节。\n三、丙情况\n丙。\n",
      "总结\n一、甲情况\n甲。\n二、基本情况\n正文。\n三、乙情况\n乙，见二、三两节。\n"
      "四、丙情况\n丙。\n");
  /* Before all of them. */
  assert_inserted(1, "基本情况", "正文。", "总结\n«jbqk»\n一、甲情况\n甲。\n二、乙情况\n乙。\n",
                  "总结\n一、基本情况\n正文。\n二、甲情况\n甲。\n三、乙情况\n乙。\n");
  /* Behind all of them, and at the very place where a heading starts. */
  assert_inserted(1, "基本情况", "正文。", "总结\n一、甲情况\n甲。\n«jbqk»",
                  "总结\n一、甲情况\n甲。\n二、基本情况\n正文。");
  assert_inserted(1, "基本情况", "正文。", "总结\n«»一、甲情况\n甲。\n",
                  "总结\n一、基本情况\n正文。\n二、甲情况\n甲。\n");
  /* From nine to eleven, where numbers change their length. */
  assert_inserted(1, "新节", "正文。",
                  "一、a\n二、b\n三、c\n四、d\n五、e\n六、f\n七、g\n八、h\n九、i\n«x»\n十、j\n"
                  "十一、k\n",
                  "一、a\n二、b\n三、c\n四、d\n五、e\n六、f\n七、g\n八、h\n九、i\n"
                  "十、新节\n正文。\n十一、j\n十二、k\n");
}

static void only_siblings_move_on(void **state) {
  (void)state;
  assert_inserted(2, "新的一点", "正文。",
                  "总结\n一、甲情况\n（一）学习。正文。\n«x»\n（二）服务。正文。\n二、乙情况\n"
                  "（一）学习。正文。\n（二）服务。正文。\n",
                  "总结\n一、甲情况\n（一）学习。正文。\n（二）新的一点。正文。\n"
                  "（三）服务。正文。\n二、乙情况\n（一）学习。正文。\n（二）服务。正文。\n");
}

static void a_new_section_may_cut_one_in_two(void **state) {
  (void)state;
  assert_inserted(1, "新节", "正文。",
                  "总结\n一、甲情况\n（一）学习。正文。\n（二）服务。正文。\n«x»\n"
                  "（三）监督。正文。\n二、乙情况\n正文。\n",
                  "总结\n一、甲情况\n（一）学习。正文。\n（二）服务。正文。\n二、新节\n正文。\n"
                  "（三）监督。正文。\n三、乙情况\n正文。\n");
}

static void annexes_and_second_lists_are_other_scopes(void **state) {
  (void)state;
  assert_inserted(1, "新节", "正文。", "总结\n一、甲情况\n甲。\n«x»\n附件1\n一、乙情况\n乙。\n",
                  "总结\n一、甲情况\n甲。\n二、新节\n正文。\n附件1\n一、乙情况\n乙。\n");
  assert_inserted(1, "新节", "正文。", "总结\n一、甲情况\n甲。\n附件1\n«x»\n一、乙情况\n乙。\n",
                  "总结\n一、甲情况\n甲。\n附件1\n一、新节\n正文。\n二、乙情况\n乙。\n");
  assert_inserted(1, "新节", "正文。", "总结\n«x»\n附件1\n一、乙情况\n乙。\n",
                  "总结\n一、新节\n正文。\n附件1\n一、乙情况\n乙。\n");
  assert_inserted(
      3, "新的一项", "正文。",
      "总结\n一、甲情况\n先做：\n1.学习。\n2.讨论。\n«x»\n再做：\n1.检查。\n2.通报。\n",
      "总结\n一、甲情况\n先做：\n1.学习。\n2.讨论。\n3.新的一项。正文。\n再做：\n1.检查。\n"
      "2.通报。\n");
}

static void numbering_across_parents_moves_on(void **state) {
  (void)state;
  assert_inserted(1, "新节", "正文。",
                  "规划\n第一部分 现状\n一、基础\n正文。\n«x»\n二、问题\n正文。\n第二部分 任务\n"
                  "三、目标\n正文。\n四、措施\n正文。\n",
                  "规划\n第一部分 现状\n一、基础\n正文。\n二、新节\n正文。\n三、问题\n正文。\n"
                  "第二部分 任务\n四、目标\n正文。\n五、措施\n正文。\n");
  assert_inserted(1, "新节", "正文。",
                  "规划\n第一部分 现状\n一、基础\n正文。\n第二部分 任务\n«x»\n二、目标\n正文。\n"
                  "三、措施\n正文。\n",
                  "规划\n第一部分 现状\n一、基础\n正文。\n第二部分 任务\n二、新节\n正文。\n"
                  "三、目标\n正文。\n四、措施\n正文。\n");
}

static void decimals_move_with_their_parent(void **state) {
  (void)state;
  assert_inserted(3, "新章", "正文。",
                  "1.概述\n1.1 背景情况\n正文。\n«x»\n2.需求\n2.1 现状分析\n正文。\n2.2 需求预测\n"
                  "正文。\n",
                  "1.概述\n1.1 背景情况\n正文。\n2.新章\n正文。\n3.需求\n3.1 现状分析\n正文。\n"
                  "3.2 需求预测\n正文。\n");
}

static void an_ordinal_that_is_there_is_taken(void **state) {
  (void)state;
  assert_inserted(1, "新节", "正文。", "总结\n一、甲情况\n甲。\n二、«jbqk»\n二、乙情况\n乙。\n",
                  "总结\n一、甲情况\n甲。\n二、新节\n正文。\n三、乙情况\n乙。\n");
}

/* ---- the writing -------------------------------------------------------------------------------
 */

static void the_siblings_writing_is_taken(void **state) {
  (void)state;
  assert_inserted(1, "新节", "正文。", "总结\n一．甲情况\n甲。\n«x»\n",
                  "总结\n一．甲情况\n甲。\n二．新节\n正文。\n");
  assert_inserted(2, "新节", "正文。", "一、甲情况\n(一)学习\n甲。\n«x»\n(二)服务\n乙。\n",
                  "一、甲情况\n(一)学习\n甲。\n(二)新节\n正文。\n(三)服务\n乙。\n");
  assert_inserted(3, "新节", "正文。", "１．学习情况\n甲。\n«x»\n",
                  "１．学习情况\n甲。\n２．新节\n正文。\n");
  assert_inserted(3, "新节", "正文。", "1. 学习情况\n甲。\n«x»\n",
                  "1. 学习情况\n甲。\n2. 新节\n正文。\n");
  assert_inserted(4, "新节", "正文。", "⑴学习。甲做了许多工作。\n«x»\n",
                  "⑴学习。甲做了许多工作。\n⑵新节。正文。\n");
  assert_inserted(1, "新节", "正文。", "## 一、甲情况\n甲。\n«x»\n",
                  "## 一、甲情况\n甲。\n## 二、新节\n正文。\n");
  /* Headings that stand alone and end in 。 */
  assert_inserted(2, "新节", "正文。",
                  "一、甲情况\n（一）加强学习。\n正文做了许多工作。\n（二）加强服务。\n"
                  "正文做了许多工作。\n«x»\n",
                  "一、甲情况\n（一）加强学习。\n正文做了许多工作。\n（二）加强服务。\n"
                  "正文做了许多工作。\n（三）新节。\n正文。\n");
}

static void else_that_of_the_document(void **state) {
  (void)state;
  assert_inserted(2, "新节", "正文。", "一、甲情况\n(一)学习\n甲。\n二、乙情况\n«x»\n",
                  "一、甲情况\n(一)学习\n甲。\n二、乙情况\n(一)新节\n正文。\n");
}

static void documents_without_the_second_form(void **state) {
  (void)state;
  assert_inserted(2, "新节", "正文。", "一、甲情况\n1.学习情况\n甲。\n«x»\n二、乙情况\n乙。\n",
                  "一、甲情况\n1.学习情况\n甲。\n2.新节\n正文。\n二、乙情况\n乙。\n");
}

static void titles_may_end_a_sentence(void **state) {
  (void)state;
  assert_inserted(2, "学得怎么样？", "正文。", "«x»", "（一）学得怎么样？正文。");
  assert_inserted(2, "新节", "", "«x»", "（一）新节。");
  assert_inserted(1, "新节", "", "«x»", "一、新节‸");
}

/* ---- the place ---------------------------------------------------------------------------------
 */

static void text_around_the_trigger_stays(void **state) {
  (void)state;
  assert_inserted(1, "新节", "现有XX名。", "前面的话。«x»", "前面的话。\n一、新节\n现有‸XX名。");
  assert_inserted(1, "新节", "正文。", "«x»后面的话。\n", "一、新节\n正文。‸\n后面的话。\n");
  assert_inserted(1, "新节", "正文。", "§é党𝔼«x»后。\n尾\n", "§é党𝔼\n一、新节\n正文。\n后。\n尾\n");
  assert_inserted(0, "落款", "XX党支部\n20XX年", "前«lk»后\n", "前‸XX党支部\n20XX年后\n");
  assert_inserted(0, "", "二十大精神", "学习«esd»。", "学习二十大精神‸。");
  assert_inserted(1, "", "二十大精神", "学习«esd»。", "学习二十大精神‸。");
}

static void indentation_is_repeated(void **state) {
  (void)state;
  assert_inserted(1, "新节", "第一段。\n\n第二段。", "　　«x»",
                  "　　一、新节\n　　第一段。\n\n　　第二段。");
  assert_inserted(1, "新节", "第一段。", "　　前。«x»后。",
                  "　　前。\n　　一、新节\n　　第一段。\n　　后。");
  assert_inserted(0, "", "甲\n乙\n\n丙", "  «x»", "  甲\n  乙\n\n  丙");
}

/* GB/T 9704-2012, 7.3.4 and 7.3.5. */
static void what_closes_a_text_stands_apart(void **state) {
  (void)state;
  static const char signature[] = "XX党支部\n20XX年X月X日";
  static const char *const bodies[] = {signature, "20XX年X月X日", "述职人：XXX\n20XX年X月X日",
                                       "附件：1.清单\n2.名册"};
  for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
    char expected[256];
    const char *slot = strpbrk(bodies[i], "X2");
    if (i == 3)
      slot = bodies[i] + strlen(bodies[i]);
    snprintf(expected, sizeof expected, "总结\n一、情况\n完。\n\n%.*s‸%s\n\n",
             (int)(slot - bodies[i]), bodies[i], slot);
    assert_inserted(0, "落款", bodies[i], "总结\n一、情况\n完。\n«lk»\n\n", expected);
  }
  /* It has room, something follows, it is in a line, or it closes nothing. */
  assert_inserted(0, "", signature, "完。\n\n«lk»", "完。\n\n‸XX党支部\n20XX年X月X日");
  assert_inserted(0, "", signature, "«lk»", "‸XX党支部\n20XX年X月X日");
  assert_inserted(0, "", signature, "完。\n«lk»\n二、后\n",
                  "完。\n‸XX党支部\n20XX年X月X日\n二、后\n");
  assert_inserted(0, "", signature, "完。\n见«lk»\n", "完。\n见‸XX党支部\n20XX年X月X日\n");
  assert_inserted(0, "", "以上报告，请审议。", "完。\n«lk»\n", "完。\n以上报告，请审议。‸\n");
  assert_inserted(0, "", signature, "完。\r\n　　«lk»\r\n",
                  "完。\r\n　　\r\n　　‸XX党支部\r\n　　20XX年X月X日\r\n");
}

static void crlf_documents_stay_crlf(void **state) {
  (void)state;
  assert_inserted(
      1, "新节", "第一段。\n第二段。", "一、甲情况\r\n甲。\r\n«x»\r\n二、乙情况\r\n乙。\r\n",
      "一、甲情况\r\n甲。\r\n二、新节\r\n第一段。\r\n第二段。\r\n三、乙情况\r\n乙。\r\n");
  assert_inserted(1, "新节", "正文。", "甲。\r\n前«x»", "甲。\r\n前\r\n一、新节\r\n正文。");
  assert_inserted(1, "新节", "正文。", "«x»后\r\n乙。\r\n", "一、新节\r\n正文。\r\n后\r\n乙。\r\n");
}

static void places_that_do_not_exist_are_refused(void **state) {
  (void)state;
  gw_document *document = gw_document_parse("甲\n乙\n", 8);
  gw_template source = {.title = span("新节"), .level = 1, .body = span("正文。")};
  gw_insertion out;
  assert_false(gw_document_insertion(document, (gw_point){2, 0}, (gw_point){2, 0}, &source, &out));
  assert_false(gw_document_insertion(document, (gw_point){0, 4}, (gw_point){0, 4}, &source, &out));
  assert_false(gw_document_insertion(document, (gw_point){0, 3}, (gw_point){0, 0}, &source, &out));
  assert_false(gw_document_insertion(document, (gw_point){1, 0}, (gw_point){0, 3}, &source, &out));
  assert_false(gw_document_insertion(document, (gw_point){0, 0}, (gw_point){1, 4}, &source, &out));
  assert_false(gw_document_insertion(document, (gw_point){0, 0}, (gw_point){3, 0}, &source, &out));
  assert_null(out.edits.items);
  source.level = 5;
  assert_false(gw_document_insertion(document, (gw_point){0, 0}, (gw_point){0, 0}, &source, &out));
  gw_document_free(document);
}

/* ---- the body ----------------------------------------------------------------------------------
 */

static void bodies_go_in_byte_for_byte(void **state) {
  (void)state;
  const char *body = "总开一四、。；《》“”—〇※ \\n ` % & ~ | <CR> <Esc> \t $ { } $x ${ }";
  char expected[256];
  snprintf(expected, sizeof expected, "一、新节\n%s", body);
  assert_inserted(1, "新节", body, "«x»", expected);
}

static void nested_ordinals_take_the_documents_writing(void **state) {
  (void)state;
  const char *body = "（一）学习。正文。\n1.第一点。正文。\n（二）服务。正文。";
  assert_inserted(1, "新节", body, "一、甲情况\n(一)学习。正文做了工作。\n«x»\n",
                  "一、甲情况\n(一)学习。正文做了工作。\n二、新节\n(一)学习。正文。\n"
                  "1.第一点。正文。\n(二)服务。正文。\n");
  assert_inserted(1, "新节", body, "«x»",
                  "一、新节\n（一）学习。正文。\n1.第一点。正文。\n（二）服务。正文。");
  /* 1.5万元 is no ordinal. */
  assert_inserted(1, "新节", "1.5万元。", "一、甲情况\n１．学习情况\n甲。\n«x»\n",
                  "一、甲情况\n１．学习情况\n甲。\n二、新节\n1.5万元。\n");
  /* A body that starts with an ordinal does not run in. */
  assert_inserted(2, "新节", "1.第一点。\n2.第二点。", "«x»",
                  "（一）新节。\n1.第一点。\n2.第二点。");
}

static void tab_stops_become_text(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"${org:XX党支部}", "XX党支部"},
      {"${1:text}", "text"},
      {"$1 ${2}", "XX XX"},
      {"甲$0乙${0}", "甲乙"},
      {"${0:完}", "完"},
      {"${1|甲,乙|}", "【甲/乙】"},
      {"${1|甲|}", "【甲】"},
      {"${1|甲\\,乙,丙\\|丁|}", "【甲,乙/丙|丁】"},
      {"\\$1 \\} \\\\ \\n", "$1 } \\ \\n"},
      {"${1:甲${2:乙}丙}", "甲乙丙"},
      {"${1:甲\\}乙}", "甲}乙"},
      {"${org:甲支部}和${org}、$org", "甲支部和甲支部、甲支部"},
      {"${org:甲支部}和$orga、$o、${o}", "甲支部和$orga、$o、${o}"},
      {"${1:甲}$1$2", "甲甲XX"},
      /* What is none of the forms stands as it is written. */
      {"$", "$"},
      {"$$", "$$"},
      {"${}", "${}"},
      {"${", "${"},
      {"${1", "${1"},
      {"${1:甲", "${1:甲"},
      {"${1:甲${2:乙}", "${1:甲乙"},
      {"${1:甲${2:乙", "${1:甲${2:乙"},
      {"${1|甲", "${1|甲"},
      {"${1||}", "${1||}"},
      {"${TM_FILENAME}", "${TM_FILENAME}"},
      {"$TM_FILENAME", "$TM_FILENAME"},
      {"${1/a/b/g}", "${1/a/b/g}"},
      {"}", "}"},
      {"\\", "\\"},
      {"100$", "100$"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_inserted(0, "", cases[i][0], "«x»", cases[i][1]);
}

static void nesting_ends_at_a_depth_of_eight(void **state) {
  (void)state;
  char body[512] = "";
  for (int i = 0; i < 8; i++)
    strcat(body, "${1:a");
  strcat(body, "}}}}}}}}");
  assert_inserted(0, "", body, "«x»", "aaaaaaaa");
  body[0] = '\0';
  for (int i = 0; i < 9; i++)
    strcat(body, "${1:a");
  strcat(body, "}}}}}}}}}");
  assert_inserted(0, "", body, "«x»", "aaaaaaaa${1:a}");
}

static void long_bodies_are_quick(void **state) {
  (void)state;
  enum {
    STOPS = 20000
  };
  char *body = malloc(STOPS * 24);
  assert_non_null(body);
  size_t size = 0;
  for (int i = 0; i < STOPS; i++)
    size += (size_t)sprintf(body + size, "${%d:党员XX名", i);
  gw_template source = {.title = span("新节"), .level = 1, .body = {body, size}};
  gw_document *document = gw_document_new();
  gw_insertion out;
  clock_t start = clock();
  assert_true(gw_document_insertion(document, (gw_point){0, 0}, (gw_point){0, 0}, &source, &out));
  assert_true(clock() - start < 2 * CLOCKS_PER_SEC);
  gw_insertion_free(&out);
  gw_document_free(document);
  free(body);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(first_section_of_a_document),
      cmocka_unit_test(siblings_behind_move_on),
      cmocka_unit_test(only_siblings_move_on),
      cmocka_unit_test(a_new_section_may_cut_one_in_two),
      cmocka_unit_test(annexes_and_second_lists_are_other_scopes),
      cmocka_unit_test(numbering_across_parents_moves_on),
      cmocka_unit_test(decimals_move_with_their_parent),
      cmocka_unit_test(an_ordinal_that_is_there_is_taken),
      cmocka_unit_test(the_siblings_writing_is_taken),
      cmocka_unit_test(else_that_of_the_document),
      cmocka_unit_test(documents_without_the_second_form),
      cmocka_unit_test(titles_may_end_a_sentence),
      cmocka_unit_test(text_around_the_trigger_stays),
      cmocka_unit_test(indentation_is_repeated),
      cmocka_unit_test(what_closes_a_text_stands_apart),
      cmocka_unit_test(crlf_documents_stay_crlf),
      cmocka_unit_test(places_that_do_not_exist_are_refused),
      cmocka_unit_test(bodies_go_in_byte_for_byte),
      cmocka_unit_test(nested_ordinals_take_the_documents_writing),
      cmocka_unit_test(tab_stops_become_text),
      cmocka_unit_test(nesting_ends_at_a_depth_of_eight),
      cmocka_unit_test(long_bodies_are_quick),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
