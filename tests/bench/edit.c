/*
 * What a document costs: time to parse it, memory it takes, time for a typed character.
 *
 *   bench-edit [MEGABYTES...]      (default: 0.016 1 100)
 *
 * The text is made here, prose with headings, run-ins and placeholders; beside the parse, the time
 * to count the lines of the same bytes is printed as a measure of the machine. Not a test: nothing
 * fails.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <gongwen/gongwen.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Resident bytes, from Linux's /proc; 0 elsewhere. */
static double resident(void) {
  char line[128] = "";
  FILE *file = fopen("/proc/self/statm", "r");
  if (!file)
    return 0;
  char *pages = fgets(line, sizeof line, file) ? strchr(line, ' ') : NULL;
  (void)fclose(file);
  return pages ? strtod(pages, NULL) * (double)sysconf(_SC_PAGESIZE) : 0;
}

/* Adds a section; returns the new size. `at` sections have been written. */
static size_t write_section(char *text, size_t size, size_t room, size_t at) {
  static const char *const numerals[] = {"一", "二", "三", "四", "五", "六", "七", "八"};
  static const char *const parts[] = {
      "%s、重点工作推进情况\n",
      "今年以来，各科室认真落实年度工作部署，坚持问题导向和目标导向，各项工作有序推进，"
      "全年共办理各类事项XX件，办结率达到XX%%，群众满意度稳步提高。\n",
      "（%s）健全工作机制。建立台账，明确责任人和完成时限，一是坚持每周调度；二是坚持每月通报；"
      "三是坚持每季考核，确保各项任务按期完成，取得实实在在的成效。\n",
      "各有关单位按照职责分工，主动对接、密切配合，及时研究解决工作中遇到的困难和问题，"
      "20XX年X月底前完成整改任务，形成了上下联动、齐抓共管的工作格局。\n",
      "（%s）强化督促检查。对推进缓慢的事项逐一分析原因，列出清单，限期整改，并将整改情况"
      "纳入年度考核的重要内容。\n",
  };
  const char *numeral = numerals[at % 8];
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    int wrote = snprintf(text + size, room - size, parts[i], numeral);
    size += wrote > 0 ? (size_t)wrote : 0;
  }
  return size;
}

static void typing(gw_document *self, size_t line, const char *what, double megabytes) {
  enum {
    TIMES = 2000
  };
  gw_span old = gw_document_line(self, line);
  char *buffer = malloc(old.size + TIMES + 1);
  if (!buffer)
    return;
  memcpy(buffer, old.data, old.size);
  size_t size = old.size;
  gw_document_revision(self);
  double start = now();
  for (size_t i = 0; i < TIMES; i++) {
    /* A character typed near the end, and every hundredth taken back so that the line stays a line.
     */
    size = i % 100 == 99 ? old.size : size + 1;
    if (size > old.size)
      buffer[size - 1] = 'a';
    gw_span text = {buffer, size};
    if (!gw_document_edit(self, line, line + 1, &text, 1))
      break;
    (void)gw_document_revision(self);
  }
  printf("%8.3f MB  %-28s %8.2f us\n", megabytes, what, (now() - start) / TIMES * 1e6);
  free(buffer);
}

static void measure(size_t bytes) {
  size_t room = bytes + 4096;
  char *text = malloc(room);
  if (!text) {
    (void)fprintf(stderr, "bench-edit: no memory for %zu bytes\n", bytes);
    return;
  }
  size_t size = 0;
  for (size_t i = 0; size < bytes; i++)
    size = write_section(text, size, room, i);
  double megabytes = (double)size / 1e6;

  double start = now();
  size_t lines = 0;
  for (const char *at = text; (at = memchr(at, '\n', (size_t)(text + size - at))); at++)
    lines++;
  double counting = now() - start;

  double before = resident();
  start = now();
  gw_document *self = gw_document_parse(text, size);
  double parsing = now() - start;
  if (!self) {
    (void)fprintf(stderr, "bench-edit: no memory for a document of %zu bytes\n", size);
    free(text);
    return;
  }
  double memory = resident() - before;
  start = now();
  size_t nodes = gw_document_node_count(self);
  double resolving = now() - start;

  printf("%8.3f MB  %zu lines, %zu nodes\n", megabytes, lines, nodes);
  printf("%8.3f MB  %-28s %8.1f MB/s\n", megabytes, "counting lines", megabytes / counting);
  printf("%8.3f MB  %-28s %8.1f MB/s\n", megabytes, "parse", megabytes / parsing);
  printf("%8.3f MB  %-28s %8.1f MB/s\n", megabytes, "second pass", megabytes / resolving);
  printf("%8.3f MB  %-28s %8.3f of the text\n", megabytes, "memory", memory / (double)size);
  size_t middle = lines / 2 - lines / 2 % 5;
  typing(self, middle + 3, "a character in a body line", megabytes);
  typing(self, middle + 2, "a character in a run-in", megabytes);
  typing(self, middle, "a character in a heading", megabytes);

  double edits = 1000;
  start = now();
  for (size_t i = 0; i < 1000; i++) {
    gw_span line = {"二、又一节", sizeof "二、又一节" - 1};
    (void)gw_document_edit(self, middle, middle, &line, 1);
    (void)gw_document_revision(self);
    (void)gw_document_edit(self, middle, middle + 1, NULL, 0);
    (void)gw_document_revision(self);
  }
  printf("%8.3f MB  %-28s %8.2f us\n", megabytes, "a heading in or out",
         (now() - start) / edits / 2 * 1e6);
  gw_document_free(self);
  free(text);
}

int main(int argc, char **argv) {
  if (argc < 2) {
    measure(16 << 10);
    measure(1000000);
    measure(100000000);
  }
  for (int i = 1; i < argc; i++)
    measure((size_t)(strtod(argv[i], NULL) * 1e6));
  return 0;
}
