/* Kinds of document: their keys, what a whole document consists of, which section a trigger means,
 * and completion. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "library/store.h"
#include "problems.h"

/* ---- helpers --------------------------------------------------------------------------------- */

/* A library of texts as if each were the only file of a directory, the strongest first. */
static library *read_texts(const char *const *texts, size_t count) {
  library *self = library__new();
  assert_non_null(self);
  for (size_t i = 0; i < count; i++) {
    static const char *const names[] = {"a.yaml", "b.yaml", "c.yaml"};
    library__source source = {names[i], "f", i, texts[i], strlen(texts[i])};
    library__read(self, &source, NULL);
  }
  library__finish(self);
  assert_false(self->failed);
  return self;
}

static library *read_text(const char *text) {
  return read_texts(&text, 1);
}

static void assert_only_problem(const char *text, const char *expected) {
  library *self = read_text(text);
  assert_problem(self, 0, expected);
  assert_int_equal(library_problem_count(self), 1);
  library_free(self);
}

/* The names of a whole document's sections, "甲 乙". */
static void assert_sections(const library *self, const char *name, const char *expected) {
  const library_kind *kind = library_find_kind(self, name);
  char shown[512] = "";
  assert_non_null(kind);
  for (size_t i = 0; i < kind->section_count; i++)
    snprintf(shown + strlen(shown), sizeof shown - strlen(shown), "%s%s", i ? " " : "",
             kind->sections[i]->name);
  assert_string_equal(shown, expected);
}

/* What stands for the text before the cursor in a document of this kind, below a heading of this
 * level: "kind/section", the name of a whole document, or "". */
static void assert_match_at(const library *self, const char *before, const char *kind,
                            unsigned level, const char *expected) {
  library_choice found;
  char shown[512] = "";
  if (library_match(self, before, strlen(before), kind ? library_find_kind(self, kind) : NULL,
                    level, &found)) {
    assert_true(!found.section != !found.document);
    if (found.section)
      snprintf(shown, sizeof shown, "%s/%s", found.section->kind, found.section->name);
    else
      snprintf(shown, sizeof shown, "%s", found.document->name);
  }
  assert_string_equal(shown, expected);
}

static void assert_match(const library *self, const char *before, const char *kind,
                         const char *expected) {
  assert_match_at(self, before, kind, LIBRARY_ANY_LEVEL, expected);
}

/* ---- keys ------------------------------------------------------------------------------------ */

static void reads_the_keys_of_a_kind(void **state) {
  (void)state;
  library *self =
      read_text("kind: 述职报告\n"
                "description: 一年一次\n"
                "trigger: [szbg, 述职报告全文]\n"
                "match: [述职报告, 述职述廉]\n"
                "title: |\n  XX单位\n  20XX年度述职报告\n"
                "document: [乙, 甲]\n"
                "sections:\n"
                "  - {name: 甲, trigger: jia, body: 一, line: true, kinds: [工作总结]}\n"
                "  - {name: 乙, body: 二, enabled: true, line: false}\n"
                "  - {name: 丙, body: 三}\n");
  assert_int_equal(library_problem_count(self), 0);
  assert_int_equal(library_kind_count(self), 2);
  const library_kind *kind = library_get_kind(self, 0);
  assert_string_equal(kind->name, "述职报告");
  assert_string_equal(kind->description, "一年一次");
  assert_string_equal(kind->triggers[1], "述职报告全文");
  assert_null(kind->triggers[2]);
  assert_string_equal(kind->match[1], "述职述廉");
  assert_null(kind->match[2]);
  assert_string_equal(kind->title, "XX单位\n20XX年度述职报告");
  assert_string_equal(kind->file, "a.yaml");
  assert_int_equal(kind->line, 1);
  assert_sections(self, "述职报告", "乙 甲");
  const library_section *section = library_get(self, 0);
  assert_true(section->starts_line);
  assert_string_equal(section->kinds[0], "工作总结");
  assert_null(section->kinds[1]);
  assert_false(library_get(self, 1)->starts_line);
  /* A kind that only other kinds' sections name: nothing to insert as a whole. */
  kind = library_get_kind(self, 1);
  assert_string_equal(kind->name, "工作总结");
  assert_string_equal(kind->match[0], "工作总结");
  assert_int_equal(kind->section_count, 0);
  assert_null(library_get_kind(self, 2));
  assert_null(library_find_kind(self, "通知"));
  library_free(self);
}

static void wrong_values_have_a_place(void **state) {
  (void)state;
#define SECTIONS "sections:\n  - {name: 甲, body: 一}\n"
  assert_only_problem("kind: 总结\ndocument: [甲, 无此节]\n" SECTIONS,
                      "2:17: this kind has no section `无此节`");
  assert_only_problem("kind: 总结\ndocument: [甲, 甲]\n" SECTIONS,
                      "2:17: `甲` is in this list already");
  assert_only_problem("kind: 总结\ntitle: ''\n" SECTIONS, "2:8: `title` is empty");
  assert_only_problem("kind: 总结\ntitle: [a]\n" SECTIONS, "2:8: `title` must be text");
  assert_only_problem("kind: 总结\ntrigger: [a, '']\n" SECTIONS, "2:14: `trigger` is empty");
  assert_only_problem("kind: 总结\nmatch: {a: b}\n" SECTIONS, "2:8: `match` must be text");
  assert_only_problem("kind: 总结\nmatch: &x 总结\n" SECTIONS,
                      "2:8: anchors and aliases (& and *) are not allowed");
  assert_only_problem("kind: 总结\nsections:\n  - {name: 甲, body: 一, line: 是}\n",
                      "3:34: `line` must be true or false");
  assert_only_problem("kind: 总结\nsections:\n  - {name: 甲, enabled: no, body: 一}\n",
                      "3:26: `enabled` must be true or false");
  assert_only_problem("kind: 总结\nsections:\n  - {name: 甲, enabled: true}\n",
                      "3:5: this section has no `body`");
  assert_only_problem("kind: 总结\ntrigger: a\nsections:\n  - {name: 甲, trigger: a, body: 一}\n",
                      "2:10: this trigger is taken already: a.yaml:4");
  char many[2048] = "kind: 总结\nmatch: [";
  for (int i = 0; i <= LIBRARY_LIST; i++)
    snprintf(many + strlen(many), sizeof many - strlen(many), "词%d, ", i);
  strcat(many, "尾]\n" SECTIONS);
  library *self = read_text(many);
  assert_int_equal(library_problem_count(self), 1);
  assert_string_equal(library_get_problem(self, 0)->message,
                      "too many texts in `match`; this one and those after it are left out");
  assert_int_equal(library_count(self), 1);
  library_free(self);
}

/* ---- several directories --------------------------------------------------------------------- */

static const char shipped[] = "kind: 总结\n"
                              "title: 20XX年总结\n"
                              "description: 原来的\n"
                              "sections:\n"
                              "  - {name: 导语, trigger: dy, body: 原导语}\n"
                              "  - {name: 成绩, trigger: cj, body: 原成绩}\n"
                              "  - {name: 不足, trigger: bz, body: 原不足}\n";

static void a_kind_is_put_together_from_all_files(void **state) {
  (void)state;
  static const char own[] = "kind: 总结\ndescription: 我的\nsections:\n"
                            "  - {name: 成绩, trigger: wdcj, body: 我的成绩}\n"
                            "  - {name: 附言, body: 我的附言}\n"
                            "  - {name: 不足, enabled: false}\n";
  library *self = read_texts((const char *const[]){own, shipped}, 2);
  assert_int_equal(library_problem_count(self), 0);
  assert_int_equal(library_kind_count(self), 1);
  const library_kind *kind = library_get_kind(self, 0);
  assert_string_equal(kind->description, "我的");
  assert_string_equal(kind->title, "20XX年总结");
  assert_string_equal(kind->file, "a.yaml");
  /* What replaces a section stands in its place; what is new stands behind. */
  assert_sections(self, "总结", "导语 成绩 附言");
  assert_string_equal(kind->sections[1]->body, "我的成绩");
  assert_match(self, "bz", NULL, "");
  assert_match(self, "cj", NULL, "");
  assert_match(self, "wdcj", NULL, "总结/成绩");
  library_choice found;
  assert_false(library_find(self, "不足", kind, &found));
  assert_true(library_find(self, "成绩", NULL, &found));
  assert_string_equal(found.section->body, "我的成绩");
  library_free(self);
}

static void document_may_name_sections_of_other_files(void **state) {
  (void)state;
  static const char own[] = "kind: 总结\ndocument: [附言, 成绩, 落款, 不足]\nsections:\n"
                            "  - {name: 附言, body: 我的附言}\n"
                            "  - {name: 不足, enabled: false}\n";
  static const char common[] = "kind: 通用\nsections:\n"
                               "  - {name: 落款, body: XX单位, kinds: [总结]}\n";
  library *self = read_texts((const char *const[]){own, shipped, common}, 3);
  assert_int_equal(library_problem_count(self), 0);
  assert_sections(self, "总结", "附言 成绩 落款");
  library_free(self);
}

static void keys_given_twice_in_one_directory_are_told(void **state) {
  (void)state;
  library *self = library__new();
  assert_non_null(self);
  static const char more[] = "kind: 总结\ntitle: 另一个\nsections:\n  - {name: 附言, body: 一}\n";
  const library__source first = {"a.yaml", "a", 0, shipped, sizeof shipped - 1};
  const library__source second = {"b.yaml", "b", 0, more, sizeof more - 1};
  library__read(self, &first, NULL);
  library__read(self, &second, NULL);
  library__finish(self);
  assert_int_equal(library_problem_count(self), 1);
  assert_problem(self, 0, "2:8: this kind has one already: a.yaml:2");
  assert_string_equal(library_get_kind(self, 0)->title, "20XX年总结");
  assert_sections(self, "总结", "导语 成绩 不足 附言");
  library_free(self);
}

/* ---- triggers -------------------------------------------------------------------------------- */

static void the_kind_of_the_document_decides(void **state) {
  (void)state;
  static const char first[] = "kind: 总结\ntrigger: quan\nsections:\n"
                              "  - {name: 导语, trigger: [dy, 导语], body: 一}\n"
                              "  - {name: 结尾, trigger: jw, body: 二, kinds: [通知, 报告]}\n";
  static const char second[] = "kind: 报告\ntrigger: quan\nsections:\n"
                               "  - {name: 导语, trigger: [dy, ＤＹ], body: 三}\n"
                               "  - {name: 结尾, trigger: jw, body: 四}\n";
  library *self = read_texts((const char *const[]){first, second}, 2);
  assert_int_equal(library_problem_count(self), 0);
  assert_match(self, "根据dy", NULL, "总结/导语");
  assert_match(self, "根据dy", "总结", "总结/导语");
  assert_match(self, "根据dy", "报告", "报告/导语");
  assert_match(self, "DY", "总结", "报告/导语");
  assert_match(self, "dy", "通知", "总结/导语");
  assert_match(self, "jw", "通知", "总结/结尾");
  /* Both are of this kind: the stronger directory wins. */
  assert_match(self, "jw", "报告", "总结/结尾");
  assert_match(self, "quan", NULL, "总结");
  assert_match(self, " \t　quan", NULL, "总结");
  assert_match(self, "根据quan", NULL, ""); /* a whole document amid a line is never meant */
  assert_match(self, "quan", "报告", "报告");
  assert_match(self, "quan", "通知", "总结");
  library_choice found;
  assert_true(library_find(self, "导语", library_find_kind(self, "报告"), &found));
  assert_string_equal(found.section->body, "三");
  assert_true(library_find(self, "导语", NULL, &found));
  assert_string_equal(found.section->body, "一");
  assert_true(library_find(self, "报告/导语", NULL, &found));
  assert_string_equal(found.section->body, "三");
  assert_true(library_find(self, "报告", NULL, &found));
  assert_string_equal(found.document->name, "报告");
  assert_null(found.section);
  assert_true(library_find(self, "quan", library_find_kind(self, "报告"), &found));
  assert_string_equal(found.document->name, "报告");
  assert_false(library_find(self, "通知", NULL, &found)); /* no sections of its own */
  assert_false(library_find(self, "x jw", NULL, &found));
  library_free(self);
}

static void one_trigger_twice_in_a_kind_is_told(void **state) {
  (void)state;
  assert_only_problem("kind: 总结\nsections:\n  - {name: 甲, trigger: a, body: 一}\n"
                      "  - {name: 乙, trigger: [b, ａ], body: 二}\n",
                      "4:30: this trigger is taken already: a.yaml:3");
  /* Adopted sections count as well, and a clash in several kinds is told once. */
  library *self = library__new();
  static const char one[] = "kind: 甲\nsections:\n  - {name: 一, trigger: a, body: b, "
                            "kinds: [丙, 丁]}\n";
  static const char two[] = "kind: 乙\nsections:\n  - {name: 二, trigger: a, body: b, "
                            "kinds: [丙, 丁]}\n";
  const library__source first = {"a.yaml", "a", 0, one, sizeof one - 1};
  const library__source second = {"b.yaml", "b", 0, two, sizeof two - 1};
  library__read(self, &first, NULL);
  library__read(self, &second, NULL);
  library__finish(self);
  assert_int_equal(library_problem_count(self), 1);
  assert_problem(self, 0, "3:26: this trigger is taken already: a.yaml:3");
  assert_match(self, "a", "丙", "甲/一");
  assert_match(self, "a", "乙", "乙/二");
  library_free(self);
}

static void line_asks_for_the_start_of_the_line(void **state) {
  (void)state;
  static const char first[] = "kind: 总结\nsections:\n"
                              "  - {name: 甲, trigger: [工作总结, a], line: true, body: 一}\n"
                              "  - {name: 乙, trigger: 总结, body: 二}\n";
  static const char second[] = "kind: 报告\nsections:\n"
                               "  - {name: 丙, trigger: a, body: 三}\n";
  library *self = read_texts((const char *const[]){first, second}, 2);
  assert_int_equal(library_problem_count(self), 0);
  assert_match(self, "工作总结", NULL, "总结/甲");
  assert_match(self, " \t　工作总结", NULL, "总结/甲");
  assert_match(self, "好工作总结", NULL, "总结/乙"); /* the shorter one that may stand there */
  assert_match(self, "a", NULL, "总结/甲");
  assert_match(self, "好a", NULL, "报告/丙");
  assert_match(self, "好a", "总结", "报告/丙");
  assert_match(self, "　a", "报告", "报告/丙");
  library_free(self);
}

static void within_asks_for_the_level(void **state) {
  (void)state;
  static const char strong[] = "kind: 总结\nsections:\n"
                               "  - {name: 开头, trigger: [zj, a], within: 0, body: 一}\n"
                               "  - {name: 小点, trigger: zj, within: [1, 2], body: 二}\n"
                               "  - {name: 行首, trigger: zj, within: 3, line: true, body: 三}\n"
                               "  - {name: 长, trigger: 总zj, within: 2, body: 四}\n";
  static const char weak[] = "kind: 报告\nsections:\n"
                             "  - {name: 其余, trigger: zj, body: 五}\n";
  library *self = read_texts((const char *const[]){strong, weak}, 2);
  assert_int_equal(library_problem_count(self), 0);
  static const char *const expected[] = {"总结/开头", "总结/小点", "总结/小点", "总结/行首",
                                         "报告/其余"};
  for (unsigned level = 0; level < LIBRARY_LEVELS; level++)
    assert_match_at(self, "zj", NULL, level, expected[level]);
  assert_match_at(self, "好zj", NULL, 3, "报告/其余");
  assert_match_at(self, "zj", "报告", 1, "报告/其余"); /* its own kind comes first */
  assert_match_at(self, "zj", "总结", 4, "报告/其余");
  assert_match_at(self, "总zj", NULL, 2, "总结/长");
  assert_match_at(self, "总zj", NULL, 1, "总结/小点"); /* the shorter one that counts there */
  assert_match_at(self, "a", NULL, 0, "总结/开头");
  assert_match_at(self, "a", NULL, 1, "");
  assert_match(self, "a", NULL, "总结/开头");
  library_completion one[8];
  assert_int_equal(library_complete(self, "z", 1, NULL, 0, one, 8), 2);
  assert_string_equal(one[0].choice.section->name, "开头");
  assert_int_equal(library_complete(self, "a", 1, NULL, 2, one, 8), 0);
  library_choice by;
  for (size_t i = 0; i < library_count(self); i++)
    assert_false(library_trigger_is_shadowed(self, library_get(self, i),
                                             library_get(self, i)->triggers[0], &by));
  library_free(self);
  /* Two for one place; and a stronger directory's for all that there are. */
  assert_only_problem("kind: 总结\nsections:\n"
                      "  - {name: 甲, trigger: a, within: [0, 1], body: 一}\n"
                      "  - {name: 乙, trigger: a, within: [1, 2], body: 二}\n",
                      "4:26: this trigger is taken already: a.yaml:3");
  self =
      read_texts((const char *const[]){"kind: 总结\nsections:\n"
                                       "  - {name: 甲, trigger: a, within: [0, 1, 2], body: 一}\n",
                                       "kind: 总结\nsections:\n"
                                       "  - {name: 乙, trigger: a, within: 1, body: 二}\n"
                                       "  - {name: 丙, trigger: a, within: 3, body: 三}\n"},
                 2);
  assert_match_at(self, "a", NULL, 1, "总结/甲");
  assert_match_at(self, "a", NULL, 3, "总结/丙");
  assert_true(library_trigger_is_shadowed(self, library_get(self, 1), "a", &by));
  assert_string_equal(by.section->name, "甲");
  assert_false(library_trigger_is_shadowed(self, library_get(self, 2), "a", &by));
  library_free(self);
  static const char *const wrong[] = {"5", "[]", "[0, x]", "{}", "'10'", "[[1]]", "-1"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    char text[200];
    snprintf(text, sizeof text, "kind: 总结\nsections:\n  - {name: 甲, body: 一, within: %s}\n",
             wrong[i]);
    self = read_text(text);
    assert_int_equal(library_problem_count(self), 1);
    assert_non_null(
        strstr(library_get_problem(self, 0)->message, "`within` must be 0, 1, 2, 3 or 4"));
    assert_int_equal(library_count(self), 0);
    library_free(self);
  }
}

static void a_title_tells_the_kind(void **state) {
  (void)state;
  library *self = read_texts(
      (const char *const[]){"kind: 工作总结\nsections: []\n",
                            "kind: 党建工作总结\nmatch: [党建工作总结, 党建总结]\nsections: []\n",
                            "kind: 述职报告\nmatch: [述职报告, 述职]\nsections: []\n"},
      3);
  static const char *const cases[][2] = {{"2024年度工作总结", "工作总结"},
                                         {"XX党支部2024年党建工作总结", "党建工作总结"},
                                         {"党建总结（初稿）", "党建工作总结"},
                                         {"述 职　报 告", "述职报告"},
                                         {"2024年度\n述职报告\n", "述职报告"},
                                         {"关于报送工作总结和述职报告的通知", "述职报告"},
                                         {"述职工作总结大会发言", "工作总结"},
                                         {"党建工作总结会上的述职", "述职报告"},
                                         {"通知", ""},
                                         {"", ""}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const library_kind *kind = library_kind_of_title(self, cases[i][0], strlen(cases[i][0]));
    assert_string_equal(kind ? kind->name : "", cases[i][1]);
  }
  library_free(self);
}

/* ---- completion ------------------------------------------------------------------------------ */

/* The names offered, each with its bytes: "党支部基本情况 不足" for 2 bytes each. */
static void assert_offered(const library *self, const char *before, const char *kind, size_t size,
                           const char *expected) {
  library_completion offered[8];
  char shown[512] = "";
  size_t count =
      library_complete(self, before, strlen(before), kind ? library_find_kind(self, kind) : NULL,
                       LIBRARY_ANY_LEVEL, offered, 8);
  for (size_t i = 0; i < count; i++) {
    const library_choice *choice = &offered[i].choice;
    assert_int_equal(choice->size, size);
    snprintf(shown + strlen(shown), sizeof shown - strlen(shown), "%s%s%s", i ? " " : "",
             choice->section ? choice->section->kind : "=",
             choice->section ? choice->section->name : choice->document->name);
  }
  assert_string_equal(shown, expected);
}

static void words_are_completed(void **state) {
  (void)state;
  static const char first[] = "kind: 甲\ntrigger: jbq\nsections:\n"
                              "  - {name: 党支部基本情况, trigger: [jbqk, 基本情况], body: 一}\n"
                              "  - {name: 基本经验, trigger: [jbjy, ;j], line: true, body: 二}\n"
                              "  - {name: 不足, trigger: bz, body: 三}\n"
                              "  - {name: 停用, trigger: jbty, enabled: false}\n";
  static const char second[] = "kind: 乙\nsections:\n"
                               "  - {name: 基本情况, trigger: [jbqk, jbqkb], body: 四}\n";
  library *self = read_texts((const char *const[]){first, second}, 2);
  assert_int_equal(library_problem_count(self), 0);
  assert_offered(self, "jb", NULL, 2, "甲党支部基本情况 甲基本经验 =甲 乙基本情况");
  assert_offered(self, "根据jb", NULL, 2, "甲党支部基本情况 乙基本情况");
  assert_offered(self, "根据ｊb", NULL, 4, "甲党支部基本情况 乙基本情况");
  assert_offered(self, "根据jb", "乙", 2, "乙基本情况 甲党支部基本情况");
  assert_offered(self, "jbqk", "甲", 4, "甲党支部基本情况 乙基本情况");
  /* What was typed in full comes first, though another kind's. */
  assert_offered(self, "jbqkb", "甲", 5, "乙基本情况");
  assert_offered(self, "jbq", "乙", 3, "=甲 乙基本情况 甲党支部基本情况");
  /* The start of a trigger, of a name, a part of a name; the longest end of the text. */
  assert_offered(self, "我们的基本", NULL, 6, "甲党支部基本情况 乙基本情况");
  assert_offered(self, "　　基本", NULL, 6, "甲党支部基本情况 甲基本经验 乙基本情况");
  assert_offered(self, "支部", NULL, 6, "甲党支部基本情况");
  assert_offered(self, "；", NULL, 3, "甲基本经验");
  assert_offered(self, "不", NULL, 3, "甲不足");
  /* Not inside a word, not behind a blank, not what is switched off. */
  assert_offered(self, "xjb", NULL, 0, "");
  assert_offered(self, "jb ", NULL, 0, "");
  assert_offered(self, "jbt", NULL, 0, "");
  assert_offered(self, "停", NULL, 0, "");
  assert_offered(self, "", NULL, 0, "");
  library_completion one;
  assert_int_equal(library_complete(self, "jbqk", 4, NULL, LIBRARY_ANY_LEVEL, &one, 1), 1);
  assert_string_equal(one.trigger, "jbqk");
  assert_int_equal(one.place, LIBRARY_TRIGGER_START);
  assert_int_equal(library_complete(self, "支部", 6, NULL, LIBRARY_ANY_LEVEL, &one, 1), 1);
  assert_string_equal(one.trigger, "");
  assert_int_equal(one.place, LIBRARY_NAME_PART);
  library_free(self);
}

/* ---- many ------------------------------------------------------------------------------------ */

enum {
  KINDS = 200,
  PER_KIND = 100,
  LOOKUPS = 2000
};

static double nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

/* Every kind has the same hundred triggers: the worst of collisions. */
static void twenty_thousand_sections_with_equal_triggers(void **state) {
  (void)state;
  char *text = malloc(LIBRARY_FILE_BYTES);
  library *self = library__new();
  assert_non_null(text);
  assert_non_null(self);
  double start = nanoseconds();
  for (int kind = 0; kind < KINDS; kind++) {
    size_t size = (size_t)sprintf(text, "kind: 文种%d\nsections:\n", kind);
    for (int i = 0; i < PER_KIND; i++)
      size += (size_t)sprintf(
          text + size, "  - {name: 第%d节工作情况, trigger: [jie%d, 情况%d], body: b}\n", i, i, i);
    library__source source = {"f.yaml", "f", 0, text, size};
    library__read(self, &source, NULL);
  }
  library__finish(self);
  free(text);
  print_message("20,000 sections: read in %.0f ms\n", (nanoseconds() - start) / 1e6);
  assert_false(self->failed);
  assert_int_equal(library_problem_count(self), 0);
  assert_int_equal(library_count(self), KINDS * PER_KIND);

  library_choice found;
  double total = 0;
  for (int i = 0; i < LOOKUPS; i++) {
    char before[64];
    char name[64];
    int kind = i * 7 % KINDS;
    int length = sprintf(before, "我们的%s%d", i % 2 ? "情况" : "jie", i * 13 % PER_KIND);
    sprintf(name, "文种%d", kind);
    const library_kind *of = library_find_kind(self, name);
    start = nanoseconds();
    bool matched = library_match(self, before, (size_t)length, of, LIBRARY_ANY_LEVEL, &found);
    total += nanoseconds() - start;
    assert_true(matched);
    assert_string_equal(found.section->kind, name);
    assert_int_equal(atoi(found.section->name + strlen("第")), i * 13 % PER_KIND);
  }
  print_message("library_match: %.0f ns\n", total / LOOKUPS);
  library_completion offered[50];
  start = nanoseconds();
  assert_int_equal(library_complete(self, "我们的情况1", strlen("我们的情况1"),
                                    library_get_kind(self, 150), LIBRARY_ANY_LEVEL, offered, 50),
                   50);
  print_message("library_complete: %.0f us\n", (nanoseconds() - start) / 1e3);
  assert_string_equal(offered[0].choice.section->kind, "文种150");
  library_free(self);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_the_keys_of_a_kind),
      cmocka_unit_test(wrong_values_have_a_place),
      cmocka_unit_test(a_kind_is_put_together_from_all_files),
      cmocka_unit_test(document_may_name_sections_of_other_files),
      cmocka_unit_test(keys_given_twice_in_one_directory_are_told),
      cmocka_unit_test(the_kind_of_the_document_decides),
      cmocka_unit_test(one_trigger_twice_in_a_kind_is_told),
      cmocka_unit_test(line_asks_for_the_start_of_the_line),
      cmocka_unit_test(within_asks_for_the_level),
      cmocka_unit_test(a_title_tells_the_kind),
      cmocka_unit_test(words_are_completed),
      cmocka_unit_test(twenty_thousand_sections_with_equal_triggers),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
