/* Variables in bodies: how they go into the text, and what the library's stand for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#include <cmocka.h>

#include "apply.h"
#include "library/variables.h"

static gw_span span(const char *text) {
  return (gw_span){text, strlen(text)};
}

/* Inserts in place of the bytes [start, end) of a text; the result to be freed. */
static char *insert(const gw_template *source, const char *text, gw_point start, gw_point end,
                    uint64_t *used) {
  gw_document *document = gw_document_parse(text, strlen(text));
  gw_insertion insertion;
  assert_non_null(document);
  assert_true(gw_document_insertion(document, start, end, source, &insertion));
  char *result = apply_edits(text, &insertion.edits);
  *used = insertion.used;
  gw_insertion_free(&insertion);
  gw_document_free(document);
  return result;
}

/* ---- in the body ------------------------------------------------------------------------------
 */

static void values_stand_for_names(void **state) {
  (void)state;
  const gw_variable variables[] = {{span("选中"), span("甲\n乙")},
                                   {span("YEAR_1"), span("2026")},
                                   {span("空"), span("")},
                                   {span("org"), span("变量")}};
  static const struct {
    const char *body;
    const char *expected;
    unsigned used;
  } cases[] = {
      {"“${选中}”", "“甲\n乙”", 1},
      {"$YEAR_1年${YEAR_1}年", "2026年2026年", 2},
      {"$YEAR_1x $YEAR $选中 ${YEAR}", "$YEAR_1x $YEAR $选中 ${YEAR}", 0},
      /* The text behind the colon is for a value that is empty, and is then that of the name. */
      {"${空:无}、${空}", "无、无", 0},
      {"[${空}]${空:}", "[]", 4},
      {"${YEAR_1:20XX}年", "2026年", 2},
      {"${YEAR_1:${org:XX局}的}${org}", "2026变量", 10},
      {"${YEAR_1:${选中}}", "2026", 2},
      {"${空:${选中}的}", "甲\n乙的", 1},
      /* What the body says of a name comes first. */
      {"${a:XX局}${a}", "XX局XX局", 0},
      {"${1:${YEAR_1}}$1", "20262026", 2},
      {"\\${选中}\\$YEAR_1", "${选中}$YEAR_1", 0},
      {"${选中|a,b|}", "【a/b】", 0},
      {"${选中:没有完", "${选中:没有完", 0},
      {"${选中:${YEAR_1}没有完", "${选中:2026没有完", 2},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    gw_template source = {.body = span(cases[i].body), .variables = variables, .variable_count = 4};
    uint64_t used;
    char *result = insert(&source, "", (gw_point){0, 0}, (gw_point){0, 0}, &used);
    assert_string_equal(result, cases[i].expected);
    assert_int_equal(used, cases[i].used);
    free(result);
  }
}

static void values_are_not_read_again(void **state) {
  (void)state;
  const char *value = "$1 ${1:a} \\$ \\\\ } ${v} ${1|a,b|} $0 %s & ~ |";
  const gw_variable variable = {span("v"), span(value)};
  gw_template source = {
      .body = span("（${1:${v}}）$1$v"), .variables = &variable, .variable_count = 1};
  char expected[512];
  snprintf(expected, sizeof expected, "（%s）%s%s", value, value, value);
  uint64_t used;
  char *result = insert(&source, "", (gw_point){0, 0}, (gw_point){0, 0}, &used);
  assert_string_equal(result, expected);
  free(result);
}

/* A line of the body takes the document's writing of ordinals, a line of a value stays. */
static void values_keep_their_ordinals(void **state) {
  (void)state;
  const gw_variable variable = {span("v"), span("(二)乙\n(三)丙")};
  static const char *const bodies[][2] = {
      {"(一)甲\n${v}\n(四)丁", "（一）甲\n(二)乙\n(三)丙\n（四）丁\n"},
      {"(一)甲\n${a:${v}}\n${a}\n(四)丁", "（一）甲\n(二)乙\n(三)丙\n(二)乙\n(三)丙\n（四）丁\n"},
      {"${未完:\n${v}\n(四)丁", "${未完:\n(二)乙\n(三)丙\n（四）丁\n"},
      {"\n(一)见${v}", "\n（一）见(二)乙\n(三)丙\n"},
  };
  for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
    gw_template source = {.body = span(bodies[i][0]), .variables = &variable, .variable_count = 1};
    uint64_t used;
    char *result = insert(&source, "总结\n一、甲\n（一）乙\n正文。\n\n", (gw_point){4, 0},
                          (gw_point){4, 0}, &used);
    assert_string_equal(result + strlen("总结\n一、甲\n（一）乙\n正文。\n"), bodies[i][1]);
    free(result);
  }
}

static void selections_of_several_lines_give_way(void **state) {
  (void)state;
  const gw_variable variable = {span("选中"), span("正文二。\n（一）甲\n正文三。")};
  gw_template source = {.title = span("新节"),
                        .level = 1,
                        .body = span("${选中}"),
                        .variables = &variable,
                        .variable_count = 1};
  const char *text =
      "总结\n　　一、甲\n　　正文一。正文二。\n　　二、乙\n　　正文三。正文四。\n　　三、丙\n";
  gw_point start = {2, strlen("　　正文一。")};
  gw_point end = {4, strlen("　　正文三。")};
  uint64_t used;
  char *result = insert(&source, text, start, end, &used);
  /* 二、乙 is gone: the number it had is that of the new section, and 三、 stays. */
  assert_string_equal(result,
                      "总结\n　　一、甲\n　　正文一。\n　　二、新节\n　　正文二。\n　　（一）甲\n"
                      "　　正文三。\n　　正文四。\n　　三、丙\n");
  free(result);
  source.level = 0;
  source.body = span("（${选中}）");
  result = insert(&source, text, start, end, &used);
  assert_string_equal(result, "总结\n　　一、甲\n　　正文一。（正文二。\n　　（一）甲\n"
                              "　　正文三。）正文四。\n　　三、丙\n");
  free(result);
}

static void growth_is_bounded(void **state) {
  (void)state;
  enum {
    TIMES = 20000
  };
  char *value = malloc(300001);
  char *body = calloc(TIMES, 8);
  assert_non_null(value);
  assert_non_null(body);
  memset(value, 'a', 300000);
  value[300000] = '\0';
  const gw_variable variables[] = {{span("v"), {value, 300000}}, {span("w"), span("乙")}};
  for (int i = 0; i < TIMES; i++)
    memcpy(body + i * 6, "${v}$w", 6);
  gw_template source = {
      .body = {body, (size_t)TIMES * 6}, .variables = variables, .variable_count = 2};
  uint64_t used;
  char *result = insert(&source, "", (gw_point){0, 0}, (gw_point){0, 0}, &used);
  assert_int_equal(used, 3);
  /* Three times, then its name; the other one is short enough to go on. */
  assert_int_equal(strlen(result), 3 * 300000 + (TIMES - 3) * 4 + TIMES * 3);
  free(result);
  /* One that is longer than all that fits goes in all the same, once. */
  free(value);
  value = malloc(3000000);
  assert_non_null(value);
  memset(value, 'a', 3000000);
  const gw_variable large = {span("v"), {value, 3000000}};
  source = (gw_template){.body = span("${v}${v}${v:b}"), .variables = &large, .variable_count = 1};
  result = insert(&source, "", (gw_point){0, 0}, (gw_point){0, 0}, &used);
  assert_string_equal(result + 3000000, "${v}b");
  free(result);
  free(value);
  free(body);
}

/* ---- what they stand for ----------------------------------------------------------------------
 */

static struct tm day(int year, int month, int date) {
  struct tm now = {.tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = date, .tm_hour = 12};
  assert_true(mktime(&now) != (time_t)-1);
  return now;
}

/* A body with these variables. */
static char *fill(const struct tm *now, const char *path, const char *selection, const char *body) {
  library_variables variables;
  library_variables_fill(&variables, now, span(path), span(selection));
  assert_int_equal(variables.count, LIBRARY_VARIABLES);
  gw_template source = {
      .body = span(body), .variables = variables.items, .variable_count = variables.count};
  uint64_t used;
  char *result = insert(&source, "", (gw_point){0, 0}, (gw_point){0, 0}, &used);
  assert_int_equal(library_uses_selection(used), strstr(body, "选中") || strstr(body, "SELECTED"));
  return result;
}

static void dates(void **state) {
  (void)state;
  static const struct {
    int year, month, date;
    const char *body;
    const char *expected;
  } cases[] = {
      {2026, 1, 5, "${今天}", "2026年1月5日"},
      {2026, 12, 31, "${今天}", "2026年12月31日"},
      {2024, 2, 29, "${今天}", "2024年2月29日"},
      {2026, 1, 1, "${去年}${今年}${明年}", "2025年2026年2027年"},
      {2026, 1, 1, "${年度}党建工作总结", "2026年度党建工作总结"},
      {2026, 10, 1, "${本月}", "2026年10月"},
      {2026, 6, 30, "${今年}${半年}", "2026年上半年"},
      {2026, 7, 1, "${今年}${半年}", "2026年下半年"},
      {2026, 1, 1, "${季度}", "第一季度"},
      {2026, 3, 31, "${季度}", "第一季度"},
      {2026, 4, 1, "${季度}", "第二季度"},
      {2026, 9, 30, "${季度}", "第三季度"},
      {2026, 10, 1, "${季度}", "第四季度"},
      {2026, 12, 31, "${季度}", "第四季度"},
      {2026, 1, 5, "$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE", "2026-01-05"},
      {2009, 11, 25, "$CURRENT_YEAR_SHORT/${CURRENT_MONTH}/${CURRENT_DATE}", "09/11/25"},
      {2026, 1, 4, "$CURRENT_MONTH_NAME$CURRENT_DAY_NAME", "一月星期日"},
      {2026, 12, 5, "${CURRENT_MONTH_NAME_SHORT}${CURRENT_DAY_NAME_SHORT}", "12月周六"},
      {2026, 12, 7, "${CURRENT_MONTH_NAME}${CURRENT_DAY_NAME}", "十二月星期一"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct tm now = day(cases[i].year, cases[i].month, cases[i].date);
    char *result = fill(&now, "", "", cases[i].body);
    assert_string_equal(result, cases[i].expected);
    free(result);
  }
  struct tm now = day(2026, 1, 5);
  now.tm_hour = 9;
  now.tm_min = 5;
  now.tm_sec = 7;
  char *result = fill(&now, "", "", "$CURRENT_HOUR:$CURRENT_MINUTE:$CURRENT_SECOND");
  assert_string_equal(result, "09:05:07");
  free(result);
}

static void files_and_selections(void **state) {
  (void)state;
  static const struct {
    const char *path;
    const char *selection;
    const char *body;
    const char *expected;
  } cases[] = {
      {"/家/文 件/20XX年总结.终稿.gongwen", "", "${文件名}|$TM_FILENAME|$TM_FILENAME_BASE",
       "20XX年总结.终稿|20XX年总结.终稿.gongwen|20XX年总结.终稿"},
      {"总结", "", "${文件名}", "总结"},
      {"/a/.gongwen", "", "${文件名}", ".gongwen"},
      {"", "", "${文件名:XX}${文件名}", "XXXX"},
      {"/a/b/", "", "[${TM_FILENAME}]", "[]"},
      {"/a/b\nc.txt", "", "[${文件名}]", "[]"},
      {"/a\nb/c.txt", "", "[${文件名}]", "[c]"},
      {"", "总通开一", "“${选中:XX}”$TM_SELECTED_TEXT", "“总通开一”总通开一"},
      {"", "", "“${选中:XX}”", "“XX”"},
  };
  struct tm now = day(2026, 1, 5);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    library_variables variables;
    library_variables_fill(&variables, &now, span(cases[i].path), span(cases[i].selection));
    gw_template source = {.body = span(cases[i].body),
                          .variables = variables.items,
                          .variable_count = variables.count};
    uint64_t used;
    char *result = insert(&source, "", (gw_point){0, 0}, (gw_point){0, 0}, &used);
    assert_string_equal(result, cases[i].expected);
    assert_int_equal(library_uses_selection(used), *cases[i].selection != '\0');
    free(result);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(values_stand_for_names),
      cmocka_unit_test(values_are_not_read_again),
      cmocka_unit_test(values_keep_their_ordinals),
      cmocka_unit_test(selections_of_several_lines_give_way),
      cmocka_unit_test(growth_is_bounded),
      cmocka_unit_test(dates),
      cmocka_unit_test(files_and_selections),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
