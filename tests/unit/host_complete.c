/* The real host behind real pipes: completion, and the ways to insert a section by its name. */
#include "host_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* `SIZE word|kind|name|level|description|preview ...`; a + behind the size when there is more. */
static const char *completion(peer *self, int64_t line, const char *before, bool previews) {
  static char text[8192];
  fields params = about_place(10, line, (int64_t)strlen(before));
  fields_flag(&params, "previews", previews);
  const msgpack_object *answer = peer_call(self, "complete", &params);
  const msgpack_object_array *items = &map_get(answer, "items")->via.array;
  size_t at = (size_t)snprintf(text, sizeof text, "%d%s", (int)map_number(answer, "size"),
                               map_flag(answer, "more") ? "+" : "");
  for (uint32_t i = 0; i < items->size; i++) {
    const msgpack_object_array *row = &items->ptr[i].via.array;
    for (uint32_t k = 0; k < row->size; k++) {
      const msgpack_object *part = &row->ptr[k];
      bool is_text = part->type == MSGPACK_OBJECT_STR;
      at += is_text ? (size_t)snprintf(text + at, sizeof text - at, "%s%s", k == 0 ? " " : "|",
                                       text_value(part))
                    : (size_t)snprintf(text + at, sizeof text - at, "|%d", (int)number_of(part));
      assert_true(at < sizeof text);
    }
  }
  return text;
}

static void test_words(void **state) {
  (void)state;
  static const char *const lines[] = {"一、基本情况", "党建gz", "，成效", "报告：结", "abcjy",
                                      "```",          "jy",     "```",    "二、ｊ"};
  static const struct {
    int line;
    const char *before;
    bool previews;
    const char *expected;
  } cases[] = {
      {1, "党建gz", false, "2 gzcx|支部总结|工作成效|1|做了什么"},
      {1, "党建g", false, "1 gzcx|支部总结|工作成效|1|做了什么"},
      {1, "党建", false, "0"},
      {1, "", false, "0"},
      /* The name from there on; and the text as it would stand here. */
      {2, "，成", false, "3 成效|支部总结|工作成效|1|做了什么 成段|支部总结|成段|1|"},
      {2, "，成效", true,
       "6 成效|支部总结|工作成效|1|做了什么|\n二、工作成效\n共完成任务XX项。\n得到肯定。"},
      {3, "报告：结", true, "3 结语|支部总结|结语|0||以上报告，请予审议。"},
      {4, "abcjy", false, "0"},
      {6, "jy", false, "0"}, /* code */
      {8, "二、ｊ", false, "3 jy|支部总结|结语|0|"},
  };
  peer *self = greeted();
  open_buffer(self, 1, 10, lines, sizeof lines / sizeof *lines);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_string_equal(completion(self, cases[i].line, cases[i].before, cases[i].previews),
                        cases[i].expected);
  assert_good_end(self);
}

/* A whole document belongs into a text of its own. */
static void test_documents(void **state) {
  (void)state;
  static const char *const alone[] = {"", "  支部总"};
  static const char *const among[] = {"一、甲", "  支部总"};
  peer *self = greeted();
  open_buffer(self, 1, 10, among, 2);
  assert_string_equal(completion(self, 1, among[1], false), "9");
  open_buffer(self, 1, 10, alone, 2);
  const char *found = completion(self, 1, alone[1], true);
  assert_true(strncmp(found, "9 支部总结|支部总结||0||", strlen("9 支部总结|支部总结||0||")) == 0);
  assert_non_null(strstr(found, "一、工作成效\n"));
  fields params = about_place(10, 1, (int64_t)strlen(alone[1]));
  fields_text(&params, "kind", "支部总结");
  fields_text(&params, "name", "");
  fields_number(&params, "size", 9);
  assert_string_equal(map_text(peer_call(self, "insert", &params), "name"), "支部总结");
  assert_good_end(self);
}

/* A long text is shown up to a whole character, many sections up to what one would read. */
static void test_bounds(void **state) {
  (void)state;
  FILE *file = fopen(path_of("snippets/long.yaml"), "w");
  assert_non_null(file);
  (void)fputs("kind: 长\nsections:\n  - name: 长段\n    trigger: cd\n    body: ", file);
  for (int i = 0; i < 2000; i++)
    (void)fputs(i == 0 ? "a" : "总", file);
  (void)fputs("\n  - name: 多行\n    trigger: dh\n    body: |\n", file);
  for (int i = 0; i < 50; i++)
    (void)fprintf(file, "      第%d行\n", i);
  for (int i = 0; i < 100; i++)
    (void)fprintf(file, "  - name: 多节%d\n    trigger: dj%d\n    body: 节\n", i, i);
  assert_int_equal(fclose(file), 0);
  static const char *const lines[] = {"cd", "dh", "dj"};
  peer *self = greeted();
  open_buffer(self, 1, 10, lines, 3);
  const char *shown = strrchr(completion(self, 0, "cd", true), '|') + 1;
  assert_int_equal(strlen(shown), 1 + 799 * strlen("总") + strlen("…"));
  assert_string_equal(shown + strlen(shown) - strlen("总…"), "总…");
  shown = strrchr(completion(self, 1, "dh", true), '|') + 1;
  assert_string_equal(strstr(shown, "第19行"), "第19行…");
  assert_true(strncmp(completion(self, 2, "dj", false), "2+ dj0|", 7) == 0);
  assert_int_equal(remove(path_of("snippets/long.yaml")), 0);
  assert_good_end(self);
}

/* What was completed is inserted by kind and name, in place of the word. */
static void test_choosing(void **state) {
  (void)state;
  static const char *const lines[] = {"一、甲", "坚持下去。jyX"};
  static const struct {
    const char *before;
    int size;
    int start;
  } cases[] = {{"坚持下去。jy", 2, 15}, {"坚持下去。jy", 0, 17}, {"坚持下去。", 999, 0}};
  peer *self = greeted();
  open_buffer(self, 1, 10, lines, 2);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    fields params = about_place(10, 1, (int64_t)strlen(cases[i].before));
    fields_text(&params, "name", "结语");
    fields_text(&params, "kind", "支部总结");
    fields_number(&params, "size", cases[i].size);
    const msgpack_object *edit =
        map_get(peer_call(self, "insert", &params), "edits")->via.array.ptr;
    assert_int_equal(number_of(&edit->via.array.ptr[1]), cases[i].start);
    assert_int_equal(number_of(&edit->via.array.ptr[3]), strlen(cases[i].before));
    assert_string_equal(text_value(edit->via.array.ptr[5].via.array.ptr), "以上报告，请予审议。");
  }
  fields params = about_place(10, 0, 0);
  fields_text(&params, "name", "结语");
  fields_text(&params, "kind", "通知");
  assert_error(peer_call(self, "insert", &params), "gongwen: there is no template called 结语");
  assert_good_end(self);
}

/* Asked for from Normal mode: what has a heading goes below the line, what has none to the place.
 */
static void test_below(void **state) {
  (void)state;
  static const char *const lines[] = {"一、甲", "坚持下去。"};
  peer *self = greeted();
  open_buffer(self, 1, 10, lines, 2);
  for (int level = 0; level < 2; level++) {
    fields params = about_place(10, 1, 3);
    fields_text(&params, "name", level ? "工作成效" : "结语");
    fields_flag(&params, "below", true);
    const msgpack_object *edit =
        map_get(peer_call(self, "insert", &params), "edits")->via.array.ptr;
    assert_int_equal(number_of(&edit->via.array.ptr[1]), level ? strlen(lines[1]) : 3);
  }
  assert_good_end(self);
}

/* A section with a heading has what was selected for its body, one without would lose it. */
static void test_wrapping(void **state) {
  (void)state;
  static const char *const lines[] = {"一、甲", "坚持下去。", "再接再厉。"};
  peer *self = greeted();
  open_buffer(self, 1, 10, lines, 3);
  fields params = about_place(10, 1, 0);
  fields_text(&params, "name", "工作成效");
  fields_number(&params, "end_line", 2);
  fields_number(&params, "end_column", (int64_t)strlen(lines[2]));
  const msgpack_object *edit = map_get(peer_call(self, "insert", &params), "edits")->via.array.ptr;
  assert_string_equal(printed(&edit->via.array.ptr[5]),
                      "[\"二、工作成效\", \"坚持下去。\", \"再接再厉。\"]");
  params = about_place(10, 1, 0);
  fields_text(&params, "name", "工作成效");
  fields_number(&params, "end_line", 1);
  fields_number(&params, "end_column", 0);
  edit = map_get(peer_call(self, "insert", &params), "edits")->via.array.ptr;
  assert_string_equal(text_value(&edit->via.array.ptr[5].via.array.ptr[1]), "共完成任务XX项。");
  params = about_place(10, 1, 0);
  fields_text(&params, "name", "结语");
  fields_number(&params, "end_line", 1);
  fields_number(&params, "end_column", 3);
  assert_true(map_has(peer_call(self, "insert", &params), "error"));
  assert_good_end(self);
}

/* Finds sections for the document in buffer `number` (0: none): `TOTAL name name ...`. */
static const char *found(peer *self, const char *text, int limit, int number) {
  static char names[512];
  fields params = no_fields();
  fields_text(&params, "text", text);
  fields_number(&params, "limit", limit);
  if (number > 0)
    fields_number(&params, "buf", number);
  const msgpack_object *answer = peer_call(self, "find", &params);
  const msgpack_object_array *list = &map_get(answer, "sections")->via.array;
  size_t at = (size_t)snprintf(names, sizeof names, "%d", (int)map_number(answer, "total"));
  for (uint32_t i = 0; i < list->size; i++) {
    assert_int_equal(list->ptr[i].via.array.size, 7);
    const msgpack_object *name = &list->ptr[i].via.array.ptr[1];
    at += (size_t)snprintf(names + at, sizeof names - at, " %s", text_value(name));
  }
  return names;
}

static void test_find(void **state) {
  (void)state;
  static const char notice[] = "kind: 通知\nsections:\n  - name: 结尾\n    body: 特此通知。\n";
  write_file(path_of("snippets/aa.yaml"), notice, sizeof notice - 1);
  static const char *const lines[] = {"关于开会的支部总结", "一、甲"};
  peer *self = greeted();
  open_buffer(self, 1, 10, lines, 2);
  open_buffer(self, 2, 10, lines + 1, 1);
  assert_string_equal(found(self, "", 9, 0), "5 结尾 工作成效 结语 引用 成段");
  assert_string_equal(found(self, "", 9, 1), "5 工作成效 结语 引用 成段 结尾");
  assert_string_equal(found(self, "", 2, 2), "5 结尾 工作成效");
  assert_string_equal(found(self, "", 0, 7), "5");
  assert_string_equal(found(self, "尾", 9, 1), "1 结尾");
  assert_string_equal(found(self, "没有", 9, 1), "0");
  fields params = no_fields();
  fields_text(&params, "text", "");
  assert_true(map_has(peer_call(self, "find", &params), "error"));
  assert_int_equal(remove(path_of("snippets/aa.yaml")), 0);
  assert_good_end(self);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_words),  cmocka_unit_test(test_documents),
      cmocka_unit_test(test_bounds), cmocka_unit_test(test_choosing),
      cmocka_unit_test(test_below),  cmocka_unit_test(test_wrapping),
      cmocka_unit_test(test_find),
  };
  return cmocka_run_group_tests(tests, make_directory, remove_directory);
}
