/* text.c - see text.h. */
#include "text.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define LONG_LINE_CHARACTERS 50000
#define DOCUMENT_BYTES       32768 /* more than the longest of them */

typedef struct pen {
  char *data;
  size_t size;
  size_t capacity;
  uint64_t seed;
  bool dense;
} pen;

static const char *const numerals[] = {"一", "二", "三", "四", "五", "六", "七", "八"};
static const char *const kinds[] = {"情况的报告", "工作总结", "实施方案", "的通知"};
static const char *const topics[] = {
    "政务公开",       "安全生产检查", "档案整理",     "窗口服务", "道路养护", "防汛值守",
    "乡村公路管护",   "干部教育培训", "老旧小区改造", "食堂管理", "设备更新", "信访接待",
    "节水型单位建设", "会议费用管理", "图书室开放",   "志愿服务",
};
static const char *const sentences[] = {
    "这项工作由办公室牵头，各股室按分工配合。",
    "全年共受理申请XX件，当日办结XX件。",
    "先把底数摸清，再把名单列细，最后逐户上门核对。",
    "经费从年度预算中列支，不足部分另行报批。",
    "二季度起，每周五下午集中检查一次，结果在公示栏张贴。",
    "对发现的XX处隐患，已当场整改XX处，其余限期完成。",
    "要坚持说了算、定了干，凡是答应群众的事，件件有回音。",
    "20XX年X月，XX乡镇先行试点，取得经验后再全面铺开。",
    "一是健全台账；二是压缩时限；三是公开流程。",
    "联系人由【单位名称】指定，变动时及时报备。",
    "从目前情况看，进度比计划快了半个月，但资料归档还不够细。",
    "遇到拿不准的问题，先请示，后办理，不得擅自答复。",
    "雨季来临之前，完成沟渠清淤和涵洞加固，确保排水通畅。",
    "培训采取集中授课与现场教学相结合的方式，参加人员不少于应到人数的九成。",
    "存在的不足主要是人手偏紧、系统不通、宣传不广。",
    "下一步，把好做法固定下来，写进制度，长期坚持。",
};

#define PICK(self, list) ((list)[below(self, sizeof(list) / sizeof *(list))])

uint64_t bench_draw(uint64_t *seed) {
  uint64_t z = *seed += 0x9E3779B97F4A7C15u;
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
  z = (z ^ z >> 27) * 0x94D049BB133111EBu;
  return z ^ z >> 31;
}

static size_t below(pen *self, size_t n) {
  return (size_t)(bench_draw(&self->seed) % n);
}

static void put(pen *self, const char *text) {
  size_t size = strlen(text);
  if (self->capacity - self->size < size)
    abort();
  memcpy(self->data + self->size, text, size);
  self->size += size;
}

static void put_sentences(pen *self, size_t count) {
  while (count-- > 0)
    put(self, PICK(self, sentences));
}

/* Many are one line, most a few sentences, some fill half a page. */
static void put_paragraph(pen *self) {
  size_t sort = below(self, 4);
  put(self, "　　");
  put_sentences(self, sort == 0 ? 1 : sort == 1 ? 8 + below(self, 9) : 1 + below(self, 4));
  put(self, "\n");
}

static void put_paragraphs(pen *self, size_t count) {
  while (count-- > 0)
    put_paragraph(self);
}

static void put_list(pen *self) {
  char ordinal[16];
  for (size_t i = 0, count = 2 + below(self, 3); i < count; i++) {
    (void)snprintf(ordinal, sizeof ordinal, "%zu.", i + 1);
    put(self, ordinal);
    put(self, "做好");
    put(self, PICK(self, topics));
    put(self, i + 1 < count ? "；\n" : "。\n");
  }
}

static void put_part(pen *self, size_t at) {
  bool run_in = below(self, 2) == 0;
  put(self, "（");
  put(self, numerals[at]);
  put(self, "）抓实");
  put(self, PICK(self, topics));
  if (run_in) {
    put(self, "。");
    put_sentences(self, 1 + below(self, 6));
  }
  put(self, "\n");
  if (!self->dense)
    put_paragraphs(self, 1 + below(self, run_in ? 2 : 4));
  else if (!run_in)
    put_paragraph(self);
  if (below(self, self->dense ? 5 : 8) == 0)
    put_list(self);
}

static void put_document(pen *self) {
  put(self, "关于");
  put(self, PICK(self, topics));
  put(self, PICK(self, kinds));
  put(self, "\n\n各科室：\n");
  put_paragraph(self);
  for (size_t i = 0, count = 3 + below(self, 4); i < count; i++) {
    put(self, numerals[i]);
    put(self, "、");
    put(self, PICK(self, topics));
    put(self, "情况\n");
    put_paragraphs(self, self->dense ? 1 : 1 + below(self, 4));
    for (size_t j = 0, parts = below(self, 5); j < parts; j++)
      put_part(self, j);
    put(self, "\n");
  }
}

static void put_long_line(pen *self) {
  static const char sentence[] = "各单位要把责任落到人头，把时间排到小时。";
  for (size_t i = 0; i < LONG_LINE_CHARACTERS / ((sizeof sentence - 1) / 3); i++)
    put(self, sentence);
  put(self, "\n");
}

char *bench_text(size_t bytes, uint64_t seed, bench_shape shape, size_t *size) {
  size_t extra = (size_t)DOCUMENT_BYTES + (size_t)LONG_LINE_CHARACTERS * 3;
  pen self = {.capacity = bytes + extra, .seed = seed, .dense = shape == BENCH_DENSE};
  self.data = malloc(self.capacity);
  if (!self.data) {
    (void)fprintf(stderr, "bench: no memory for a text of %zu bytes\n", bytes);
    exit(1);
  }
  size_t next = (size_t)1 << 20;
  while (self.size < bytes) {
    put_document(&self);
    if (shape == BENCH_LONG && self.size >= next) {
      put_long_line(&self);
      next = self.size + ((size_t)1 << 20);
    }
  }
  size_t end = bytes;
  while (end > 0 && self.data[end - 1] != '\n')
    end--;
  *size = end;
  return self.data;
}

static double seconds(clockid_t of) {
  struct timespec t;
  clock_gettime(of, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

double bench_now(void) {
  return seconds(CLOCK_MONOTONIC);
}

double bench_spent(void) {
  return seconds(CLOCK_PROCESS_CPUTIME_ID);
}

static int compare(const void *a, const void *b) {
  double x = *(const double *)a;
  double y = *(const double *)b;
  return (x > y) - (x < y);
}

double bench_median(double *values, size_t count) {
  qsort(values, count, sizeof *values, compare);
  return values[count / 2];
}
