/* Many bytes at once, as one by one: UTF-8 checked in blocks, a text cut at its LFs, and what can
 * open a placeholder. */
#include "table.h"

#include <stdbool.h>

#include "core/document.h"
#include "core/ordinal.h"
#include "core/split.h"
#include "core/trigger.h"
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

/* The characters that are told by their bits are those that the reader of ordinals knows. */
static void what_opens_an_ordinal_is_known(void **state) {
  (void)state;
  for (uint32_t code = 0x4E00; code <= 0x9FFF; code++) {
    bool other = code == 0x7B2C || code == 0x9996 || code == 0x5176 || code == 0x518D ||
                 code == 0x7136 || code == 0x6700; /* 第 首 其 再 然 最 */
    if (gw__opens_ordinal(code) != (other || gw__han_digit(code) > 0))
      fail_msg("U+%04X", code);
  }
}

/* Where lines, the blocks that are checked together, and the pieces of a large text end. */
static void a_text_is_checked_as_it_is_loaded(void **state) {
  (void)state;
  uint64_t seed = 20261129;
  print_message("seed %llu\n", (unsigned long long)seed);
  const size_t size = ((size_t)4 << 20) + 200000;
  char *text = malloc(size);
  assert_non_null(text);
  for (size_t i = 0; i < size; i++)
    text[i] = "总结，\n"[i % 10];
  for (int round = 0; round < 60; round++) {
    size_t edge = round % 3 == 0 ? (size_t)4 << 20 : (1 + table_random(&seed) % 60) << 16;
    size_t at = round < 40 ? edge - 6 + table_random(&seed) % 12 : table_random(&seed) % size;
    size_t end = round % 4 == 0 ? at + 1 : size; /* the end of the text may cut a character, too */
    char kept = text[at];
    text[at] = (char)table_random(&seed);
    bool invalid = false;
    gw_document *document = gw__document_view_utf8(text, end, &invalid);
    assert_int_equal(invalid, gw__valid_utf8_by(0, text, end) < end);
    assert_int_equal(document == NULL, invalid);
    gw_document_free(document);
    text[at] = kept;
  }
  free(text);
}

static void triggers_are_found_alike(void **state) {
  (void)state;
  static const char *const triggers[] = {"X", "x", "_", "*",  "[",  "{",  "(",  "`",
                                         "×", "Ⅹ", "○", "某", "【", "Ｘ", "（", "＿"};
  static const char *const others[] = {
      "总",           "。",           "Y",       "a",  "\xC3\x98",
      "\xE2\x85\x8B", "\xE2\x97\xA9", "、",      "查", "\xE3\x9F\x90",
      "\xE6\x80\x90", "，",           "）",      "o",  "\xEF",
      "\xE6\x9F",     "\xC3",         "\xE2\x97"};
  const size_t count = sizeof triggers / sizeof *triggers;
  uint64_t seed = 20261128;
  print_message("seed %llu\n", (unsigned long long)seed);
  for (int round = 0; round < 20000; round++) {
    char text[300];
    size_t size = 0;
    size_t first = SIZE_MAX;
    uint32_t rare = 1 + table_random(&seed) % 100;
    for (size_t end = table_random(&seed) % 280; size < end;) {
      bool hit = table_random(&seed) % rare == 0;
      const char *piece = hit ? triggers[table_random(&seed) % count]
                              : others[table_random(&seed) % (sizeof others / sizeof *others)];
      if (hit && first == SIZE_MAX)
        first = size;
      memcpy(text + size, piece, strlen(piece));
      size += strlen(piece);
    }
    if (table_random(&seed) % 2 && size > 0)
      size--; /* may cut the last one */
    char *copy = table_exact(text, size);
    size_t at = size > 0 ? table_random(&seed) % size : 0;
    for (unsigned way = 1; way <= 2; way++) {
      size_t found = gw__next_trigger_by(way, copy, size, at);
      if (found != SIZE_MAX && found != gw__next_trigger_by(0, copy, size, at))
        fail_msg("round %d: way %u finds %zu from %zu", round, way, found, at);
    }
    assert_int_equal(gw__next_trigger(copy, size, at), gw__next_trigger_by(0, copy, size, at));
    if (first != SIZE_MAX && first + 3 <= size)
      assert_true(gw__next_trigger_by(0, copy, size, 0) <= first);
    free(copy);
  }
}

/* All that is one of three bytes, each in every place. */
static void every_character_is_a_trigger_or_none(void **state) {
  (void)state;
  for (unsigned code = 0x20; code < 0x10000; code++) {
    char text[48];
    memset(text, '.', sizeof text);
    size_t at = code % 40;
    if (code < 0x80) {
      text[at] = (char)code;
    } else if (code < 0x800) {
      text[at] = (char)(0xC0 | code >> 6);
      text[at + 1] = (char)(0x80 | (code & 0x3F));
    } else {
      text[at] = (char)(0xE0 | code >> 12);
      text[at + 1] = (char)(0x80 | (code >> 6 & 0x3F));
      text[at + 2] = (char)(0x80 | (code & 0x3F));
    }
    size_t plain = gw__next_trigger_by(0, text, sizeof text, 0);
    for (unsigned way = 1; way <= 2; way++) {
      size_t found = gw__next_trigger_by(way, text, sizeof text, 0);
      if (found != SIZE_MAX && found != plain)
        fail_msg("U+%04X: way %u finds %zu, not %zu", code, way, found, plain);
    }
  }
}

static void lines_are_cut_at_every_lf(void **state) {
  (void)state;
  uint64_t seed = 20261126;
  print_message("seed %llu\n", (unsigned long long)seed);
  for (int round = 0; round < 4000; round++) {
    static char text[2 * GW__SPLIT_BLOCK + SIZE];
    size_t size = table_random(&seed) % sizeof text;
    size_t rare = 1 + table_random(&seed) % 300;
    for (size_t i = 0; i < size; i++)
      text[i] = table_random(&seed) % rare == 0 ? '\n' : (char)table_random(&seed);
    char *copy = table_exact(text, size);
    gw__split split;
    for (unsigned way = 0; way < 2 && gw__split_start_by(way, &split, copy, size); way++) {
      for (size_t at = 0; at <= size; at++) {
        if (at < size && copy[at] != '\n')
          continue;
        size_t found = gw__split_next(&split);
        if (found != at)
          fail_msg("round %d, way %u: an LF at %zu of %zu, not %zu", round, way, found, size, at);
      }
      assert_int_equal(gw__split_next(&split), size);
    }
    free(copy);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_pair_of_bytes_is_judged_alike),
      cmocka_unit_test(texts_are_judged_alike),
      cmocka_unit_test(the_first_mistake_is_found_in_a_large_text),
      cmocka_unit_test(what_opens_an_ordinal_is_known),
      cmocka_unit_test(a_text_is_checked_as_it_is_loaded),
      cmocka_unit_test(triggers_are_found_alike),
      cmocka_unit_test(every_character_is_a_trigger_or_none),
      cmocka_unit_test(lines_are_cut_at_every_lf),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
