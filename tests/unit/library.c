/* Template files, triggers and what is said of files that are wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "library/store.h"
#include "library/yaml.h"
#include "problems.h"

/* ---- helpers --------------------------------------------------------------------------------- */

static library *read_bytes(const char *text, size_t size) {
  library *self = library__new();
  assert_non_null(self);
  library__source source = {"f.yaml", "f", 0, text, size};
  library__read(self, &source, NULL);
  library__finish(self);
  assert_false(self->failed);
  return self;
}

static library *read_text(const char *text) {
  return read_bytes(text, strlen(text));
}

/* One problem, and `entries` sections all the same. */
static void assert_only_problem(const char *text, size_t entries, const char *expected) {
  library *self = read_text(text);
  assert_problem(self, 0, expected);
  assert_int_equal(library_problem_count(self), 1);
  assert_int_equal(library_count(self), entries);
  library_free(self);
}

/* What the trigger stands for; NULL for none. */
static const library_section *match(const library *self, const char *before) {
  library_choice found;
  return library_match(self, before, strlen(before), NULL, LIBRARY_ANY_LEVEL, &found)
             ? found.section
             : NULL;
}

static const library_section *find(const library *self, const char *name) {
  library_choice found;
  return library_find(self, name, NULL, &found) ? found.section : NULL;
}

/* A folder of its own for a test. */
typedef struct folder {
  char path[64];
} folder;

static folder make_folder(void) {
  folder self = {"/tmp/gongwen-library-XXXXXX"};
  assert_non_null(mkdtemp(self.path));
  return self;
}

static void path_in(const folder *self, const char *name, char *out, size_t size) {
  snprintf(out, size, "%s/%s", self->path, name);
}

static void put(const folder *self, const char *name, const char *text, size_t size) {
  char path[256];
  path_in(self, name, path, sizeof path);
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(text, 1, size, file), size);
  assert_int_equal(fclose(file), 0);
}

static void remove_folder(const folder *self, const char *const *names, size_t count) {
  char path[256];
  for (size_t i = 0; i < count; i++) {
    path_in(self, names[i], path, sizeof path);
    assert_int_equal(remove(path), 0);
  }
  assert_int_equal(rmdir(self->path), 0);
}

#define HEAD "kind: 总结\nsections:\n"
#define GOOD "  - name: 好的一节\n    body: 正文\n"

/* ---- reading --------------------------------------------------------------------------------- */

static void reads_every_key(void **state) {
  (void)state;
  library *self = read_text("kind: 党建工作总结\n"
                            "description: 一年一次\n"
                            "sections:\n"
                            "  - name: 党支部基本情况\n"
                            "    trigger: [jbqk, 基本情况]\n"
                            "    level: 1\n"
                            "    description: 人数、支委会\n"
                            "    body: |\n"
                            "      ${org:XX党支部}现有党员XX名。\n"
                            "\n"
                            "      总 开 一 四 、 。 “ ” — \\ $ ` % & ~ |\n"
                            "\n"
                            "  - {name: 落款, trigger: lk, body: \"XX\\n20XX年\\n\"}\n");
  assert_int_equal(library_problem_count(self), 0);
  assert_int_equal(library_count(self), 2);
  const library_section *section = library_get(self, 0);
  assert_string_equal(section->kind, "党建工作总结");
  assert_string_equal(section->name, "党支部基本情况");
  assert_string_equal(section->description, "人数、支委会");
  assert_string_equal(section->triggers[0], "jbqk");
  assert_string_equal(section->triggers[1], "基本情况");
  assert_null(section->triggers[2]);
  assert_int_equal(section->level, 1);
  assert_string_equal(section->body,
                      "${org:XX党支部}现有党员XX名。\n\n总 开 一 四 、 。 “ ” — \\ $ ` % & ~ |");
  assert_string_equal(section->file, "f.yaml");
  assert_int_equal(section->line, 4);
  section = library_get(self, 1);
  assert_string_equal(section->triggers[0], "lk");
  assert_null(section->triggers[1]);
  assert_int_equal(section->level, 0);
  assert_string_equal(section->description, "");
  assert_string_equal(section->body, "XX\n20XX年");
  assert_null(library_get(self, 2));
  library_free(self);
}

static void takes_bom_and_crlf(void **state) {
  (void)state;
  library *self = read_text("\xEF\xBB\xBF"
                            "kind: 总结\r\nsections:\r\n  - name: 一节\r\n    trigger: a\r\n"
                            "    body: |\r\n      第一行\r\n      第二行\r\n");
  assert_int_equal(library_problem_count(self), 0);
  assert_int_equal(library_count(self), 1);
  assert_string_equal(library_get(self, 0)->body, "第一行\n第二行");
  library_free(self);
}

static void kind_may_stand_last_or_be_missing(void **state) {
  (void)state;
  library *self = read_text("sections:\n" GOOD "kind: 计划\n");
  assert_int_equal(library_problem_count(self), 0);
  assert_string_equal(library_get(self, 0)->kind, "计划");
  library_free(self);
  self = read_text("sections:\n" GOOD);
  assert_problem(self, 0, "1:1: no `kind`: the file's name is taken");
  assert_string_equal(library_get(self, 0)->kind, "f");
  library_free(self);
}

/* ---- problems -------------------------------------------------------------------------------- */

static void bad_entries_are_told_and_good_ones_stay(void **state) {
  (void)state;
  assert_only_problem(HEAD "  - name: 缺正文\n" GOOD, 1, "3:5: this section has no `body`");
  assert_only_problem(HEAD "  - body: 缺名\n" GOOD, 1, "3:5: this section has no `name`");
  assert_only_problem(HEAD "  - 不是一节\n" GOOD, 1,
                      "3:5: a section must be a mapping with `name` and `body`");
  assert_only_problem(HEAD "  - name: 甲\n    body: [乙]\n" GOOD, 1, "4:11: `body` must be text");
  assert_only_problem(HEAD "  - name: 甲\n    body: ''\n" GOOD, 1, "4:11: `body` is empty");
  assert_only_problem(HEAD "  - name: \"甲\\n乙\"\n    body: 乙\n" GOOD, 1,
                      "3:11: `name` must be one line");
  assert_only_problem(HEAD "  - name: 甲\n    body: \"乙\\0丙\"\n" GOOD, 1,
                      "4:11: control character U+0000");
  assert_only_problem(HEAD "  - name: 甲\n    level: 五\n    body: 乙\n" GOOD, 1,
                      "4:12: `level` must be 0, 1, 2, 3 or 4");
  assert_only_problem(HEAD "  - name: 甲\n    level: 5\n    body: 乙\n" GOOD, 1,
                      "4:12: `level` must be 0, 1, 2, 3 or 4");
  assert_only_problem(HEAD "  - name: 甲\n    trigger: [a, {b: c}]\n    body: 乙\n" GOOD, 1,
                      "4:18: `trigger` must be text");
  assert_only_problem(HEAD "  - name: 甲\n    trigger: ''\n    body: 乙\n" GOOD, 1,
                      "4:14: `trigger` is empty");
}

static void doubtful_keys_are_told_and_ignored(void **state) {
  (void)state;
  assert_only_problem(HEAD "  - name: 甲\n    boby: 错\n    body: 乙\n" GOOD, 2,
                      "4:5: unknown key `boby`");
  assert_only_problem(HEAD "  - name: 甲\n    body: 乙\n    body: 丙\n" GOOD, 2,
                      "5:5: `body` is here twice; the first one counts");
  assert_only_problem(HEAD "  - name: 甲\n    [a]: 错\n    body: 乙\n" GOOD, 2,
                      "4:5: a key must be plain text");
  assert_only_problem("kind: 总结\nsection: []\nsections:\n" GOOD, 1, "2:1: unknown key `section`");
  assert_only_problem("kind: 总结\nkind: 计划\nsections:\n" GOOD, 1,
                      "2:1: `kind` is here twice; the first one counts");
}

static void aliases_anchors_tags_and_merge_keys_are_refused(void **state) {
  (void)state;
  assert_only_problem(HEAD "  - name: 甲\n    body: &a 乙\n" GOOD, 1,
                      "4:11: anchors and aliases (& and *) are not allowed");
  assert_only_problem(HEAD "  - name: 甲\n    body: *a\n" GOOD, 1,
                      "4:11: anchors and aliases (& and *) are not allowed");
  assert_only_problem(HEAD "  - name: 甲\n    body: !!str 乙\n" GOOD, 1,
                      "4:11: tags (!) are not allowed");
  assert_only_problem(HEAD "  - name: 甲\n    <<: {a: b}\n    body: 乙\n" GOOD, 2,
                      "4:5: merge keys (<<) are not allowed");
  assert_only_problem("kind: 总结\nsections: &a [*a]\n", 0,
                      "2:11: anchors and aliases (& and *) are not allowed");
  assert_only_problem("&a [*a]", 0, "1:1: anchors and aliases (& and *) are not allowed");
}

static void files_that_are_no_template_files(void **state) {
  (void)state;
  assert_only_problem("", 0, "1:1: there is nothing in this file");
  assert_only_problem("# 只有注释\n", 0, "1:1: there is nothing in this file");
  assert_only_problem("- a\n", 0, "1:1: expected `kind:` and `sections:` here");
  assert_only_problem("kind: 总结\n", 0, "1:1: no `sections`");
  assert_only_problem("kind: 总结\nsections: {a: b}\n", 0, "2:11: `sections` must be a list");
  assert_only_problem(HEAD GOOD "---\nkind: 计划\n", 1,
                      "5:1: one document a file: what follows --- is left out");
}

static void syntax_errors_have_a_place(void **state) {
  (void)state;
  /* The column counts bytes: two Chinese characters and five others stand before the quote. */
  library *self = read_text(HEAD GOOD "  - name: \"没有结束\n");
  assert_int_equal(library_count(self), 1);
  assert_problem(self, 0, "6:1: YAML: found unexpected end of stream");
  library_free(self);
  self = read_text(HEAD "\t- name: 甲\n");
  assert_problem(self, 0, "3:1: YAML: found character that cannot start any token");
  library_free(self);
  self = read_text(HEAD GOOD "  - name: 甲乙: 丙\n    body: 丁\n");
  assert_problem(self, 0, "5:17: YAML: mapping values are not allowed in this context");
  assert_int_equal(library_count(self), 1);
  library_free(self);
}

static void wrong_encodings_are_named(void **state) {
  (void)state;
  library *self = read_text("kind: a\nsections:\n  - name: \xD7\xDC\xBD\xE1\n    body: b\n");
  assert_problem(self, 0, "3:11: this file is not UTF-8 (GB18030?); save it as UTF-8");
  assert_int_equal(library_problem_count(self), 1);
  library_free(self);
  self = read_bytes("\xFF\xFEk\0i\0", 6);
  assert_problem(self, 0, "1:1: this file is UTF-16; save it as UTF-8");
  library_free(self);
  self = read_text("kind: 总\x07结\n");
  assert_problem(self, 0, "1:10: control character U+0007");
  library_free(self);
}

static void nesting_is_bounded(void **state) {
  (void)state;
  static const char head[] = HEAD "  - name: 甲\n    body: ";
  size_t count = LIBRARY_FILE_BYTES;
  char *text = malloc(count);
  assert_non_null(text);
  memset(text, '[', count);
  memcpy(text, head, sizeof head - 1);
  struct timespec start;
  struct timespec end;
  clock_gettime(CLOCK_MONOTONIC, &start);
  library *self = read_bytes(text, count);
  clock_gettime(CLOCK_MONOTONIC, &end);
  assert_true(end.tv_sec - start.tv_sec < 2);
  assert_int_equal(library_count(self), 0);
  const library_problem *last = library_get_problem(self, library_problem_count(self) - 1);
  assert_string_equal(last->message, "nested too deep");
  library_free(self);
  free(text);
}

static void problems_of_a_file_are_bounded(void **state) {
  (void)state;
  char *text = calloc(1, LIBRARY_FILE_BYTES);
  assert_non_null(text);
  strcpy(text, HEAD);
  size_t size = strlen(text);
  for (int i = 0; i < 10000; i++)
    size += (size_t)sprintf(text + size, "  - 不是一节\n");
  library *self = read_bytes(text, size);
  assert_int_equal(library_problem_count(self), LIBRARY_FILE_PROBLEMS + 1);
  assert_string_equal(library_get_problem(self, LIBRARY_FILE_PROBLEMS)->message,
                      "more problems in this file are not shown");
  library_free(self);
  free(text);
}

/* ---- directories ----------------------------------------------------------------------------- */

static void stronger_directories_shadow_weaker_ones(void **state) {
  (void)state;
  folder mine = make_folder();
  folder shipped = make_folder();
  const char *own = "kind: 总结\nsections:\n  - {name: 甲, trigger: jia, body: 我的}\n"
                    "  - {name: 新节, trigger: [xin, yi], body: 新的}\n";
  const char *theirs = "kind: 总结\nsections:\n  - {name: 甲, trigger: [jia, jj], body: 原来的}\n"
                       "  - {name: 乙, trigger: yi, body: 乙的}\n";
  put(&mine, "a.yaml", own, strlen(own));
  put(&shipped, "z.yml", theirs, strlen(theirs));
  put(&shipped, ".hidden.yaml", "[", 1);
  put(&shipped, "notes.txt", "[", 1);
  const char *paths[] = {"/nonexistent/gongwen", mine.path, shipped.path};
  library *self = library_load(paths, 3);
  assert_non_null(self);
  assert_int_equal(library_problem_count(self), 0);
  assert_int_equal(library_count(self), 4);
  assert_false(library_get(self, 0)->shadowed);
  assert_true(library_get(self, 2)->shadowed);
  assert_string_equal(match(self, "jia")->body, "我的");
  /* The triggers of what is shadowed are dead; the same trigger in a stronger directory wins. */
  assert_null(match(self, "jj"));
  assert_string_equal(match(self, "yi")->body, "新的");
  assert_string_equal(find(self, "甲")->body, "我的");
  assert_string_equal(find(self, "总结/乙")->body, "乙的");
  assert_string_equal(find(self, "xin")->body, "新的");
  assert_null(find(self, "没有"));
  library_free(self);
  remove_folder(&mine, (const char *const[]){"a.yaml"}, 1);
  remove_folder(&shipped, (const char *const[]){"z.yml", ".hidden.yaml", "notes.txt"}, 3);
}

static void what_clashes_in_one_directory_is_told(void **state) {
  (void)state;
  library *self = read_text(HEAD "  - {name: 甲, trigger: jia, body: 一}\n"
                                 "  - {name: 甲, trigger: yi, body: 二}\n"
                                 "  - {name: 乙, trigger: ｊｉａ, body: 三}\n");
  assert_problem(self, 0, "4:5: this section is defined already: f.yaml:3");
  assert_problem(self, 1, "5:26: this trigger is taken already: f.yaml:3");
  assert_int_equal(library_problem_count(self), 2);
  assert_string_equal(match(self, "jia")->body, "一");
  assert_null(match(self, "yi"));
  library_free(self);
}

static void files_that_cannot_be_read_are_told(void **state) {
  (void)state;
  folder self = make_folder();
  char path[256];
  char *large = malloc(LIBRARY_FILE_BYTES + 1);
  assert_non_null(large);
  memset(large, '#', LIBRARY_FILE_BYTES + 1);
  put(&self, "large.yaml", large, LIBRARY_FILE_BYTES + 1);
  free(large);
  put(&self, "ok.yaml", HEAD GOOD, strlen(HEAD GOOD));
  path_in(&self, "fifo.yaml", path, sizeof path);
  assert_int_equal(mkfifo(path, 0600), 0);
  path_in(&self, "folder.yaml", path, sizeof path);
  assert_int_equal(mkdir(path, 0700), 0);
  path_in(&self, "gone.yaml", path, sizeof path);
  const char *paths[] = {self.path, path};
  library *loaded = library_load(paths, 2);
  assert_non_null(loaded);
  assert_int_equal(library_count(loaded), 1);
  assert_int_equal(library_problem_count(loaded), 4);
  assert_problem(loaded, 0, "1:1: not a regular file"); /* fifo.yaml */
  assert_problem(loaded, 1, "1:1: not a regular file"); /* folder.yaml */
  assert_problem(loaded, 2, "1:1: larger than 256 KB; a template file is a few pages of text");
  assert_problem(loaded, 3, "1:1: cannot be read: No such file or directory");
  library_free(loaded);
  path_in(&self, "ok.yaml", path, sizeof path);
  loaded = library_load((const char *const[]){path}, 1);
  assert_int_equal(library_count(loaded), 1);
  assert_string_equal(library_get(loaded, 0)->file, path);
  library_free(loaded);
  remove_folder(&self, (const char *const[]){"large.yaml", "ok.yaml", "fifo.yaml", "folder.yaml"},
                4);
}

static void shipped_templates_are_right(void **state) {
  (void)state;
  library *self = library_load((const char *const[]){GONGWEN_SOURCE_DIR "/snippets"}, 1);
  assert_non_null(self);
  for (size_t i = 0; i < library_problem_count(self); i++) {
    const library_problem *problem = library_get_problem(self, i);
    print_error("%s:%zu:%zu: %s\n", problem->file, problem->line, problem->column,
                problem->message);
  }
  assert_int_equal(library_problem_count(self), 0);
  assert_true(library_count(self) >= 20);
  for (size_t i = 0; i < library_count(self); i++)
    assert_non_null(library_get(self, i)->triggers[0]);
  library_free(self);
}

/* ---- triggers -------------------------------------------------------------------------------- */

/* Expects the trigger of `bytes` bytes at the end of `before`; 0 expects none. */
static void assert_match(const library *self, const char *before, const char *name, size_t bytes) {
  library_choice found;
  bool matched = library_match(self, before, strlen(before), NULL, LIBRARY_ANY_LEVEL, &found);
  if (!name) {
    if (matched)
      fail_msg("%s matched %s", before, found.section->name);
    return;
  }
  if (!matched)
    fail_msg("%s did not match", before);
  assert_string_equal(found.section->name, name);
  assert_int_equal(found.size, bytes);
}

static void append(void *user, gw_span character) {
  strncat(strcat(user, " "), character.data, character.size);
}

static void trigger_ends_are_told_once(void **state) {
  (void)state;
  library *self = read_text(HEAD "  - {name: A, trigger: [gj, 改进, 走j], body: b}\n"
                                 "  - {name: B, trigger: [ｊ, 进, 'x`', 'a?'], body: b}\n");
  char ends[128] = "";
  library_trigger_ends(self, append, ends);
  assert_string_equal(ends, " ? ？ ` ｀ j ｊ 进");
  library_free(self);
}

static void triggers_match_at_the_end_of_the_line(void **state) {
  (void)state;
  library *self = read_text(HEAD "  - {name: A, trigger: gj, body: b}\n"
                                 "  - {name: B, trigger: 总结, body: b}\n"
                                 "  - {name: C, trigger: 工作总结, body: b}\n"
                                 "  - {name: D, trigger: ;a, body: b}\n"
                                 "  - {name: E, trigger: 1y, body: b}\n"
                                 "  - {name: F, trigger: （一）, body: b}\n"
                                 "  - {name: G, trigger: a b, body: b}\n");
  assert_int_equal(library_problem_count(self), 0);
  /* Chinese text and marks of either width are boundaries. */
  static const char *const boundaries[] = {"",   "根据", "，", "。",   "（",  "“", "、",
                                           "　", ",",    " ",  "\t",   "-",   "§", "é",
                                           "党", "𝔼",    "第", "\x80", "\xe6"};
  for (size_t i = 0; i < sizeof boundaries / sizeof *boundaries; i++) {
    char text[32];
    snprintf(text, sizeof text, "%sgj", boundaries[i]);
    assert_match(self, text, "A", 2);
  }
  /* Letters, digits and _ are not, in either width. */
  assert_match(self, "abcgj", NULL, 0);
  assert_match(self, "第3gj", NULL, 0);
  assert_match(self, "_gj", NULL, 0);
  assert_match(self, "ａgj", NULL, 0);
  assert_match(self, "３gj", NULL, 0);
  assert_match(self, "21y", NULL, 0);
  assert_match(self, "第1y", "E", 2);
  /* Chinese triggers fire anywhere, the longest one first. */
  assert_match(self, "总结", "B", 6);
  assert_match(self, "党建总结", "B", 6);
  assert_match(self, "，总结", "B", 6);
  assert_match(self, "abc总结", "B", 6);
  assert_match(self, "工作总结", "C", 12);
  assert_match(self, "全年工作总结", "C", 12);
  /* A mark in front lets letters fire anywhere; full-width twins count as the half-width ones. */
  assert_match(self, "abc;a", "D", 2);
  assert_match(self, "；a", "D", 4);
  assert_match(self, "；ａ", "D", 6);
  assert_match(self, "党ｇj", "A", 4);
  assert_match(self, "(一)", "F", 5);
  assert_match(self, "（一)", "F", 7);
  assert_match(self, "a　b", "G", 5);
  assert_match(self, "", NULL, 0);
  assert_match(self, "g", NULL, 0);
  assert_match(self, "gj ", NULL, 0);
  assert_match(self, "结", NULL, 0);
  library_free(self);
}

static void overlong_triggers_are_refused(void **state) {
  (void)state;
  char text[512];
  char trigger[LIBRARY_TRIGGER_BYTES + 2];
  memset(trigger, 'a', sizeof trigger);
  trigger[LIBRARY_TRIGGER_BYTES] = '\0';
  snprintf(text, sizeof text, HEAD "  - {name: A, trigger: %s, body: b}\n", trigger);
  library *self = read_text(text);
  assert_int_equal(library_problem_count(self), 0);
  assert_match(self, trigger, "A", LIBRARY_TRIGGER_BYTES);
  library_free(self);
  trigger[LIBRARY_TRIGGER_BYTES] = 'a';
  trigger[LIBRARY_TRIGGER_BYTES + 1] = '\0';
  snprintf(text, sizeof text, HEAD "  - {name: A, trigger: %s, body: b}\n", trigger);
  self = read_text(text);
  assert_int_equal(library_count(self), 0);
  assert_int_equal(library_problem_count(self), 1);
  library_free(self);
}

/* ---- many sections ----------------------------------------------------------------------------
 */

enum {
  FILES = 200,
  SECTIONS = 100,
  LOOKUPS = 2000
};
static const char *const words[] = {"党", "建", "工", "作", "总", "结", "a", "b", "1", "；", "会"};

static library *load_many(void) {
  char *text = malloc(LIBRARY_FILE_BYTES);
  library *self = library__new();
  assert_non_null(text);
  assert_non_null(self);
  for (int file = 0; file < FILES; file++) {
    size_t size = (size_t)sprintf(text, "kind: k%d\nsections:\n", file);
    for (int i = 0; i < SECTIONS; i++) {
      size += (size_t)sprintf(text + size, "  - name: n%d\n    body: b\n    trigger: '", i);
      for (int n = 1 + rand() % 8; n > 0; n--)
        size += (size_t)sprintf(text + size, "%s", words[rand() % 11]);
      size += (size_t)sprintf(text + size, "'\n");
    }
    library__source source = {"f.yaml", "f", (size_t)file, text, size};
    library__read(self, &source, NULL);
  }
  library__finish(self);
  free(text);
  assert_int_equal(library_count(self), FILES * SECTIONS);
  return self;
}

/* What library_match() should answer, by looking at every section. */
static const library_section *search(const library *self, const char *before, size_t *size) {
  const library_section *best = NULL;
  size_t length = strlen(before);
  *size = 0;
  for (size_t i = 0; i < library_count(self); i++) {
    const library_section *section = library_get(self, i);
    const char *trigger = section->triggers[0];
    size_t bytes = strlen(trigger);
    if (bytes > length || bytes <= *size || memcmp(before + length - bytes, trigger, bytes) != 0)
      continue;
    char previous = ' ';
    if (bytes < length)
      previous = before[length - bytes - 1];
    if (strchr("ab1", trigger[0]) && strchr("ab1", previous))
      continue;
    best = section;
    *size = bytes;
  }
  return best;
}

static void twenty_thousand_sections(void **state) {
  (void)state;
  static char before[LOOKUPS][64];
  static library_choice found[LOOKUPS];
  unsigned seed = (unsigned)time(NULL);
  print_message("seed %u\n", seed);
  srand(seed);
  library *self = load_many();
  for (int i = 0; i < LOOKUPS; i++)
    for (int n = rand() % 12; n > 0; n--)
      strcat(before[i], words[rand() % 11]);
  struct timespec start;
  struct timespec end;
  clock_gettime(CLOCK_MONOTONIC, &start);
  for (int i = 0; i < LOOKUPS; i++)
    library_match(self, before[i], strlen(before[i]), NULL, LIBRARY_ANY_LEVEL, &found[i]);
  clock_gettime(CLOCK_MONOTONIC, &end);
  double total = (double)(end.tv_sec - start.tv_sec) * 1e9 + (double)(end.tv_nsec - start.tv_nsec);
  print_message("library_match in 20,000 sections: %.0f ns\n", total / LOOKUPS);
  for (int i = 0; i < LOOKUPS; i++) {
    size_t size;
    const library_section *expected = search(self, before[i], &size);
    assert_ptr_equal(found[i].section, expected);
    if (expected)
      assert_int_equal(found[i].size, size);
  }
  library_free(self);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_every_key),
      cmocka_unit_test(takes_bom_and_crlf),
      cmocka_unit_test(kind_may_stand_last_or_be_missing),
      cmocka_unit_test(bad_entries_are_told_and_good_ones_stay),
      cmocka_unit_test(doubtful_keys_are_told_and_ignored),
      cmocka_unit_test(aliases_anchors_tags_and_merge_keys_are_refused),
      cmocka_unit_test(files_that_are_no_template_files),
      cmocka_unit_test(syntax_errors_have_a_place),
      cmocka_unit_test(wrong_encodings_are_named),
      cmocka_unit_test(nesting_is_bounded),
      cmocka_unit_test(problems_of_a_file_are_bounded),
      cmocka_unit_test(stronger_directories_shadow_weaker_ones),
      cmocka_unit_test(what_clashes_in_one_directory_is_told),
      cmocka_unit_test(files_that_cannot_be_read_are_told),
      cmocka_unit_test(shipped_templates_are_right),
      cmocka_unit_test(triggers_match_at_the_end_of_the_line),
      cmocka_unit_test(trigger_ends_are_told_once),
      cmocka_unit_test(overlong_triggers_are_refused),
      cmocka_unit_test(twenty_thousand_sections),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
