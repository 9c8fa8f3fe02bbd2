/* The real host behind real pipes: what it answers about the structure: restructure, section,
 * extent, go. */
#include "host_fixture.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static fields about_line(int64_t tick, int64_t line) {
  fields params = about(tick);
  fields_number(&params, "line", line);
  return params;
}

static const msgpack_object *restructure(peer *self, int64_t line, const char *action) {
  fields params = about_line(10, line);
  fields_text(&params, "action", action);
  return peer_call(self, "restructure", &params);
}

static void test_moves(void **state) {
  (void)state;
  peer *self = with_report();
  const msgpack_object *answer = restructure(self, 2, "move_down");
  assert_printed(answer, "edits",
                 "[[1, 0, 1, 3, [\"一\"], [\"二\"]], [5, 0, 5, 3, [\"二\"], [\"一\"]]]");
  assert_printed(answer, "moves", "[[5, 7, 1]]");
  assert_int_equal(map_number(answer, "line"), 3);
  assert_int_equal(map_number(answer, "column"), strlen("二、"));
  assert_int_equal(map_number(answer, "size"), 0);
  assert_printed(answer, "references", "[]");
  /* The count is optional and may be too much. */
  fields params = about_line(10, 6);
  fields_text(&params, "action", "move_up");
  fields_number(&params, "count", 7);
  assert_printed(peer_call(self, "restructure", &params), "moves", "[[5, 7, 1]]");
  assert_good_end(self);
}

static void test_removal_and_beginning(void **state) {
  (void)state;
  peer *self = with_report();
  const msgpack_object *answer = restructure(self, 1, "delete");
  assert_printed(answer, "edits", "[[5, 0, 5, 3, [\"二\"], [\"一\"]]]");
  assert_printed(answer, "removed", "[1, 5]");
  assert_int_equal(map_number(answer, "sections"), 2);
  assert_int_equal(map_number(answer, "line"), 1);
  answer = restructure(self, 3, "new_sibling");
  assert_printed(answer, "edits", "[[5, 0, 5, 0, [\"\"], [\"（二）XXX\", \"\"]]]");
  assert_int_equal(map_number(answer, "line"), 5);
  assert_int_equal(map_number(answer, "column"), strlen("（二）"));
  assert_int_equal(map_number(answer, "size"), 3);
  assert_false(map_has(answer, "removed"));
  assert_good_end(self);
}

static void test_references(void **state) {
  (void)state;
  peer *self = greeted();
  static const char *const lines[] = {"总结", "一、甲情况", "见第二部分。", "二、乙情况",
                                      "见第一部分。"};
  open_buffer(self, 1, 10, lines, 5);
  const msgpack_object *answer = restructure(self, 1, "move_down");
  assert_printed(answer, "references", "[[4, 3, 15, 1], [2, 3, 15, 3]]");
  assert_printed(restructure(self, 3, "delete"), "references", "[[2, 3, 15, -1]]");
  static const char *const wrong[] = {"总结", "一、甲情况", "三、乙情况", "见第三部分。"};
  open_buffer(self, 1, 11, wrong, 4);
  fields params = about(11);
  assert_printed(peer_call(self, "renumber", &params), "references", "[[3, 3, 15, 2]]");
  assert_good_end(self);
}

static void test_refusals(void **state) {
  (void)state;
  peer *self = with_report();
  const msgpack_object *answer = restructure(self, 6, "move_down");
  assert_string_equal(map_text(answer, "refused"),
                      "gongwen: there is no section of this level behind it");
  assert_false(map_has(answer, "edits"));
  assert_string_equal(map_text(restructure(self, 1, "promote"), "refused"),
                      "gongwen: it is at the top level already");
  assert_string_equal(map_text(restructure(self, 9, "promote"), "refused"),
                      "gongwen: there is no section here");
  assert_error(restructure(self, 1, "explode"),
               "gongwen: restructure: action must be an action on a section");
  fields params = about(9);
  fields_number(&params, "line", 1);
  fields_text(&params, "action", "promote");
  assert_true(map_flag(peer_call(self, "restructure", &params), "stale"));
  assert_good_end(self);
}

static void test_sections_by_node(void **state) {
  (void)state;
  peer *self = with_report();
  fields params = no_fields();
  fields_number(&params, "buf", 1);
  peer_tell(self, "outline_open", &params);
  const msgpack_object *rows = map_get(peer_event_named(self, "rows"), "rows");
  int64_t id = number_of(&rows->via.array.ptr[1].via.array.ptr[0]);
  params = about(10);
  fields_number(&params, "node", id);
  const msgpack_object *answer = peer_call(self, "section", &params);
  assert_int_equal(map_number(answer, "first"), 1);
  assert_int_equal(map_number(answer, "end"), 5);
  assert_int_equal(map_number(answer, "sections"), 2);
  params = about(10);
  fields_number(&params, "node", 99999);
  assert_error(peer_call(self, "section", &params), "gongwen: there is no section here");
  assert_good_end(self);
}

static void test_extents_and_ways(void **state) {
  (void)state;
  peer *self = with_report();
  fields params = about_place(10, 4, 3);
  fields_text(&params, "unit", "section");
  fields_flag(&params, "around", true);
  fields_number(&params, "count", 2);
  const msgpack_object *answer = peer_call(self, "extent", &params);
  assert_true(map_flag(answer, "found"));
  assert_true(map_flag(answer, "linewise"));
  assert_printed(answer, "start", "[1, 0]");
  assert_printed(answer, "end", "[5, 0]");
  params = about_place(10, 2, 0);
  fields_text(&params, "unit", "item");
  fields_flag(&params, "around", false);
  fields_number(&params, "count", 1);
  assert_false(map_flag(peer_call(self, "extent", &params), "found"));
  params = about_place(10, 2, 0);
  fields_text(&params, "way", "next_sibling");
  fields_number(&params, "count", 1);
  answer = peer_call(self, "go", &params);
  assert_true(map_flag(answer, "found"));
  assert_int_equal(map_number(answer, "line"), 5);
  params = about_place(10, 6, 0);
  fields_text(&params, "way", "sideways");
  fields_number(&params, "count", 1);
  assert_error(peer_call(self, "go", &params),
               "gongwen: go: way must be next, previous, next_sibling, previous_sibling or parent");
  assert_good_end(self);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_moves),
      cmocka_unit_test(test_removal_and_beginning),
      cmocka_unit_test(test_references),
      cmocka_unit_test(test_refusals),
      cmocka_unit_test(test_sections_by_node),
      cmocka_unit_test(test_extents_and_ways),
  };
  return cmocka_run_group_tests(tests, make_directory, remove_directory);
}
