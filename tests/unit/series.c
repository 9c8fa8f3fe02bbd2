/* Inline enumerations: the table in fixtures/grammar/series.tsv, extents, nesting, small buffers.
 */
#include "table.h"

#include "core/series.h"

#define ITEMS 32

static void check_row(const char *input, const char *expected, const char *where) {
  gw_node items[ITEMS];
  char got[1024] = "";
  size_t size = strlen(input);
  char *copy = table_exact(input, size);
  size_t count = gw__series(copy, size, 0, items, ITEMS);
  assert_true(count <= ITEMS);
  size_t used = 0;
  for (size_t i = 0; i < count; i++)
    used += (size_t)snprintf(got + used, sizeof got - used, "%s%u %.*s", i ? "|" : "",
                             items[i].ordinal[0], (int)(items[i].title_end - items[i].title),
                             copy + items[i].title);
  free(copy);
  if (strcmp(count ? got : "-", expected) != 0)
    fail_msg("%s: %s gives %s", where, input, got);
}

static void the_table_holds(void **state) {
  (void)state;
  table_each("grammar/series.tsv", check_row);
}

static void members_end_where_the_next_one_starts(void **state) {
  (void)state;
  static const char line[] = "做到：一是早谋划；二是早动手。各村抓紧。";
  gw_node items[2];
  assert_int_equal(gw__series(line, strlen(line), 0, items, 2), 2);
  assert_int_equal(items[0].end, items[1].column);
  assert_memory_equal(line + items[1].end, "各村", 6); /* one sentence each, so has the last */
}

static void the_last_member_takes_the_rest_if_others_have_sentences(void **state) {
  (void)state;
  static const char line[] = "一是早谋划。年前定方案。二是早动手。年后即开工。";
  gw_node items[2];
  assert_int_equal(gw__series(line, strlen(line), 0, items, 2), 2);
  assert_int_equal(items[1].end, strlen(line));
}

static void a_small_buffer_keeps_the_first_items(void **state) {
  (void)state;
  static const char line[] = "一是甲，含：①子；②丑。二是乙。三是丙。";
  gw_node all[ITEMS];
  size_t count = gw__series(line, strlen(line), 0, all, ITEMS);
  assert_int_equal(count, 5);
  for (size_t capacity = 0; capacity < count; capacity++) {
    gw_node some[ITEMS];
    assert_int_equal(gw__series(line, strlen(line), 0, some, capacity), count);
    for (size_t i = 0; i < capacity; i++)
      assert_int_equal(some[i].column, all[i].column);
  }
}

static void a_joined_paragraph_is_one(void **state) {
  (void)state;
  static const char text[] = "今年做了三件事，一是修路，二是\n架桥；\n三是引水。";
  gw_node items[ITEMS];
  assert_int_equal(gw__series(text, strlen(text), 0, items, ITEMS), 3);
}

static void a_line_is_filled_only_from_its_start(void **state) {
  (void)state;
  static const struct {
    const char *line;
    bool fills;
  } cases[] = {{"一要早，二要快。", true},
               {"（一）早谋划；（二）早动手。", true},
               {"①早谋划；②早动手。", true},
               {"首先，谋划；其次，动手。", true},
               {"一是谋划好。做法有：①调研；②论证。", false},
               {"（一）谋划。要求：一是早，二是快。", false},
               {"（一）抓好二次创业。", false},
               {"二是快。三是好。", false},
               {"全年工作平稳。", false}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    gw__ordinal ordinal;
    bool fills = gw__ordinal_at(cases[i].line, strlen(cases[i].line), 0, &ordinal) &&
                 gw__series_fills(cases[i].line, strlen(cases[i].line), 0, &ordinal);
    if (fills != cases[i].fills)
      fail_msg("%s", cases[i].line);
  }
}

static const char *const pieces[] = {
    "一是", "二是",     "三是", "一要", "二要", "第一，", "第二，", "（一）", "（二）",
    "(1)",  "（2）",    "①",    "②",    "③",    "首先，", "其次，", "最后，", "。",
    "；",   "，",       "：",   "“",    "”",    "（",     "）",     "\n",     "**",
    "工作", "\xE4\xB8", " ",    "1",    "！",   "\""};

static void any_bytes_are_safe(void **state) {
  (void)state;
  uint64_t seed = 20260102;
  print_message("seed %llu\n", (unsigned long long)seed);
  for (int i = 0; i < 40000; i++) {
    char line[256];
    size_t size = table_noise(&seed, pieces, sizeof pieces / sizeof *pieces, line, sizeof line);
    char *copy = table_exact(line, size);
    gw_node items[ITEMS];
    size_t count = gw__series(copy, size, 0, items, ITEMS);
    for (size_t k = 0; k < count && k < ITEMS; k++) {
      assert_true(items[k].column < items[k].title && items[k].title <= items[k].title_end);
      assert_true(items[k].title_end <= size && items[k].column < items[k].end);
      assert_true(items[k].end <= size);
      assert_true(k == 0 || items[k - 1].column < items[k].column);
    }
    free(copy);
  }
}

static void a_line_is_filled_where_its_first_member_is_found(void **state) {
  (void)state;
  uint64_t seed = 20261127;
  unsigned filled = 0;
  print_message("seed %llu\n", (unsigned long long)seed);
  for (int i = 0; i < 40000; i++) {
    char line[256];
    size_t size = table_noise(&seed, pieces, sizeof pieces / sizeof *pieces, line, sizeof line);
    gw__ordinal ordinal;
    if (!gw__ordinal_at(line, size, 0, &ordinal) || ordinal.number[0] != 1 ||
        ordinal.token == GW__TOKEN_FIRST) /* 首先 fills a line only with 其次 or 再次 in it */
      continue;
    gw_node first;
    bool found = gw__series(line, size, 0, &first, 1) > 0 && first.column == 0;
    if (gw__series_fills(line, size, 0, &ordinal) != found)
      fail_msg("%.*s", (int)size, line);
    filled += found;
  }
  assert_true(filled > 100);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_table_holds),
      cmocka_unit_test(members_end_where_the_next_one_starts),
      cmocka_unit_test(the_last_member_takes_the_rest_if_others_have_sentences),
      cmocka_unit_test(a_small_buffer_keeps_the_first_items),
      cmocka_unit_test(a_joined_paragraph_is_one),
      cmocka_unit_test(a_line_is_filled_only_from_its_start),
      cmocka_unit_test(any_bytes_are_safe),
      cmocka_unit_test(a_line_is_filled_where_its_first_member_is_found),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
