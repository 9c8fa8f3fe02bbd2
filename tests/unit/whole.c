/* Whole documents: title, sections and their numbers, names, closing, and the place they go to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "apply.h"

#define SPAN(text)                                                                                 \
  { (text), sizeof(text) - 1 }
#define SECTION(name, depth, text)                                                                 \
  { .title = SPAN(name), .level = (depth), .body = SPAN(text) }
#define WHOLE(name, list, size)                                                                    \
  { .title = SPAN(name), .sections = (list), .count = (size) }

static const gw_template report[] = {
    SECTION("导语", 0, "XX县委：\n现将${org}情况报告如下："),
    SECTION("基本情况", 1, "${org}有${1:XX}人，其中党员$1名。"),
    SECTION("主要做法", 1, "（一）抓学习。正文。\n（二）抓制度。正文。"),
    SECTION("抓作风", 2, "到XX户家中走访。"),
    SECTION("存在问题", 1, "有$1个问题。"),
    SECTION("结尾", 0, "特此报告。"),
    SECTION("落款", 0, "${org}\n20XX年X月X日"),
};

static const char report_text[] = "XX党支部\n20XX年工作报告\n"
                                  "\n"
                                  "XX县委：\n"
                                  "现将XX党支部情况报告如下：\n"
                                  "一、基本情况\n"
                                  "XX党支部有XX人，其中党员XX名。\n"
                                  "二、主要做法\n"
                                  "（一）抓学习。正文。\n"
                                  "（二）抓制度。正文。\n"
                                  "（三）抓作风。到XX户家中走访。\n"
                                  "三、存在问题\n"
                                  "有XX个问题。\n"
                                  "特此报告。\n"
                                  "\n"
                                  "XX党支部\n"
                                  "20XX年X月X日";

static const gw_whole whole_report = {
    .title = SPAN("${org:XX党支部}\n20XX年工作报告"),
    .sections = report,
    .count = sizeof report / sizeof *report,
};

/* Puts it in place of bytes [start, end) of a line; the text that comes of it, free() it. */
static char *inserted(const gw_whole *source, const char *text, size_t line, size_t start,
                      size_t end, size_t *slot) {
  gw_document *document = gw_document_parse(text, strlen(text));
  gw_insertion insertion;
  assert_non_null(document);
  assert_true(gw_document_whole_insertion(document, (gw_point){line, start}, (gw_point){line, end},
                                          source, &insertion));
  assert_int_equal(insertion.edits.count, 1);
  const gw_edit *edit = &insertion.edits.items[0];
  assert_true(insertion.first_slot <= edit->text.size);
  if (slot)
    *slot = apply_offset(text, edit->start) + insertion.first_slot;
  char *result = apply_edits(text, &insertion.edits);
  gw_insertion_free(&insertion);
  gw_document_free(document);
  return result;
}

static void assert_whole(const gw_whole *source, const char *expected) {
  char *result = inserted(source, "", 0, 0, 0, NULL);
  assert_string_equal(result, expected);
  free(result);
}

static void a_report(void **state) {
  (void)state;
  size_t slot;
  char *result = inserted(&whole_report, "djzj", 0, 0, 4, &slot);
  assert_string_equal(result, report_text);
  assert_int_equal(slot, 0);

  /* It is what it says: a title, headings, a closing, and numbers that are right. */
  static const char *const titles[] = {
      "XX党支部20XX年工作报告", "基本情况", "主要做法", "抓学习", "抓制度", "抓作风", "存在问题"};
  gw_document *document = gw_document_parse(result, strlen(result));
  gw_edits edits = {0};
  gw_passage passage;
  assert_non_null(document);
  assert_int_equal(gw_document_node_count(document), sizeof titles / sizeof *titles);
  for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
    gw_node node;
    char title[64];
    assert_true(gw_document_node(document, i, &node));
    gw_node_title(document, &node, title, sizeof title);
    assert_string_equal(title, titles[i]);
  }
  assert_true(gw_document_renumber(document, &edits));
  assert_int_equal(edits.count, 0);
  assert_int_equal(gw_document_parts(document, GW_PART_SALUTATION, &passage, 1), 1);
  assert_int_equal(passage.line, 3);
  assert_int_equal(gw_document_parts(document, GW_PART_SIGNATURE, &passage, 1), 1);
  assert_int_equal(passage.line, 15);
  gw_document_free(document);
  free(result);
}

static void the_cursor_goes_to_the_first_placeholder(void **state) {
  (void)state;
  size_t slot;
  const gw_template section = SECTION("基本情况", 1, "共有XX人。");
  const gw_whole whole = WHOLE("总结", &section, 1);
  char *result = inserted(&whole, "", 0, 0, 0, &slot);
  assert_string_equal(result, "总结\n\n一、基本情况\n共有XX人。");
  assert_string_equal(result + slot, "XX人。");
  free(result);
  const gw_template plain = SECTION("基本情况", 1, "共有八人。");
  const gw_whole without = WHOLE("总结", &plain, 1);
  result = inserted(&without, "", 0, 0, 0, &slot);
  assert_string_equal(result + slot, "");
  free(result);
}

static void what_may_be_left_out(void **state) {
  (void)state;
  assert_whole(&(gw_whole){.title = SPAN("")}, "");
  assert_whole(&(gw_whole){.title = SPAN("通知")}, "通知");
  const gw_template section = SECTION("要求", 1, "");
  assert_whole(&(gw_whole)WHOLE("", &section, 1), "一、要求");
}

static void names_hold_for_the_whole(void **state) {
  (void)state;
  const gw_template sections[] = {
      SECTION("a", 0, "${org}，${org:XX单位}，${1:甲}$1"),
      SECTION("b", 0, "$1，${org:XX局下的${part:XX科}}，${part}，${org}"),
      SECTION("c", 0, "${open ${org}，${part:XX室}"),
      SECTION("d", 0, "${bad:${new:XX组}，"),
      SECTION("e", 0, "${new}、${part}"),
  };
  assert_whole(&(gw_whole)WHOLE("", sections, 5), "${org}，XX单位，甲甲\n"
                                                  "XX，XX局下的XX科，XX科，XX单位\n"
                                                  "${open XX单位，XX室\n"
                                                  "${bad:XX组，\n"
                                                  "XX组、XX科");
}

static void variables_are_those_of_the_whole(void **state) {
  (void)state;
  const gw_variable variables[] = {{SPAN("今年"), SPAN("2026年")},
                                   {SPAN("甲"), SPAN("（一）$1\n（三）乙")}};
  const gw_template sections[] = {
      SECTION("a", 1, "${今年}，${甲}"),
      SECTION("b", 1, "${甲}，${甲:XX}"),
  };
  gw_whole whole = WHOLE("${今年}总结", sections, 2);
  whole.variables = variables;
  whole.variable_count = 2;
  assert_whole(&whole, "2026年总结\n\n一、a\n2026年，（一）$1\n（三）乙\n"
                       "二、b\n（一）$1\n（三）乙，（一）$1\n（三）乙");
}

static void closings_are_set_off(void **state) {
  (void)state;
  const gw_template enclosed[] = {
      SECTION("a", 0, "特此通知。"),
      SECTION("b", 0, "附件：1.报名表\n2.回执"),
      SECTION("c", 0, "XX局\n2026年3月5日"),
  };
  assert_whole(&(gw_whole)WHOLE("关于开会的通知", enclosed, 3),
               "关于开会的通知\n\n特此通知。\n\n附件：1.报名表\n2.回执\n\nXX局\n2026年3月5日");
  /* Room that the template has made is enough; a date alone is set off as well. */
  const gw_template spaced[] = {
      SECTION("a", 0, "特此通知。"),
      SECTION("c", 0, "\n\nXX局\n2026年3月5日"),
  };
  assert_whole(&(gw_whole)WHOLE("关于开会的通知", spaced, 2),
               "关于开会的通知\n\n特此通知。\n\n\nXX局\n2026年3月5日");
  const gw_template dated[] = {
      SECTION("a", 0, "特此通知。"),
      SECTION("c", 0, "2026年3月5日"),
  };
  assert_whole(&(gw_whole)WHOLE("关于开会的通知", dated, 2),
               "关于开会的通知\n\n特此通知。\n\n2026年3月5日");
}

static void it_starts_and_ends_a_line(void **state) {
  (void)state;
  const gw_template section = SECTION("要求", 1, "XX。");
  const gw_whole whole = WHOLE("通知", &section, 1);
  static const struct {
    const char *text;
    size_t line, start, end;
    const char *expected;
  } cases[] = {
      {"　　tz \n", 0, 6, 8, "通知\n\n一、要求\nXX。\n"},
      {"前tz后", 0, 3, 5, "前\n通知\n\n一、要求\nXX。\n后"},
      {"一、甲\r\ntz\r\n二、乙\r\n", 1, 0, 2,
       "一、甲\r\n通知\r\n\r\n一、要求\r\nXX。\r\n二、乙\r\n"},
      {"一、甲\r\ntz", 1, 0, 2, "一、甲\r\n通知\r\n\r\n一、要求\r\nXX。"},
      {"甲\r\n", 0, 4, 4, "甲\r\n通知\r\n\r\n一、要求\r\nXX。\r\n"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char *result =
        inserted(&whole, cases[i].text, cases[i].line, cases[i].start, cases[i].end, NULL);
    assert_string_equal(result, cases[i].expected);
    free(result);
  }
}

static void what_cannot_be_is_refused(void **state) {
  (void)state;
  const gw_template deep = SECTION("要求", 5, "XX。");
  gw_document *document = gw_document_parse("甲\n乙", 7);
  gw_insertion out;
  assert_non_null(document);
  assert_false(gw_document_whole_insertion(document, (gw_point){0, 0}, (gw_point){0, 0},
                                           &(gw_whole)WHOLE("通知", &deep, 1), &out));
  assert_null(out.edits.items);
  static const gw_point places[][2] = {
      {{2, 0}, {2, 0}}, {{0, 0}, {1, 0}}, {{0, 0}, {0, 4}}, {{0, 3}, {0, 0}}};
  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    assert_false(
        gw_document_whole_insertion(document, places[i][0], places[i][1], &whole_report, &out));
    assert_null(out.edits.items);
  }
  gw_document_free(document);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_report),
      cmocka_unit_test(the_cursor_goes_to_the_first_placeholder),
      cmocka_unit_test(what_may_be_left_out),
      cmocka_unit_test(names_hold_for_the_whole),
      cmocka_unit_test(variables_are_those_of_the_whole),
      cmocka_unit_test(closings_are_set_off),
      cmocka_unit_test(it_starts_and_ends_a_line),
      cmocka_unit_test(what_cannot_be_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
