/*
 * What the template library costs, by the number of sections:
 *
 *   bench-library FOLDER SECTIONS...
 *
 * writes the template files below FOLDER and prints a line for each number: SECTIONS and, separated
 * by tabs, the time to load them / that of libyaml reading the same bytes; a look-up that finds
 * nothing / memchr() over the same line; and that look-up, one that finds a section, the completion
 * of two letters and that of a Chinese word, each / the same in the smallest library. Ratios are
 * medians of ROUNDS, in which the two take turns.
 */
#include "text.h"

#include "library/library.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <yaml.h>

enum {
  ROUNDS = 15,
  LOADS = 5,
  LOOKUPS = 20000, /* a round */
  IN_A_FILE = 100,
  OFFERED = 20,
};

typedef enum question {
  MISS,
  HIT,
  LETTERS,
  WORD,
  QUESTIONS,
} question;

static const char *const questions[QUESTIONS] = {
    [MISS] = "二是严格落实制度，坚持问题导向，对发现的XX个问题逐项整改、逐一销号，确保取得实效",
    [HIT] = "二是严格落实制度，坚持问题导向，对发现的XX个问题逐项整改、逐一销号zzzz",
    [LETTERS] = "二是严格落实制度，坚持问题导向，逐项整改zz",
    [WORD] = "二是严格落实制度，坚持问题导向，逐项整改专题",
};

static void give_up(const char *why) {
  (void)fprintf(stderr, "bench-library: %s: %s\n", why, strerror(errno));
  exit(1);
}

/* ---- the files ------------------------------------------------------------------------------- */

static void write_section(FILE *file, size_t number, uint64_t *seed) {
  static const char *const words[] = {"专题", "组织", "作风", "队伍", "项目", "安全",
                                      "民生", "改革", "学习", "教育", "管理", "监督",
                                      "服务", "创新", "责任", "建设"};
  char letters[5] = "";
  for (size_t i = 0; i < 4; i++)
    letters[i] = (char)('a' + bench_draw(seed) % 26);
  const char *first = words[bench_draw(seed) % 16];
  const char *second = words[bench_draw(seed) % 16];
  /* One is the same in every library. */
  fprintf(file,
          "  - name: %s%s第%zu节\n    trigger: [%s, %s%s%zu]\n    level: %zu\n"
          "    description: %s和%s的情况\n    body: |\n",
          first, second, number, number == 0 ? "zzzz" : letters, first, second, number, number % 3,
          first, second);
  for (size_t lines = 1 + bench_draw(seed) % 4; lines > 0; lines--)
    fprintf(file,
            "      ${org:XX单位}认真落实%s各项要求，全年开展%sXX次，解决问题XX个，推动%s取得"
            "新的成效。\n",
            first, second, first);
  fprintf(file, "\n");
}

/* Writes the files, one kind each; the folder's name goes to `path`. */
static void write_files(const char *folder, size_t sections, char *path, size_t room) {
  uint64_t seed = 1;
  char name[600];
  (void)snprintf(path, room, "%s/%zu", folder, sections);
  if (mkdir(path, 0700) != 0)
    give_up(path);
  for (size_t first = 0; first < sections; first += IN_A_FILE) {
    (void)snprintf(name, sizeof name, "%s/%05zu.yaml", path, first);
    FILE *file = fopen(name, "w");
    if (!file)
      give_up(name);
    fprintf(file, "kind: 文种%zu\nsections:\n", first / IN_A_FILE);
    for (size_t i = first; i < sections && i < first + IN_A_FILE; i++)
      write_section(file, i, &seed);
    if (fclose(file) != 0)
      give_up(name);
  }
}

/* ---- loading --------------------------------------------------------------------------------- */

/* The same bytes through libyaml, and nothing made of them. */
static double parse_all(const char *path, size_t sections) {
  char name[600];
  double start = bench_spent();
  for (size_t first = 0; first < sections; first += IN_A_FILE) {
    yaml_parser_t parser;
    yaml_event_t event;
    bool more = true;
    (void)snprintf(name, sizeof name, "%s/%05zu.yaml", path, first);
    FILE *file = fopen(name, "r");
    if (!file || !yaml_parser_initialize(&parser))
      give_up(name);
    yaml_parser_set_input_file(&parser, file);
    while (more) {
      if (!yaml_parser_parse(&parser, &event))
        give_up(name);
      more = event.type != YAML_STREAM_END_EVENT;
      yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    (void)fclose(file);
  }
  return bench_spent() - start;
}

static library *load(const char *path, size_t sections, double *ratio) {
  double ratios[LOADS];
  library *self = NULL;
  for (size_t i = 0; i < LOADS; i++) {
    library_free(self);
    double bare = parse_all(path, sections);
    double start = bench_spent();
    self = library_load(&path, 1);
    ratios[i] = (bench_spent() - start) / bare;
    if (!self || library_count(self) != sections)
      give_up("the library");
  }
  *ratio = bench_median(ratios, LOADS);
  return self;
}

/* ---- looking up ------------------------------------------------------------------------------ */

static size_t found; /* so that no question is left out */

static double ask(const library *self, question which) {
  const char *line = questions[which];
  size_t size = strlen(line);
  library_choice choice;
  library_completion offered[OFFERED];
  /* The completions of a word are many to rank: fewer are enough. */
  size_t count = which < LETTERS ? LOOKUPS : LOOKUPS / 100;
  double start = bench_spent();
  for (size_t i = 0; i < count; i++) {
    if (which < LETTERS)
      found += library_match(self, line, size, NULL, LIBRARY_ANY_LEVEL, &choice);
    else
      found += library_complete(self, line, size, NULL, LIBRARY_ANY_LEVEL, offered, OFFERED);
  }
  return (bench_spent() - start) / (double)count;
}

static double look_for_a_byte(void) {
  const char *volatile line = questions[MISS];
  size_t size = strlen(line);
  double start = bench_spent();
  for (size_t i = 0; i < LOOKUPS; i++)
    found += memchr(line, 1, size) != NULL;
  return (bench_spent() - start) / LOOKUPS;
}

static double compare(const library *self, const library *smallest, question which) {
  double ratios[ROUNDS];
  (void)ask(self, which);
  for (size_t i = 0; i < ROUNDS; i++) {
    double least = ask(smallest, which);
    ratios[i] = ask(self, which) / least;
  }
  return bench_median(ratios, ROUNDS);
}

static double compare_with_byte(const library *self) {
  double ratios[ROUNDS];
  for (size_t i = 0; i < ROUNDS; i++) {
    double least = look_for_a_byte();
    ratios[i] = ask(self, MISS) / least;
  }
  return bench_median(ratios, ROUNDS);
}

/* What is asked must be what is meant. */
static void check(const library *self) {
  size_t before = found;
  (void)ask(self, MISS);
  if (found != before)
    give_up("a trigger is found that is none");
  (void)ask(self, HIT);
  (void)ask(self, LETTERS);
  if (found < before + LOOKUPS + LOOKUPS / 100)
    give_up("a trigger is not found");
}

int main(int argc, char **argv) {
  library *smallest = NULL;
  if (argc < 3)
    return 2;
  for (int i = 2; i < argc; i++) {
    char path[512];
    double loading;
    size_t sections = (size_t)strtoull(argv[i], NULL, 10);
    write_files(argv[1], sections, path, sizeof path);
    library *self = load(path, sections, &loading);
    check(self);
    if (!smallest)
      smallest = self;
    printf("%zu\t%.2f\t%.2f", sections, loading, compare_with_byte(self));
    for (question which = MISS; which < QUESTIONS; which++)
      printf("\t%.2f", compare(self, smallest, which));
    printf("\n");
    (void)fflush(stdout);
    if (self != smallest)
      library_free(self);
  }
  library_free(smallest);
  return 0;
}
