/* Many bytes at once, as one by one: UTF-8 checked in blocks, a text cut at its LFs. */
#include "table.h"

#include <stdbool.h>

#include "core/split.h"
#include "core/valid.h"

#define SIZE 2100 /* some blocks and a rest */

/* All ways of this processor find the same; `copy` ends where the text does, for sanitizers. */
static void all_ways_agree(const char *text, size_t size) {
  char *copy = table_exact(text, size);
  size_t plain = gw__valid_utf8_by(0, copy, size);
  for (unsigned way = 1; way <= 2; way++) {
    size_t valid = gw__valid_utf8_by(way, copy, size);
    if (valid != SIZE_MAX && valid != plain)
      fail_msg("of %zu bytes way %u says %zu are valid, one by one %zu are", size, way, valid,
               plain);
  }
  assert_int_equal(gw__valid_utf8(copy, size), plain);
  free(copy);
}

static void every_pair_of_bytes_is_judged_alike(void **state) {
  (void)state;
  static char text[600];
  for (unsigned pair = 0; pair < 0x10000; pair++) {
    memset(text, 'a', sizeof text);
    size_t at = 500 + pair % 30; /* across the edge of a block, too */
    text[at] = (char)(pair >> 8);
    text[at + 1] = (char)pair;
    for (size_t i = at + 2; i < at + 2 + pair % 3; i++)
      text[i] = '\xA9';
    for (unsigned way = 1; way <= 2; way++) {
      size_t valid = gw__valid_utf8_by(way, text, sizeof text);
      if (valid != SIZE_MAX && valid != gw__valid_utf8_by(0, text, sizeof text))
        fail_msg("bytes %04X at %zu: way %u says %zu", pair, at, way, valid);
    }
  }
}

/* Characters at the edges of the ranges, and what is none. */
static const char *const pieces[] = {"总",
                                     "通",
                                     "。",
                                     "a",
                                     "\n",
                                     "\xC2\x80",
                                     "\xDF\xBF",
                                     "\xE0\xA0\x80",
                                     "\xED\x9F\xBF",
                                     "\xEF\xBF\xBF",
                                     "\xF0\x90\x80\x80",
                                     "\xF4\x8F\xBF\xBF"};
static const char *const broken[] = {"\x80",
                                     "\xBF",
                                     "\xC0\x80",
                                     "\xC1\xBF",
                                     "\xE0\x9F\xBF",
                                     "\xED\xA0\x80",
                                     "\xE4\xB8",
                                     "\xF0\x8F\xBF",
                                     "\xF0\x9F\x98",
                                     "\xF4\x90\x80\x80",
                                     "\xF5\x80\x80\x80",
                                     "\xFF"};

static void texts_are_judged_alike(void **state) {
  (void)state;
  uint64_t seed = 20261125;
  print_message("seed %llu\n", (unsigned long long)seed);
  for (int round = 0; round < 4000; round++) {
    static char text[SIZE + 8];
    size_t size = 0;
    size_t end = table_random(&seed) % SIZE;
    size_t mistakes = table_random(&seed) % 3; /* in some texts none, in most few */
    while (size < end) {
      bool wrong = mistakes > 0 && table_random(&seed) % 400 == 0;
      const char *piece = wrong ? broken[table_random(&seed) % (sizeof broken / sizeof *broken)]
                                : pieces[table_random(&seed) % (sizeof pieces / sizeof *pieces)];
      memcpy(text + size, piece, strlen(piece));
      size += strlen(piece);
      mistakes -= wrong ? 1 : 0;
    }
    if (table_random(&seed) % 2)
      size = end; /* may cut the last one */
    all_ways_agree(text, size);
  }
}

static void the_first_mistake_is_found_in_a_large_text(void **state) {
  (void)state;
  const size_t size = (size_t)5 << 20;
  char *text = malloc(size);
  assert_non_null(text);
  for (size_t i = 0; i < size; i++)
    text[i] = "总结"[i % 6];
  size_t whole = size / 3 * 3;
  assert_int_equal(gw__valid_utf8(text, whole), whole);
  assert_int_equal(gw__valid_utf8(text, size), size % 3 ? whole : size);
  text[whole - 3] = 'a';
  text[(size_t)1 << 20] = '\xFF'; /* at and across the edges of the pieces */
  size_t first = gw__valid_utf8_by(0, text, size);
  assert_int_equal(gw__valid_utf8(text, size), first);
  free(text);
}

static void lines_are_cut_at_every_lf(void **state) {
  (void)state;
  uint64_t seed = 20261126;
  print_message("seed %llu\n", (unsigned long long)seed);
  for (int round = 0; round < 4000; round++) {
    static char text[SIZE];
    size_t size = table_random(&seed) % SIZE;
    size_t rare = 1 + table_random(&seed) % 300;
    for (size_t i = 0; i < size; i++)
      text[i] = table_random(&seed) % rare == 0 ? '\n' : (char)table_random(&seed);
    char *copy = table_exact(text, size);
    gw__split split = {.text = copy, .size = size};
    for (size_t at = 0; at <= size; at++) {
      if (at < size && copy[at] != '\n')
        continue;
      size_t found = gw__split_next(&split);
      if (found != at)
        fail_msg("round %d: an LF at %zu of %zu, not %zu", round, found, size, at);
    }
    assert_int_equal(gw__split_next(&split), size);
    free(copy);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_pair_of_bytes_is_judged_alike),
      cmocka_unit_test(texts_are_judged_alike),
      cmocka_unit_test(the_first_mistake_is_found_in_a_large_text),
      cmocka_unit_test(lines_are_cut_at_every_lf),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
