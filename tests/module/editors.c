/*
 * What editors call in-process: through dlopen() and dlsym() of the module, as libcall() does it,
 * and directly, with an allocator that fails the test.
 */
#include "table.h"

#include <dlfcn.h>

#include <gongwen/gongwen.h>

/* ---- no allocation --------------------------------------------------------------------------- */

static bool forbidden;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);

void *__wrap_malloc(size_t size) {
  assert_false(forbidden);
  return __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size) {
  assert_false(forbidden);
  return __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size) {
  assert_false(forbidden);
  return __real_realloc(old, size);
}

/* ---- the module ------------------------------------------------------------------------------ */

typedef struct module {
  void *handle;
  int (*level)(const char *line);
  int (*rank)(const char *line);
  const char *(*kind)(const char *line);
} module;

/* A function of the module; POSIX lets an object pointer be one of a function, ISO C does not. */
static void find(void *handle, const char *name, void *function) {
  void *found = dlsym(handle, name);
  if (!found)
    fail_msg("%s: %s", name, dlerror());
  memcpy(function, &found, sizeof found);
}

static module open_module(void) {
  module m = {.handle = dlopen(GONGWEN_MODULE, RTLD_NOW | RTLD_LOCAL)};
  if (!m.handle)
    fail_msg("%s", dlerror());
  find(m.handle, "gongwen_line_level", &m.level);
  find(m.handle, "gongwen_line_rank", &m.rank);
  find(m.handle, "gongwen_line_kind", &m.kind);
  return m;
}

static const struct {
  const char *line;
  int level;
  gw_form rank;
  const char *kind;
} cases[] = {
    {"一、总体要求", 1, GW_FORM_HAN, "heading"},
    {"　　三、下一步打算", 1, GW_FORM_HAN, "heading"},
    {"（一）抓学习。上半年组织集中学习四次。", 2, GW_FORM_HAN_PAREN, "heading"},
    {"（二）抓学习。", 2, GW_FORM_HAN_PAREN, "heading"},
    {"(三) 抓学习\r", 2, GW_FORM_HAN_PAREN, "heading"},
    {"2.台账管理", 3, GW_FORM_DIGIT, "heading"},
    {"2.完成台账。", 0, GW_FORM_NONE, "item"},
    {"2.完成台账；", 0, GW_FORM_NONE, "item"},
    {"（3）台账管理", 4, GW_FORM_DIGIT_PAREN, "heading"},
    {"②查隐患", 5, GW_FORM_CIRCLED, "heading"},
    {"2.3 接口设计", 4, GW_FORM_DECIMAL, "heading"},
    {"2.3.4 接口设计", 5, GW_FORM_DECIMAL_DEEP, "heading"},
    {"2.3.4.5 接口设计", 6, GW_FORM_DECIMAL_DEEP, "heading"},
    {"第一部分　工作回顾", 1, GW_FORM_PART, "heading"},
    {"第三章　附则", 1, GW_FORM_CHAPTER, "heading"},
    {"第二节　职责", 2, GW_FORM_SECTION, "heading"},
    {"第四条　本办法由办公室负责解释。", 0, GW_FORM_NONE, "item"},
    {"**二、存在问题**", 1, GW_FORM_HAN, "heading"},
    {"## 1 总论", 3, GW_FORM_DIGIT, "heading"},
    {"三是健全制度。", 0, GW_FORM_NONE, "item"},
    {"最后，感谢各位。", 0, GW_FORM_NONE, "item"},
    /* In doubt: body. */
    {"（一）班同学参加了劳动。", 0, GW_FORM_NONE, "text"},
    {"2.5万元经费已到位。", 0, GW_FORM_NONE, "text"},
    {"20.2026年民生实事", 0, GW_FORM_NONE, "text"},
    {"十一、国庆期间安排值班。", 0, GW_FORM_NONE, "text"},
    {"一、二产业增速回升。", 0, GW_FORM_NONE, "text"},
    {"工作平稳有序。", 0, GW_FORM_NONE, "text"},
    {"同志们：", 0, GW_FORM_NONE, "salutation"},
    {"附件1", 0, GW_FORM_NONE, "annex"},
    {"2026年1月5日", 0, GW_FORM_NONE, "date"},
    {"一、总体要求……3", 0, GW_FORM_NONE, "contents"},
    {"目　录", 0, GW_FORM_NONE, "contents"},
    {"```c", 0, GW_FORM_NONE, "fence"},
    {"　　\t", 0, GW_FORM_NONE, "blank"},
    {"", 0, GW_FORM_NONE, "blank"},
    {NULL, 0, GW_FORM_NONE, "blank"},
    {"\xFF\xFE", 0, GW_FORM_NONE, "text"},
};

static void lines_have_a_level_and_a_kind(void **state) {
  (void)state;
  module m = open_module();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const char *line = cases[i].line;
    if (m.level(line) != cases[i].level || m.rank(line) != (int)cases[i].rank ||
        strcmp(m.kind(line), cases[i].kind) != 0)
      fail_msg("%s: level %d, rank %d, %s", line ? line : "NULL", m.level(line), m.rank(line),
               m.kind(line));
  }
  dlclose(m.handle);
}

/* Editors close the module after each call and may keep the string until later. */
static void the_module_stays_mapped(void **state) {
  (void)state;
  module m = open_module();
  const char *kind = m.kind("一、总体要求");
  dlclose(m.handle);
  assert_string_equal(kind, "heading");
  assert_int_equal(m.level("一、总体要求"), 1);
}

/* Where a document is well-formed, its lines tell the same as the document. */
static void lines_agree_with_a_document(void **state) {
  (void)state;
  static const char *const lines[] = {"河东村半年工作总结", "各位代表：",
                                      "一、主要工作",       "（一）修水渠",
                                      "修好水渠六百米。",   "1.清淤",
                                      "清淤三天。",         "2.加固",
                                      "加固两处。",         "（二）办食堂。老人每餐三元。",
                                      "二、下一步打算",     "一是扩建大棚。",
                                      "二是硬化村路。"};
  const size_t count = sizeof lines / sizeof *lines;
  gw_document *document = gw_document_new();
  assert_non_null(document);
  gw_span spans[sizeof lines / sizeof *lines];
  for (size_t i = 0; i < count; i++)
    spans[i] = (gw_span){lines[i], strlen(lines[i])};
  assert_true(gw_document_edit(document, 0, 1, spans, count));
  for (size_t i = 1; i < count; i++) {
    gw_node node;
    size_t index = gw_document_node_at(document, i);
    assert_true(gw_document_node(document, index, &node));
    bool here = node.line == i;
    int level = here && node.kind == GW_HEADING ? (int)node.level : 0;
    assert_int_equal(gongwen_line_level(lines[i]), level);
    assert_int_equal(strcmp(gongwen_line_kind(lines[i]), "item") == 0,
                     here && node.kind == GW_ITEM);
  }
  gw_document_free(document);
}

static void any_bytes_are_safe(void **state) {
  (void)state;
  static const char *const pieces[] = {"一",  "、",  "（",   "）",       "1",  ".",  "2.3",
                                       "第",  "章",  "条",   "是",       "。", "；", "：",
                                       "**",  "## ", "附件", "年",       "　", "\r", "最后，",
                                       "```", "“",   "\xFF", "\xE4\xB8", "①",  "班", "XX"};
  uint64_t seed = 20260105;
  for (int i = 0; i < 20000; i++) {
    char line[512];
    size_t size = table_noise(&seed, pieces, sizeof pieces / sizeof *pieces, line, sizeof line - 1);
    for (size_t at = 0; at < size; at++)
      line[at] = line[at] ? line[at] : ' ';
    char *exact = table_exact(line, size + 1);
    exact[size] = '\0';
    forbidden = true;
    int level = gongwen_line_level(exact);
    int rank = gongwen_line_rank(exact);
    const char *kind = gongwen_line_kind(exact);
    forbidden = false;
    assert_true(level >= 0 && level <= 9);
    assert_true(rank >= 0 && rank < (int)GW_FORM_COUNT);
    assert_int_equal(level > 0, strcmp(kind, "heading") == 0);
    assert_int_equal(level > 0, rank > 0);
    free(exact);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lines_have_a_level_and_a_kind),
      cmocka_unit_test(the_module_stays_mapped),
      cmocka_unit_test(lines_agree_with_a_document),
      cmocka_unit_test(any_bytes_are_safe),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
