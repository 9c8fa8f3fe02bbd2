/*
 * prose.h - lines of official prose at random: headings of every form, run-ins, series,
 * placeholders, and oddities. Include it behind cmocka.h; set `chance` to the seed.
 */
#ifndef GONGWEN_TESTS_PROSE_H
#define GONGWEN_TESTS_PROSE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- chance ---------------------------------------------------------------------------------- */

static uint64_t chance;

static uint64_t draw(void) {
  uint64_t z = chance += 0x9E3779B97F4A7C15u;
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
  z = (z ^ z >> 27) * 0x94D049BB133111EBu;
  return z ^ z >> 31;
}

static size_t below(size_t n) {
  return n > 0 ? (size_t)(draw() % n) : 0;
}

static bool one_in(size_t n) {
  return below(n) == 0;
}

#define PICK(list) ((list)[below(sizeof(list) / sizeof *(list))])

/* ---- texts ----------------------------------------------------------------------------------- */

#define LINE_MAX_BYTES 2048

typedef struct text {
  char *data;
  size_t size;
} text;

static text text_of(const char *data, size_t size) {
  if (size == SIZE_MAX)
    abort();
  text t = {calloc(size + 1, 1), size};
  assert_non_null(t.data);
  if (size > 0)
    memcpy(t.data, data, size);
  return t;
}

/* A line under construction. */
typedef struct pen {
  char data[LINE_MAX_BYTES];
  size_t size;
} pen;

static void put(pen *p, const char *s) {
  size_t size = strlen(s);
  if (size <= sizeof p->data - p->size) {
    memcpy(p->data + p->size, s, size);
    p->size += size;
  }
}

static const char *const numerals[] = {"一", "二", "三", "四", "五",   "六",
                                       "七", "八", "九", "十", "十一", "二十"};
static const char *const circled[] = {"①", "②", "③", "④", "⑤"};
static const char *const topics[] = {"总体要求",
                                     "基本情况",
                                     "主要做法",
                                     "存在问题",
                                     "下一步打算",
                                     "组织领导",
                                     "落实责任分工",
                                     "强化督促检查工作",
                                     "规范办事流程",
                                     "总则",
                                     "附则",
                                     "二产业",
                                     "班子建设",
                                     "XX项目推进情况",
                                     "【单位名称】概况",
                                     "国庆安排",
                                     "",
                                     "做好宣传：",
                                     "确保按期完成任务",
                                     "提高服务质量，方便群众办事"};
static const char *const sentences[] = {
    "各科室要按照分工抓好落实。",
    "全年共办理事项XX件，同比增长XX%。",
    "要坚持问题导向，",
    "现将有关情况报告如下。",
    "一是健全制度；二是明确责任；三是加强督查。",
    "重点做好：（一）摸清底数；（二）建立台账；（三）逐项销号。",
    "①查隐患；②抓整改；③促提升。",
    "【单位名称】负责牵头，",
    "由____负责，20XX年X月底前完成",
    "（待补充）",
    "某某同志主持会议。",
    "第一，提高认识；第二，细化措施。",
    "经过一段时间的集中整治，全市营商环境得到了明显的改善和提升，",
    "详见附件。",
    "指导思想：以保障安全为中心，统筹抓好各项防范措施的落实，确保不发生较大以上事故。",
    "今年以来各科室按照部署扎实推进各项工作取得了明显成效，一是抓好宣传；二",
    "好"};
static const char *const oddities[] = {"",
                                       "",
                                       "",
                                       "　　",
                                       "附件",
                                       "附件1",
                                       "附件：1",
                                       "```",
                                       "~~~",
                                       "目录",
                                       "（",
                                       "一、总体要求……1",
                                       "2026年3月8日",
                                       "各科室：",
                                       "仅供学习参考",
                                       "# 说明",
                                       "- 列表",
                                       "【说明】",
                                       "**重点**",
                                       "[事由]",
                                       "{{org}}",
                                       "20.2026年",
                                       "十一、国庆期间值班",
                                       "关于做好XX工作的通知",
                                       "三）加强管理",
                                       "·一、总体要求",
                                       "○○局",
                                       "---",
                                       "是抓好督查；三是抓好整改。",
                                       "\xFF\xFE bad \x80",
                                       "一、\xE4\xB8",
                                       "XX",
                                       "第一条"};

static unsigned counters[8];

static unsigned next_number(size_t form) {
  counters[form] = one_in(6) ? (unsigned)below(11) + 1 : counters[form] % 12 + 1;
  return counters[form];
}

static void write_ordinal(pen *p) {
  char digits[32];
  size_t form = below(12);
  unsigned n = next_number(form % 8);
  const char *han = numerals[(n - 1) % 12];
  switch (form) {
  case 0:
  case 1:
    put(p, han);
    put(p, one_in(5) ? "．" : "、");
    break;
  case 2:
  case 3:
    put(p, one_in(5) ? "(" : "（");
    put(p, han);
    put(p, one_in(5) ? ")" : "）");
    break;
  case 4:
  case 5:
    (void)snprintf(digits, sizeof digits, one_in(3) ? "%u、" : "%u.", n);
    put(p, digits);
    break;
  case 6:
    (void)snprintf(digits, sizeof digits, one_in(2) ? "%u.%u " : "%u.%u.1 ", n,
                   (unsigned)below(5) + 1);
    put(p, digits);
    break;
  case 7:
    (void)snprintf(digits, sizeof digits, one_in(3) ? "(%u)" : "（%u）", n);
    put(p, digits);
    break;
  case 8:
    put(p, "第");
    put(p, han);
    put(p, one_in(3) ? "章　" : one_in(2) ? "节 " : "条　");
    break;
  case 9:
    put(p, PICK(circled));
    break;
  case 10:
    put(p, han);
    put(p, one_in(2) ? "是" : "要");
    break;
  default:
    put(p, one_in(4) ? "首先，" : one_in(3) ? "其次，" : one_in(2) ? "最后，" : "第一，");
  }
}

static text write_line(void) {
  pen p = {.size = 0};
  if (one_in(8))
    put(&p, one_in(2) ? "　　" : "  ");
  size_t sort = below(10);
  if (sort < 4) {
    write_ordinal(&p);
    put(&p, PICK(topics));
    if (one_in(2))
      put(&p, "。");
    for (size_t more = below(3); more > 0; more--)
      put(&p, PICK(sentences));
  } else if (sort < 8) {
    for (size_t more = below(5) + 1; more > 0; more--)
      put(&p, PICK(sentences));
  } else {
    put(&p, PICK(oddities));
  }
  if (one_in(30))
    put(&p, "\r");
  if (one_in(60))
    for (size_t more = below(400); more > 0; more--)
      put(&p, "XX、");
  return text_of(p.data, p.size);
}

#endif
