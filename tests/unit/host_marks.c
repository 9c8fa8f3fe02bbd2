/* The real host behind real pipes: which placeholders are told for highlighting after a change. A
 * model applies what is told, as an editor does; it must know what a fresh look would find. */
#include "host_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "prose.h"

#define LINES 200
#define MARKS 4096 /* bytes */

/* ---- a model of the editor ----------------------------------------------------------------------
 */

/* A line and its marks as they were told: "column+size ...". */
typedef struct row {
  char *text;
  char marks[MARKS];
} row;

typedef struct model {
  row rows[LINES];
  size_t count;
  int64_t tick;
  size_t told; /* lines told anew by the last change; 0: no message came */
} model;

static void write_mark(char *marks, size_t column, size_t size) {
  size_t used = strlen(marks);
  assert_true(used + 48 < MARKS);
  (void)snprintf(marks + used, MARKS - used, "%zu+%zu ", column, size);
}

static void take_marks(peer *self, model *editor) {
  editor->told = 0;
  if (!peer_has(self, "marks"))
    return;
  const msgpack_object *event = peer_event_named(self, "marks");
  assert_int_equal(map_number(event, "tick"), editor->tick);
  size_t first = (size_t)map_number(event, "first");
  size_t end = (size_t)map_number(event, "end");
  assert_true(first <= end && end <= editor->count);
  for (size_t line = first; line < end; line++)
    editor->rows[line].marks[0] = '\0';
  const msgpack_object *marks = map_get(event, "marks");
  for (uint32_t i = 0; i < marks->via.array.size; i++) {
    const msgpack_object *mark = marks->via.array.ptr[i].via.array.ptr;
    size_t line = (size_t)number_of(&mark[0]);
    assert_true(line >= first && line < end);
    write_mark(editor->rows[line].marks, (size_t)number_of(&mark[1]), (size_t)number_of(&mark[2]));
  }
  editor->told = end - first;
}

static void assert_right(const model *editor, const char *what) {
  char *joined = calloc(1, editor->count * LINE_MAX_BYTES + 1);
  assert_non_null(joined);
  for (size_t i = 0; i < editor->count; i++) {
    strcat(joined, editor->rows[i].text);
    strcat(joined, "\n");
  }
  gw_document *document = gw_document_parse(joined, strlen(joined));
  assert_non_null(document);
  gw_placeholder slot = {.line = 0};
  gw_point from = {0, 0};
  bool more = gw_document_next_placeholder(document, from, &slot);
  for (size_t i = 0; i < editor->count; i++) {
    char expected[MARKS] = "";
    for (; more && slot.line == i; more = gw_document_next_placeholder(document, from, &slot)) {
      write_mark(expected, slot.column, slot.size);
      from = (gw_point){slot.line, slot.column + slot.size};
    }
    if (strcmp(expected, editor->rows[i].marks) != 0)
      fail_msg("%s: line %zu (%s) has marks %s, not %s", what, i + 1, editor->rows[i].text,
               editor->rows[i].marks, expected);
  }
  gw_document_free(document);
  free(joined);
}

/* Replaces lines [first, old_end); the marks of the others move along. */
static void replace(peer *self, model *editor, size_t first, size_t old_end,
                    const char *const *lines, size_t count) {
  size_t before = editor->count;
  for (size_t i = first; i < old_end; i++)
    free(editor->rows[i].text);
  memmove(&editor->rows[first + count], &editor->rows[old_end],
          (before - old_end) * sizeof *editor->rows);
  for (size_t i = 0; i < count; i++) {
    editor->rows[first + i] = (row){.text = strdup(lines[i])};
    assert_non_null(editor->rows[first + i].text);
  }
  editor->count = before - (old_end - first) + count;
  change_buffer(self, 1, ++editor->tick, (int64_t)before, (int64_t)first, (int64_t)old_end, lines,
                count);
  take_marks(self, editor);
}

static peer *start(model *editor, const char *const *lines, size_t count) {
  peer *self = greeted();
  *editor = (model){.count = count, .tick = 10};
  for (size_t i = 0; i < count; i++)
    editor->rows[i] = (row){.text = strdup(lines[i])};
  open_buffer(self, 1, 10, lines, count);
  fields params = no_fields();
  fields_number(&params, "buf", 1);
  peer_tell(self, "marks_open", &params);
  take_marks(self, editor);
  assert_int_equal(editor->told, count);
  return self;
}

static void end(peer *self, model *editor) {
  for (size_t i = 0; i < editor->count; i++)
    free(editor->rows[i].text);
  assert_good_end(self);
}

/* ---- tests --------------------------------------------------------------------------------------
 */

static const char *const letter[] = {"20XX年总结", "一、情况", "有人员XX名。", "【说明】", "文字"};

static void test_only_what_changed(void **state) {
  (void)state;
  model editor;
  peer *self = start(&editor, letter, 5);
  assert_right(&editor, "at first");
  static const char *const filled[] = {"有人员12名，XX人。"};
  replace(self, &editor, 2, 3, filled, 1);
  assert_int_equal(editor.told, 3); /* with the lines beside it */
  assert_right(&editor, "filled");
  static const char *const two[] = {"XX", "文字"};
  replace(self, &editor, 0, 0, two, 2);
  assert_int_equal(editor.told, 3);
  assert_right(&editor, "put in above");
  /* Marks of lines that are gone may be left on those beside them. */
  replace(self, &editor, 0, 2, NULL, 0);
  assert_int_equal(editor.told, 1);
  assert_right(&editor, "taken out");
  end(self, &editor);
}

/* Typing where no placeholder is costs no message. */
static void test_nothing_to_tell(void **state) {
  (void)state;
  model editor;
  peer *self = start(&editor, letter, 5);
  static const char *const typed[] = {"文字和", "又一行", "二、情况"};
  replace(self, &editor, 4, 5, typed, 1);
  assert_int_equal(editor.told, 0);
  replace(self, &editor, 5, 5, typed + 1, 1);
  assert_int_equal(editor.told, 0);
  replace(self, &editor, 4, 6, NULL, 0);
  assert_int_equal(editor.told, 0);
  replace(self, &editor, 1, 2, typed + 2, 1);
  assert_int_equal(editor.told, 0);
  assert_right(&editor, "typed");
  /* The first one of a line, and its last. */
  static const char *const slot[] = {"二、XX情况"};
  replace(self, &editor, 1, 2, slot, 1);
  assert_int_equal(editor.told, 3);
  replace(self, &editor, 1, 2, typed + 2, 1);
  assert_int_equal(editor.told, 3);
  assert_right(&editor, "one came and went");
  end(self, &editor);
}

static void test_what_decides_elsewhere(void **state) {
  (void)state;
  model editor;
  peer *self = start(&editor, letter, 5);
  static const char *const fence[] = {"```"};
  replace(self, &editor, 1, 1, fence, 1);
  assert_int_equal(editor.told, 6);
  assert_right(&editor, "a fence");
  replace(self, &editor, 1, 2, NULL, 0);
  assert_right(&editor, "no fence");
  end(self, &editor);
  /* One that hides as many as it shows: their number alone would not tell. */
  static const char *const fenced[] = {"文字", "XX", "```", "XX"};
  self = start(&editor, fenced, 4);
  replace(self, &editor, 1, 1, fence, 1);
  assert_int_equal(editor.told, 5);
  assert_right(&editor, "as many");
  end(self, &editor);
  /* More XX than labels make placeholders of the labels. */
  static const char *const labels[] = {"总结", "【说明】", "【背景】", "文字"};
  static const char *const many[] = {"XX、XX、XX"};
  self = start(&editor, labels, 4);
  assert_string_equal(editor.rows[1].marks, "");
  replace(self, &editor, 3, 4, many, 1);
  assert_int_equal(editor.told, 4);
  assert_right(&editor, "labels");
  assert_string_not_equal(editor.rows[1].marks, "");
  end(self, &editor);
}

static void test_closed(void **state) {
  (void)state;
  model editor;
  peer *self = start(&editor, letter, 5);
  fields params = no_fields();
  fields_number(&params, "buf", 1);
  peer_tell(self, "marks_close", &params);
  change_buffer(self, 1, 11, 5, 0, 1, letter, 1);
  peer_event_named(self, "seen");
  assert_false(peer_has(self, "marks"));
  end(self, &editor);
}

/* Random changes: what is told keeps the model right. */
static void test_any_change(void **state) {
  (void)state;
  const char *given = getenv("GONGWEN_SEED");
  chance = given ? strtoull(given, NULL, 10) : 20260106;
  print_message("seed %llu\n", (unsigned long long)chance);
  model editor;
  static const char *const empty[] = {""};
  peer *self = start(&editor, empty, 1);
  for (unsigned round = 0; round < 600; round++) {
    struct text lines[8];
    const char *texts[8];
    size_t count = 0;
    for (size_t wanted = below(editor.count > LINES / 2 ? 3 : 6); count < wanted;) {
      lines[count] = write_line();
      if (memchr(lines[count].data, 0, lines[count].size)) {
        free(lines[count].data);
        continue;
      }
      texts[count] = lines[count].data;
      count++;
    }
    size_t first = below(editor.count + 1);
    size_t old_end = first + below(editor.count - first + 1 < 6 ? editor.count - first + 1 : 6);
    if (old_end - first == editor.count && count == 0)
      continue; /* an emptied buffer has one line: the face says so */
    replace(self, &editor, first, old_end, texts, count);
    assert_right(&editor, "after a change");
    peer_drop_taken(self);
    while (count > 0)
      free(lines[--count].data);
  }
  end(self, &editor);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_only_what_changed),
      cmocka_unit_test(test_nothing_to_tell),
      cmocka_unit_test(test_what_decides_elsewhere),
      cmocka_unit_test(test_closed),
      cmocka_unit_test(test_any_change),
  };
  return cmocka_run_group_tests(tests, make_directory, remove_directory);
}
