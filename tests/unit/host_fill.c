/* The real host behind real pipes: filling placeholders, and making a template of a text. */
#include "host_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *const letter[] = {"XX公司20XX年总结", "XX公司有人员XX名。", "他说：“XX公司好。”",
                                     "2025年学习12次。"};

static peer *with_letter(void) {
  peer *self = greeted();
  open_buffer(self, 1, 10, letter, sizeof letter / sizeof *letter);
  return self;
}

static void push_texts(fields *params, const char *key, const char *const *texts, size_t count) {
  fields_list(params, key, count);
  for (size_t i = 0; i < count; i++)
    fields_push_text(params, texts[i]);
}

static const msgpack_object *fill(peer *self, const char *const *names, size_t count,
                                  const char *const *values, size_t value_count) {
  fields params = about(10);
  push_texts(&params, "names", names, count);
  push_texts(&params, "values", values, value_count);
  return peer_call(self, "fill", &params);
}

static void test_fields(void **state) {
  (void)state;
  peer *self = with_letter();
  fields params = about(10);
  assert_printed(peer_call(self, "fields", &params), "fields",
                 "[[\"XX公司\", 2, 0, 0, 2], [\"20XX\", 1, 0, 8, 4]]");
  params = about(9);
  assert_true(map_flag(peer_call(self, "fields", &params), "stale"));
  assert_good_end(self);
}

static void test_fill(void **state) {
  (void)state;
  peer *self = with_letter();
  static const char *const names[] = {"XX公司", "20XX", "没有"};
  static const char *const values[] = {"总通公司", "2026年", "无"};
  const msgpack_object *answer = fill(self, names, 3, values, 3);
  assert_printed(answer, "edits",
                 "[[0, 0, 0, 2, [\"XX\"], [\"总通\"]], [0, 8, 0, 12, [\"20XX\"], [\"2026\"]], "
                 "[1, 0, 1, 2, [\"XX\"], [\"总通\"]]]");
  assert_false(map_has(answer, "elsewhere"));
  assert_printed(fill(self, names, 0, values, 0), "edits", "[]");
  assert_error(fill(self, names, 2, values, 3),
               "gongwen: fill: values must be as many as the names");
  static const char *const broken[] = {"一\n二"};
  if (!peer_speaks_json())
    assert_error(fill(self, names, 1, broken, 1), "gongwen: fill: values must be a list of lines");
  assert_good_end(self);
}

/* The name of a placeholder's field is a matter of its line. */
static void test_field(void **state) {
  (void)state;
  static const struct {
    const char *line;
    int64_t column;
    int64_t size;
    const char *field;
  } rows[] = {{"XX党支部有党员XX名", 0, 2, "XX党支部"},
              {"XX党支部有党员XX名", 20, 2, ""},
              {"20XX年，【单位名称】", 0, 4, "20XX"},
              {"20XX年，【单位名称】", 10, 18, "单位名称"},
              {"20XX年，【单位名称】", 10, 17, ""}, /* that is none */
              {"XX党支部", 1, 2, ""},
              {"文字", 0, 0, ""},
              {"", 7, 2, ""}};
  peer *self = greeted();
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    fields params = no_fields();
    fields_text(&params, "text", rows[i].line);
    fields_number(&params, "column", rows[i].column);
    fields_number(&params, "size", rows[i].size);
    assert_string_equal(map_text(peer_call(self, "field", &params), "field"), rows[i].field);
  }
  fields params = no_fields();
  fields_text(&params, "text", "XX");
  assert_error(peer_call(self, "field", &params),
               "gongwen: field: column must be a whole number from 0 up");
  assert_good_end(self);
}

/* What is filled beyond the section of a line is counted. */
static void test_elsewhere(void **state) {
  (void)state;
  static const char *const lines[] = {"XX公司总结", "XX公司：", "一、甲", "XX公司",
                                      "（一）乙",   "XX公司",   "二、丙", "无"};
  static const int64_t expected[] = {2, 2, 2, 2, 3, 3, 4, 4};
  peer *self = greeted();
  open_buffer(self, 1, 10, lines, 8);
  static const char *const names[] = {"XX公司"};
  static const char *const values[] = {"总通公司"};
  for (int64_t line = 0; line < 8; line++) {
    fields params = about(10);
    push_texts(&params, "names", names, 1);
    push_texts(&params, "values", values, 1);
    fields_number(&params, "line", line);
    assert_int_equal(map_number(peer_call(self, "fill", &params), "elsewhere"), expected[line]);
  }
  assert_good_end(self);
}

static void test_fill_date(void **state) {
  (void)state;
  peer *self = with_letter();
  static const char *const texts[] = {"20XX年X月X日", "XX人"};
  open_buffer(self, 1, 11, texts, 2);
  for (int64_t line = 0; line < 2; line++) {
    fields params = about_place(11, line, 0);
    fields_number(&params, "year", 2026);
    fields_number(&params, "month", 1);
    fields_number(&params, "day", 5);
    assert_printed(peer_call(self, "fill_date", &params), "edits",
                   line == 1 ? "[]"
                             : "[[0, 0, 0, 4, [\"20XX\"], [\"2026\"]], "
                               "[0, 7, 0, 8, [\"X\"], [\"1\"]], [0, 11, 0, 12, [\"X\"], [\"5\"]]]");
  }
  assert_good_end(self);
}

static void test_generalize(void **state) {
  (void)state;
  peer *self = with_letter();
  fields params = about(10);
  fields_number(&params, "year", 0);
  assert_printed(peer_call(self, "generalize", &params), "edits",
                 "[[3, 13, 3, 15, [\"12\"], [\"XX\"]]]"); /* its year is open: 2025年 is history */
  static const char *const report_of_year[] = {"2025年总结", "2025年学习12次。"};
  open_buffer(self, 1, 11, report_of_year, 2);
  params = about(11);
  fields_number(&params, "year", 2026);
  assert_printed(peer_call(self, "generalize", &params), "edits",
                 "[[0, 0, 0, 4, [\"2025\"], [\"2026\"]], [1, 0, 1, 4, [\"2025\"], [\"2026\"]], "
                 "[1, 13, 1, 15, [\"12\"], [\"XX\"]]]");
  assert_good_end(self);
}

static void test_values(void **state) {
  (void)state;
  peer *self = greeted();
  static const char own[] = "XX公司: 总公司\n20XX: 2026\n";
  static const char project[] = "20XX: 2027\n坏: [1]\n";
  char expected[4096];
  char files[2][1024];
  (void)snprintf(files[0], sizeof files[0], "%s", path_of("project.yaml"));
  (void)snprintf(files[1], sizeof files[1], "%s", path_of("own.yaml"));
  write_file(files[0], project, sizeof project - 1);
  write_file(files[1], own, sizeof own - 1);
  fields params = no_fields();
  fields_list(&params, "files", 3);
  fields_push_text(&params, files[0]);
  fields_push_text(&params, path_of("none.yaml"));
  fields_push_text(&params, files[1]);
  const msgpack_object *answer = peer_call(self, "values", &params);
  (void)snprintf(expected, sizeof expected,
                 "[[\"20XX\", \"2027\", \"%s\", 1], [\"XX公司\", \"总公司\", \"%s\", 1]]", files[0],
                 files[1]);
  assert_printed(answer, "values", expected);
  (void)snprintf(expected, sizeof expected, "[\"%s:2:6: `坏` must be text\"]", files[0]);
  assert_printed(answer, "problems", expected);
  assert_good_end(self);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_field),     cmocka_unit_test(test_fields),
      cmocka_unit_test(test_fill),      cmocka_unit_test(test_elsewhere),
      cmocka_unit_test(test_fill_date), cmocka_unit_test(test_generalize),
      cmocka_unit_test(test_values),
  };
  return cmocka_run_group_tests(tests, make_directory, remove_directory);
}
