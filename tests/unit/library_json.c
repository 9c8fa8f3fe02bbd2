/* Files of VSCode snippets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "library/store.h"
#include "problems.h"

/* ---- helpers --------------------------------------------------------------------------------- */

static library *read_bytes(const char *text, size_t size, const library *before) {
  library *self = library__new();
  assert_non_null(self);
  library__source source = {"周报.code-snippets", "周报", 0, text, size};
  library__read(self, &source, before);
  library__finish(self);
  assert_false(self->failed);
  return self;
}

static library *read_text(const char *text) {
  return read_bytes(text, strlen(text), NULL);
}

/* One problem, and `entries` sections all the same. */
static void assert_only_problem(const char *text, size_t entries, const char *expected) {
  library *self = read_text(text);
  assert_problem(self, 0, expected);
  assert_int_equal(library_problem_count(self), 1);
  assert_int_equal(library_count(self), entries);
  library_free(self);
}

#define GOOD "  \"好\": {\"prefix\": \"h\", \"body\": \"正文\"}"

/* ---- reading --------------------------------------------------------------------------------- */

static void reads_every_key(void **state) {
  (void)state;
  library *self = read_text(
      "{\n"
      "  \"$schema\": \"https://example.invalid/x\",\n"
      "  \"本周工作\": {\n"
      "    \"prefix\": [\"bzgz\", \"本周\"], \"description\": [\"完成\", \"情况\"],\n"
      "    \"scope\": \"javascript, markdown\", \"include\": [\"*.md\"],\n"
      "    \"body\": [\"完成${1:XX}项。\", \"\", \"总\\u901a\\uD83D\\uDE00\\/\\\\$\\t}\"]\n"
      "  },\n" GOOD "\n}\n");
  assert_int_equal(library_problem_count(self), 0);
  assert_int_equal(library_count(self), 2);
  const library_section *section = library_get(self, 0);
  assert_string_equal(section->kind, "周报");
  assert_string_equal(section->name, "本周工作");
  assert_string_equal(section->description, "完成 情况");
  assert_string_equal(section->triggers[0], "bzgz");
  assert_string_equal(section->triggers[1], "本周");
  assert_null(section->triggers[2]);
  assert_int_equal(section->level, 0);
  assert_int_equal(section->line, 3);
  assert_string_equal(section->body, "完成${1:XX}项。\n\n总通😀/\\$\t}");
  section = library_get(self, 1);
  assert_string_equal(section->triggers[0], "h");
  assert_string_equal(section->description, "");
  /* They belong together by nothing but their file. */
  assert_int_equal(library_find_kind(self, "周报")->section_count, 0);
  library_free(self);
}

static void a_file_template_is_a_kind(void **state) {
  (void)state;
  library *self =
      read_text("{\"通报\": {\"isFileTemplate\": true, \"prefix\": \"tb\",\n"
                " \"description\": \"整篇\", \"body\": \"关于XX的通报\\r\\n正文\\n\"},\n" GOOD "}");
  library_choice found;
  assert_int_equal(library_problem_count(self), 0);
  assert_true(library_match(self, "tb", 2, NULL, LIBRARY_ANY_LEVEL, &found));
  assert_non_null(found.document);
  assert_string_equal(found.document->name, "通报");
  assert_string_equal(found.document->description, "整篇");
  assert_int_equal(found.document->section_count, 1);
  assert_string_equal(found.document->sections[0]->body, "关于XX的通报\n正文");
  library_free(self);
}

static void other_languages_are_passed_over(void **state) {
  (void)state;
  static const struct {
    const char *scope;
    bool ours;
  } cases[] = {{"", true},           {"gongwen", true},        {"markdown", true}, {"text", true},
               {"plaintext", true},  {"c,plaintext,go", true}, {"c, text", true},  {"c", false},
               {"markdownx", false}, {"plain", false},         {"c,cpp", false},   {",", false}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[256];
    snprintf(text, sizeof text, "{\"a\": {\"scope\": \"%s\", \"body\": \"b\"}}", cases[i].scope);
    library *self = read_text(text);
    assert_int_equal(library_problem_count(self), 0);
    assert_int_equal(library_count(self), cases[i].ours);
    library_free(self);
  }
}

static void comments_and_trailing_commas_are_taken(void **state) {
  (void)state;
  library *self =
      read_text("\xEF\xBB\xBF// 开头，\"不是字符串\n{ /* { */\r\n"
                "  \"a//b\": { \"body\": [\"x /* y */ // z\", \"\\\"// q,]\", ], // 一\n"
                "    \"prefix\": [\"a\" /*,*/ , /* */ ], },\n"
                "  /**/\n" GOOD " /* */ , // ,\n"
                "  \"坏\": 1,\n} // 完");
  assert_problem(self, 0, "7:10: a snippet must be an object with `body`");
  assert_int_equal(library_problem_count(self), 1);
  assert_int_equal(library_count(self), 2);
  assert_string_equal(library_get(self, 0)->name, "a//b");
  assert_string_equal(library_get(self, 0)->body, "x /* y */ // z\n\"// q,]");
  assert_string_equal(library_get(self, 0)->triggers[0], "a");
  assert_int_equal(library_get(self, 1)->line, 6);
  library_free(self);
}

/* ---- problems -------------------------------------------------------------------------------- */

static void bad_snippets_are_told_and_good_ones_stay(void **state) {
  (void)state;
  assert_only_problem("{\"甲\": {\"prefix\": \"a\"},\n" GOOD "}", 1,
                      "1:2: this section has no `body`");
  assert_only_problem("{\"甲\": [],\n" GOOD "}", 1, "1:9: a snippet must be an object with `body`");
  assert_only_problem("{\"甲\": {\"body\": {}},\n" GOOD "}", 1, "1:18: `body` must be text");
  assert_only_problem("{\"甲\": {\"body\": [\"a\", 1]},\n" GOOD "}", 1,
                      "1:24: `body` must be text");
  assert_only_problem("{\"甲\": {\"body\": \"\"},\n" GOOD "}", 1, "1:18: `body` is empty");
  assert_only_problem("{\"甲\": {\"body\": []},\n" GOOD "}", 1, "1:18: `body` is empty");
  assert_only_problem("{\"\": {\"body\": \"a\"},\n" GOOD "}", 1, "1:2: `name` is empty");
  assert_only_problem("{\"甲\\n乙\": {\"body\": \"a\"},\n" GOOD "}", 1,
                      "1:2: `name` must be one line");
  assert_only_problem("{\"甲\": {\"body\": \"a\\u0007\"},\n" GOOD "}", 1,
                      "1:18: control character U+0007");
  assert_only_problem("{\"甲\": {\"body\": \"a\", \"prefix\": [\"\", \"b\"]},\n" GOOD "}", 1,
                      "1:34: `prefix` is empty");
  assert_only_problem("{\"甲\": {\"body\": \"a\", \"isFileTemplate\": \"yes\"},\n" GOOD "}", 1,
                      "1:41: `isFileTemplate` must be true or false");
  assert_only_problem("{\"甲\": {\"body\": \"a\", \"boby\": 1},\n" GOOD "}", 2,
                      "1:23: unknown key `boby`");
  assert_only_problem("{\"甲\": {\"body\": \"a\", \"body\": \"b\"},\n" GOOD "}", 2,
                      "1:23: `body` is here twice; the first one counts");
  assert_only_problem("{" GOOD ",\n" GOOD "}", 2,
                      "2:3: this section is defined already: 周报.code-snippets:1");
  assert_only_problem("{\"甲\": {\"body\": \"a\", \"prefix\": \"h\"},\n" GOOD "}", 2,
                      "2:21: this trigger is taken already: 周报.code-snippets:1");
}

static void what_is_not_json_has_a_place(void **state) {
  (void)state;
  assert_only_problem("", 0, "1:1: there is nothing in this file");
  assert_only_problem(" // 只有注释\n", 0, "1:1: there is nothing in this file");
  assert_only_problem("[]", 0, "1:1: expected an object of snippets here");
  assert_only_problem("\n \"a\"", 0, "2:2: expected an object of snippets here");
  assert_only_problem("{\n" GOOD ",\n  \"乙\": {\"body\" \"x\"}}", 1, "3:18: JSON: ':' expected");
  assert_only_problem("{\n" GOOD "\"乙\": {\"body\": \"x\"}}", 1, "2:43: JSON: '}' expected");
  assert_only_problem("{\n" GOOD ",\n  \"乙\": {\"body\": \"x\n\"}}", 1,
                      "3:19: JSON: unexpected newline");
  assert_only_problem("{\n" GOOD ",\n  \"乙\": {\"body\": \"x", 1,
                      "3:19: JSON: premature end of input");
  assert_only_problem("{\n" GOOD ", /* 没有完 \n  \"乙\": {}}", 1,
                      "3:13: JSON: string or '}' expected");
  assert_only_problem("{\n" GOOD ",,}", 1, "2:44: JSON: string or '}' expected");
  assert_only_problem("{,}", 0, "1:2: JSON: string or '}' expected");
  assert_only_problem("{\n" GOOD ", \"a\": \"\\ud800\"}", 1,
                      "2:50: JSON: invalid Unicode '\\uD800'");
  assert_only_problem("{\n" GOOD ", \"\xD7\xDC\": {}}", 1,
                      "2:46: this file is not UTF-8 (GB18030?); save it as UTF-8");
  assert_only_problem("{\n" GOOD ", \"a\": [[[[[[[[[[]]]]]]]]]]}", 1, "2:57: nested too deep");
  assert_only_problem("{} {}", 0, "1:4: JSON: end of file expected");
  library *self = read_bytes("\xFF\xFE{\0}\0", 6, NULL);
  assert_problem(self, 0, "1:1: this file is UTF-16; save it as UTF-8");
  library_free(self);
  self = read_bytes("{\0}", 3, NULL);
  assert_int_equal(library_problem_count(self), 1);
  library_free(self);
}

static void deep_nesting_is_quick(void **state) {
  (void)state;
  char *text = malloc(LIBRARY_FILE_BYTES);
  assert_non_null(text);
  memset(text, '[', LIBRARY_FILE_BYTES);
  library *self = read_bytes(text, LIBRARY_FILE_BYTES, NULL);
  assert_problem(self, 0, "1:2049: JSON: maximum parsing depth reached");
  assert_problem(self, 1, "1:9: nested too deep");
  library_free(self);
  free(text);
}

static void the_last_good_version_stays(void **state) {
  (void)state;
  library *good = read_text("{" GOOD "}");
  const char *half = "{\n" GOOD ",\n  \"新\": {\"bo";
  library *self = read_bytes(half, strlen(half), good);
  assert_int_equal(library_problem_count(self), 1);
  assert_int_equal(library_count(self), 1);
  assert_int_equal(library_get(self, 0)->line, 1); /* of the old text */
  library *third = read_bytes(half, strlen(half), self);
  assert_int_equal(library_count(third), 1);
  library_free(third);
  library_free(self);
  library_free(good);
}

/* ---- comments anywhere ----------------------------------------------------------------------- */

static unsigned long long random_state;

static unsigned pick(unsigned count) {
  random_state = random_state * 6364136223846793005ULL + 1442695040888963407ULL;
  return (unsigned)(random_state >> 33) % count;
}

/* A token, and in `dressed` blanks and comments behind it. */
static void add(char *plain, char *dressed, const char *token) {
  static const char *const dress[] = {"", "", " ", "\n", "/* \",]} 总 */", "// {\"[,\n", "\t/**/ "};
  strcat(plain, token);
  strcat(dressed, token);
  for (unsigned i = pick(3); i > 0; i--)
    strcat(dressed, dress[pick(sizeof dress / sizeof *dress)]);
}

static void add_comma(char *plain, char *dressed, bool last) {
  if (!last)
    add(plain, dressed, ",");
  else if (pick(2))
    strcat(dressed, ",/*,*/\n");
}

static void comments_anywhere_change_nothing(void **state) {
  (void)state;
  static const char *const strings[] = {"\"总通\"", "\"a//b\"", "\"\\\"/*\"",
                                        "\"\\\\\"", "\",]}\"",  "\"\\u4e00*/\""};
  const char *given = getenv("GONGWEN_SEED");
  random_state = given ? strtoull(given, NULL, 10) : (unsigned long long)time(NULL);
  print_message("GONGWEN_SEED=%llu\n", random_state);
  for (int round = 0; round < 2000; round++) {
    char plain[4096] = "";
    char dressed[16384] = "";
    char name[32];
    add(plain, dressed, "{");
    unsigned count = pick(4);
    for (unsigned i = 0; i < count; i++) {
      snprintf(name, sizeof name, "\"%u节\"", i);
      add(plain, dressed, name);
      add(plain, dressed, ":");
      add(plain, dressed, "{");
      add(plain, dressed, "\"body\"");
      add(plain, dressed, ":");
      add(plain, dressed, "[");
      unsigned lines = 1 + pick(3);
      for (unsigned k = 0; k < lines; k++) {
        add(plain, dressed, strings[pick(sizeof strings / sizeof *strings)]);
        add_comma(plain, dressed, k + 1 == lines);
      }
      add(plain, dressed, "]");
      add_comma(plain, dressed, true);
      add(plain, dressed, "}");
      add_comma(plain, dressed, i + 1 == count);
    }
    add(plain, dressed, "}");
    library *a = read_text(plain);
    library *b = read_text(dressed);
    assert_int_equal(library_problem_count(a), 0);
    if (library_problem_count(b))
      fail_msg("%s: %s", library_get_problem(b, 0)->message, dressed);
    assert_int_equal(library_count(a), count);
    assert_int_equal(library_count(b), count);
    for (size_t i = 0; i < count; i++) {
      const library_section *section = library_get(b, i);
      assert_string_equal(section->body, library_get(a, i)->body);
      /* Where it says that the snippet stands, its name stands. */
      const char *line = dressed;
      for (size_t n = 1; n < section->line; n++)
        line = strchr(line, '\n') + 1;
      snprintf(name, sizeof name, "\"%zu节\"", i);
      size_t column = b->entries[i].at.column - 1;
      assert_memory_equal(line + column, name, strlen(name));
    }
    library_free(a);
    library_free(b);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_every_key),
      cmocka_unit_test(a_file_template_is_a_kind),
      cmocka_unit_test(other_languages_are_passed_over),
      cmocka_unit_test(comments_and_trailing_commas_are_taken),
      cmocka_unit_test(bad_snippets_are_told_and_good_ones_stay),
      cmocka_unit_test(what_is_not_json_has_a_place),
      cmocka_unit_test(deep_nesting_is_quick),
      cmocka_unit_test(the_last_good_version_stays),
      cmocka_unit_test(comments_anywhere_change_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
