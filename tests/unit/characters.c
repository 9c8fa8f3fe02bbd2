/* The characters of a text as Word counts them, and that only what has changed is counted again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "core/characters.h"
#include "core/document.h"
#include "documents.h"

static void what_counts(void **state) {
  (void)state;
  static const struct {
    const char *text;
    size_t count;
  } cases[] = {
      {"", 0},
      {"  \t　\r\n\n", 0},
      {"总通开一，“”——……《》", 13},
      {"2026年1月5日", 6},    /* 2026 年 1 月 5 日 */
      {"增长96.8%，", 4},     /* 增 长 96.8% ， */
      {"WPS Office 软件", 4}, /* two runs, two characters */
      {"XX党支部", 4},
      {"××单位", 4},
      {"a\nb", 2}, /* a line end ends a run */
      {"中,国", 3},
      {"（一）加强领导。", 8},
      {"\xEF\xBB\xBF总结", 2}, /* a byte order mark is nothing */
      {"a\xE2\x80\x8B"
       "b",
       1}, /* U+200B within a word */
      {"𠮷野家", 3},
      {"①②、〇", 4},
      {"\xFF\xFE", 2}, /* bytes that are no characters show as marks */
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    size_t count = gw__characters(cases[i].text, strlen(cases[i].text));
    if (count != cases[i].count)
      print_message("%s\n", cases[i].text);
    assert_int_equal(count, cases[i].count);
  }
}

static void ranges(void **state) {
  (void)state;
  gw_document *self = parse("工作总结\n\n一、甲\n正文12个。\n二、乙");
  assert_int_equal(gw_document_character_count(self, 0, SIZE_MAX), 4 + 3 + 5 + 3);
  assert_int_equal(gw_document_character_count(self, 2, 4), 8);
  assert_int_equal(gw_document_character_count(self, 3, 4), 5);
  assert_int_equal(gw_document_character_count(self, 4, 4), 0);
  assert_int_equal(gw_document_character_count(self, 4, 2), 0);
  assert_int_equal(gw_document_character_count(self, 9, 12), 0);
  gw_document_free(self);
}

static size_t unmeasured(const gw_document *self) {
  return self->tree.root.sums.of[GW__UNMEASURED];
}

static void counted_when_asked(void **state) {
  (void)state;
  enum {
    LINES = 20000
  };
  char *text = malloc((size_t)LINES * 32);
  assert_non_null(text);
  size_t size = 0;
  for (int i = 0; i < LINES; i++)
    size += (size_t)sprintf(text + size, "第%d行有字\n", i);
  gw_document *self = gw_document_parse(text, size);
  assert_non_null(self);
  free(text);
  size_t leaves = gw__tree_leaves(&self->tree);
  assert_true(leaves > 10);
  assert_int_equal(unmeasured(self), leaves);
  (void)gw_document_node_count(self);
  assert_int_equal(unmeasured(self), leaves);
  assert_int_equal(gw_document_character_count(self, 0, SIZE_MAX), LINES * 5);
  assert_int_equal(unmeasured(self), 0);
  gw_span line = {"添上五个字", strlen("添上五个字")};
  assert_true(gw_document_edit(self, 777, 777, &line, 1));
  assert_in_range(unmeasured(self), 1, 4);
  assert_int_equal(gw_document_character_count(self, 777, 779), 10);
  assert_int_equal(gw_document_character_count(self, 0, SIZE_MAX), LINES * 5 + 5);
  assert_null(gw__document_check(self));
  gw_document_free(self);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_counts),
      cmocka_unit_test(ranges),
      cmocka_unit_test(counted_when_asked),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
