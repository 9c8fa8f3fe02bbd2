/* The real host behind real pipes: what each message of PROTOCOL.md about texts and outlines is
 * answered with. Those that change the text are in host_template.c. */
#include "host_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* ---- text ------------------------------------------------------------------------------------ */

static void test_seen(void **state) {
  (void)state;
  peer *self = with_report();
  const msgpack_object *seen = peer_event_named(self, "seen");
  assert_string_equal(printed(seen), "{\"buf\"=>1, \"tick\"=>10, \"left\"=>3}");
  static const char *const filled = "由王某同志负责，XX同志协助，XX同志参加。";
  change_buffer(self, 1, 12, REPORT_LINES, 4, 5, &filled, 1);
  seen = peer_event_named(self, "seen");
  assert_int_equal(map_number(seen, "tick"), 12);
  /* A change of nothing is seen as well: the tick is new. */
  change_buffer(self, 1, 13, REPORT_LINES, 2, 2, NULL, 0);
  seen = peer_event_named(self, "seen");
  assert_int_equal(map_number(seen, "tick"), 13);
  /* All lines removed: one empty line is left. */
  change_buffer(self, 1, 14, REPORT_LINES, 0, REPORT_LINES, NULL, 0);
  assert_int_equal(map_number(peer_event_named(self, "seen"), "left"), 0);
  static const char *const two[] = {"XX", "XX"};
  change_buffer(self, 1, 15, 1, 0, 1, two, 2);
  assert_int_equal(map_number(peer_event_named(self, "seen"), "left"), 2);
  assert_false(peer_has(self, "resync"));
  assert_good_end(self);
}

static void test_resync(void **state) {
  (void)state;
  peer *self = with_report();
  peer_event_named(self, "seen");
  static const char *const line = "XX";
  change_buffer(self, 2, 5, 1, 0, 1, &line, 1); /* never opened */
  assert_string_equal(printed(peer_event_named(self, "resync")), "{\"buf\"=>2}");
  change_buffer(self, 2, 6, 1, 0, 1, &line, 1);
  assert_false(peer_has(self, "resync")); /* said once */
  open_buffer(self, 2, 6, &line, 1);
  assert_int_equal(map_number(peer_event_named(self, "seen"), "buf"), 2);

  static const int64_t misfits[][3] = {
      {REPORT_LINES + 1, 0, 1}, {REPORT_LINES, 3, 2}, {REPORT_LINES, 2, REPORT_LINES + 1}};
  int64_t tick = 10;
  for (size_t i = 0; i < sizeof misfits / sizeof *misfits; i++) {
    change_buffer(self, 1, ++tick, misfits[i][0], misfits[i][1], misfits[i][2], &line, 1);
    assert_string_equal(printed(peer_event_named(self, "resync")), "{\"buf\"=>1}");
    /* Until it is opened again the text here is wrong: nothing is answered from it. */
    fields params;
    for (int64_t asked = tick - 1; asked <= tick; asked++) {
      params = about(asked);
      const msgpack_object *answer = peer_call(self, "placeholders", &params);
      assert_error(answer, "gongwen: placeholders: the text has changed meanwhile");
      assert_true(map_flag(answer, "stale"));
    }
    open_buffer(self, 1, ++tick, report, REPORT_LINES);
    assert_int_equal(map_number(peer_event_named(self, "seen"), "tick"), tick);
    params = about(tick);
    assert_false(map_has(peer_call(self, "placeholders", &params), "error"));
  }
  assert_good_end(self);
}

static void test_stale(void **state) {
  (void)state;
  peer *self = with_report();
  static const int64_t ticks[] = {9, 11};
  static const char *const methods[] = {"placeholders", "headings", "renumber"};
  for (size_t i = 0; i < 2; i++) {
    for (size_t m = 0; m < sizeof methods / sizeof *methods; m++) {
      fields params = about(ticks[i]);
      const msgpack_object *answer = peer_call(self, methods[m], &params);
      assert_true(map_flag(answer, "stale"));
      assert_true(map_has(answer, "error"));
    }
  }
  fields params = no_fields();
  fields_number(&params, "buf", 3);
  fields_number(&params, "tick", 10);
  const msgpack_object *answer = peer_call(self, "headings", &params);
  assert_error(answer, "gongwen: headings: buffer 3 is not open");
  assert_false(map_has(answer, "stale"));
  params = no_fields();
  fields_number(&params, "buf", 1);
  peer_tell(self, "close", &params);
  params = about(10);
  assert_error(peer_call(self, "headings", &params), "gongwen: headings: buffer 1 is not open");
  assert_good_end(self);
}

/* ---- placeholders ---------------------------------------------------------------------------- */

/* Jumps, and gives the answer as a text: `line:column text`, with `~` before it when it wrapped. */
static const char *jump_with(peer *self, fields *params) {
  static char text[128];
  const msgpack_object *answer = peer_call(self, "jump", params);
  if (!map_flag(answer, "found"))
    return "none";
  assert_int_equal(map_number(answer, "size"), strlen(map_text(answer, "text")));
  snprintf(text, sizeof text, "%s%d:%d %s", map_flag(answer, "wrapped") ? "~" : "",
           (int)map_number(answer, "line"), (int)map_number(answer, "column"),
           map_text(answer, "text"));
  return text;
}

static const char *jump(peer *self, int64_t line, int64_t column, int direction, int64_t count) {
  fields params = about_place(10, line, column);
  fields_number(&params, "direction", direction);
  fields_number(&params, "count", count);
  return jump_with(self, &params);
}

/* The next one, which may be here. */
static const char *jump_here(peer *self, int64_t line, int64_t column) {
  fields params = about_place(10, line, column);
  fields_number(&params, "direction", 1);
  fields_number(&params, "count", 1);
  fields_flag(&params, "here", true);
  return jump_with(self, &params);
}

static void test_jump(void **state) {
  (void)state;
  peer *self = with_report();
  static const struct {
    int line, column, direction, count;
    const char *expected;
  } cases[] = {
      {0, 0, 1, 1, "2:15 XX"},   {2, 14, 1, 1, "2:15 XX"},
      {2, 15, 1, 1, "2:29 XX"}, /* on it: the next one */
      {2, 16, 1, 1, "2:29 XX"}, /* in it */
      {2, 17, 1, 1, "2:29 XX"},  {2, 29, 1, 1, "4:3 XX"},
      {4, 3, 1, 1, "~2:15 XX"}, /* past the last: from the start */
      {6, 0, 1, 1, "~2:15 XX"},  {6, 999, 1, 1, "~2:15 XX"},
      {6, 0, -1, 1, "4:3 XX"},   {4, 5, -1, 1, "4:3 XX"},   /* right behind it */
      {4, 4, -1, 1, "2:29 XX"},                             /* in it: the one before */
      {4, 3, -1, 1, "2:29 XX"},                             /* on it */
      {2, 29, -1, 1, "2:15 XX"}, {2, 16, -1, 1, "~4:3 XX"}, /* in the first: from the end */
      {2, 15, -1, 1, "~4:3 XX"}, {0, 0, -1, 1, "~4:3 XX"},
      {0, 0, 1, 2, "2:29 XX"},   {0, 0, 1, 3, "4:3 XX"},
      {0, 0, 1, 4, "~2:15 XX"}, /* a count goes round as well */
      {6, 0, -1, 3, "2:15 XX"},  {6, 0, -1, 4, "~4:3 XX"},
      {2, 15, 1, 3, "~2:15 XX"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const char *found =
        jump(self, cases[i].line, cases[i].column, cases[i].direction, cases[i].count);
    if (strcmp(found, cases[i].expected) != 0)
      fail_msg("case %zu: %s, not %s", i, found, cases[i].expected);
  }
  assert_string_equal(jump(self, 0, 0, 1, INT64_MAX),
                      "~2:15 XX"); /* INT64_MAX is 1 more than 3 n */
  assert_string_equal(jump_here(self, 2, 14), "2:15 XX");
  assert_string_equal(jump_here(self, 2, 15), "2:15 XX");
  assert_string_equal(jump_here(self, 2, 16), "2:29 XX");
  assert_string_equal(jump_here(self, 4, 4), "~2:15 XX");
  assert_good_end(self);
}

static void test_jump_among_few(void **state) {
  (void)state;
  peer *self = greeted();
  static const char *const none[] = {"没有需要填写的内容。"};
  open_buffer(self, 1, 10, none, 1);
  assert_string_equal(jump(self, 0, 0, 1, 1), "none");
  assert_string_equal(jump(self, 0, 0, -1, 5), "none");
  static const char *const one[] = {"共XX项。"};
  open_buffer(self, 1, 10, one, 1);
  assert_string_equal(jump(self, 0, 0, 1, 1), "0:3 XX");
  assert_string_equal(jump(self, 0, 3, 1, 1), "~0:3 XX"); /* to itself */
  assert_string_equal(jump(self, 0, 4, -1, 1), "~0:3 XX");
  assert_string_equal(jump(self, 0, 0, 1, 2), "~0:3 XX");
  assert_string_equal(jump(self, 0, 5, -1, 1), "0:3 XX");
  assert_good_end(self);
}

static void test_placeholders(void **state) {
  (void)state;
  peer *self = with_report();
  fields params = about(10);
  const msgpack_object *list = map_get(peer_call(self, "placeholders", &params), "placeholders");
  assert_int_equal(list->type, MSGPACK_OBJECT_ARRAY);
  static const int places[][2] = {{2, 15}, {2, 29}, {4, 3}};
  assert_int_equal(list->via.array.size, 3);
  for (uint32_t i = 0; i < 3; i++) {
    const msgpack_object *row = &list->via.array.ptr[i];
    assert_int_equal(row->via.array.size, 4);
    assert_int_equal(number_of(&row->via.array.ptr[0]), places[i][0]);
    assert_int_equal(number_of(&row->via.array.ptr[1]), places[i][1]);
    assert_string_equal(text_value(&row->via.array.ptr[2]), "XX");
    assert_int_equal(row->via.array.ptr[3].type, MSGPACK_OBJECT_STR);
  }
  assert_good_end(self);
}

/* ---- the outline ----------------------------------------------------------------------------- */

static void outline_open(peer *self) {
  fields params = no_fields();
  fields_number(&params, "buf", 1);
  peer_tell(self, "outline_open", &params);
}

static void move_cursor(peer *self, int64_t line) {
  fields params = no_fields();
  fields_number(&params, "buf", 1);
  fields_number(&params, "line", line);
  peer_tell(self, "cursor", &params);
}

static void assert_rows(const msgpack_object *event, int first, int old_end, int total,
                        const char *const *rows, size_t count) {
  assert_int_equal(map_number(event, "buf"), 1);
  assert_int_equal(map_number(event, "first"), first);
  assert_int_equal(map_number(event, "old_end"), old_end);
  assert_int_equal(map_number(event, "total"), total);
  const msgpack_object *list = map_get(event, "rows");
  assert_int_equal(list->via.array.size, count);
  for (size_t i = 0; i < count; i++) {
    const msgpack_object *row = &list->via.array.ptr[i];
    assert_int_equal(row->via.array.size, 9);
    assert_true(number_of(&row->via.array.ptr[0]) > 0);
    assert_string_equal(text_value(&row->via.array.ptr[1]), rows[i]);
  }
}

static void test_outline(void **state) {
  (void)state;
  peer *self = with_report();
  outline_open(self);
  static const char *const all[] = {"关于支部建设情况的汇报", "  一、基本情况",
                                    "    （一）组织设置", "  二、下一步打算"};
  const msgpack_object *rows = peer_event_named(self, "rows");
  assert_rows(rows, 0, -1, 4, all, 4);
  assert_int_equal(map_number(rows, "tick"), 10);
  const msgpack_object *row = map_get(rows, "rows")->via.array.ptr[2].via.array.ptr;
  int64_t id = number_of(&row[0]);
  assert_int_equal(number_of(&row[2]), 4);
  assert_int_equal(number_of(&row[3]), strlen("（一）"));
  assert_int_equal(number_of(&row[4]), 2);
  assert_string_equal(text_value(&row[5]), "heading");
  assert_int_equal(number_of(&row[6]), 1);
  assert_int_equal(number_of(&row[7]), 0);
  assert_false(peer_has(self, "where")); /* the cursor is not known */

  move_cursor(self, 4);
  assert_string_equal(
      printed(peer_event_named(self, "where")),
      "{\"buf\"=>1, \"row\"=>2, \"path\"=>[\"基本情况\", \"组织设置\"], \"left\"=>1}");
  move_cursor(self, 3);
  assert_false(peer_has(self, "where"));

  /* Typing in the body sends no rows; in a heading, its row alone. */
  static const char *const body = "由XX同志全面负责。";
  change_buffer(self, 1, 11, REPORT_LINES, 4, 5, &body, 1);
  assert_false(peer_has(self, "rows"));
  assert_false(peer_has(self, "where"));
  static const char *const renamed = "二、今后打算";
  change_buffer(self, 1, 12, REPORT_LINES, 5, 6, &renamed, 1);
  static const char *const one[] = {"  二、今后打算"};
  assert_rows(peer_event_named(self, "rows"), 3, 4, 4, one, 1);

  fields params = about(12);
  fields_number(&params, "node", id);
  const msgpack_object *answer = peer_call(self, "reveal", &params);
  assert_int_equal(map_number(answer, "line"), 3);
  assert_int_equal(map_number(answer, "column"), 0);
  params = about(12);
  fields_number(&params, "node", 987654321);
  assert_error(peer_call(self, "reveal", &params), "gongwen: this heading is gone");

  /* Closed: the rows go, and the cursor is with the closed heading. */
  int64_t around = number_of(&map_get(rows, "rows")->via.array.ptr[1].via.array.ptr[0]);
  params = no_fields();
  fields_number(&params, "buf", 1);
  fields_number(&params, "node", around);
  fields_text(&params, "action", "toggle");
  peer_tell(self, "fold", &params);
  static const char *const closed[] = {"  一、基本情况"};
  rows = peer_event_named(self, "rows");
  assert_rows(rows, 1, 3, 3, closed, 1);
  assert_int_equal(number_of(&map_get(rows, "rows")->via.array.ptr[0].via.array.ptr[7]), 2);
  assert_string_equal(
      printed(peer_event_named(self, "where")),
      "{\"buf\"=>1, \"row\"=>1, \"path\"=>[\"基本情况\", \"组织设置\"], \"left\"=>1}");

  /* The text opened again (a reload): the fold stays. */
  open_buffer(self, 1, 13, report, REPORT_LINES);
  static const char *const back[] = {"  二、下一步打算"};
  assert_rows(peer_event_named(self, "rows"), 2, 3, 3, back, 1);

  params = no_fields();
  fields_number(&params, "buf", 1);
  peer_tell(self, "outline_close", &params);
  change_buffer(self, 1, 14, REPORT_LINES, 5, 6, &renamed, 1);
  assert_false(peer_has(self, "rows"));
  outline_open(self);
  assert_int_equal(map_number(peer_event_named(self, "rows"), "old_end"), -1);
  assert_good_end(self);
}

static void test_count(void **state) {
  (void)state;
  peer *self = greeted();
  static const char *const lines[] = {"总结",     "一、甲", "XX党支部有3人。",
                                      "（一）乙", "正文。", "二、丙"};
  open_buffer(self, 1, 10, lines, 6);
  fields params = about(10);
  fields_number(&params, "first", 2);
  fields_number(&params, "end", 5);
  const msgpack_object *answer = peer_call(self, "count", &params);
  assert_printed(answer, "whole", "[23, 1]");
  assert_printed(answer, "range", "[15, 1]");
  assert_printed(answer, "section", "[18, 1]");
  params = about(10); /* above the first heading */
  fields_number(&params, "first", 0);
  fields_number(&params, "end", 1);
  answer = peer_call(self, "count", &params);
  assert_printed(answer, "range", "[2, 0]");
  assert_printed(answer, "section", "[0, 0]");
  assert_good_end(self);
}

static void test_headings(void **state) {
  (void)state;
  peer *self = greeted();
  static const char *const lines[] = {"一、基本情况", "支部有党员XX名。",
                                      "工作中，一是抓学习，参加XX人次；二是抓管理，修订XX项制度。",
                                      "（一）组织设置", "一是健全班子，做到分工明确。"};
  open_buffer(self, 1, 10, lines, 5);
  fields params = about(10);
  const msgpack_object *answer = peer_call(self, "headings", &params);
  assert_printed(answer, "headings",
                 "[[0, 0, \"heading\", 1, \"1\", \"基本情况\", 3], "
                 "[3, 0, \"heading\", 2, \"1\", \"组织设置\", 0]]");
  params = about(10);
  fields_flag(&params, "items", true);
  answer = peer_call(self, "headings", &params);
  assert_printed(answer, "headings",
                 "[[0, 0, \"heading\", 1, \"1\", \"基本情况\", 3], "
                 "[2, 12, \"item\", 2, \"1\", \"抓学习\", 1], "
                 "[2, 47, \"item\", 2, \"2\", \"抓管理\", 1], "
                 "[3, 0, \"heading\", 2, \"1\", \"组织设置\", 0], "
                 "[4, 0, \"item\", 3, \"1\", \"健全班子，做到分工明确\", 0]]");
  assert_good_end(self);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_seen),           cmocka_unit_test(test_resync),
      cmocka_unit_test(test_stale),          cmocka_unit_test(test_jump),
      cmocka_unit_test(test_jump_among_few), cmocka_unit_test(test_placeholders),
      cmocka_unit_test(test_outline),        cmocka_unit_test(test_headings),
      cmocka_unit_test(test_count),
  };
  return cmocka_run_group_tests(tests, make_directory, remove_directory);
}
