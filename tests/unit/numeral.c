/* Numbers: Chinese numerals both ways, digits, glyphs. */
#include "table.h"

#include "core/numeral.h"

static unsigned han(const char *text, size_t *size) {
  unsigned value = 0;
  *size = gw__han_read(text, strlen(text), 0, &value);
  return *size ? value : 0;
}

static void every_number_survives_writing_and_reading(void **state) {
  (void)state;
  for (unsigned n = 1; n <= GW__NUMERAL_MAX; n++) {
    char text[GW__NUMERAL_BYTES];
    size_t size = gw__han_write(n, text);
    assert_true(size > 0 && size <= sizeof text);
    unsigned value = 0;
    assert_int_equal(gw__han_read(text, size, 0, &value), size);
    assert_int_equal(value, n);
  }
}

static void numbers_are_written_as_in_laws(void **state) {
  (void)state;
  static const struct {
    unsigned value;
    const char *text;
  } cases[] = {{1, "一"},          {10, "十"},           {11, "十一"},
               {20, "二十"},       {99, "九十九"},       {100, "一百"},
               {103, "一百零三"},  {110, "一百一十"},    {119, "一百一十九"},
               {1001, "一千零一"}, {1010, "一千零一十"}, {1260, "一千二百六十"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[GW__NUMERAL_BYTES];
    size_t size = gw__han_write(cases[i].value, text);
    assert_int_equal(size, strlen(cases[i].text));
    assert_memory_equal(text, cases[i].text, size);
  }
}

static void other_spellings_are_read(void **state) {
  (void)state;
  static const struct {
    const char *text;
    unsigned value;
  } cases[] = {{"廿一", 21},      {"卅", 30},        {"一〇", 10},      {"二○五", 205},
               {"一百十二", 112}, {"一百〇三", 103}, {"二〇二六", 2026}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    size_t size;
    assert_int_equal(han(cases[i].text, &size), cases[i].value);
    assert_int_equal(size, strlen(cases[i].text));
  }
}

static void festivals_and_nonsense_are_no_numbers(void **state) {
  (void)state;
  static const char *const texts[] = {"五一",
                                      "三八",
                                      "七一",
                                      "一百二",
                                      "十十",
                                      "百",
                                      "〇五",
                                      "零",
                                      "二百百",
                                      "一零",
                                      "一二三",
                                      "十零",
                                      "一千一",
                                      "人",
                                      "",
                                      "2",
                                      "一一一一一一一一一一"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    size_t size;
    unsigned value = han(texts[i], &size);
    if (strcmp(texts[i], "一零") == 0)
      assert_int_equal(value, 10); /* digit by digit, with 零 for 〇 */
    else
      assert_int_equal(value, 0);
  }
}

static void digits_are_read_in_both_widths(void **state) {
  (void)state;
  static const struct {
    const char *text;
    size_t size;
    unsigned value;
  } cases[] = {{"12.", 2, 12}, {"１２、", 6, 12}, {"9999", 4, 9999}, {"10000", 0, 0},
               {"01", 0, 0},   {"0", 0, 0},       {"x1", 0, 0},      {"", 0, 0}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    unsigned value = 0;
    assert_int_equal(gw__digits_read(cases[i].text, strlen(cases[i].text), 0, &value),
                     cases[i].size);
    assert_int_equal(value, cases[i].value);
  }
}

static void glyphs_go_both_ways(void **state) {
  (void)state;
  static const struct {
    gw__glyph family;
    unsigned last;
  } families[] = {{GW__GLYPH_HAN_PAREN, 10},
                  {GW__GLYPH_DIGIT_PAREN, 20},
                  {GW__GLYPH_DIGIT_STOP, 20},
                  {GW__GLYPH_CIRCLED, 50},
                  {GW__GLYPH_DARK, 10}};
  for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
    for (unsigned n = 1; n <= families[i].last; n++) {
      uint32_t code = gw__glyph_code(families[i].family, n);
      unsigned value = 0;
      assert_true(code != 0);
      assert_int_equal(gw__glyph_read(code, &value), families[i].family);
      assert_int_equal(value, n);
    }
    assert_int_equal(gw__glyph_code(families[i].family, families[i].last + 1), 0);
    assert_int_equal(gw__glyph_code(families[i].family, 0), 0);
  }
  unsigned value;
  assert_int_equal(gw__glyph_read(0x3007, &value), GW__GLYPH_NONE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_number_survives_writing_and_reading),
      cmocka_unit_test(numbers_are_written_as_in_laws),
      cmocka_unit_test(other_spellings_are_read),
      cmocka_unit_test(festivals_and_nonsense_are_no_numbers),
      cmocka_unit_test(digits_are_read_in_both_widths),
      cmocka_unit_test(glyphs_go_both_ways),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
