/* What one line tells by itself: its class, its ordinal, its title. */
#include "table.h"

#include "core/scan.h"

static gw__scan scan(const char *line) {
  gw__scan out;
  char *copy = table_exact(line, strlen(line));
  gw__scan_line(copy, strlen(line), &out);
  free(copy);
  return out;
}

static void lines_have_a_class(void **state) {
  (void)state;
  static const struct {
    const char *line;
    uint8_t line_class;
  } cases[] = {
      {"", GW__LINE_BLANK},
      {" \t　\r", GW__LINE_BLANK},
      {"全年工作平稳。", GW__LINE_TEXT},
      {"同志们：", GW__LINE_SALUTE},
      {"各科室:", GW__LINE_SALUTE},
      {"一、总体情况", GW__LINE_ORDINAL},
      {"附件", GW__LINE_ANNEX},
      {"附 件 2", GW__LINE_ANNEX},
      {"附件：1.报名表", GW__LINE_ANNEX},
      {"附件2 报名表", GW__LINE_ANNEX},
      {"附件中的表格请按月填写。", GW__LINE_TEXT},
      {"附件1、附件2按月填写", GW__LINE_TEXT},
      {"```c", GW__LINE_FENCE},
      {"~~~", GW__LINE_FENCE},
      {"目录", GW__LINE_CONTENTS_HEAD},
      {"目　　录", GW__LINE_CONTENTS_HEAD},
      {"目录学是一门学问", GW__LINE_TEXT},
      {"一、总体情况\t12", GW__LINE_CONTENTS},
      {"一、总体情况……3", GW__LINE_CONTENTS},
      {"一、总体情况……", GW__LINE_ORDINAL},
      {"2026年1月5日", GW__LINE_DATE},
      {"二〇二六年一月五日", GW__LINE_DATE},
      {"20XX年X月X日", GW__LINE_DATE},
      {"2026-01-05 09:30", GW__LINE_DATE},
      {"2026年1月5日，会议召开", GW__LINE_TEXT},
      {"（", GW__LINE_BRACKET},
      {"今年以来，全乡干部群众上下一心，抢抓农时，克服连续阴雨带来的各种", GW__LINE_OPEN},
      {"（一）抓好春播。今年以来，全乡干部群众上下一心，克服阴雨带来的各种", GW__LINE_ORDINAL_OPEN},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    gw__scan out = scan(cases[i].line);
    if (out.line_class != cases[i].line_class)
      fail_msg("%s: class %u, not %u", cases[i].line, out.line_class, cases[i].line_class);
  }
}

static void ordinals_have_form_number_and_title(void **state) {
  (void)state;
  static const struct {
    const char *line;
    gw_form form;
    unsigned number;
    gw_shape shape;
    const char *title;
  } cases[] = {
      {"一、总体情况", GW_FORM_HAN, 1, GW_SHAPE_ALONE, "总体情况"},
      {"十二．总体情况  \r", GW_FORM_HAN, 12, GW_SHAPE_ALONE, "总体情况"},
      {"　　（三）加强领导。", GW_FORM_HAN_PAREN, 3, GW_SHAPE_STOPPED, "加强领导"},
      {"（四）加强领导。要亲自抓。", GW_FORM_HAN_PAREN, 4, GW_SHAPE_RUN_IN, "加强领导"},
      {"㈤加强领导", GW_FORM_HAN_PAREN, 5, GW_SHAPE_ALONE, "加强领导"},
      {"6．加强领导！", GW_FORM_DIGIT, 6, GW_SHAPE_ALONE, "加强领导！"},
      {"７、加强领导", GW_FORM_DIGIT, 7, GW_SHAPE_ALONE, "加强领导"},
      {"⒏加强领导", GW_FORM_DIGIT, 8, GW_SHAPE_ALONE, "加强领导"},
      {"( 9 )加强领导：", GW_FORM_DIGIT_PAREN, 9, GW_SHAPE_LEAD, "加强领导："},
      {"⑩加强领导", GW_FORM_CIRCLED, 10, GW_SHAPE_ALONE, "加强领导"},
      {"11）加强领导，", GW_FORM_CIRCLED, 11, GW_SHAPE_CLAUSE, "加强领导，"},
      {"1.2 加强领导", GW_FORM_DECIMAL, 1, GW_SHAPE_ALONE, "加强领导"},
      {"1.2.3.4加强领导", GW_FORM_DECIMAL_DEEP, 1, GW_SHAPE_ALONE, "加强领导"},
      {"第二部分：总论", GW_FORM_PART, 2, GW_SHAPE_ALONE, "总论"},
      {"第 三 章　总论", GW_FORM_CHAPTER, 3, GW_SHAPE_ALONE, "总论"},
      {"第4节 总论", GW_FORM_SECTION, 4, GW_SHAPE_ALONE, "总论"},
      {"第一百零五条", GW_FORM_ARTICLE, 105, GW_SHAPE_EMPTY, ""},
      {"二是，抓落实。", GW_FORM_SPOKEN, 2, GW_SHAPE_STOPPED, "抓落实"},
      {"第三，抓落实", GW_FORM_SPOKEN, 3, GW_SHAPE_ALONE, "抓落实"},
      {"其次，抓落实", GW_FORM_SPOKEN, 2, GW_SHAPE_ALONE, "抓落实"},
      {"最后，抓落实", GW_FORM_SPOKEN, 0, GW_SHAPE_ALONE, "抓落实"},
      {"## **一、总体情况**", GW_FORM_HAN, 1, GW_SHAPE_ALONE, "总体情况"},
      {"**（一）抓落实** 要抓紧。", GW_FORM_HAN_PAREN, 1, GW_SHAPE_RUN_IN, "抓落实"},
      {"**1.抓落实。**要抓紧。", GW_FORM_DIGIT, 1, GW_SHAPE_RUN_IN, "抓落实"},
      {"**一、**抓落实", GW_FORM_HAN, 1, GW_SHAPE_ALONE, "抓落实"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    gw__scan out = scan(cases[i].line);
    size_t size = out.title_end - out.title;
    if (out.form != cases[i].form || out.ordinal[0] != cases[i].number ||
        out.shape != cases[i].shape || size != strlen(cases[i].title) ||
        memcmp(cases[i].line + out.title, cases[i].title, size) != 0)
      fail_msg("%s: form %u, number %u, shape %u, title %.*s", cases[i].line, out.form,
               out.ordinal[0], out.shape, (int)size, cases[i].line + out.title);
  }
}

static void parts_of_a_decimal_are_all_kept(void **state) {
  (void)state;
  gw__scan out = scan("2.10.3 接口");
  assert_int_equal(out.parts, 3);
  assert_int_equal(out.ordinal[0], 2);
  assert_int_equal(out.ordinal[1], 10);
  assert_int_equal(out.ordinal[2], 3);
}

static void doubts_are_flagged(void **state) {
  (void)state;
  static const struct {
    const char *line;
    unsigned flags;
  } cases[] = {
      {"一、总体情况", 0},
      {"一. 总体情况", GW__MARKED},
      {"（一）、总体情况", GW__MARKED},
      {"（一）班获奖", GW__WEAK},
      {"十一、国庆值班", GW__HOLIDAY},
      {"3.5吨货物", GW__GLUED},
      {"2 总体情况", GW__WEAK | GW__MARKED},
      {"101.名词", GW__WEAK},
      {"# 一、总体情况", GW__MARKDOWN | GW__HASH},
      {"- 一、总体情况", GW__MARKDOWN},
      {"（一）核对；", GW__LISTED},
      {"（一）应当核对", GW__PROVISION},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    gw__scan out = scan(cases[i].line);
    if (out.flags != cases[i].flags)
      fail_msg("%s: flags %x, not %x", cases[i].line, out.flags, cases[i].flags);
  }
}

static void a_clause_ends_at_its_semicolon(void **state) {
  (void)state;
  static const char line[] = "（一）超期的，予以注销；补办的，重新登记。另行通知。";
  gw__scan out = scan(line);
  assert_memory_equal(line + gw__scan_title_end(&out, GW_SHAPE_CLAUSE), "；补办", 9);
  assert_memory_equal(line + gw__scan_title_end(&out, GW_SHAPE_RUN_IN), "。另行", 9);
}

static const char *const pieces[] = {
    "一", "二", "十",   "、",   "（",       "）", "1",  "2",  ".",    "．", "，",
    "。", "；", "：",   "第",   "章",       "条", "是", "要", "①",    "㈠", "首先",
    "附", "件", "#",    "*",    "**",       "-",  " ",  "　", "“",    "”",  "《",
    "》", "…",  "\t",   "目",   "录",       "年", "月", "日", "应当", "X",  "工作",
    "\r", "`",  "\xE4", "\x80", "\xEF\xBC", "(",  ")",  "a",  "班"};

static void any_bytes_are_safe(void **state) {
  (void)state;
  uint64_t seed = 20260101;
  print_message("seed %llu\n", (unsigned long long)seed);
  for (int i = 0; i < 40000; i++) {
    char line[256];
    size_t size = table_noise(&seed, pieces, sizeof pieces / sizeof *pieces, line, sizeof line);
    char *copy = table_exact(line, size);
    gw__scan out;
    gw__scan_line(copy, size, &out);
    if (out.form != GW_FORM_NONE) {
      assert_true(out.column <= out.title && out.title <= out.title_end);
      assert_true(out.title <= out.clause_end && out.clause_end <= size && out.title_end <= size);
      assert_true(out.parts >= 1 && out.parts <= GW_ORDINAL_PARTS);
    }
    free(copy);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lines_have_a_class),
      cmocka_unit_test(ordinals_have_form_number_and_title),
      cmocka_unit_test(parts_of_a_decimal_are_all_kept),
      cmocka_unit_test(doubts_are_flagged),
      cmocka_unit_test(a_clause_ends_at_its_semicolon),
      cmocka_unit_test(any_bytes_are_safe),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
