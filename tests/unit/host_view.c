/* The outline as rows: their texts, folds that follow the nodes, differences, the row of the
 * cursor. */
#include "host/buffers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "view_fixture.h"

/* ---- rows ------------------------------------------------------------------------------------ */

static void test_rows(void **state) {
  fixture *self = *state;
  view_change change;
  assert_false(refresh(self, &change)); /* not shown */
  show(self, false);
  ROWS(self, "关于支部建设情况的汇报|-2", "  一、基本情况|o2", "    （一）组织设置|-1",
       "    （二）队伍状况|-0", "  二、主要做法|o0", "    （一）加强学习|-0",
       "  三、下一步打算|-0");
  const view_row *row = rows_at(&self->buffer->view.rows, 2);
  assert_int_equal(row->indent, 4);
  assert_int_equal(row->ordinal, strlen("（一）"));
  assert_int_equal(row->level, 2);
  assert_int_equal(row->kind, GW_HEADING);
  assert_int_equal(row->id, id_at(self, 4));
  row = rows_at(&self->buffer->view.rows, 0);
  assert_int_equal(row->indent, 0);
  assert_int_equal(row->ordinal, 0);
  assert_int_equal(row->kind, GW_TITLE);
  assert_false(refresh(self, &change));
}

static void test_row_texts(void **state) {
  fixture *self = *state;
  static const char *const lines[] = {"第一章　总　则", "第二章\t附\t则"};
  replace(self, 0, REPORT_LINES, lines, 2);
  show(self, false);
  /* One blank behind the ordinal, whatever it was; control characters are blanks. */
  ROWS(self, "  第一章 总　则|-0", "  第二章 附 则|-0");
  assert_int_equal(rows_at(&self->buffer->view.rows, 0)->ordinal, strlen("第一章"));
}

static void test_long_title(void **state) {
  fixture *self = *state;
  char line[4000] = "一、";
  while (strlen(line) < 3000)
    strcat(line, "总体要求");
  replace_line(self, 2, line);
  show(self, false);
  for (size_t i = 0; i < self->buffer->view.rows.count; i++) {
    const view_row *row = rows_at(&self->buffer->view.rows, i);
    assert_in_range(row->size, 1, row->indent + row->ordinal + VIEW_TITLE_BYTES);
  }
  assert_in_step(self);
}

static void test_items(void **state) {
  fixture *self = *state;
  static const char *const lines[] = {"一是抓好理论学习，做到入脑入心。",
                                      "二是抓好队伍建设，做到令行禁止。"};
  replace(self, 12, 13, lines, 2);
  show(self, false);
  assert_int_equal(self->shown.count, 7);
  assert_int_equal(row_of_line(self, 13), 6);
  show(self, true);
  assert_int_equal(self->shown.count, 9);
  assert_string_equal(self->shown.rows[6], "  三、下一步打算|o0");
  assert_int_equal(rows_at(&self->buffer->view.rows, 8)->kind, GW_ITEM);
  assert_int_equal(row_of_line(self, 13), 8);
}

/* ---- differences ----------------------------------------------------------------------------- */

static void test_body_sends_nothing(void **state) {
  fixture *self = *state;
  show(self, false);
  replace_line(self, 7, "年龄结构更为合理，");
  assert_false(refresh(self, NULL));
  /* Nor does a line more, though all that follows moves. */
  static const char *const more[] = {"", "由支部委员会负责。"};
  replace(self, 3, 3, more, 2);
  assert_false(refresh(self, NULL));
  assert_in_step(self);
}

static void test_smallest_difference(void **state) {
  fixture *self = *state;
  show(self, false);
  view_change change;
  replace_line(self, 6, "（二）队伍情况");
  assert_true(refresh(self, &change));
  assert_int_equal(change.first, 3);
  assert_int_equal(change.old_end, 4);
  assert_int_equal(change.new_end, 4);
  assert_in_step(self);

  static const char *const heading = "（二）严格管理";
  replace(self, 11, 11, &heading, 1);
  assert_true(refresh(self, &change));
  assert_int_equal(change.first, 6);
  assert_int_equal(change.old_end, 6);
  assert_int_equal(change.new_end, 7);
  assert_in_step(self);

  replace(self, 11, 12, NULL, 0);
  assert_true(refresh(self, &change));
  assert_int_equal(change.first, 6);
  assert_int_equal(change.old_end, 7);
  assert_int_equal(change.new_end, 6);
  assert_in_step(self);

  /* A placeholder filled: the counts of its section, of the section around it, of the document. */
  replace_line(self, 5, "下设3个党小组。");
  assert_true(refresh(self, &change));
  assert_int_equal(change.first, 0);
  assert_int_equal(change.old_end, 3);
  assert_in_step(self);

  /* One filled in between: its section's row and the title's, but not those between them. */
  replace_line(self, 10, "坚持每月集中学习XX次。");
  assert_int_equal(view_refresh(&self->buffer->view, self->buffer->document), 2);
  const view_change *changes = self->buffer->view.changes;
  assert_int_equal(changes[0].first, 0);
  assert_int_equal(changes[0].new_end, 1);
  assert_int_equal(changes[1].first, 4);
  assert_int_equal(changes[1].new_end, 6);
  apply(self, &changes[0]);
  apply(self, &changes[1]);
  assert_in_step(self);

  /* Changed and changed back before anyone looked. */
  replace_line(self, 8, "二、主要经验");
  replace_line(self, 8, "二、主要做法");
  assert_false(refresh(self, &change));
}

static void test_filter(void **state) {
  fixture *self = *state;
  show(self, false);
  fold(self, id_at(self, 2), VIEW_DO_CLOSE);
  refresh(self, NULL);
  /* Folds show open while there is a filter; a row's sections around it stay. */
  assert_true(view_set_filter(&self->buffer->view, (gw_span){"队伍", 6}));
  refresh(self, NULL);
  ROWS(self, "关于支部建设情况的汇报|-2", "  一、基本情况|o2", "    （二）队伍状况|-0");
  assert_int_equal(row_of_line(self, 7), 2);
  assert_int_equal(row_of_line(self, 5), 1);
  assert_int_equal(row_of_line(self, 12), 0);
  /* Every word, in any order, in the ordinal too. */
  assert_true(view_set_filter(&self->buffer->view, (gw_span){" 学习　一", strlen(" 学习　一")}));
  refresh(self, NULL);
  ROWS(self, "关于支部建设情况的汇报|-2", "  二、主要做法|o0", "    （一）加强学习|-0");
  /* It follows the text. */
  replace_line(self, 11, "三、学习一事");
  refresh(self, NULL);
  ROWS(self, "关于支部建设情况的汇报|-2", "  二、主要做法|o0", "    （一）加强学习|-0",
       "  三、学习一事|-0");
  assert_true(view_set_filter(&self->buffer->view, (gw_span){"无此", 6}));
  refresh(self, NULL);
  assert_int_equal(self->shown.count, 0);
  assert_false(view_set_filter(&self->buffer->view, (gw_span){"无此", 6}));
  assert_true(view_set_filter(&self->buffer->view, (gw_span){" ", 1}));
  refresh(self, NULL);
  ROWS(self, "关于支部建设情况的汇报|-2", "  一、基本情况|c2", "  二、主要做法|o0",
       "    （一）加强学习|-0", "  三、学习一事|-0");
}

static void test_characters(void **state) {
  fixture *self = *state;
  self->buffer->view.characters = true;
  show(self, false);
  ROWS(self, "关于支部建设情况的汇报|-2 99", "  一、基本情况|o2 46", "    （一）组织设置|-1 15",
       "    （二）队伍状况|-0 16", "  二、主要做法|o0 24", "    （一）加强学习|-0 18",
       "  三、下一步打算|-0 18");
  /* An edit of the text tells the sections it is in, and no other. */
  replace_line(self, 10, "坚持每月集中学习两三次。");
  assert_int_equal(view_refresh(&self->buffer->view, self->buffer->document), 3);
  assert_int_equal(rows_at(&self->buffer->view.rows, 0)->characters, 100);
  assert_int_equal(rows_at(&self->buffer->view.rows, 4)->characters, 25);
  assert_int_equal(rows_at(&self->buffer->view.rows, 5)->characters, 19);
}

static void test_no_rows(void **state) {
  fixture *self = *state;
  show(self, false);
  view_change change;
  replace(self, 0, REPORT_LINES, NULL, 0);
  assert_true(refresh(self, &change));
  assert_int_equal(self->shown.count, 0);
  assert_int_equal(row_of_line(self, 0), GW_NONE);
  show(self, false); /* said once more, though there is nothing: it replaces all */
  assert_int_equal(self->shown.count, 0);
}

/* ---- folds ----------------------------------------------------------------------------------- */

static void test_folds(void **state) {
  fixture *self = *state;
  show(self, false);
  view_change change;
  fold(self, id_at(self, 2), VIEW_TOGGLE);
  assert_true(refresh(self, &change));
  assert_int_equal(change.first, 1);
  assert_int_equal(change.old_end, 4);
  assert_int_equal(change.new_end, 2);
  ROWS(self, "关于支部建设情况的汇报|-2", "  一、基本情况|c2", "  二、主要做法|o0",
       "    （一）加强学习|-0", "  三、下一步打算|-0");
  fold(self, id_at(self, 2), VIEW_DO_CLOSE); /* it is */
  assert_false(refresh(self, NULL));
  fold(self, id_at(self, 11), VIEW_TOGGLE); /* a leaf */
  assert_false(refresh(self, NULL));
  fold(self, 123456789, VIEW_TOGGLE); /* no node */
  assert_false(refresh(self, NULL));

  fold(self, 0, VIEW_CLOSE_ALL);
  assert_true(refresh(self, NULL));
  assert_int_equal(self->shown.count, 4);
  fold(self, id_at(self, 0), VIEW_TOGGLE); /* the title stands for all */
  assert_true(refresh(self, NULL));
  assert_int_equal(self->shown.count, 7);
  fold(self, 0, VIEW_TOGGLE);
  assert_true(refresh(self, NULL));
  assert_int_equal(self->shown.count, 4);
  fold(self, id_at(self, 2), VIEW_DO_OPEN);
  assert_true(refresh(self, NULL));
  assert_int_equal(self->shown.count, 6);
  fold(self, 0, VIEW_OPEN_ALL);
  assert_true(refresh(self, NULL));
  assert_int_equal(self->shown.count, 7);
}

static void test_subtree_folds(void **state) {
  fixture *self = *state;
  replace_line(self, 5, "1.小组划分");
  replace_line(self, 7, "年龄结构较为合理。");
  show(self, false);
  assert_int_equal(self->shown.count, 8);
  fold(self, id_at(self, 2), VIEW_CLOSE_ALL);
  assert_true(refresh(self, NULL));
  fold(self, id_at(self, 2), VIEW_DO_OPEN);
  assert_true(refresh(self, NULL));
  assert_string_equal(self->shown.rows[2], "    （一）组织设置|c0");
  assert_int_equal(self->shown.count, 7);
  fold(self, id_at(self, 2), VIEW_DO_CLOSE);
  fold(self, id_at(self, 2), VIEW_OPEN_ALL);
  assert_true(refresh(self, NULL));
  assert_int_equal(self->shown.count, 8);
}

static void test_folds_follow_nodes(void **state) {
  fixture *self = *state;
  show(self, false);
  fold(self, id_at(self, 2), VIEW_DO_CLOSE);
  assert_true(refresh(self, NULL));
  /* Renamed: still closed. */
  replace_line(self, 2, "一、支部概况");
  assert_true(refresh(self, NULL));
  assert_string_equal(self->shown.rows[1], "  一、支部概况|c2");
  /* A heading before it: the new one is open, the old one closed. */
  static const char *const before[] = {"一、总体情况", "（一）总的评价", "完成了全年任务。"};
  replace(self, 2, 2, before, 3);
  assert_true(refresh(self, NULL));
  assert_string_equal(self->shown.rows[1], "  一、总体情况|o0");
  assert_string_equal(self->shown.rows[3], "  一、支部概况|c2");
  replace(self, 2, 5, NULL, 0);
  assert_true(refresh(self, NULL));
  assert_string_equal(self->shown.rows[1], "  一、支部概况|c2");
  /* Removed with its section, and brought back by an undo. */
  static const char *const section[] = {"一、支部概况",   "支部现有党员XX名。",
                                        "（一）组织设置", "下设XX个党小组。",
                                        "（二）队伍状况", "年龄结构较为合理。"};
  replace(self, 2, 8, NULL, 0);
  assert_true(refresh(self, NULL));
  replace(self, 2, 2, section, 6);
  assert_true(refresh(self, NULL));
  assert_string_equal(self->shown.rows[1], "  一、支部概况|c2");
  assert_in_step(self);
}

/* The whole text sent again (a reload, a face that knows no differences) keeps all. */
static void test_folds_outlive_open(void **state) {
  fixture *self = *state;
  show(self, false);
  fold(self, id_at(self, 8), VIEW_DO_CLOSE);
  assert_true(refresh(self, NULL));
  uint32_t id = id_at(self, 8);
  replace(self, 0, REPORT_LINES, report, REPORT_LINES);
  assert_false(refresh(self, NULL));
  assert_int_equal(id_at(self, 8), id);
}

/* ---- the cursor ------------------------------------------------------------------------------ */

static void test_row_of_line(void **state) {
  fixture *self = *state;
  assert_int_equal(row_of_line(self, 3), GW_NONE); /* not shown */
  show(self, false);
  static const size_t rows[REPORT_LINES] = {0, 0, 1, 1, 2, 2, 3, 3, 4, 5, 5, 6, 6};
  for (size_t line = 0; line < REPORT_LINES; line++)
    assert_int_equal(row_of_line(self, line), rows[line]);
  assert_int_equal(row_of_line(self, 1000), 6);
  fold(self, id_at(self, 2), VIEW_DO_CLOSE);
  assert_true(refresh(self, NULL));
  static const size_t closed[REPORT_LINES] = {0, 0, 1, 1, 1, 1, 1, 1, 2, 3, 3, 4, 4};
  for (size_t line = 0; line < REPORT_LINES; line++)
    assert_int_equal(row_of_line(self, line), closed[line]);
}

/* view_where() as a text: row, then the path; "" when it has nothing to say. */
static void assert_where(fixture *self, const char *expected) {
  fields out;
  fields_init(&out);
  char text[512] = "";
  if (view_where(&self->buffer->view, self->buffer->document, &out)) {
    assert_int_equal(out.count, 3);
    size_t at = 0;
    msgpack_unpacked unpacked;
    msgpack_unpacked_init(&unpacked);
    size_t size = 0;
    while (msgpack_unpack_next(&unpacked, out.bytes.data, out.bytes.size, &at) ==
           MSGPACK_UNPACK_SUCCESS) {
      size += (size_t)msgpack_object_print_buffer(text + size, sizeof text - size, unpacked.data);
      text[size++] = ' ';
      text[size] = '\0';
    }
    text[size - 1] = '\0';
    msgpack_unpacked_destroy(&unpacked);
  } else {
    assert_int_equal(out.count, 0);
  }
  fields_free(&out);
  assert_string_equal(text, expected);
}

static void test_where(void **state) {
  fixture *self = *state;
  view *outline = &self->buffer->view;
  show(self, false);
  assert_where(self, ""); /* no cursor yet */
  view_set_cursor(outline, 7);
  assert_where(self, "\"row\" 3 \"path\" [\"基本情况\", \"队伍状况\"] \"left\" 0");
  assert_where(self, "");
  view_set_cursor(outline, 6);
  assert_where(self, "");
  view_set_cursor(outline, 1);
  assert_where(self, "\"row\" 0 \"path\" [] \"left\" 0");
  view_set_cursor(outline, 12);
  assert_where(self, "\"row\" 6 \"path\" [\"下一步打算\"] \"left\" 0");
  view_set_cursor(outline, 5);
  assert_where(self, "\"row\" 2 \"path\" [\"基本情况\", \"组织设置\"] \"left\" 1");
  view_set_cursor(outline, 3);
  assert_where(self, "\"row\" 1 \"path\" [\"基本情况\"] \"left\" 2");
  view_set_cursor(outline, 12);
  assert_where(self, "\"row\" 6 \"path\" [\"下一步打算\"] \"left\" 0");

  /* A fold above it moves its row; one around it takes it in. */
  fold(self, id_at(self, 8), VIEW_DO_CLOSE);
  assert_true(refresh(self, NULL));
  assert_where(self, "\"row\" 5 \"path\" [\"下一步打算\"] \"left\" 0");
  view_set_cursor(outline, 10);
  assert_where(self, "\"row\" 4 \"path\" [\"主要做法\", \"加强学习\"] \"left\" 0");

  /* Lines before it take it along, and it stays in its section. */
  static const char *const more[] = {"甲", "乙"};
  replace(self, 3, 3, more, 2);
  assert_false(refresh(self, NULL));
  assert_where(self, "");
  assert_int_equal(outline->cursor, 12);
  replace(self, 3, 5, NULL, 0);
  assert_where(self, "");
  assert_int_equal(outline->cursor, 10);

  view_hide(outline);
  assert_where(self, "\"row\" -1 \"path\" [\"主要做法\", \"加强学习\"] \"left\" 0");
  show(self, false); /* said again with the rows, though the text's side knows it */
  assert_where(self, "\"row\" 4 \"path\" [\"主要做法\", \"加强学习\"] \"left\" 0");
}

static void test_above_the_first_node(void **state) {
  fixture *self = *state;
  static const char *const lines[] = {"　　这一段在任何标题之前，也不是题目，因为它是一句话。",
                                      "　　又一段。", "一、总体要求", "要求。"};
  replace(self, 0, REPORT_LINES, lines, 4);
  show(self, false);
  view_set_cursor(&self->buffer->view, 0);
  assert_where(self, "\"row\" -1 \"path\" [] \"left\" 0");
  view_set_cursor(&self->buffer->view, 3);
  assert_where(self, "\"row\" 0 \"path\" [\"总体要求\"] \"left\" 0");
}

static void test_cursor_moves_with_text(void **state) {
  (void)state;
  view self;
  view_init(&self);
  view_set_cursor(&self, 10);
  view_text_moved(&self, 11, 12, 5); /* below */
  assert_int_equal(self.cursor, 10);
  view_text_moved(&self, 0, 2, 4); /* above */
  assert_int_equal(self.cursor, 12);
  view_text_moved(&self, 12, 13, 2); /* the line was split */
  assert_int_equal(self.cursor, 12);
  view_text_moved(&self, 8, 20, 2); /* it went with those around it */
  assert_int_equal(self.cursor, 9);
  view_text_moved(&self, 0, 30, 0); /* all is gone */
  assert_int_equal(self.cursor, 0);
  view_free(&self);
}

int main(void) {
#define VIEW_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
  const struct CMUnitTest tests[] = {
      VIEW_TEST(test_rows),
      VIEW_TEST(test_row_texts),
      VIEW_TEST(test_long_title),
      VIEW_TEST(test_items),
      VIEW_TEST(test_body_sends_nothing),
      VIEW_TEST(test_smallest_difference),
      VIEW_TEST(test_filter),
      VIEW_TEST(test_characters),
      VIEW_TEST(test_no_rows),
      VIEW_TEST(test_folds),
      VIEW_TEST(test_subtree_folds),
      VIEW_TEST(test_folds_follow_nodes),
      VIEW_TEST(test_folds_outlive_open),
      VIEW_TEST(test_row_of_line),
      VIEW_TEST(test_where),
      VIEW_TEST(test_above_the_first_node),
      cmocka_unit_test(test_cursor_moves_with_text),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
