/* Every allocation of insertion, renumbering and the library fails once; each time they say so,
 * leak nothing, and leave alone what they were given. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <gongwen/gongwen.h>

#include "library/store.h"
#include "library/yaml.h"

#include "failing.h"

#define SPAN(text)                                                                                 \
  { (text), sizeof(text) - 1 }

static const char text[] = "总结\n一、甲情况\n甲。\n\n三、乙情况\n乙。\n四、丙情况\n丙。\n";

static void insertion(void **state) {
  (void)state;
  static const char body[] = "（一）学习。${org:XX党支部}现有$1名。\n1.第一点。${v:无}";
  static const gw_variable variable = {SPAN("v"), SPAN("1.第二点\n1.第三点")};
  gw_template source = {.title = {"新节", 6},
                        .level = 1,
                        .body = {body, sizeof body - 1},
                        .variables = &variable,
                        .variable_count = 1};
  gw_document *document = gw_document_parse(text, sizeof text - 1);
  assert_non_null(document);
  bool done = false;
  size_t tries = 0;
  while (!done) {
    gw_insertion out;
    fail_at = ++tries;
    done = gw_document_insertion(document, (gw_point){3, 0}, (gw_point){3, 0}, &source, &out);
    fail_at = 0;
    if (!done) {
      assert_null(out.edits.items);
      assert_int_equal(out.edits.count, 0);
    }
    gw_insertion_free(&out);
  }
  assert_true(tries > 5);
  gw_document_free(document);
}

static void whole_documents(void **state) {
  (void)state;
  static const gw_template sections[] = {
      {.title = SPAN("导语"), .body = SPAN("${org:XX单位}：")},
      {.title = SPAN("要求"), .level = 1, .body = SPAN("${org}")},
      {.title = SPAN("落款"), .body = SPAN("XX局\n2026年3月5日")},
  };
  const gw_whole source = {.title = SPAN("通知"), .sections = sections, .count = 3};
  gw_document *document = gw_document_new();
  assert_non_null(document);
  bool done = false;
  size_t tries = 0;
  while (!done) {
    gw_insertion out;
    fail_at = ++tries;
    done = gw_document_whole_insertion(document, (gw_point){0, 0}, (gw_point){0, 0}, &source, &out);
    fail_at = 0;
    assert_int_equal(out.edits.count, done);
    gw_insertion_free(&out);
  }
  assert_true(tries > 10);
  gw_document_free(document);
}

static void renumbering(void **state) {
  (void)state;
  gw_document *document = gw_document_parse(text, sizeof text - 1);
  gw_edits edits = {0};
  assert_non_null(document);
  assert_true(gw_document_renumber(document, &edits));
  assert_int_equal(edits.count, 2);
  bool done = false;
  size_t tries = 0;
  while (!done) {
    fail_at = ++tries;
    done = gw_document_renumber(document, &edits);
    fail_at = 0;
    assert_int_equal(edits.count, done ? 4 : 2);
  }
  assert_true(tries > 2);
  gw_edits_free(&edits);
  gw_document_free(document);
}

/* Reads the file until no allocation fails; there are then two sections and two problems. */
static void read_scarcely(const char *name, const char *bytes) {
  const library__source source = {name, "f", 0, bytes, strlen(bytes)};
  bool done = false;
  size_t tries = 0;
  while (!done) {
    fail_at = ++tries;
    library *self = library__new();
    if (self) {
      library__read(self, &source, NULL);
      library__finish(self);
      done = !self->failed;
    }
    fail_at = 0;
    if (done) {
      assert_int_equal(library_count(self), 2);
      assert_int_equal(library_problem_count(self), 2);
    }
    library_free(self);
  }
  assert_true(tries > 3);
}

static void reading(void **state) {
  (void)state;
  read_scarcely("f.yaml", "kind: 总结\nsections:\n  - name: 甲\n    trigger: [a, b, c, d, e]\n"
                          "    body: 乙\n  - 错\n  - {name: 甲, body: 乙}\n");
  read_scarcely("f.json", "{\"甲\": {\"prefix\": [\"a\", \"b\", \"c\", \"d\"], \"body\": \"乙\"},"
                          "\"错\": 1, \"甲\": {\"isFileTemplate\": false, \"body\": \"乙\"},}");
}

static void loading(void **state) {
  (void)state;
  const char *const paths[] = {GONGWEN_SOURCE_DIR "/snippets", "/nonexistent/gongwen.yaml"};
  library *self = NULL;
  size_t tries = 0;
  while (!self) {
    fail_at = ++tries;
    self = library_load(paths, 2);
    fail_at = 0;
  }
  assert_true(tries > 5);
  assert_true(library_count(self) > 0);
  assert_int_equal(library_problem_count(self), 1);
  library_free(self);
}

static void searching(void **state) {
  (void)state;
  static const char file[] = "kind: 总结\nsections:\n  - {name: 情况, body: 甲}\n";
  library *self = library__new();
  assert_non_null(self);
  library__source source = {"a.yaml", "a", 0, file, sizeof file - 1};
  library__read(self, &source, NULL);
  library__finish(self);
  const library_section *found = NULL;
  size_t total = SIZE_MAX;
  size_t tries = 0;
  while (total == SIZE_MAX) {
    fail_at = ++tries;
    total = library_search(self, "总结 情", strlen("总结 情"), NULL, &found, 1);
    fail_at = 0;
    assert_int_equal(found != NULL, total == 1);
  }
  assert_int_equal(tries, 4);
  library_free(self);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(insertion), cmocka_unit_test(whole_documents), cmocka_unit_test(renumbering),
      cmocka_unit_test(reading),   cmocka_unit_test(loading),         cmocka_unit_test(searching),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
