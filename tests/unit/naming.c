/* Kinds of documents by their titles, and headings in a word. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "cli/naming.h"

static void kinds(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"XX局2025年度党建工作总结", "党建工作总结"},
      {"XX街道XX社区党支部20XX年上半年党建工作总结", "党建工作总结"},
      {"2026年工作计划", "工作计划"},
      {"二〇二五年度工作总结", "工作总结"},
      {"２０２５年第三季度安全生产工作情况汇报", "安全生产工作情况汇报"},
      {"李某某2025年述职述廉报告", "述职述廉报告"},
      {"2021—2025年法治建设工作总结", "法治建设工作总结"},
      {"某县财政局工作总结", "工作总结"},
      {"市场监督管理局党组中心组学习计划", "学习计划"},
      {"党支部工作总结", "工作总结"},
      {"党支部书记述职报告", "述职报告"},
      {"述 职 报 告", "述职报告"},
      {"党建工作总结", "党建工作总结"},
      {"市场主体培育工作方案", "市场主体培育工作方案"},
      {"部门预算执行情况说明", "部门预算执行情况说明"},
      {"社区矫正工作总结", "社区矫正工作总结"},
      {"乡村振兴工作汇报", "乡村振兴工作汇报"},
      {"关于召开2025年度总结会议的通知", "通知"},
      {"XX局关于召开总结会议的通知", "通知"},
      {"关于解决办公经费的请示", "请示"},
      {"中共XX县委关于加强作风建设的意见", "意见"},
      {"关于党建工作情况的报告", "党建工作情况报告"},
      {"XX局关于2025年度法治建设情况的报告", "法治建设情况报告"},
      {"关于防汛工作情况汇报", "防汛工作情况汇报"},
      {"主题党日活动方案（征求意见稿）", "主题党日活动方案"},
      {"工作总结（2025年12月）（送审稿）", "工作总结"},
      {"XX局工作总结2025年", "工作总结"},
      {"县级规划", "县级规划"},
      {"2025", ""},
      {"", ""},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char out[NAMING_BYTES];
    naming_kind(cases[i][0], strlen(cases[i][0]), out);
    if (strcmp(out, cases[i][1]) != 0)
      fail_msg("%s: %s, expected %s", cases[i][0], out, cases[i][1]);
  }
  char title[2000];
  char out[NAMING_BYTES];
  memset(title, 'a', sizeof title);
  naming_kind(title, sizeof title, out);
  assert_int_equal(strlen(out), NAMING_BYTES - 1);
}

static void short_headings(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"基本情况", "基本情况"},
      {"强化理论武装，筑牢思想根基", "强化理论武装"},
      {"党支部基本情况", "党支部基本情况"},
      {"持续深化机关作风建设", "深化机关作风建设"},
      {"加强和改进机关作风建设", "作风建设"},
      {"坚持把学习放在首位，理论武装不断加强", "学习"},
      {"在严格规范组织生活上下功夫", "严格规范组织生活"},
      {"服务群众的办法还不够多", "服务群众的办法"},
      {"“三会一课”制度落实情况", "落实情况"},
      {"存在的问题（三个方面）", "存在的问题"},
      {"问题、不足", "问题"},
      {"，", "，"},
      {"", ""},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char out[NAMING_BYTES];
    naming_short(cases[i][0], strlen(cases[i][0]), out);
    assert_string_equal(out, cases[i][1]);
  }
}

static void years(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"XX局2025年度工作总结", "XX局20XX年度工作总结"},
      {"2021—2025年规划", "20XX—20XX年规划"},
      {"二〇二五年工作总结", "20XX年工作总结"},
      {"二○二五年工作总结", "20XX年工作总结"},
      {"２０２５年工作总结", "20XX年工作总结"},
      {"20XX年工作总结", "20XX年工作总结"},
      {"XX发〔2025〕12号", "XX发〔20XX〕12号"},
      {"12025号、20256号、1825年", "12025号、20256号、1825年"},
      {"一二三四五", "一二三四五"},
      {"", ""},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char out[256];
    out[naming_open_years(cases[i][0], strlen(cases[i][0]), out)] = '\0';
    assert_string_equal(out, cases[i][1]);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(kinds),
      cmocka_unit_test(short_headings),
      cmocka_unit_test(years),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
