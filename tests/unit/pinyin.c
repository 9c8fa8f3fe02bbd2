/* Initials of pinyin: of the headings of tests/fixtures/pinyin.tsv, read by a person, and of what
 * is no heading. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "cli/pinyin.h"

static void assert_initials(const char *text, const char *expected) {
  char out[64];
  size_t size = pinyin_initials(text, strlen(text), out, sizeof out);
  if (strcmp(out, expected) != 0 || size != strlen(expected))
    fail_msg("%s: %s, expected %s", text, out, expected);
}

static void headings(void **state) {
  (void)state;
  FILE *file = fopen(GONGWEN_SOURCE_DIR "/tests/fixtures/pinyin.tsv", "r");
  char line[512];
  size_t count = 0;
  assert_non_null(file);
  for (; fgets(line, sizeof line, file); count++) {
    char *tab = strchr(line, '\t');
    assert_non_null(tab);
    *tab = '\0';
    tab[1 + strcspn(tab + 1, "\n")] = '\0';
    assert_initials(line, tab + 1);
  }
  assert_int_equal(fclose(file), 0);
  assert_true(count >= 200);
}

/* The first and the last character of each letter, and what stands between the levels. */
static void letters(void **state) {
  (void)state;
  assert_initials("啊懊芭怖擦错搭堕蛾贰发咐噶过哈", "aabbccddeeffggh");
  assert_initials("祸击骏喀阔垃络妈穆拿诺哦沤啪瀑期", "hjjkkllmmnnoopp"
                                                      "q");
  assert_initials("群然弱撒所塌唾挖误昔讯压孕匝座", "qrrssttwwxxyyzz");
  assert_initials("亍丌", "");
}

static void other_text(void **state) {
  (void)state;
  assert_initials("", "");
  assert_initials("Vim 9.1，“十四五”", "vim91ssw");
  assert_initials("，。（）　—", "");
  assert_initials("增长、长效长", "zzcxz");
  assert_initials("𠀀总\xF0\x9F\x98\x80结", "zj");
  assert_initials("\xFF总", "");
  char out[4];
  assert_int_equal(pinyin_initials("基本情况", 12, out, sizeof out), 3);
  assert_string_equal(out, "jbq");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(headings),
      cmocka_unit_test(letters),
      cmocka_unit_test(other_text),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
