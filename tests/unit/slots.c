/* Placeholders: the table in fixtures/grammar/slots.tsv, long lines, any bytes. */
#include "table.h"

#include "core/slots.h"
#include "core/slotwords.h"

static void check_row(const char *input, const char *expected, const char *where) {
  char got[1024] = "";
  size_t used = 0;
  size_t size = strlen(input);
  char *copy = table_exact(input, size);
  gw__slot slot;
  for (size_t from = 0; gw__next_slot(copy, size, &from, &slot);) {
    size_t start;
    size_t end;
    used += (size_t)snprintf(got + used, sizeof got - used, "%s%.*s", used ? "|" : "",
                             (int)slot.size, copy + slot.column);
    if (gw__slot_field(copy, size, &slot, &start, &end))
      used += (size_t)snprintf(got + used, sizeof got - used, "=%.*s", (int)(end - start),
                               copy + start);
    if (slot.label)
      used += (size_t)snprintf(got + used, sizeof got - used, "?");
  }
  free(copy);
  if (strcmp(used ? got : "-", expected) != 0)
    fail_msg("%s: %s gives %s", where, input, got);
}

static void the_table_holds(void **state) {
  (void)state;
  table_each("grammar/slots.tsv", check_row);
}

static size_t append(char *line, size_t size, const char *text) {
  while (*text)
    line[size++] = *text++;
  return size;
}

/* The scanner reads sixteen bytes at a time: a match must be found at every place of a line. */
static void a_match_is_found_wherever_it_stands(void **state) {
  (void)state;
  static const char *const matches[] = {"XX",   "××",           "ＸＸ",   "ⅩⅩ",        "____",
                                        "某某", "【单位名称】", "{单位}", "（待补充）"};
  for (size_t m = 0; m < sizeof matches / sizeof *matches; m++) {
    for (size_t before = 0; before < 24; before++) {
      for (size_t behind = 0; behind < 24; behind++) {
        char line[256];
        size_t size = 0;
        for (size_t i = 0; i < before; i++)
          size = append(line, size, i % 3 ? "的" : "，");
        size_t column = size;
        size = append(line, size, matches[m]);
        for (size_t i = 0; i < behind; i++)
          size = append(line, size, "，");
        char *copy = table_exact(line, size);
        gw__slot slot;
        size_t from = 0;
        assert_true(gw__next_slot(copy, size, &from, &slot));
        assert_int_equal(slot.column, column);
        assert_int_equal(slot.size, strlen(matches[m]));
        assert_false(gw__next_slot(copy, size, &from, &slot));
        assert_int_equal(from, size);
        free(copy);
      }
    }
  }
}

static void labels_count_where_there_are_slots(void **state) {
  (void)state;
  assert_false(gw__labels_are_slots(0, 5));
  assert_false(gw__labels_are_slots(2, 3));
  assert_true(gw__labels_are_slots(4, 3));
  assert_true(gw__labels_are_slots(5, 50));
}

static const char *const pieces[] = {
    "X",    "XX", "x",        "×",        "Ｘ",   "Ⅹ",    "_",      "__",   "*",  "**",   "20",
    "202",  "年", "月",       "名",       "第",   "【",   "】",     "[",    "]",  "{",    "}",
    "{{",   "}}", "（",       "）",       "(",    ")",    "待补充", "此处", "某", "某某", "市",
    "单位", "`",  "``",       "+",        "1",    "-",    ".",      "/",    "@",  "://",  "a",
    "，",   " ",  "\xE3\x80", "\xEF\xBC", "\xE6", "\xC3", "\r",     "填"};

static void any_bytes_are_safe(void **state) {
  (void)state;
  uint64_t seed = 20260103;
  print_message("seed %llu\n", (unsigned long long)seed);
  for (int i = 0; i < 60000; i++) {
    char line[256];
    size_t size = table_noise(&seed, pieces, sizeof pieces / sizeof *pieces, line, sizeof line);
    char *copy = table_exact(line, size);
    gw__slot slot;
    size_t last = 0;
    for (size_t from = 0; gw__next_slot(copy, size, &from, &slot);) {
      size_t start;
      size_t end;
      assert_true(slot.size > 0 && slot.column >= last && slot.column + slot.size <= size);
      assert_int_equal(from, slot.column + slot.size);
      last = from;
      if (gw__slot_field(copy, size, &slot, &start, &end))
        assert_true(start < end && end <= size);
    }
    free(copy);
  }
}

static void nouns_are_in_the_order_of_their_search(void **state) {
  (void)state;
  assert_true(gw__named_sorted());
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(nouns_are_in_the_order_of_their_search),
      cmocka_unit_test(the_table_holds),
      cmocka_unit_test(a_match_is_found_wherever_it_stands),
      cmocka_unit_test(labels_count_where_there_are_slots),
      cmocka_unit_test(any_bytes_are_safe),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
