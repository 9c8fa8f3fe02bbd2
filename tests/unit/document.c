/*
 * Documents: the edges of the interface, the identity of nodes through edits, views. That edits
 * equal a fresh parse is tested in incremental.c, running out of memory in scarce_document.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "documents.h"

/* ---- lines ----------------------------------------------------------------------------------- */

static void an_empty_text_is_one_empty_line(void **state) {
  (void)state;
  gw_document *self = gw_document_new();
  assert_non_null(self);
  assert_int_equal(gw_document_line_count(self), 1);
  assert_line(self, 0, "", 0);
  assert_int_equal(gw_document_node_count(self), 0);
  assert_int_equal(gw_document_node_at(self, 0), GW_NONE);
  assert_int_equal(gw_document_placeholder_count(self, 0, 1), 0);
  assert_null(gw_document_line(self, 1).data);
  gw_document_free(self);
  gw_document_free(NULL);

  self = gw_document_parse(NULL, 0);
  assert_non_null(self);
  assert_int_equal(gw_document_line_count(self), 1);
  gw_document_free(self);
}

static void a_final_lf_ends_the_last_line(void **state) {
  (void)state;
  gw_document *self = parse("甲\n乙");
  assert_int_equal(gw_document_line_count(self), 2);
  assert_line(self, 1, "乙", 3);
  gw_document_free(self);
  self = parse("甲\n乙\n");
  assert_int_equal(gw_document_line_count(self), 2);
  assert_int_equal(gw_document_size(self), 8);
  gw_document_free(self);
  self = parse("甲\n\n");
  assert_int_equal(gw_document_line_count(self), 2);
  assert_line(self, 1, "", 0);
  gw_document_free(self);
}

static void any_bytes_are_kept(void **state) {
  (void)state;
  static const char bytes[] = "一、总\0体\r\n\xFF\xC3\x28\n\r\n\xE4\xB8";
  gw_document *self = gw_document_parse(bytes, sizeof bytes - 1);
  assert_non_null(self);
  assert_int_equal(gw_document_line_count(self), 4);
  assert_line(self, 0, "一、总\0体\r", 14);
  assert_line(self, 1, "\xFF\xC3\x28", 3);
  assert_line(self, 2, "\r", 1);
  assert_line(self, 3, "\xE4\xB8", 2);
  /* A line given to an edit may even hold an LF: it stays one line. */
  gw_span odd = {"a\nb", 3};
  assert_true(gw_document_edit(self, 1, 2, &odd, 1));
  assert_int_equal(gw_document_line_count(self), 4);
  assert_line(self, 1, "a\nb", 3);
  gw_document_free(self);
}

static void bad_ranges_are_refused(void **state) {
  (void)state;
  gw_document *self = parse("甲\n乙\n丙\n");
  gw_span line = {"丁", 3};
  assert_false(gw_document_edit(self, 2, 1, &line, 1));
  assert_false(gw_document_edit(self, 0, 4, &line, 1));
  assert_false(gw_document_edit(self, 4, 4, &line, 1));
  assert_false(gw_document_edit(self, SIZE_MAX, SIZE_MAX, &line, 1));
  assert_text(self, "甲\n乙\n丙\n");

  gw_node node;
  gw_placeholder placeholder;
  assert_false(gw_document_node(self, SIZE_MAX, &node));
  assert_false(gw_document_node(self, 99, &node));
  assert_int_equal(gw_document_parent(self, 99), GW_NONE);
  assert_int_equal(gw_document_parent(self, SIZE_MAX), GW_NONE);
  assert_int_equal(gw_document_node_by_id(self, 0), GW_NONE);
  assert_int_equal(gw_document_node_by_id(self, UINT32_MAX), GW_NONE);
  assert_int_equal(gw_document_line_items(self, 99, &node, 1), 0);
  assert_int_equal(gw_document_placeholder_count(self, 5, 2), 0);
  assert_int_equal(gw_document_placeholder_count(self, SIZE_MAX, SIZE_MAX), 0);
  assert_false(gw_document_next_placeholder(self, (gw_point){SIZE_MAX, SIZE_MAX}, &placeholder));
  assert_false(gw_document_previous_placeholder(self, (gw_point){0, 0}, &placeholder));
  gw_document_free(self);
}

static void edits_at_the_ends(void **state) {
  (void)state;
  gw_document *self = parse("甲\n乙\n");
  assert_true(edit(self, 2, 2, "丙\n丁"));
  assert_text(self, "甲\n乙\n丙\n丁\n");
  assert_true(edit(self, 0, 0, "子"));
  assert_text(self, "子\n甲\n乙\n丙\n丁\n");
  assert_true(edit(self, 4, 5, NULL));
  assert_text(self, "子\n甲\n乙\n丙\n");
  assert_true(edit(self, 0, 4, NULL));
  assert_text(self, "\n");
  assert_true(edit(self, 0, 1, NULL));
  assert_text(self, "\n");
  assert_true(edit(self, 0, 1, "一\n二\n三"));
  assert_text(self, "一\n二\n三\n");
  gw_document_free(self);
}

static void one_line_of_five_megabytes(void **state) {
  (void)state;
  const size_t size = 5u << 20;
  char *text = malloc(size);
  assert_non_null(text);
  for (size_t i = 0; i < size; i++)
    text[i] = "XX,abcd,"[i % 8];
  gw_document *self = gw_document_parse(text, size);
  assert_non_null(self);
  assert_int_equal(gw_document_line_count(self), 1);
  assert_int_equal(gw_document_line(self, 0).size, size);
  assert_int_equal(gw_document_placeholder_count(self, 0, 1), size / 8);
  gw_placeholder p;
  assert_true(gw_document_next_placeholder(self, (gw_point){0, size - 20}, &p));
  assert_int_equal(p.column, size - 16);
  assert_true(gw_document_previous_placeholder(self, (gw_point){1, 0}, &p));
  assert_int_equal(p.column, size - 8);
  /* From one to the next through all of them, which must not start over each time. */
  gw_point from = {0, 0};
  for (size_t at = 0; gw_document_next_placeholder(self, from, &p); at += 8) {
    assert_int_equal(p.column, at);
    from = (gw_point){0, p.column + 1};
  }
  assert_int_equal(from.column, size - 7);
  assert_true(edit(self, 0, 0, "一、总体要求"));
  assert_true(edit(self, 2, 2, "尾"));
  assert_int_equal(gw_document_line_count(self), 3);
  assert_int_equal(gw_document_placeholder_count(self, 0, 3), size / 8);
  assert_null(gw__document_check(self));
  gw_document_free(self);
  free(text);
}

static void two_hundred_thousand_lines(void **state) {
  (void)state;
  const size_t count = 200000;
  static const char unit[] = "（一）加强领导。要落实XX项任务。\n";
  const size_t size = sizeof unit - 1;
  char *text = malloc(count * size);
  assert_non_null(text);
  for (size_t i = 0; i < count; i++)
    memcpy(text + i * size, unit, size);
  gw_document *self = gw_document_parse(text, count * size);
  free(text);
  assert_non_null(self);
  assert_int_equal(gw_document_line_count(self), count);
  assert_int_equal(gw_document_placeholder_count(self, 0, count), count);
  assert_int_equal(gw_document_placeholder_count(self, 777, 150000), 150000 - 777);
  for (size_t i = 0; i < 1000; i++)
    assert_true(edit(self, i * 190, i * 190 + 1, i % 2 ? "改" : NULL));
  assert_int_equal(gw_document_line_count(self), count - 500);
  assert_null(gw__document_check(self));
  assert_true(edit(self, 10, count - 510, NULL));
  assert_int_equal(gw_document_line_count(self), 20);
  assert_null(gw__document_check(self));
  gw_document_free(self);
}

/* ---- titles and ordinals --------------------------------------------------------------------- */

static void text_is_cut_at_a_character(void **state) {
  (void)state;
  gw_document *self = parse("\n一、总体要求\n正文在这里。\n二、工作安排\n正文在这里。\n");
  gw_node node;
  char buffer[16];
  assert_true(gw_document_node(self, gw_document_node_at(self, 1), &node));
  assert_int_equal(gw_node_title(self, &node, NULL, 0), 12);
  memset(buffer, '#', sizeof buffer);
  assert_int_equal(gw_node_title(self, &node, buffer, 9), 12);
  assert_string_equal(buffer, "总体");
  assert_int_equal(buffer[9], '#');
  assert_int_equal(gw_node_title(self, &node, buffer, 1), 12);
  assert_string_equal(buffer, "");
  assert_int_equal(gw_node_title(self, &node, buffer, 13), 12);
  assert_string_equal(buffer, "总体要求");
  assert_int_equal(gw_node_ordinal(&node, buffer, sizeof buffer), 1);
  assert_string_equal(buffer, "1");
  node.parts = 3;
  node.ordinal[0] = 2;
  node.ordinal[1] = 1;
  node.ordinal[2] = 13;
  assert_int_equal(gw_node_ordinal(&node, buffer, sizeof buffer), 6);
  assert_string_equal(buffer, "2.1.13");
  node.parts = 0;
  gw_node_ordinal(&node, buffer, sizeof buffer);
  assert_string_equal(buffer, "-");
  gw_document_free(self);
}

static void assert_title(gw_document *self, size_t line, size_t last_line, const char *title) {
  gw_node node;
  char buffer[256];
  size_t at = gw_document_node_at(self, line);
  assert_true(at != GW_NONE);
  assert_true(gw_document_node(self, at, &node));
  assert_int_equal(node.line, line);
  assert_int_equal(node.title_last_line, last_line);
  gw_node_title(self, &node, buffer, sizeof buffer);
  assert_string_equal(buffer, title);
}

static void a_title_may_stand_below_its_ordinal(void **state) {
  (void)state;
  gw_document *self = parse("一、\n总体要求。\n二、\n\n三、保障措施\n正文。\n");
  assert_title(self, 0, 1, "总体要求");
  assert_title(self, 2, 2, "");
  assert_title(self, 4, 4, "保障措施");
  /* An edit of that line alone changes what is shown. */
  gw_revision before = gw_document_revision(self);
  assert_true(edit(self, 1, 2, "总体目标。"));
  assert_true(gw_document_revision(self).structure != before.structure);
  assert_title(self, 0, 1, "总体目标");
  gw_document_free(self);
}

static void a_yaml_block_may_open_the_document(void **state) {
  (void)state;
  gw_document *self =
      parse("---\ntitle: 汇报模板\nkind: 工作汇报\n---\n\n标题：水库巡查\n一、情况\n");
  assert_title(self, 5, 5, "水库巡查");
  gw_document_free(self);
  self = parse("---\ntitle: 水库巡查情况汇报\nkind: 工作汇报\n---\n一、巡查情况\n略。\n");
  assert_title(self, 1, 1, "水库巡查情况汇报");
  gw_document_free(self);
}

static void a_title_is_not_in_fenced_code(void **state) {
  (void)state;
  gw_document *self = parse("```\n关于甲的通知\n```\n关于乙的通知\n一、要求\n");
  assert_title(self, 3, 3, "关于乙的通知");
  gw_document_free(self);
}

static void an_ordinal_may_be_broken(void **state) {
  (void)state;
  gw_document *self = parse("（一）健全机制。要抓好落实。\n（二）夯实基础。要抓好落实。\n（\n"
                            "三）强化监督。要抓好落实。\n（四）改进作风。要抓好落实。\n");
  gw_node node;
  assert_int_equal(gw_document_node_count(self), 4);
  assert_title(self, 2, 3, "强化监督");
  assert_true(gw_document_node(self, 2, &node));
  assert_int_equal(node.column, 0);
  assert_int_equal(node.ordinal[0], 3);
  assert_int_equal(gw_document_node_at(self, 2), 2);
  assert_int_equal(gw_document_node_at(self, 3), 2);
  assert_int_equal(gw_document_section_end(self, 1), 2);
  gw_document_free(self);
}

/* A paragraph cut into lines of one width, as text from a PDF is. */
static const char wrapped[] = "（一）健全工作机制。要进一步完善工作制度，明确责任\n"
                              "分工，确保各项任务落到实处，一是坚持每周调度，及时\n"
                              "掌握进展情况；二是坚持每月通报，推动问题整改落实到\n"
                              "位；三是坚持每季考核。\n";

static void a_series_may_run_over_wrapped_lines(void **state) {
  (void)state;
  gw_document *self = parse(wrapped);
  gw_node items[8];
  assert_int_equal(gw_document_node_count(self), 1);
  assert_int_equal(gw_document_line_items(self, 0, items, 8), 0);
  assert_int_equal(gw_document_line_items(self, 1, items, 8), 1);
  assert_int_equal(items[0].ordinal[0], 1);
  assert_int_equal(items[0].line, 1);
  assert_int_equal(items[0].column, strlen("分工，确保各项任务落到实处，"));
  assert_int_equal(items[0].level, 2);
  assert_true(items[0].inline_item);
  char title[256];
  gw_node_title(self, &items[0], title, sizeof title);
  assert_string_equal(title, "坚持每周调度");
  assert_int_equal(gw_document_line_items(self, 2, items, 8), 1);
  assert_int_equal(items[0].ordinal[0], 2);
  assert_int_equal(gw_document_line_items(self, 3, items, 8), 1);
  assert_int_equal(items[0].ordinal[0], 3);
  assert_int_equal(items[0].column, strlen("位；"));
  assert_int_equal(gw_document_line_items(self, 3, NULL, 0), 1);
  gw_document_free(self);
}

/* ---- identity -------------------------------------------------------------------------------- */

static void ids_survive_edits_elsewhere(void **state) {
  (void)state;
  gw_document *self = parse_small(report);
  uint32_t first = id_of(self, "主要做法", 0);
  uint32_t second = id_of(self, "夯实基础", 0);
  assert_true(edit(self, 1, 1, "又一段正文。"));
  assert_int_equal(id_of(self, "主要做法", 0), first);
  assert_true(edit(self, 3, 3, "二、新的一节\n正文。"));
  assert_int_equal(id_of(self, "主要做法", 0), first);
  assert_int_equal(id_of(self, "夯实基础", 0), second);
  assert_true(id_of(self, "新的一节", 0) != first);
  assert_null(gw__document_check(self));
  gw_document_free(self);
}

static void ids_survive_renaming_and_renumbering(void **state) {
  (void)state;
  gw_document *self = parse_small(report);
  uint32_t first = id_of(self, "主要做法", 0);
  assert_true(edit(self, 2, 3, "二、主要做法和成效"));
  assert_int_equal(id_of(self, "主要做法和成效", 0), first);
  assert_true(edit(self, 2, 3, "三、主要做法和成效"));
  assert_int_equal(id_of(self, "主要做法和成效", 0), first);
  /* Above it, a section is inserted and the rest renumbered, all in one edit. */
  uint32_t third = id_of(self, "存在问题", 0);
  assert_true(edit(self, 2, 8,
                   "二、新的一节\n三、主要做法和成效\n（一）健全机制\n各项制度已经建立。\n"
                   "（二）夯实基础\n各项基础已经夯实。\n四、存在问题"));
  assert_int_equal(id_of(self, "主要做法和成效", 0), first);
  assert_int_equal(id_of(self, "存在问题", 0), third);
  /* Retyped through a state that is no heading. */
  assert_true(edit(self, 3, 4, "、主要做法和成效"));
  assert_true(edit(self, 3, 4, "五、主要做法和成效"));
  assert_int_equal(id_of(self, "主要做法和成效", 0), first);
  assert_null(gw__document_check(self));
  gw_document_free(self);
}

static void ids_of_equal_titles_stay_apart(void **state) {
  (void)state;
  gw_document *self = parse_small("一、概况\n正文。\n二、概况\n正文。\n三、概况\n正文。\n");
  uint32_t ids[3];
  for (size_t i = 0; i < 3; i++)
    ids[i] = id_of(self, "概况", i);
  assert_true(ids[0] != ids[1] && ids[1] != ids[2] && ids[0] != ids[2]);
  assert_true(edit(self, 0, 0, "一、概况\n正文。"));
  for (size_t i = 0; i < 3; i++)
    assert_int_equal(id_of(self, "概况", i + 1), ids[i]);
  assert_true(edit(self, 4, 6, NULL));
  assert_int_equal(id_of(self, "概况", 1), ids[0]);
  assert_int_equal(id_of(self, "概况", 2), ids[2]);
  assert_null(gw__document_check(self));
  gw_document_free(self);
}

static void ids_survive_a_move(void **state) {
  (void)state;
  gw_document *self = parse_small(report);
  static const char *const titles[] = {"主要做法", "健全机制", "夯实基础", "存在问题"};
  uint32_t ids[4];
  for (size_t i = 0; i < 4; i++)
    ids[i] = id_of(self, titles[i], 0);
  /* Lines 2 to 6 go below line 8: out, then in. */
  assert_true(edit(self, 2, 7, NULL));
  assert_true(edit(self, 4, 4,
                   "二、主要做法\n（一）健全机制\n各项制度已经建立。\n（二）夯实基础\n"
                   "各项基础已经夯实。"));
  for (size_t i = 0; i < 4; i++)
    assert_int_equal(id_of(self, titles[i], 0), ids[i]);
  /* And back, in one edit. */
  assert_true(edit(self, 2, 9,
                   "二、主要做法\n（一）健全机制\n各项制度已经建立。\n（二）夯实基础\n"
                   "各项基础已经夯实。\n三、存在问题\n还有一些不足。"));
  assert_text(self, report);
  for (size_t i = 0; i < 4; i++)
    assert_int_equal(id_of(self, titles[i], 0), ids[i]);
  gw_document_free(self);
}

static void ids_survive_an_undo(void **state) {
  (void)state;
  gw_document *self = parse_small("一、概况\n甲。\n一、概况\n乙。\n二、打算\n丙。\n");
  uint32_t ids[3] = {id_of(self, "概况", 0), id_of(self, "概况", 1), id_of(self, "打算", 0)};
  assert_true(edit(self, 0, 6, NULL));
  assert_int_equal(gw_document_node_count(self), 0);
  assert_int_equal(gw_document_node_by_id(self, ids[0]), GW_NONE);
  assert_true(edit(self, 0, 1, "一、概况\n甲。\n一、概况\n乙。\n二、打算\n丙。"));
  assert_int_equal(id_of(self, "概况", 0), ids[0]);
  assert_int_equal(id_of(self, "概况", 1), ids[1]);
  assert_int_equal(id_of(self, "打算", 0), ids[2]);
  /* A copy is another node. */
  assert_true(edit(self, 6, 6, "二、打算"));
  assert_true(id_of(self, "打算", 1) != ids[2]);
  assert_null(gw__document_check(self));
  gw_document_free(self);
}

static void ids_are_unique_after_they_came_round(void **state) {
  (void)state;
  gw_document *self = parse_small(report);
  uint32_t id = id_of(self, "主要做法", 0);
  self->next_id = UINT32_MAX;
  for (unsigned i = 0; i < 8; i++)
    assert_true(edit(self, 0, 0, "一、又一节"));
  assert_int_equal(id_of(self, "主要做法", 0), id);
  assert_null(gw__document_check(self));
  gw_document_free(self);
}

/* ---- revisions ------------------------------------------------------------------------------- */

/* Two headings of one length, exchanged and given their new numbers as one edit. */
static void headings_that_change_places_get_their_numbers(void **state) {
  (void)state;
  gw_document *self = parse("一、基本情况\n二、工作成效\n正文。\n三、存在问题\n正文。\n");
  uint32_t results = id_of(self, "工作成效", 0);
  assert_true(edit(self, 1, 4, "二、存在问题\n正文。\n三、工作成效"));
  for (size_t i = 0; i < 3; i++) {
    gw_node node;
    assert_true(gw_document_node(self, i, &node));
    assert_int_equal(node.ordinal[0], i + 1);
  }
  assert_int_equal(id_of(self, "工作成效", 0), results);
  assert_null(gw__document_check(self));
  gw_document_free(self);
}

static void revisions_tell_what_changed(void **state) {
  (void)state;
  gw_document *self = parse_small(report);
  gw_revision before = gw_document_revision(self);
  gw_revision now = gw_document_revision(self);
  assert_int_equal(now.structure, before.structure);

  /* A body line, a shift, an edit that changes nothing: nothing to show. */
  assert_true(edit(self, 4, 5, "各项制度已经建立起来。"));
  assert_true(edit(self, 4, 4, "又一段。"));
  assert_true(edit(self, 2, 3, "二、主要做法"));
  now = gw_document_revision(self);
  assert_int_equal(now.structure, before.structure);
  assert_int_equal(now.slots, before.slots);

  assert_true(edit(self, 4, 5, "又XX段。"));
  now = gw_document_revision(self);
  assert_int_equal(now.structure, before.structure);
  assert_true(now.slots != before.slots);

  before = now;
  assert_true(edit(self, 2, 3, "二、主要作法"));
  now = gw_document_revision(self);
  assert_true(now.structure != before.structure);
  assert_int_equal(now.slots, before.slots);

  before = now;
  assert_true(edit(self, 2, 3, NULL));
  now = gw_document_revision(self);
  assert_true(now.structure != before.structure);
  gw_document_free(self);
}

/* ---- views ----------------------------------------------------------------------------------- */

static bool points_into(gw_span span, const char *text, size_t size) {
  return span.data >= text && span.data + span.size <= text + size;
}

static void a_view_copies_what_is_edited(void **state) {
  (void)state;
  size_t size = sizeof report - 1;
  char *text = malloc(size);
  assert_non_null(text);
  memcpy(text, report, size);
  gw_document *self = gw__document_view_sized(text, size, (gw__limits){.bytes = 64, .lines = 4});
  assert_non_null(self);
  size_t lines = gw_document_line_count(self);
  for (size_t i = 0; i < lines; i++)
    assert_true(points_into(gw_document_line(self, i), text, size));
  assert_text(self, report);

  assert_true(edit(self, 4, 5, "又XX段。"));
  assert_false(points_into(gw_document_line(self, 4), text, size));
  assert_true(points_into(gw_document_line(self, lines - 1), text, size));
  assert_memory_equal(text, report, size);
  assert_null(gw__document_check(self));
  gw_document_free(self);

  /* Without a final LF the last leaf has a copy, with one; nothing behind the text is read. */
  char *shorter = malloc(size - 1);
  assert_non_null(shorter);
  memcpy(shorter, report, size - 1);
  self = gw_document_view(shorter, size - 1);
  assert_non_null(self);
  assert_text(self, report);
  gw_document_free(self);
  free(shorter);
  free(text);

  self = gw_document_view(NULL, 0);
  assert_non_null(self);
  assert_text(self, "\n");
  gw_document_free(self);
}

/* A fence far above hides what stands below it, and its end shows it again. */
static void placeholders_in_fenced_code_do_not_count(void **state) {
  (void)state;
  static const char text[] = "XX一\nXX二\n~~~\nXX三\n```\nXX四\n【单位】\n~~~\nXX五\nXX六\n";
  gw_document *self = gw__document_view_sized(text, sizeof text - 1, (gw__limits){32, 2, 0});
  assert_non_null(self);
  assert_int_equal(gw_document_placeholder_count(self, 0, SIZE_MAX), 4);
  assert_int_equal(gw_document_placeholder_count(self, 2, 8), 0);
  for (size_t line = 0; line <= 11; line++) /* the fences too, and no line outside the text */
    assert_int_equal(gw_document_is_code(self, line), line >= 2 && line <= 7);
  gw_placeholder p;
  assert_true(gw_document_next_placeholder(self, (gw_point){1, 1}, &p));
  assert_int_equal(p.line, 8);
  assert_true(gw_document_previous_placeholder(self, (gw_point){8, 0}, &p));
  assert_int_equal(p.line, 1);

  gw_revision before = gw_document_revision(self);
  assert_true(edit(self, 2, 3, "文字")); /* now ``` opens one that never ends */
  assert_true(gw_document_revision(self).slots != before.slots);
  assert_int_equal(gw_document_placeholder_count(self, 0, SIZE_MAX), 3);
  assert_false(gw_document_is_code(self, 3));
  assert_true(gw_document_is_code(self, 9));
  assert_true(gw_document_previous_placeholder(self, (gw_point){99, 0}, &p));
  assert_int_equal(p.line, 3);
  assert_null(gw__document_check(self));

  before = gw_document_revision(self);
  assert_true(edit(self, 4, 5, NULL));
  assert_true(gw_document_revision(self).slots != before.slots);
  assert_int_equal(gw_document_placeholder_count(self, 0, SIZE_MAX), 4 + 1);
  assert_null(gw__document_check(self));
  gw_document_free(self);
}

/* Edits of documents whose placeholders nobody has asked for. */
static void placeholders_are_counted_late(void **state) {
  (void)state;
  static const char text[] = "一、XX情况\n现有XX名。\n无。\n二、成效\nXX，20XX年\n无。\n";
  for (int late = 0; late < 2; late++) {
    gw_document *self = gw__document_view_sized(text, sizeof text - 1, (gw__limits){32, 2, 0});
    assert_non_null(self);
    if (!late)
      assert_int_equal(gw_document_placeholder_count(self, 0, SIZE_MAX), 4);
    gw_revision before = gw_document_revision(self);
    assert_true(edit(self, 1, 2, "现共有XX名。"));
    assert_true(edit(self, 2, 3, NULL));
    assert_int_equal(gw_document_revision(self).slots, before.slots);
    assert_true(edit(self, 3, 4, "XX年\n又"));
    assert_true(gw_document_revision(self).slots != before.slots);
    before = gw_document_revision(self);
    assert_true(edit(self, 0, 2, NULL));
    assert_true(gw_document_revision(self).slots != before.slots);
    assert_null(gw__document_check(self));
    assert_int_equal(gw_document_placeholder_count(self, 0, SIZE_MAX), 1);
    assert_int_equal(gw_document_placeholder_count(self, 1, 2), 1);
    assert_null(gw__document_check(self));
    gw_document_free(self);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_empty_text_is_one_empty_line),
      cmocka_unit_test(a_final_lf_ends_the_last_line),
      cmocka_unit_test(any_bytes_are_kept),
      cmocka_unit_test(bad_ranges_are_refused),
      cmocka_unit_test(edits_at_the_ends),
      cmocka_unit_test(one_line_of_five_megabytes),
      cmocka_unit_test(two_hundred_thousand_lines),
      cmocka_unit_test(text_is_cut_at_a_character),
      cmocka_unit_test(a_title_may_stand_below_its_ordinal),
      cmocka_unit_test(a_yaml_block_may_open_the_document),
      cmocka_unit_test(a_title_is_not_in_fenced_code),
      cmocka_unit_test(an_ordinal_may_be_broken),
      cmocka_unit_test(a_series_may_run_over_wrapped_lines),
      cmocka_unit_test(ids_survive_edits_elsewhere),
      cmocka_unit_test(ids_survive_renaming_and_renumbering),
      cmocka_unit_test(ids_of_equal_titles_stay_apart),
      cmocka_unit_test(ids_survive_a_move),
      cmocka_unit_test(ids_survive_an_undo),
      cmocka_unit_test(ids_are_unique_after_they_came_round),
      cmocka_unit_test(revisions_tell_what_changed),
      cmocka_unit_test(a_view_copies_what_is_edited),
      cmocka_unit_test(headings_that_change_places_get_their_numbers),
      cmocka_unit_test(placeholders_in_fenced_code_do_not_count),
      cmocka_unit_test(placeholders_are_counted_late),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
