/* A folder of files that are wrong in every way, and one that is right among them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "library/library.h"

/* ---- folders --------------------------------------------------------------------------------- */

static char folder[64];

static int make_folder(void **state) {
  (void)state;
  strcpy(folder, "/tmp/gongwen-rough-XXXXXX");
  return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state) {
  (void)state;
  char command[128];
  snprintf(command, sizeof command, "rm -rf '%s'", folder);
  return system(command);
}

static const char *path_of(const char *name) {
  static char path[256];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return path;
}

static void put(const char *name, const char *text, size_t size) {
  FILE *file = fopen(path_of(name), "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(text, 1, size, file), size);
  assert_int_equal(fclose(file), 0);
}

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

#define HEAD "kind: 总结\nsections:\n"

/* Each file with what is told of it; NULL: nothing. */
static const struct {
  const char *name;
  const char *text;
  size_t size; /* 0: of the string */
  const char *told;
} files[] = {
    {"bom.yaml", "\xEF\xBB\xBF" HEAD "  - {name: 有标记, trigger: yb, body: 甲}\n", 0, NULL},
    {"bomb.yaml",
     HEAD "  - &a [x, x, x, x, x, x, x, x, x]\n  - &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\n"
          "  - &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\n  - &d [*c, *c, *c, *c, *c, *c, *c, *c]\n"
          "  - [*d, *d, *d, *d, *d, *d, *d, *d, *d]\n",
     0, "3:5: anchors and aliases (& and *) are not allowed"},
    {"control.yaml", HEAD "  - name: 甲\x1B[31m\n    body: 乙\n", 0,
     "3:14: control character U+001B"},
    {"crlf.yaml", "kind: 总结\r\nsections:\r\n  - {name: 换行, body: \"甲\\n乙\"}\r\n", 0, NULL},
    {"gbk.json", "{\"\xD7\xDC\xBD\xE1\": {\"body\": \"a\"}}", 0,
     "1:3: this file is not UTF-8 (GB18030?); save it as UTF-8"},
    {"gbk.yaml", "kind: \xD7\xDC\xBD\xE1\nsections: []\n", 0,
     "1:7: this file is not UTF-8 (GB18030?); save it as UTF-8"},
    {"good.yaml", HEAD "  - {name: 好的, trigger: hd, body: 正文}\n", 0, NULL},
    {"half.json", "{\"甲\": {\"body\": \"", 0, "1:18: JSON: premature end of input"},
    {"nul.yaml", HEAD "  - name: 甲\0乙\n    body: 丙\n",
     sizeof HEAD "  - name: 甲\0乙\n    body: 丙\n" - 1, "3:14: control character U+0000"},
    {"quote.yaml", HEAD "  - name: '没有完\n    body: 乙\n", 0,
     "5:1: YAML: found unexpected end of stream"},
    {"tab.yaml", HEAD "  - name: 甲\n\tbody: 乙\n", 0,
     "4:1: YAML: found a tab character that violates indentation"},
    {"twice.yaml", HEAD "  - name: 甲二\n    body: 乙\n    body: 丙\n", 0,
     "5:5: `body` is here twice; the first one counts"},
    {"utf16.json", "\xFE\xFF\0{\0}", 6, "1:1: this file is UTF-16; save it as UTF-8"},
    {"utf16.yaml", "\xFF\xFEk\0i\0", 6, "1:1: this file is UTF-16; save it as UTF-8"},
    {"wide.yaml", "k\0i\0n\0d\0", 8, "1:2: control character U+0000"},
};

/* What is told of a file, as it is shown behind its name; NULL for nothing. */
static const char *told_of(const library *self, const char *name) {
  static char shown[512];
  for (size_t i = 0; i < library_problem_count(self); i++) {
    const library_problem *problem = library_get_problem(self, i);
    if (strcmp(problem->file, path_of(name)) != 0)
      continue;
    assert_true(strlen(problem->message_zh) > 0);
    snprintf(shown, sizeof shown, "%zu:%zu: %s", problem->line, problem->column, problem->message);
    return shown;
  }
  return NULL;
}

static void each_is_told_and_the_good_ones_load(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof files / sizeof *files; i++)
    put(files[i].name, files[i].text, files[i].size ? files[i].size : strlen(files[i].text));
  size_t size = 10u << 20;
  char *large = malloc(size);
  assert_non_null(large);
  memset(large, 'x', size);
  put("large.yaml", large, size);
  put("large.json", large, size);
  free(large);
  double start = seconds();
  const char *paths[] = {folder};
  library *self = library_load(paths, 1);
  assert_non_null(self);
  assert_true(seconds() - start < 1);
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
    const char *told = told_of(self, files[i].name);
    if (!told != !files[i].told || (told && strcmp(told, files[i].told) != 0))
      fail_msg("%s: %s", files[i].name, told ? told : "nothing is told");
  }
  static const char too_large[] = "1:1: larger than 256 KB; a template file is a few pages of text";
  assert_string_equal(told_of(self, "large.yaml"), too_large);
  assert_string_equal(told_of(self, "large.json"), too_large);
  library_choice found;
  assert_true(library_find(self, "好的", NULL, &found) && found.section);
  assert_true(library_find(self, "有标记", NULL, &found) && found.section);
  assert_true(library_find(self, "换行", NULL, &found) && found.section);
  assert_string_equal(found.section->body, "甲\n乙");
  assert_true(library_find(self, "甲二", NULL, &found) && found.section);
  assert_string_equal(found.section->body, "乙");
  assert_int_equal(library_count(self), 4);
  library_free(self);
}

/* ---- project, user, shipped ------------------------------------------------------------------ */

static void the_project_beats_the_user_and_both_what_ships(void **state) {
  (void)state;
  static const char *const names[] = {"project", "user", "shipped"};
  char paths[3][256];
  for (size_t i = 0; i < 3; i++) {
    char name[64];
    char text[512];
    snprintf(paths[i], sizeof paths[i], "%s", path_of(names[i]));
    assert_int_equal(mkdir(paths[i], 0700), 0);
    snprintf(name, sizeof name, "%s/a.yaml", names[i]);
    /* One section in all three, one trigger in all three, one that each stronger one lets be. */
    snprintf(text, sizeof text,
             HEAD
             "  - {name: 同名, trigger: tm, body: %s}\n  - {name: 各是, trigger: z%zu, body: 甲}\n"
             "  - {name: 独有%zu, trigger: gy, body: %s}\n%s",
             names[i], i, i, names[i], i == 1 ? "  - {name: 停用, enabled: false}\n" : "");
    put(name, text, strlen(text));
  }
  put("shipped/b.yaml", HEAD "  - {name: 停用, trigger: ty, body: 甲}\n",
      strlen(HEAD "  - {name: 停用, trigger: ty, body: 甲}\n"));
  const char *const order[] = {paths[0], paths[1], paths[2]};
  library *self = library_load(order, 3);
  library_choice found;
  assert_non_null(self);
  assert_int_equal(library_problem_count(self), 0);
  assert_true(library_match(self, "tm", 2, NULL, LIBRARY_ANY_LEVEL, &found));
  assert_string_equal(found.section->body, "project");
  assert_true(library_match(self, "gy", 2, NULL, LIBRARY_ANY_LEVEL, &found));
  assert_string_equal(found.section->body, "project");
  assert_true(library_match(self, "z0", 2, NULL, LIBRARY_ANY_LEVEL, &found));
  assert_false(library_match(self, "z1", 2, NULL, LIBRARY_ANY_LEVEL,
                             &found)); /* of a section that is shadowed */
  assert_false(library_match(self, "z2", 2, NULL, LIBRARY_ANY_LEVEL, &found));
  assert_false(library_match(self, "ty", 2, NULL, LIBRARY_ANY_LEVEL, &found));
  assert_false(library_find(self, "停用", NULL, &found));
  assert_true(library_find(self, "独有2", NULL, &found));
  size_t shadowed = 0;
  for (size_t i = 0; i < library_count(self); i++)
    shadowed += library_get(self, i)->shadowed;
  assert_int_equal(shadowed, 6); /* 同名 and 各是 twice each, 停用 and what switches it off */
  library_free(self);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(each_is_told_and_the_good_ones_load, make_folder,
                                      remove_folder),
      cmocka_unit_test_setup_teardown(the_project_beats_the_user_and_both_what_ships, make_folder,
                                      remove_folder),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
