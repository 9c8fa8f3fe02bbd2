/* Sections that are meant by a few words. */
#include "library/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static library *made(void) {
  static const char *const texts[] = {
      "kind: 总结\nsections:\n"
      "  - {name: 基本情况, trigger: [jbqk, 情况], description: 人数和 Structure, body: 甲}\n"
      "  - {name: 存在问题, trigger: czwt, description: 三个方面, body: 乙}\n"
      "  - {name: 情况说明, trigger: qksm, body: 丙}\n",
      "kind: 通知\nsections:\n"
      "  - {name: 有关情况, trigger: ';q', description: 背景, body: 丁}\n"
      "  - {name: 联系方式, trigger: lxfs, body: 戊}\n"
      "  - {name: 附注, enabled: false}\n"};
  library *self = library__new();
  assert_non_null(self);
  for (size_t i = 0; i < 2; i++) {
    library__source source = {i ? "b.yaml" : "a.yaml", "f", i, texts[i], strlen(texts[i])};
    library__read(self, &source, NULL);
  }
  library__finish(self);
  assert_int_equal(library_problem_count(self), 0);
  return self;
}

/* The names that are found, a blank before each. */
static const char *search(const library *self, const char *text, const char *kind,
                          size_t capacity) {
  static char names[512];
  const library_section *found[8];
  assert_true(capacity <= 8);
  size_t total =
      library_search(self, text, strlen(text), library_find_kind(self, kind), found, capacity);
  size_t at = (size_t)snprintf(names, sizeof names, "%zu", total);
  for (size_t i = 0; i < total && i < capacity; i++)
    at += (size_t)snprintf(names + at, sizeof names - at, " %s", found[i]->name);
  return names;
}

static void words(void **state) {
  (void)state;
  static const struct {
    const char *text;
    const char *kind;
    const char *expected;
  } cases[] = {
      {"", "", "5 基本情况 存在问题 情况说明 有关情况 联系方式"},
      {" \xE3\x80\x80", "通知", "5 有关情况 联系方式 基本情况 存在问题 情况说明"},
      /* A trigger, the start of a trigger, of a name, and the rest. */
      {"情况", "", "3 基本情况 情况说明 有关情况"},
      {"情况", "通知", "3 基本情况 情况说明 有关情况"},
      {"jb", "", "1 基本情况"},
      {"JBQK", "", "1 基本情况"},
      {"q", "", "3 情况说明 基本情况 有关情况"},
      {"q", "通知", "3 情况说明 有关情况 基本情况"},
      {"structure", "", "1 基本情况"},
      {"STRUCTure 人数", "", "1 基本情况"},
      {"方面\xE3\x80\x80问题", "", "1 存在问题"},
      {"通知 情况", "", "1 有关情况"},
      {"通知/有", "", "1 有关情况"},
      {"知/有关", "", "1 有关情况"},
      {"结/存在问题", "", "1 存在问题"},
      {"知/关", "", "1 有关情况"}, /* in this order, if not together */
      {"总存题", "", "1 存在问题"},
      {"联方", "", "1 联系方式"},
      {"题存", "", "0"},
      {"情况 没有", "", "0"},
      {"附注", "", "0"},
      {"jbqkx", "", "0"},
      {"通知/有关情况了", "", "0"},
  };
  library *self = made();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const char *found = search(self, cases[i].text, cases[i].kind, 8);
    if (strcmp(found, cases[i].expected) != 0)
      fail_msg("%s: %s, not %s", cases[i].text, found, cases[i].expected);
  }
  assert_string_equal(search(self, "情况", "", 2), "3 基本情况 情况说明");
  assert_string_equal(search(self, "情况", "", 0), "3");
  library_free(self);
}

static void any_bytes(void **state) {
  (void)state;
  library *self = made();
  const library_section *found[8];
  for (int byte = 0; byte < 256; byte++) {
    const char text[] = {(char)byte, '/', (char)byte, (char)0xE6, '\0', '/'};
    for (size_t size = 0; size <= sizeof text; size++) {
      char *exact = malloc(size + !size);
      assert_non_null(exact);
      memcpy(exact, text, size);
      assert_true(library_search(self, exact, size, NULL, found, 8) <= 5);
      free(exact);
    }
  }
  library_free(self);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words),
      cmocka_unit_test(any_bytes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
