/* The real host behind real pipes: whole documents. */
#include "host_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char kinds[] = "kind: 简报\n"
                            "description: 一页\n"
                            "trigger: [jb, 简报全文]\n"
                            "title: ${org:XX局}简报\n"
                            "document: [要闻, 落款]\n"
                            "sections:\n"
                            "  - {name: 要闻, level: 1, body: \"${org}开会。\"}\n"
                            "  - {name: 落款, body: \"${org}\"}\n"
                            "  - {name: 单用, body: 不在全文里}\n";

#define WHOLE "[\"XX局简报\", \"\", \"一、要闻\", \"XX局开会。\", \"XX局\"]"

/* A host with that kind and the fixture's, and a buffer with these lines. */
static peer *with_kinds(const char *const *lines, size_t count) {
  peer *self = peer_start(false, NULL);
  write_file(path_of("snippets/jianbao.yaml"), kinds, sizeof kinds - 1);
  fields hello = greeting(GONGWEN_VERSION, "en", path_of("snippets"));
  peer_call(self, "hello", &hello);
  open_buffer(self, 1, 10, lines, count);
  return self;
}

static void test_new(void **state) {
  (void)state;
  static const char *const lines[] = {""};
  peer *self = with_kinds(lines, 1);
  static const char *const names[] = {"简报", "jb", "简报全文"};
  for (size_t i = 0; i < 3; i++) {
    fields params = about_place(10, 0, 0);
    fields_text(&params, "name", names[i]);
    const msgpack_object *answer = peer_call(self, "new", &params);
    assert_printed(answer, "edits", "[[0, 0, 0, 0, [\"\"], " WHOLE "]]");
    assert_int_equal(map_number(answer, "line"), 0);
    assert_int_equal(map_number(answer, "column"), 0);
    assert_int_equal(map_number(answer, "size"), strlen("XX"));
    assert_string_equal(map_text(answer, "name"), "简报");
  }
  /* A section is no document. */
  fields params = about_place(10, 0, 0);
  fields_text(&params, "name", "单用");
  assert_error(peer_call(self, "new", &params),
               "gongwen: there is no kind of document called 单用");
  assert_good_end(self);
}

static void test_a_trigger_needs_an_empty_text(void **state) {
  (void)state;
  static const char *const blank[] = {"", " \t　", "　jb ", "\r"};
  static const char *const taken[] = {"", "jb", "字"};
  static const char *const behind[] = {"jb字"};
  static const struct {
    const char *const *lines;
    size_t count;
    int64_t line, column;
    const char *edits;
  } cases[] = {
      {blank, 4, 2, 5, "[[2, 0, 2, 6, [\"　jb \"], " WHOLE "]]"},
      {taken, 3, 1, 2, NULL},
      {behind, 1, 0, 2, NULL},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    peer *self = with_kinds(cases[i].lines, cases[i].count);
    fields params = about_place(10, cases[i].line, cases[i].column);
    const msgpack_object *answer = peer_call(self, "expand", &params);
    assert_int_equal(map_flag(answer, "found"), cases[i].edits != NULL);
    if (cases[i].edits)
      assert_printed(answer, "edits", cases[i].edits);
    /* By name it goes in anywhere. */
    params = about_place(10, cases[i].line, cases[i].column);
    fields_text(&params, "name", "简报");
    assert_true(map_flag(peer_call(self, "insert", &params), "found"));
    assert_good_end(self);
  }
}

static void test_documents_are_listed(void **state) {
  (void)state;
  static const char *const lines[] = {""};
  peer *self = with_kinds(lines, 1);
  fields params = no_fields();
  const msgpack_object *list = map_get(peer_call(self, "templates", &params), "documents");
  assert_int_equal(list->via.array.size, 2);
  char expected[256];
  snprintf(expected, sizeof expected, "[\"简报\", [\"jb\", \"简报全文\"], \"一页\", \"%s\", 1]",
           path_of("snippets/jianbao.yaml"));
  assert_string_equal(printed(&list->via.array.ptr[0]), expected);
  assert_string_equal(text_value(&list->via.array.ptr[1].via.array.ptr[0]), "支部总结");
  assert_good_end(self);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_new),
      cmocka_unit_test(test_a_trigger_needs_an_empty_text),
      cmocka_unit_test(test_documents_are_listed),
  };
  return cmocka_run_group_tests(tests, make_directory, remove_directory);
}
