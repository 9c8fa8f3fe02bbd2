/* Template files made of documents: they load, and inserted whole they are the document again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#include <cmocka.h>

#include "apply.h"
#include "cli/extract.h"
#include "core/utf8.h"
#include "library/store.h"
#include "prose.h"

/* ---- there and back -------------------------------------------------------------------------- */

/* The template file made of a text; free() it. */
static char *yaml_of(const char *document, size_t size) {
  extract made;
  gw__buffer yaml = {0};
  assert_true(extract_document(&made, document, size, "文稿"));
  assert_true(extract_yaml(&made, &yaml));
  extract_free(&made);
  gw__buffer_add(&yaml, "", 1);
  assert_false(yaml.failed);
  return yaml.data;
}

static library *load(const char *yaml) {
  library *self = library__new();
  assert_non_null(self);
  library__source source = {"f.yaml", "f", 0, yaml, strlen(yaml)};
  library__read(self, &source, NULL);
  library__finish(self);
  assert_false(self->failed);
  return self;
}

static void assert_no_problem(const library *self, const char *yaml) {
  const library_problem *problem = library_get_problem(self, 0);
  if (problem)
    fail_msg("%zu:%zu: %s in\n%s", problem->line, problem->column, problem->message, yaml);
}

/* The whole document of a kind; free() it. */
static char *whole_of(const library_kind *kind) {
  gw_template sections[LIBRARY_LIST * 8];
  assert_in_range(kind->section_count, 0, sizeof sections / sizeof *sections);
  for (size_t i = 0; i < kind->section_count; i++) {
    const library_section *section = kind->sections[i];
    sections[i] = (gw_template){.title = {section->name, strlen(section->name)},
                                .level = section->level,
                                .body = {section->body, strlen(section->body)}};
  }
  gw_whole source = {.title = {kind->title, strlen(kind->title)},
                     .sections = sections,
                     .count = kind->section_count};
  gw_document *document = gw_document_new();
  gw_insertion insertion;
  gw_point start = {0, 0};
  assert_true(gw_document_whole_insertion(document, start, start, &source, &insertion));
  char *result = apply_edits("", &insertion.edits);
  gw_insertion_free(&insertion);
  gw_document_free(document);
  return result;
}

/* From a text to the file, and back; free() it. */
static char *there_and_back(const char *document, size_t size) {
  char *yaml = yaml_of(document, size);
  library *self = load(yaml);
  assert_no_problem(self, yaml);
  char *back = whole_of(library_get_kind(self, 0));
  library_free(self);
  free(yaml);
  return back;
}

/* Without blanks and line ends. */
static char *squeezed(const char *document, size_t size) {
  char *out = malloc(size + 1);
  size_t length = 0;
  assert_non_null(out);
  for (size_t i = 0; i < size; i++) {
    if (size - i >= 3 && memcmp(document + i, "\xE3\x80\x80", 3) == 0)
      i += 2;
    else if (size - i >= 2 && memcmp(document + i, "\xC2\xA0", 2) == 0)
      i++;
    else if (!strchr(" \t\r\n", document[i]) || document[i] == '\0')
      out[length++] = document[i];
  }
  out[length] = '\0';
  return out;
}

/* ---- documents as they should be ------------------------------------------------------------- */

static const char report_text[] =
    "XX县XX局2025年度工作总结\n"
    "\n"
    "XX县委：\n"
    "2025年，我局干了$1件事，成本\\$5、{{org}}、a\\b、\\\\、}。现将情况总结如下：\n"
    "一、主要工作\n"
    "（一）抓学习。正文\t一。\n"
    "正文二。\n"
    "\n"
    "（二）抓制度\n"
    "正文三。\n"
    "二、存在的问题\n"
    "- 问题: 一 # 不是注释\n"
    "'引号' \"引号\"\n"
    "三、下一步打算\n"
    "1.甲。\n"
    "2.乙。\n"
    "特此报告。\n"
    "\n"
    "附件：1.报名表\n"
    "      2.统计表\n"
    "\n"
    "                XX县XX局\n"
    "                2025年12月31日\n"
    "附件1\n"
    "报名表\n"
    "一、填报说明\n"
    "如实填写。";

static void a_report_becomes_a_file(void **state) {
  (void)state;
  char *yaml = yaml_of(report_text, sizeof report_text - 1);
  library *self = load(yaml);
  assert_no_problem(self, yaml);
  const library_kind *kind = library_get_kind(self, 0);
  assert_string_equal(kind->name, "工作总结");
  assert_string_equal(kind->title, "XX县XX局20XX年度工作总结");
  assert_string_equal(kind->triggers[0], "gzzj");
  static const char *const expected[][4] = {
      {"导语", "0", "dy", "导语"},
      {"主要工作", "1", "zygz", "主要工作"},
      {"抓学习", "2", "zxx", "抓学习"},
      {"抓制度", "2", "zzd", "抓制度"},
      {"存在的问题", "1", "czdwt", "存在的问题"},
      {"下一步打算", "1", "xybds", "下一步打算"},
      {"结尾", "0", "jw", "结尾"},
      {"附件说明", "0", "fjsm", "附件说明"},
      {"落款", "0", "lk", "落款"},
      {"附件", "0", "fj", "附件"},
  };
  assert_int_equal(library_count(self), sizeof expected / sizeof *expected);
  for (size_t i = 0; i < library_count(self); i++) {
    const library_section *section = library_get(self, i);
    assert_string_equal(section->name, expected[i][0]);
    assert_int_equal(section->level, expected[i][1][0] - '0');
    assert_string_equal(section->triggers[0], expected[i][2]);
    assert_string_equal(section->triggers[1], expected[i][3]);
    assert_null(section->triggers[2]);
  }
  assert_int_equal(kind->section_count, 8); /* without the two points */
  assert_string_equal(library_get(self, 2)->body, "正文\t一。\n正文二。");
  assert_string_equal(library_get(self, 3)->body, "正文三。");
  assert_string_equal(library_get(self, 1)->description, "（一）抓学习");
  library_free(self);
  free(yaml);
}

static void a_report_comes_back(void **state) {
  (void)state;
  char *back = there_and_back(report_text, sizeof report_text - 1);
  char *year = strstr(back, "20XX");
  assert_non_null(year);
  memcpy(year, "2025", 4);
  assert_string_equal(back, report_text);
  free(back);
}

static void indentation_and_crlf_are_those_of_the_place(void **state) {
  (void)state;
  static const char indented[] =
      "　　　　　工作总结\r\n　　一、甲情况\r\n　　甲。\r\n　　　　深。\r\n"
      "　　（一）乙。丙。\r\n　　二、丁情况\r\n戊。\r\n";
  char *back = there_and_back(indented, sizeof indented - 1);
  assert_string_equal(back,
                      "工作总结\n\n一、甲情况\n甲。\n　　深。\n（一）乙。丙。\n二、丁情况\n戊。");
  free(back);
}

static void what_is_no_section_stands_as_it_is(void **state) {
  (void)state;
  static const char *const documents[] = {
      "第一章 总则\n第一条 甲。\n第二条 乙。\n第二章 附则\n第三条 丙。", /* other forms */
      "一、甲情况\n二、乙情况\n乙。\n三、丙情况\n丙。",                  /* a heading alone */
      "一、主要任务：\n甲。\n二、乙情况\n乙。",                          /* a lead */
      "一、甲情况\n甲。\n二、甲情况\n乙。",                              /* a title twice */
      "只有正文。\n第二段。\n\n        XX局\n        2025年1月5日",
      "  前面有空格\n 的正文",
      "-",
      "一、“甲”: {乙} [丙] #丁\n|\n>\n- a: b\n&c *d !e %f @g `h\n\ttab\n---\n...\n? x",
  };
  for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
    char *back = there_and_back(documents[i], strlen(documents[i]));
    char *wanted = squeezed(documents[i], strlen(documents[i]));
    char *got = squeezed(back, strlen(back));
    assert_string_equal(got, wanted);
    free(wanted);
    free(got);
    free(back);
  }
}

static void dirt_is_cleaned(void **state) {
  (void)state;
  static const char dirty[] =
      "总结\n一、甲\x07\xC2\x85情况\n乙\0丙\xFF丁\xE2\x80\xA8戊\xEF\xBB\xBF。";
  char *back = there_and_back(dirty, sizeof dirty - 1);
  assert_string_equal(back, "总结\n\n一、甲  情况\n乙 丙\xEF\xBF\xBD丁 戊 。");
  free(back);
  char *yaml = yaml_of("", 0);
  assert_string_equal(yaml, "kind: 文稿\ntrigger: wg\ndocument: []\nsections: []\n");
  free(yaml);
}

static void the_shipped_documents_come_back(void **state) {
  (void)state;
  library *shipped = library_load((const char *const[]){GONGWEN_SOURCE_DIR "/snippets"}, 1);
  assert_non_null(shipped);
  size_t tried = 0;
  for (size_t i = 0; i < library_kind_count(shipped); i++) {
    const library_kind *kind = library_get_kind(shipped, i);
    if (kind->section_count == 0 || !*kind->title)
      continue;
    char *document = whole_of(kind);
    char *back = there_and_back(document, strlen(document));
    char *wanted = squeezed(document, strlen(document));
    char *got = squeezed(back, strlen(back));
    assert_string_equal(got, wanted);
    free(wanted);
    free(got);
    free(back);
    free(document);
    tried++;
  }
  assert_true(tried >= 5);
  library_free(shipped);
}

/* ---- documents as they come ------------------------------------------------------------------ */

/* Numbers and the marks around them, which the numbering and the writing may change, are left out,
 * and the years of titles. */
static char *essence(const char *document) {
  static const char *const marks[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十",
                                      "〇", "（", "）", "、", "．", "，", "。", "．", "　", "㈠"};
  char *out = malloc(strlen(document) + 1);
  size_t length = 0;
  assert_non_null(out);
  for (const char *at = document; *at;) {
    size_t size = 0;
    for (size_t i = 0; i < sizeof marks / sizeof *marks && size == 0; i++)
      if (strncmp(at, marks[i], strlen(marks[i])) == 0)
        size = strlen(marks[i]);
    if (size == 0 && strchr(" \t\r\n0123456789().X,#", *at))
      size = 1;
    if (size == 0)
      out[length++] = *at++;
    at += size;
  }
  out[length] = '\0';
  return out;
}

/* Adds a random line, without what is cleaned on the way. */
static size_t add_line(char *document, size_t size) {
  text line = write_line();
  for (size_t at = 0; at < line.size;) {
    gw__char c = gw__char_at(line.data, line.size, at);
    if (c.code >= ' ' && c.code != 0x7F && c.code != GW__REPLACEMENT && c.code != 0xFEFF) {
      memcpy(document + size, line.data + at, c.size);
      size += c.size;
    }
    at += c.size;
  }
  document[size++] = '\n';
  free(line.data);
  return size;
}

static void fail_difference(const char *wanted, const char *got, const char *document) {
  size_t at = 0;
  while (wanted[at] && wanted[at] == got[at])
    at++;
  print_message("%s\n", document);
  fail_msg("wanted: %.60s, got: %.60s", wanted + at, got + at);
}

static void any_document_comes_back(void **state) {
  (void)state;
  const char *given = getenv("GONGWEN_SEED");
  chance = given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
  print_message("GONGWEN_SEED=%llu\n", (unsigned long long)chance);
  for (int round = 0; round < 1500; round++) {
    static char document[40 * LINE_MAX_BYTES];
    size_t size = (size_t)sprintf(document, "%s", one_in(3) ? "" : "XX局工作总结\n");
    for (size_t lines = 1 + below(20); lines > 0; lines--)
      size = add_line(document, size);
    document[size] = '\0';
    char *back = there_and_back(document, size);
    char *got = essence(back);
    char *all = essence(document);
    /* What stands before the title is no part of it. */
    size_t skipped = strlen(all) > strlen(got) ? strlen(all) - strlen(got) : 0;
    if (strcmp(all + skipped, got) != 0)
      fail_difference(all + skipped, got, document);
    free(got);
    free(all);
    free(back);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_report_becomes_a_file),
      cmocka_unit_test(a_report_comes_back),
      cmocka_unit_test(indentation_and_crlf_are_those_of_the_place),
      cmocka_unit_test(what_is_no_section_stands_as_it_is),
      cmocka_unit_test(dirt_is_cleaned),
      cmocka_unit_test(the_shipped_documents_come_back),
      cmocka_unit_test(any_document_comes_back),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
