/*
 * Whole documents and their outlines, from fixtures/grammar/documents.txt, and what the second pass
 * promises: it looks no further than its window, and a change is soon forgotten.
 */
#include "table.h"

#include "core/outline.h"

#define NODES 64

/* ---- the cases of documents.txt ---------------------------------------------------------------
 */

/* ⇥ stands for a tab in the file. */
static void unescape(char *text) {
  static const char mark[] = "⇥";
  for (char *at; (at = strstr(text, mark));) {
    *at = '\t';
    memmove(at + 1, at + strlen(mark), strlen(at + strlen(mark)) + 1);
  }
}

static size_t describe(const gw_document *document, const gw_node *node, char *out, size_t size) {
  static const char *const kinds[] = {"title", "heading", "item"};
  char ordinal[64];
  char title[512];
  char place[64];
  gw_node_ordinal(node, ordinal, sizeof ordinal);
  gw_node_title(document, node, title, sizeof title);
  if (node->inline_item)
    (void)snprintf(place, sizeof place, "%zu:%zu", node->line + 1, node->column + 1);
  else
    (void)snprintf(place, sizeof place, "%zu", node->line + 1);
  return (size_t)snprintf(out, size, "%s %s %u %s %s\n", place, kinds[node->kind], node->level,
                          ordinal, title);
}

/* The outline of a document as the file writes it. */
static void outline_of(const char *text, char *out, size_t size) {
  gw_document *document = gw_document_parse(text, strlen(text));
  assert_non_null(document);
  size_t used = 0;
  size_t node_index = 0;
  *out = '\0';
  for (size_t line = 0; line < gw_document_line_count(document); line++) {
    gw_node node;
    while (gw_document_node(document, node_index, &node) && node.line == line) {
      used += describe(document, &node, out + used, size - used);
      node_index++;
    }
    gw_node items[NODES];
    size_t count = gw_document_line_items(document, line, items, NODES);
    for (size_t i = 0; i < count && i < NODES; i++)
      used += describe(document, &items[i], out + used, size - used);
  }
  gw_document_free(document);
}

static void the_documents_have_their_outlines(void **state) {
  (void)state;
  char *file = table_read("grammar/documents.txt");
  unsigned cases = 0;
  unsigned wrong = 0;
  for (char *at = strstr(file, "\n=== "); at;) {
    char *name = at + 5;
    char *text = strchr(name, '\n') + 1;
    char *rule = strstr(text, "\n---\n");
    assert_non_null(rule);
    char *nodes = rule + 5;
    char *next = strstr(nodes - 1, "\n=== ");
    text[-1] = '\0';
    rule[1] = '\0'; /* the text keeps its last LF */
    if (next)
      *next = '\0';
    unescape(text);
    size_t length = strlen(nodes);
    while (length > 0 && nodes[length - 1] == '\n')
      nodes[--length] = '\0';
    char got[8192];
    outline_of(text, got, sizeof got);
    length = strlen(got);
    if (length > 0)
      got[length - 1] = '\0';
    if (strcmp(got, nodes) != 0) {
      print_error("%s:\nexpected:\n%s\ngot:\n%s\n\n", name, nodes, got);
      wrong++;
    }
    cases++;
    at = next;
  }
  free(file);
  assert_true(cases > 40);
  assert_int_equal(wrong, 0);
}

/* ---- the promises of the pass ------------------------------------------------------------------
 */

static const char *const lines[] = {
    "一、甲",
    "二、乙",
    "三、丙",
    "（一）子。正文。",
    "（二）丑。正文。",
    "（三）寅；",
    "1.卯",
    "2.辰；",
    "3.巳。",
    "（1）午",
    "（2）未；",
    "①申",
    "②酉",
    "一是戌。",
    "二是亥。",
    "第一章 总则",
    "第一条 总的规定。",
    "1.1 概况",
    "1.2 目标",
    "附件1",
    "```",
    "首先，说明。",
    "最后，说明。",
    "2.5吨货物。",
    "（一）班。",
    "十一、国庆假期",
    "附件：1.表",
    "2.表",
    "（四）卯",
    "4.巳",
};

#define CANDIDATES 400

typedef struct run {
  gw__scan scans[CANDIDATES];
  gw__candidate candidates[CANDIDATES];
  gw__outline_state states[CANDIDATES + 1];
  gw__verdict verdicts[CANDIDATES];
  size_t count;
} run;

static void put(run *self, size_t at, const char *line) {
  gw__scan_line(line, strlen(line), &self->scans[at]);
  self->candidates[at] = (gw__candidate){.scan = &self->scans[at],
                                         .previous = GW__LINE_TEXT,
                                         .next = GW__LINE_TEXT,
                                         .next_adjacent = true};
}

static void run_from(run *self, size_t at) {
  for (; at < self->count; at++) {
    size_t low = at > GW__WINDOW ? at - GW__WINDOW : 0;
    size_t end = at + 1 + GW__WINDOW < self->count ? at + 1 + GW__WINDOW : self->count;
    gw__outline_state next = self->states[at];
    gw__outline_step(&next, self->candidates + low, end - low, at - low, &self->verdicts[at]);
    self->states[at + 1] = next;
  }
}

static run *random_run(uint64_t *seed) {
  run *self = calloc(1, sizeof *self);
  assert_non_null(self);
  while (self->count < CANDIDATES) {
    const char *line = lines[table_random(seed) % (sizeof lines / sizeof *lines)];
    if (strcmp(line, "```") == 0 && table_random(seed) % 8 != 0)
      continue; /* half of a text in code would test little */
    put(self, self->count++, line);
  }
  run_from(self, 0);
  return self;
}

static void levels_are_depths(void **state) {
  (void)state;
  uint64_t seed = 20260104;
  print_message("seed %llu\n", (unsigned long long)seed);
  for (int i = 0; i < 50; i++) {
    run *self = random_run(&seed);
    unsigned level = 0;
    for (size_t k = 0; k < self->count; k++) {
      if (self->scans[k].line_class == GW__LINE_ANNEX && !self->states[k].fence)
        level = 0;
      if (!self->verdicts[k].accepted)
        continue;
      assert_in_range(self->verdicts[k].level, 1, level + 1); /* no level is skipped */
      assert_true(self->verdicts[k].number > 0);
      level = self->verdicts[k].level;
    }
    free(self);
  }
}

/* Most changes of one line are forgotten before long: the states are equal again. */
static void a_change_is_forgotten(void **state) {
  (void)state;
  uint64_t seed = 20260105;
  print_message("seed %llu\n", (unsigned long long)seed);
  size_t far = 0;
  for (int i = 0; i < 300; i++) {
    run *before = random_run(&seed);
    run *behind = calloc(1, sizeof *behind);
    assert_non_null(behind);
    behind->count = before->count;
    for (size_t k = 0; k < before->count; k++) {
      behind->scans[k] = before->scans[k];
      behind->candidates[k] = before->candidates[k];
      behind->candidates[k].scan = &behind->scans[k];
    }
    size_t at = 40 + table_random(&seed) % 20;
    put(behind, at, lines[table_random(&seed) % 14]); /* a plain ordinal */
    run_from(behind, 0);
    size_t last = 0;
    for (size_t k = 0; k <= before->count; k++) {
      if (memcmp(&before->states[k], &behind->states[k], sizeof before->states[k]) != 0)
        last = k;
    }
    bool fence = before->scans[at].line_class == GW__LINE_FENCE;
    if (!fence && last > at + 150)
      far++;
    for (size_t k = 0; k + GW__WINDOW < at; k++)
      assert_memory_equal(&before->verdicts[k], &behind->verdicts[k], sizeof before->verdicts[k]);
    free(before);
    free(behind);
  }
  assert_in_range(far, 0, 15);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_documents_have_their_outlines),
      cmocka_unit_test(levels_are_depths),
      cmocka_unit_test(a_change_is_forgotten),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
