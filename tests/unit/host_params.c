/* Typed reading of a map of parameters: what is taken, what is refused, and which fault is told. */
#include "host/params.h"

#include "host/fields.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct fixture {
  msgpack_sbuffer bytes;
  msgpack_unpacked unpacked;
} fixture;

/* A map of one of everything. */
static int set_up(void **state) {
  fixture *self = calloc(1, sizeof *self);
  assert_non_null(self);
  fields params;
  fields_init(&params);
  fields_number(&params, "zero", 0);
  fields_number(&params, "one", 1);
  fields_number(&params, "minus", -1);
  fields_number(&params, "large", INT64_MAX);
  fields_flag(&params, "true", true);
  fields_flag(&params, "false", false);
  fields_text(&params, "text", "一、");
  fields_text(&params, "empty", "");
  fields_list(&params, "lines", 3);
  fields_push_text(&params, "a");
  fields_push_text(&params, "");
  fields_push_span(&params, (gw_span){"b\0\xFF", 3});
  fields_list(&params, "broken", 1);
  fields_push_text(&params, "a\nb");
  fields_list(&params, "mixed", 2);
  fields_push_text(&params, "a");
  fields_push_number(&params, 1);
  fields_list(&params, "none", 0);

  msgpack_sbuffer_init(&self->bytes);
  msgpack_packer packer = fields_packer(&self->bytes);
  msgpack_pack_map(&packer, params.count + 2);
  packer.callback(&self->bytes, params.bytes.data, params.bytes.size);
  msgpack_pack_str(&packer, 4);
  msgpack_pack_str_body(&packer, "huge", 4);
  msgpack_pack_uint64(&packer, UINT64_MAX);
  msgpack_pack_int(&packer, 5); /* a key that is no string */
  msgpack_pack_nil(&packer);
  fields_free(&params);
  msgpack_unpacked_init(&self->unpacked);
  assert_int_equal(msgpack_unpack_next(&self->unpacked, self->bytes.data, self->bytes.size, NULL),
                   MSGPACK_UNPACK_SUCCESS);
  *state = self;
  return 0;
}

static int tear_down(void **state) {
  fixture *self = *state;
  msgpack_unpacked_destroy(&self->unpacked);
  msgpack_sbuffer_destroy(&self->bytes);
  free(self);
  return 0;
}

static parameters read_from(void **state) {
  fixture *self = *state;
  return params_of(&self->unpacked.data);
}

static void assert_fault(const parameters *self, const char *key, text_id wanted) {
  assert_false(params_fine(self));
  assert_string_equal(self->wrong, key);
  assert_int_equal(self->wanted, wanted);
}

static void test_good_values(void **state) {
  parameters self = read_from(state);
  assert_int_equal(params_number(&self, "zero", 0), 0);
  assert_int_equal(params_number(&self, "one", 1), 1);
  assert_true(params_number(&self, "large", 1) == INT64_MAX);
  assert_int_equal(params_size(&self, "one"), 1);
  assert_int_equal(params_either(&self, "one", 1, -1, TEXT_WANTED_DIRECTION), 1);
  assert_int_equal(params_either(&self, "minus", 1, -1, TEXT_WANTED_DIRECTION), -1);
  assert_true(params_flag(&self, "true"));
  assert_false(params_flag(&self, "false"));
  assert_true(params_flag(&self, "one"));
  assert_false(params_flag(&self, "zero"));
  assert_true(params_flag_or(&self, "absent", true));
  assert_false(params_flag_or(&self, "false", true));
  gw_span text = params_text(&self, "text");
  assert_int_equal(text.size, strlen("一、"));
  assert_memory_equal(text.data, "一、", text.size);
  assert_int_equal(params_text(&self, "empty").size, 0);
  assert_true(params_has(&self, "none"));
  assert_false(params_has(&self, "absent"));
  assert_true(params_fine(&self));
}

static void test_lists(void **state) {
  parameters self = read_from(state);
  size_t count = 0;
  gw_span *lines = params_texts(&self, "lines", TEXT_WANTED_LINES, &count);
  assert_int_equal(count, 3);
  assert_int_equal(lines[1].size, 0);
  assert_int_equal(lines[2].size, 3);
  assert_memory_equal(lines[2].data, "b\0\xFF", 3);
  free(lines);
  lines = params_texts(&self, "none", TEXT_WANTED_LINES, &count);
  assert_non_null(lines);
  assert_int_equal(count, 0);
  free(lines);
  gw_span *texts = params_texts(&self, "broken", TEXT_WANTED_TEXTS, &count);
  assert_int_equal(count, 1); /* an LF is a fault in a line only */
  free(texts);
  assert_true(params_fine(&self));
}

static void test_faults(void **state) {
  parameters self = read_from(state);
  assert_int_equal(params_number(&self, "absent", 0), 0);
  assert_fault(&self, "absent", TEXT_WANTED_NUMBER);
  /* The first fault stays, and all that is read after it is still safe. */
  size_t count = 7;
  assert_null(params_texts(&self, "also-absent", TEXT_WANTED_LINES, &count));
  assert_int_equal(count, 0);
  assert_fault(&self, "absent", TEXT_WANTED_NUMBER);

  static const char *const not_counts[] = {"zero", "minus", "text", "true", "huge", "lines"};
  for (size_t i = 0; i < sizeof not_counts / sizeof *not_counts; i++) {
    self = read_from(state);
    assert_int_equal(params_number(&self, not_counts[i], 1), 0);
    assert_fault(&self, not_counts[i], TEXT_WANTED_COUNT);
  }
  self = read_from(state);
  params_size(&self, "minus");
  assert_fault(&self, "minus", TEXT_WANTED_NUMBER);
  self = read_from(state);
  params_either(&self, "zero", 1, -1, TEXT_WANTED_DIRECTION);
  assert_fault(&self, "zero", TEXT_WANTED_DIRECTION);
  self = read_from(state);
  params_either(&self, "huge", 1, -1, TEXT_WANTED_DIRECTION); /* -1 in two's complement */
  assert_fault(&self, "huge", TEXT_WANTED_DIRECTION);
  self = read_from(state);
  params_flag(&self, "text");
  assert_fault(&self, "text", TEXT_WANTED_FLAG);
  self = read_from(state);
  params_text(&self, "one");
  assert_fault(&self, "one", TEXT_WANTED_TEXT);
  static const char *const not_lines[] = {"broken", "mixed", "text"};
  for (size_t i = 0; i < sizeof not_lines / sizeof *not_lines; i++) {
    self = read_from(state);
    assert_null(params_texts(&self, not_lines[i], TEXT_WANTED_LINES, &count));
    assert_fault(&self, not_lines[i], TEXT_WANTED_LINES);
  }
}

static void test_no_map(void **state) {
  (void)state;
  msgpack_object nil = {.type = MSGPACK_OBJECT_NIL};
  parameters self = params_of(&nil);
  assert_fault(&self, "parameters", TEXT_WANTED_MAP);
  assert_int_equal(params_number(&self, "one", 0), 0);
  assert_fault(&self, "parameters", TEXT_WANTED_MAP);
}

/* Both languages of a text take the same arguments in the same order. */
static void test_texts_agree(void **state) {
  (void)state;
  for (int id = 0; id < TEXT_COUNT; id++) {
    const char *en = text_of((text_id)id, LANGUAGE_EN);
    const char *zh = text_of((text_id)id, LANGUAGE_ZH);
    assert_true(*en && *zh);
    for (;;) {
      en = strchr(en, '%');
      zh = strchr(zh, '%');
      if (!en || !zh)
        break;
      size_t size = strspn(en + 1, "lz") + 2;
      assert_memory_equal(en, zh, size);
      en += size;
      zh += size;
    }
    assert_null(en);
    assert_null(zh);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_good_values, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_lists, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_faults, set_up, tear_down),
      cmocka_unit_test(test_no_map),
      cmocka_unit_test(test_texts_agree),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
