/* The real host behind real pipes: templates, and every answer that holds edits. */
#include "host_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

/* ---- edits ----------------------------------------------------------------------------------- */

/* Texts as the face holds them: the lines with an LF behind each. */
static char *joined(const char *const *lines, size_t count) {
  char *bytes = calloc(1, 65536);
  assert_non_null(bytes);
  for (size_t i = 0; i < count; i++) {
    strcat(bytes, lines[i]);
    strcat(bytes, "\n");
  }
  return bytes;
}

static size_t offset_of(const char *bytes, int64_t line, int64_t column) {
  const char *at = bytes;
  for (int64_t i = 0; i < line; i++) {
    at = strchr(at, '\n');
    assert_non_null(at);
    at++;
  }
  assert_in_range(column, 0, strcspn(at, "\n"));
  return (size_t)(at - bytes) + (size_t)column;
}

static char *joined_value(const msgpack_object *lines) {
  const char *texts[64];
  assert_in_range(lines->via.array.size, 1, 64);
  char *bytes = calloc(1, 65536);
  assert_non_null(bytes);
  for (uint32_t i = 0; i < lines->via.array.size; i++) {
    texts[i] = text_value(&lines->via.array.ptr[i]);
    assert_null(strchr(texts[i], '\n'));
    if (i > 0)
      strcat(bytes, "\n");
    strcat(bytes, texts[i]);
  }
  return bytes;
}

/* Applies the edits as the face does: from last to first, each only where it replaces what it says.
 */
static void apply(char *bytes, const msgpack_object *edits) {
  for (uint32_t i = edits->via.array.size; i-- > 0;) {
    const msgpack_object *part = edits->via.array.ptr[i].via.array.ptr;
    assert_int_equal(edits->via.array.ptr[i].via.array.size, 6);
    size_t start = offset_of(bytes, number_of(&part[0]), number_of(&part[1]));
    size_t end = offset_of(bytes, number_of(&part[2]), number_of(&part[3]));
    char *old = joined_value(&part[4]);
    char *new = joined_value(&part[5]);
    assert_int_equal(strlen(old), end - start);
    assert_memory_equal(bytes + start, old, end - start);
    memmove(bytes + start + strlen(new), bytes + end, strlen(bytes + end) + 1);
    memcpy(bytes + start, new, strlen(new));
    free(old);
    free(new);
  }
}

/* ---- templates ------------------------------------------------------------------------------- */

/* Applies an insertion to `lines` and compares; `slot` is what the cursor stands on ("" for none).
 */
static void assert_insertion(const msgpack_object *answer, const char *const *lines, size_t count,
                             const char *expected, const char *slot) {
  assert_false(map_has(answer, "error"));
  assert_true(map_flag(answer, "found"));
  char *bytes = joined(lines, count);
  apply(bytes, map_get(answer, "edits"));
  assert_string_equal(bytes, expected);
  assert_int_equal(map_number(answer, "size"), strlen(slot));
  size_t cursor = offset_of(bytes, map_number(answer, "line"), map_number(answer, "column"));
  assert_memory_equal(bytes + cursor, slot, strlen(slot));
  free(bytes);
}

static const char *const draft[] = {
    "一、基本情况", "支部有党员XX名。", "gzcx", "二、下一步打算", "坚持下去。jy",
};
enum {
  DRAFT_LINES = sizeof draft / sizeof *draft
};

static void test_expand(void **state) {
  (void)state;
  peer *self = greeted();
  open_buffer(self, 1, 10, draft, DRAFT_LINES);
  fields params = about_place(10, 2, 4);
  const msgpack_object *answer = peer_call(self, "expand", &params);
  assert_string_equal(map_text(answer, "name"), "工作成效");
  assert_insertion(answer, draft, DRAFT_LINES,
                   "一、基本情况\n支部有党员XX名。\n二、工作成效\n共完成任务XX项。\n得到肯定。\n"
                   "三、下一步打算\n坚持下去。jy\n",
                   "XX");
  assert_int_equal(map_number(answer, "line"), 3);
  assert_int_equal(map_number(answer, "column"), strlen("共完成任务"));
  assert_int_equal(map_get(answer, "edits")->via.array.size, 2);

  params = about_place(10, 4, 999); /* behind the end: its end */
  answer = peer_call(self, "expand", &params);
  assert_insertion(answer, draft, DRAFT_LINES,
                   "一、基本情况\n支部有党员XX名。\ngzcx\n二、下一步打算\n坚持下去。"
                   "以上报告，请予审议。\n",
                   "");
  assert_int_equal(map_number(answer, "column"), strlen("坚持下去。以上报告，请予审议。"));

  params = about_place(10, 2, 3);
  answer = peer_call(self, "expand", &params);
  assert_false(map_flag(answer, "found"));
  assert_false(map_has(answer, "edits"));
  params = about_place(10, 5, 0);
  assert_error(peer_call(self, "expand", &params), "gongwen: expand: there is no line 5");
  params = about_place(9, 2, 4);
  assert_true(map_flag(peer_call(self, "expand", &params), "stale"));
  assert_good_end(self);
}

/* Opens buffer 1, tick 10, as who wants `expansion`. */
static void open_named(peer *self, const char *const *lines, size_t count, const char *path) {
  fields params = no_fields();
  fields_number(&params, "buf", 1);
  fields_number(&params, "tick", 10);
  push_lines(&params, lines, count);
  fields_text(&params, "path", path);
  peer_tell(self, "open", &params);
}

/* Typing a trigger brings what `expand` would answer; nothing else does. */
static void test_an_expansion_is_told_before_it_is_asked_for(void **state) {
  (void)state;
  static const struct {
    const char *before; /* the line, and what it becomes */
    const char *after;
    int64_t column; /* where the trigger ends; -1: there is none */
  } rows[] = {
      {"gzc", "gzcx", 4},         {"gzcx", "gzcxx", 4},
      {"gzcx。", "gzcx", 4},      {"前。", "前。jy", 8},
      {"前。j后", "前。jy后", 8}, {"（yy）", "（yyy）", -1},
      {"（y）", "（yy）", -1},    {"", "jy", 2},
      {"> j", "> jy", -1},        {"j", "Jy", -1},
      {"结语jx", "结语jy", 8},    {"总结", "jy\xE7", -1},
      {"\xE7", "jy\xE7", 2},
  };
  peer *self = greeted();
  fields none = no_fields();
  (void)peer_call(self, "templates", &none); /* they have been read */
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    const char *lines[] = {"总结", "一、情况", rows[i].before};
    open_named(self, lines, 3, "/甲/总结.gongwen");
    assert_false(peer_has(self, "expansion"));
    change_buffer(self, 1, 11, 3, 2, 3, &rows[i].after, 1);
    if (peer_has(self, "expansion") != (rows[i].column >= 0))
      fail_msg("row %zu: %s", i, rows[i].after);
    if (rows[i].column < 0)
      continue;
    const msgpack_object *told = peer_event_named(self, "expansion");
    assert_int_equal(map_number(told, "buf"), 1);
    assert_int_equal(map_number(told, "tick"), 11);
    assert_int_equal(map_number(told, "at_line"), 2);
    assert_int_equal(map_number(told, "at_column"), rows[i].column);
    assert_string_equal(map_text(told, "path"), "/甲/总结.gongwen");
    fields params = about_place(11, 2, rows[i].column);
    const msgpack_object *asked = peer_call(self, "expand", &params);
    static const char *const keys[] = {"found", "edits", "line", "column", "size", "field", "name"};
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
      char *expected = strdup(printed(map_get(asked, keys[k])));
      assert_string_equal(printed(map_get(told, keys[k])), expected);
      free(expected);
    }
  }
  /* In several lines, as they are pasted; and the file's name is known. */
  const char *const draft_lines[] = {"总结", "一、情况", "完"};
  const char *const pasted[] = {"甲", "乙yy"};
  open_named(self, draft_lines, 3, "/甲/总结.gongwen");
  change_buffer(self, 1, 11, 3, 2, 2, pasted, 2);
  const msgpack_object *told = peer_event_named(self, "expansion");
  assert_int_equal(map_number(told, "at_line"), 3);
  const msgpack_object *edit = map_get(told, "edits")->via.array.ptr;
  assert_non_null(strstr(text_value(edit->via.array.ptr[5].via.array.ptr), "（总结，"));
  /* Nothing where lines go, or nobody wants it. */
  change_buffer(self, 1, 12, 5, 3, 4, NULL, 0);
  assert_false(peer_has(self, "expansion"));
  open_buffer(self, 1, 10, draft, DRAFT_LINES);
  change_buffer(self, 1, 11, DRAFT_LINES, 2, 3, &draft[4], 1);
  assert_false(peer_has(self, "expansion"));
  assert_good_end(self);
}

/* Two kinds have the same trigger and the same name: the title of the document decides. */
static void test_the_kind_of_the_document_decides(void **state) {
  (void)state;
  static const char notice[] = "kind: 通知\nsections:\n  - name: 结语\n    trigger: jy\n"
                               "    body: 特此通知。\n";
  write_file(path_of("snippets/zz.yaml"), notice, sizeof notice - 1);
  static const char *const titles[] = {"支部总结", "关于开会的通知", "关于开会的通 知", ""};
  static const char *const bodies[] = {"以上报告，请予审议。", "特此通知。", "特此通知。",
                                       "以上报告，请予审议。"};
  static const char *const methods[] = {"expand", "insert"};
  peer *self = greeted();
  for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
    const char *const lines[] = {titles[i], "各支部：", "一、时间", "周五。jy"};
    open_buffer(self, 1, 10, lines, 4);
    for (size_t m = 0; m < 2; m++) {
      fields params = about_place(10, 3, (int64_t)strlen(m == 0 ? "周五。jy" : "周五。"));
      if (m == 1)
        fields_text(&params, "name", "结语");
      const msgpack_object *edit =
          map_get(peer_call(self, methods[m], &params), "edits")->via.array.ptr;
      assert_string_equal(text_value(edit->via.array.ptr[5].via.array.ptr), bodies[i]);
    }
  }
  assert_int_equal(remove(path_of("snippets/zz.yaml")), 0);
  assert_good_end(self);
}

/* A trigger may ask for the level of the heading above. */
static void test_the_level_of_the_place_decides(void **state) {
  (void)state;
  static const char levels[] = "kind: 通知\nsections:\n"
                               "  - {name: 开头, trigger: tt, within: 0, body: 零}\n"
                               "  - {name: 一级, trigger: tt, within: 1, body: 一}\n"
                               "  - {name: 二级, trigger: tt, within: [2, 3], body: 二}\n";
  static const char *const lines[] = {"关于开会的通知",     "各支部：tt", "一、时间", "周五。tt",
                                      "（一）上午。九点。", "到会。tt",   "1.带笔。", "一是tt",
                                      "二、地点",           "tt",         "（1）tt"};
  static const char *const expected[] = {NULL, "零", NULL, "一", NULL, "二",
                                         NULL, "二", NULL, "一", "二"};
  write_file(path_of("snippets/zz.yaml"), levels, sizeof levels - 1);
  peer *self = greeted();
  open_buffer(self, 1, 10, lines, 11);
  for (size_t i = 0; i < 11; i++) {
    if (!expected[i])
      continue;
    fields params = about_place(10, (int64_t)i, (int64_t)strlen(lines[i]));
    const msgpack_object *answer = peer_call(self, "expand", &params);
    if (!map_flag(answer, "found"))
      fail_msg("line %zu: nothing", i);
    const msgpack_object *edit = map_get(answer, "edits")->via.array.ptr;
    assert_string_equal(text_value(edit->via.array.ptr[5].via.array.ptr), expected[i]);
    params = about_place(10, (int64_t)i, (int64_t)strlen(lines[i]) - 1);
    assert_int_equal(map_get(peer_call(self, "complete", &params), "items")->via.array.size, 1);
  }
  assert_int_equal(remove(path_of("snippets/zz.yaml")), 0);
  assert_good_end(self);
}

static void test_code_is_no_place_for_a_trigger(void **state) {
  (void)state;
  static const char *const lines[] = {"```", "jy", "~~~", "jy", "```", "jy"};
  peer *self = greeted();
  open_buffer(self, 1, 10, lines, 6);
  for (int line = 1; line <= 5; line += 2) {
    fields params = about_place(10, line, 2);
    assert_int_equal(map_flag(peer_call(self, "expand", &params), "found"), line == 5);
  }
  /* Who asks for a section by name gets it anywhere. */
  fields params = about_place(10, 1, 2);
  fields_text(&params, "name", "结语");
  assert_true(map_flag(peer_call(self, "insert", &params), "found"));
  assert_good_end(self);
}

static void test_insert(void **state) {
  (void)state;
  peer *self = greeted();
  open_buffer(self, 1, 10, draft, DRAFT_LINES);
  fields params = about_place(10, 4, (int64_t)strlen("坚持下去。"));
  fields_text(&params, "name", "支部总结/结语");
  assert_insertion(peer_call(self, "insert", &params), draft, DRAFT_LINES,
                   "一、基本情况\n支部有党员XX名。\ngzcx\n二、下一步打算\n"
                   "坚持下去。以上报告，请予审议。jy\n",
                   "");
  params = about_place(10, 0, 0);
  fields_text(&params, "name", "没有的");
  assert_error(peer_call(self, "insert", &params), "gongwen: there is no template called 没有的");
  assert_good_end(self);
}

/* The text between two places as parameters of `insert`. */
static fields about_range(int64_t line, int64_t column, int64_t end_line, int64_t end_column,
                          const char *name) {
  fields params = about_place(10, line, column);
  fields_number(&params, "end_line", end_line);
  fields_number(&params, "end_column", end_column);
  fields_text(&params, "name", name);
  return params;
}

static void test_variables(void **state) {
  (void)state;
  static const char *const lines[] = {"\xE3\x80\x80\xE3\x80\x80总通yy",
                                      "\xE3\x80\x80\xE3\x80\x80（二）开一\r",
                                      "\xE3\x80\x80\xE3\x80\x80XX四"};
  char expected[256];
  char year[8];
  time_t now = time(NULL);
  strftime(year, sizeof year, "%Y", localtime(&now));
  peer *self = greeted();
  open_buffer(self, 1, 10, lines, 3);

  fields params = about_place(10, 0, 14);
  fields_text(&params, "path", "/文 件/某某.总结.gw");
  snprintf(expected, sizeof expected, "　　总通“XX”（某某.总结，%s）\n　　（二）开一\r\n　　XX四\n",
           year);
  assert_insertion(peer_call(self, "expand", &params), lines, 3, expected, "XX");

  /* The selection as the face sends it: it was cut before. */
  params = about_place(10, 0, 14);
  static const char *const cut[] = {"甲$1", "", "乙}"};
  fields_list(&params, "selection", 3);
  for (int i = 0; i < 3; i++)
    fields_push_text(&params, cut[i]);
  snprintf(expected, sizeof expected,
           "　　总通“甲$1\n\n　　乙}”（，%s）\n　　（二）开一\r\n　　XX四\n", year);
  assert_insertion(peer_call(self, "expand", &params), lines, 3, expected, "");

  /* The bytes that go: from 通 to before 四. Every line keeps its place. */
  params = about_range(0, 9, 2, 8, "引用");
  snprintf(expected, sizeof expected, "　　总“通yy\n　　（二）开一\n　　XX”（，%s）四\n", year);
  assert_insertion(peer_call(self, "insert", &params), lines, 3, expected, "XX");
  params = about_range(0, 6, 2, 999, "成段");
  assert_insertion(peer_call(self, "insert", &params), lines, 3,
                   "　　一、成段\n　　总通yy\n　　（二）开一\n　　XX四\n", "XX");
  params = about_range(1, 0, 1, 0, "结语"); /* nothing is selected */
  assert_true(map_flag(peer_call(self, "insert", &params), "found"));
  params = about_range(0, 6, 0, 9, "结语");
  assert_error(peer_call(self, "insert", &params),
               "gongwen: the template 结语 has no ${选中} for the selected text");

  params = about_range(1, 0, 0, 0, "引用");
  assert_error(peer_call(self, "insert", &params),
               "gongwen: insert: end_line must be a place behind line and column");
  params = about_range(0, 0, 3, 0, "引用");
  assert_error(peer_call(self, "insert", &params), "gongwen: insert: there is no line 3");
  params = about_place(10, 0, 14);
  fields_number(&params, "path", 1);
  assert_error(peer_call(self, "expand", &params), "gongwen: expand: path must be a string");
  params = about_place(10, 0, 14);
  fields_text(&params, "selection", "甲");
  assert_error(peer_call(self, "expand", &params),
               "gongwen: expand: selection must be a list of lines");
  assert_good_end(self);
}

/* Said in one breath with `hello`: what waits is served when the templates are there. The host
 * reads all of it before it can learn that they are, so it is known how many can wait. */
static void test_waiting_for_templates(void **state) {
  (void)state;
  enum {
    MAY_WAIT = 64,
    ASKED = 80
  };
  peer *self = peer_start(false, NULL);
  msgpack_sbuffer bytes;
  msgpack_sbuffer_init(&bytes);
  fields params = greeting(GONGWEN_VERSION, "en", path_of("snippets"));
  fields_number(&params, "id", 1000);
  peer_pack(&bytes, "hello", &params);
  params = about(10);
  push_lines(&params, draft, DRAFT_LINES);
  peer_pack(&bytes, "open", &params);
  for (int i = 0; i < ASKED; i++) {
    params = about_place(10, 2, 4);
    fields_number(&params, "id", 1 + i);
    peer_pack(&bytes, "expand", &params);
  }
  peer_write(self, bytes.data, bytes.size);
  msgpack_sbuffer_destroy(&bytes);
  assert_string_equal(map_text(peer_answer(self, 1000), "version"), GONGWEN_VERSION);
  for (int i = 0; i < ASKED; i++) {
    const msgpack_object *answer = peer_answer(self, 1 + i);
    if (i < MAY_WAIT)
      assert_true(map_flag(answer, "found"));
    else
      assert_error(answer, "gongwen: the templates are still being read");
  }
  assert_good_end(self);
}

static void test_templates_and_problems(void **state) {
  (void)state;
  peer *self = greeted();
  fields params = no_fields();
  const msgpack_object *answer = peer_call(self, "templates", &params);
  const msgpack_object *list = map_get(answer, "templates");
  assert_int_equal(list->via.array.size, 4);
  const msgpack_object *row = list->via.array.ptr[0].via.array.ptr;
  assert_int_equal(list->via.array.ptr[0].via.array.size, 7);
  assert_string_equal(text_value(&row[0]), "支部总结");
  assert_string_equal(text_value(&row[1]), "工作成效");
  assert_string_equal(printed(&row[2]), "[\"gzcx\", \"成效\"]");
  assert_int_equal(number_of(&row[3]), 1);
  assert_string_equal(text_value(&row[4]), "做了什么");
  assert_string_equal(text_value(&row[5]), path_of("snippets/zongjie.yaml"));
  assert_int_equal(number_of(&row[6]), 3);
  assert_good_end(self);

  char bad[128];
  snprintf(bad, sizeof bad, "%s", path_of("bad.yaml"));
  write_file(bad, "kind: [\n", 8);
  static const char *const languages[] = {"en", "zh"};
  char told[2][512];
  for (size_t i = 0; i < 2; i++) {
    self = peer_start(false, NULL);
    params = greeting(GONGWEN_VERSION, languages[i], bad);
    peer_call(self, "hello", &params);
    list = map_get(peer_event_named(self, "problems"), "problems");
    assert_true(list->via.array.size >= 1);
    snprintf(told[i], sizeof told[i], "%s", text_value(&list->via.array.ptr[0]));
    assert_memory_equal(told[i], bad, strlen(bad));
    assert_int_equal(told[i][strlen(bad)], ':');
    params = no_fields();
    answer = peer_call(self, "info", &params);
    assert_int_equal(map_get(answer, "problems")->via.array.size, list->via.array.size);
    assert_int_equal(map_number(answer, "sections"), 0);
    assert_good_end(self);
  }
  assert_string_not_equal(told[0], told[1]);
}

static void test_renumber(void **state) {
  (void)state;
  peer *self = greeted();
  static const char *const wrong[] = {"一、基本情况", "甲。",           "三、主要做法",
                                      "乙。",         "四、下一步打算", "丙。"};
  open_buffer(self, 1, 10, wrong, 6);
  fields params = about(10);
  const msgpack_object *edits = map_get(peer_call(self, "renumber", &params), "edits");
  assert_int_equal(edits->via.array.size, 2);
  char *bytes = joined(wrong, 6);
  apply(bytes, edits);
  assert_string_equal(bytes, "一、基本情况\n甲。\n二、主要做法\n乙。\n三、下一步打算\n丙。\n");
  free(bytes);
  open_buffer(self, 1, 11, report, REPORT_LINES);
  params = about(11);
  assert_printed(peer_call(self, "renumber", &params), "edits", "[]");
  assert_good_end(self);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_expand),
      cmocka_unit_test(test_an_expansion_is_told_before_it_is_asked_for),
      cmocka_unit_test(test_the_kind_of_the_document_decides),
      cmocka_unit_test(test_the_level_of_the_place_decides),
      cmocka_unit_test(test_code_is_no_place_for_a_trigger),
      cmocka_unit_test(test_insert),
      cmocka_unit_test(test_variables),
      cmocka_unit_test(test_waiting_for_templates),
      cmocka_unit_test(test_templates_and_problems),
      cmocka_unit_test(test_renumber),
  };
  return cmocka_run_group_tests(tests, make_directory, remove_directory);
}
