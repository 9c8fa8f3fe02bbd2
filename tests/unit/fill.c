/* Filling fields, and the way back: what becomes a placeholder, and what does not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "apply.h"
#include "prose.h"

static gw_span span(const char *string) {
  return (gw_span){string, strlen(string)};
}

static gw_document *parse(const char *string) {
  gw_document *document = gw_document_parse(string, strlen(string));
  assert_non_null(document);
  return document;
}

/* ---- fields ------------------------------------------------------------------------------------
 */

/* The fields as `name×count`, joined by blanks. */
static void assert_fields(const char *string, const char *expected) {
  char got[1024] = "";
  size_t used = 0;
  gw_fields fields;
  gw_document *document = parse(string);
  assert_true(gw_document_fields(document, &fields));
  for (size_t i = 0; i < fields.count; i++)
    used += (size_t)snprintf(got + used, sizeof got - used, "%s%.*s*%zu", used ? " " : "",
                             (int)fields.items[i].name.size, fields.items[i].name.data,
                             fields.items[i].count);
  gw_fields_free(&fields);
  gw_document_free(document);
  assert_string_equal(got, expected);
}

static void fields_are_listed_with_their_counts(void **state) {
  (void)state;
  assert_fields("", "");
  assert_fields("没有占位符的一段话。\n", "");
  assert_fields("20XX年，XX党支部有党员XX名。\n【单位名称】和XX党支部，20XX年。\n",
                "20XX*2 XX党支部*2 单位名称*1");
  /* Counts and themes share nothing. */
  assert_fields("组织学习XX次，开展“XXX”活动X次。\n", "");
  /* A quotation is somebody's words; a blank that is all of it is one. */
  assert_fields("他说：“XX公司办得好。”XX公司的同志都同意。\n", "XX公司*1");
  assert_fields("以“【主题】”为主题。\n", "主题*1");
  assert_fields("```\nXX公司\n```\nXX公司\n", "XX公司*1");
}

/* ---- filling -----------------------------------------------------------------------------------
 */

static void assert_filled(const char *string, const gw_filling *fillings, size_t count,
                          const char *expected) {
  gw_edits edits = {0};
  gw_document *document = parse(string);
  assert_true(gw_document_fill(document, fillings, count, &edits));
  char *result = apply_edits(string, &edits);
  assert_string_equal(result, expected);
  free(result);
  gw_edits_free(&edits);
  gw_document_free(document);
}

static void one_name(const char *string, const char *name, const char *value,
                     const char *expected) {
  gw_filling filling = {span(name), span(value)};
  assert_filled(string, &filling, 1, expected);
}

static void every_placeholder_of_a_field_is_filled(void **state) {
  (void)state;
  one_name("XX党支部成立于20XX年，XX党支部有党员XX名。\nXX党支部\n", "XX党支部", "第一",
           "第一党支部成立于20XX年，第一党支部有党员XX名。\n第一党支部\n");
  gw_filling both[] = {{span("20XX"), span("2026")}, {span("单位名称"), span("财政局")}};
  assert_filled("【单位名称】20XX年工作总结\n20XX年，【单位名称】收文XX件。\n", both, 2,
                "财政局2026年工作总结\n2026年，财政局收文XX件。\n");
  gw_filling twice[] = {{span("20XX"), span("2026")}, {span("20XX"), span("2027")}};
  assert_filled("20XX年\n", twice, 2, "2026年\n");
}

static void what_stands_behind_is_not_written_twice(void **state) {
  (void)state;
  one_name("XX党支部和XX党支部。\n", "XX党支部", "机关第一党支部",
           "机关第一党支部和机关第一党支部。\n");
  one_name("20XX年和20XX-20XX学年。\n", "20XX", "2026年", "2026年和2026-2026学年。\n");
  /* The value may be nothing but that. */
  one_name("XX党支部。\n", "XX党支部", "党支部", "党支部党支部。\n");
}

static void nothing_else_is_touched(void **state) {
  (void)state;
  const char *const string = "学习XX次。“XX公司”和“XX公司的经验”。XXX公司。\n";
  one_name(string, "XX公司", "甲", "学习XX次。“XX公司”和“XX公司的经验”。XXX公司。\n");
  one_name("XX公司\n", "没有", "甲", "XX公司\n");
  one_name("XX公司\n", "XX公司", "", "XX公司\n");
  one_name("XX公司\n", "XX公司", "甲\n乙", "XX公司\n");
  one_name("XX公司\n", "XX公司", "XX", "XX公司\n");
  one_name("", "XX公司", "甲", "");
}

/* ---- dates --------------------------------------------------------------------------------------
 */

static void dated(const char *string, size_t column, const char *expected) {
  gw_edits edits = {0};
  gw_document *document = parse(string);
  assert_true(gw_document_fill_date(document, (gw_point){0, column}, 2026, 1, 5, &edits));
  char *result = apply_edits(string, &edits);
  assert_string_equal(result, expected);
  free(result);
  gw_edits_free(&edits);
  gw_document_free(document);
}

static void the_open_parts_of_a_date_are_filled(void **state) {
  (void)state;
  static const char whole[] = "于20XX年X月XX日召开\n";
  dated(whole, 3, "于2026年1月5日召开\n");
  dated(whole, 10, "于2026年1月5日召开\n"); /* from its month */
  dated(whole, 14, "于2026年1月5日召开\n");
  dated(whole, 15, "于2026年1月5日召开\n"); /* within XX */
  dated("2025年X月X日\n", 7, "2025年1月5日\n");
  dated("XXXX年XX月\n", 0, "2026年1月\n");
  dated("X月X日\n", 0, "1月5日\n");
  dated("20XX年总结，20XX年X月\n", 0, "2026年总结，20XX年X月\n");
  dated("X月、X月\n", 0, "1月、X月\n");
  /* No date there. */
  dated("有XX名，20XX年\n", 3, "有XX名，20XX年\n");
  dated(whole, 0, whole);
  dated(whole, 40, whole);
  dated("2026年1月5日\n", 0, "2026年1月5日\n");
  dated("", 0, "");
}

/* ---- generalizing ------------------------------------------------------------------------------
 */

static char *generalize(const char *string, unsigned year) {
  gw_edits edits = {0};
  gw_document *document = parse(string);
  assert_true(gw_document_generalize(document, year, &edits));
  char *result = apply_edits(string, &edits);
  gw_edits_free(&edits);
  gw_document_free(document);
  return result;
}

static void assert_general(const char *string, unsigned year, const char *expected) {
  char *result = generalize(string, year);
  assert_string_equal(result, expected);
  char *again = generalize(result, 0);
  if (year == 0)
    assert_string_equal(again, result);
  free(again);
  free(result);
}

static void stays(const char *string) {
  assert_general(string, 0, string);
}

#define HEAD "财政局2025年度工作总结\n"
#define OPEN "财政局20XX年度工作总结\n"

static void counts_become_placeholders(void **state) {
  (void)state;
  assert_general("有党员48名，女党员6名，占12.5%。\n", 0, "有党员XX名，女党员X名，占XX%。\n");
  assert_general("投资3.5亿元，收缴党费1,280元，走访300余人次、20多户。\n", 0,
                 "投资XX亿元，收缴党费XXX元，走访XXX余人次、XX多户。\n");
  assert_general("修路5km，绿化8公里，支出3亿。\n", 0, "修路XXkm，绿化X公里，支出X亿。\n");
}

static void years_and_dates_become_placeholders(void **state) {
  (void)state;
  assert_general(HEAD "2025年6月30日召开大会，9月又开一次，10月1日前完成。\n2026年再干。\n", 0,
                 OPEN "20XX年X月XX日召开大会，X月又开一次，XX月X日前完成。\n20XX年再干。\n");
  assert_general(HEAD "时间：2025-06-30，又2025.6.30。\n", 0,
                 OPEN "时间：20XX-XX-XX，又20XX.XX.XX。\n");
  /* Without a year in the title: that of its date, else the usual one. */
  assert_general("工作总结\n2024年以来，又2024年，再2024年。\n\n财政局\n2025年1月5日\n", 0,
                 "工作总结\n20XX年以来，又20XX年，再20XX年。\n\n财政局\n20XX年X月X日\n");
  assert_general("工作总结\n2023年、2023年比2019年好。\n", 0,
                 "工作总结\n20XX年、20XX年比2019年好。\n");
}

static void years_are_carried_forward(void **state) {
  (void)state;
  assert_general(HEAD "2025年比2024年多8件，2026年6月再看。\n2025年12月20日\n", 2027,
                 "财政局2027年度工作总结\n2027年比2026年多X件，2028年X月再看。\n2027年XX月XX日\n");
  assert_general(HEAD, 2025, HEAD);
  assert_general(HEAD, 99, OPEN);
}

static void what_is_fixed_stays(void **state) {
  (void)state;
  stays("深化三会一课，落实“4个意识”，十四五时期，五一放假，一是抓好八项规定。\n");
  stays("印发财发〔2025〕3号文件，第3次会议，第12条，第2季度。\n");
  stays("7×24小时值守，实施1+3个行动，用A4纸，GB/T 9704—2012，5G网络。\n");
  stays("35岁以下、60岁以上，8小时制，完成率100%、100％，热线12345，电话8888-1234。\n");
  stays("3—5人一组，1至6月，增长5%—8%。\n");
  stays("网址 https://a.cn/12次/，邮箱 a12@b.cn。\n");
  stays("《2025年12件实事》。\n");
  char *result = generalize(HEAD "成立于1921年7月1日，到2035年建成，2012年以来。\n", 0);
  assert_string_equal(result, OPEN "成立于1921年7月1日，到2035年建成，2012年以来。\n");
  free(result);
}

static void headings_and_ordinals_stay(void **state) {
  (void)state;
  assert_general("工作总结\n一、办好10件实事\n办好10件实事。\n（一）走访100户。走访100户。\n"
                 "1.建5座桥；\n2.修8条路。\n",
                 0,
                 "工作总结\n一、办好10件实事\n办好XX件实事。\n（一）走访100户。走访XXX户。\n"
                 "1.建X座桥；\n2.修X条路。\n");
  stays("```\n12次\n```\n");
}

/* Whatever the text: what was put in is a placeholder of the result. */
static void the_result_is_full_of_placeholders(void **state) {
  (void)state;
  const char *given = getenv("GONGWEN_SEED");
  uint64_t seed = given ? strtoull(given, NULL, 10) : 20260105;
  static const char *const facts[] = {"12次",  "3.5万元",    "2025年",  "6月30日",
                                      "96.8%", "300余名",    "第3次",   "8km",
                                      "“5个”", "2025-06-30", "1,200户", "7×24小时"};
  chance = seed;
  for (unsigned round = 0; round < 300; round++) {
    pen p = {.size = 0};
    for (size_t line = below(12) + 1; line > 0; line--) {
      struct text body = write_line();
      if (p.size + body.size + 80 < LINE_MAX_BYTES && !memchr(body.data, 0, body.size)) {
        put(&p, body.data);
        for (size_t i = below(4); i > 0; i--)
          put(&p, PICK(facts));
        put(&p, "\n");
      }
      free(body.data);
    }
    p.data[p.size] = '\0';
    gw_edits edits = {0};
    gw_document *document = parse(p.data);
    assert_true(gw_document_generalize(document, 0, &edits));
    char *result = apply_edits(p.data, &edits);
    gw_document *made = parse(result);
    long shift = 0;
    for (size_t i = 0; i < edits.count; i++) {
      const gw_edit *edit = &edits.items[i];
      shift = i && edits.items[i - 1].start.line == edit->start.line ? shift : 0;
      gw_point at = {edit->start.line, (size_t)((long)edit->start.column + shift)};
      gw_placeholder slot;
      if (!gw_document_next_placeholder(made, at, &slot) || slot.line != at.line ||
          slot.column != at.column || slot.size != edit->text.size)
        fail_msg("seed %llu, round %u: no placeholder at %zu:%zu of\n%s", (unsigned long long)seed,
                 round, at.line + 1, at.column + 1, result);
      shift += (long)edit->text.size - (long)(edit->end.column - edit->start.column);
    }
    free(result);
    gw_edits_free(&edits);
    gw_document_free(document);
    gw_document_free(made);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(fields_are_listed_with_their_counts),
      cmocka_unit_test(every_placeholder_of_a_field_is_filled),
      cmocka_unit_test(what_stands_behind_is_not_written_twice),
      cmocka_unit_test(nothing_else_is_touched),
      cmocka_unit_test(the_open_parts_of_a_date_are_filled),
      cmocka_unit_test(counts_become_placeholders),
      cmocka_unit_test(years_and_dates_become_placeholders),
      cmocka_unit_test(years_are_carried_forward),
      cmocka_unit_test(what_is_fixed_stays),
      cmocka_unit_test(headings_and_ordinals_stay),
      cmocka_unit_test(the_result_is_full_of_placeholders),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
