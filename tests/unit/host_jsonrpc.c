/* What is Vim's alone: responses of JSON-RPC, long lists in several events, garbage, texts of any
 * bytes. The other tests of the host speak JSON as well, where they are run as NAME-vim. */
#include "host/codec.h"
#include "host_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

static void write_body(peer *self, const char *body) {
  char framed[512];
  int size = snprintf(framed, sizeof framed, "Content-Length: %zu\r\n\r\n%s", strlen(body), body);
  assert_in_range(size, 0, (int)sizeof framed - 1);
  peer_write(self, framed, (size_t)size);
}

static void assert_response(peer *self, const char *body, const char *expected) {
  write_body(self, body);
  assert_string_equal(printed(peer_event_named(self, "response")), expected);
}

static void test_requests(void **state) {
  (void)state;
  peer *self = peer_start(true, NULL);
  assert_response(self, "{\"id\":5,\"method\":\"info\",\"params\":{}}",
                  "{\"jsonrpc\"=>\"2.0\", \"id\"=>5, \"error\"=>{\"code\"=>-32803, \"message\"=>"
                  "\"gongwen: info: the first message must be hello\"}}");
  fields hello = greeting(GONGWEN_VERSION, "en", NULL);
  peer_call(self, "hello", &hello);
  open_buffer(self, 1, 10, report, REPORT_LINES);
  assert_response(self,
                  "{\"method\":\"go\",\"params\":{\"buf\":1,\"tick\":10,\"line\":3,\"column\":0,"
                  "\"way\":\"parent\",\"count\":1},\"id\":6,\"jsonrpc\":\"2.0\"}",
                  "{\"jsonrpc\"=>\"2.0\", \"id\"=>6, \"result\"=>{\"found\"=>true, \"line\"=>1, "
                  "\"column\"=>0}}");
  assert_response(self, "{\"id\":7,\"method\":\"headings\",\"params\":{\"buf\":1,\"tick\":11}}",
                  "{\"jsonrpc\"=>\"2.0\", \"id\"=>7, \"error\"=>{\"code\"=>-32803, \"message\"=>"
                  "\"gongwen: headings: the text has changed meanwhile\", \"data\"=>{\"stale\"=>"
                  "true}}}");
  assert_response(self, "{\"id\":8,\"method\":\"close\",\"params\":{\"buf\":1,\"id\":3}}",
                  "{\"jsonrpc\"=>\"2.0\", \"id\"=>8, \"result\"=>{}}");
  /* It may have to wait for the templates. */
  assert_response(self, "{\"id\":4294967295,\"method\":\"templates\"}",
                  "{\"jsonrpc\"=>\"2.0\", \"id\"=>4294967295, \"error\"=>{\"code\"=>-32803, "
                  "\"message\"=>\"gongwen: templates: parameters must be one map\"}}");
  assert_response(self, "{\"id\":9,\"method\":\"templates\",\"params\":{\"id\":2}}",
                  "{\"jsonrpc\"=>\"2.0\", \"id\"=>9, \"result\"=>{\"templates\"=>[], "
                  "\"documents\"=>[]}}");
  assert_false(peer_has(self, "answer")); /* one answer: the response */
  assert_good_end(self);
}

static void test_broken_protocol(void **state) {
  (void)state;
  static const struct {
    const char *bytes;
    size_t size;
    const char *error;
  } cases[] = {
      {"\xC1", 1, "gongwen host: bytes that are no header\n"},
      {"GET / HTTP/1.0\r\n", 16, "gongwen host: a header without a colon\n"},
      {"Content-Length: 4294967296\r\n", 28, "gongwen host: a message that is too large\n"},
      {"Content-Length: 2\r\n\r\n[]", 23, "gongwen host: a message that is not JSON-RPC\n"},
      {"Content-Length: 9\r\n\r\n[[[[[[[[[", 30, "gongwen host: bytes that are not JSON\n"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_refused(cases[i].bytes, cases[i].size, cases[i].error);
}

/* Claims a gigabyte, sends none of it: nothing is allocated, and half a message is no fault. */
static void test_half_a_message(void **state) {
  (void)state;
  peer *self = greeted();
  static const char claim[] = "Content-Length: 1073741824\r\n\r\n{";
  peer_write(self, claim, sizeof claim - 1);
  assert_good_end(self);
}

/* ---- long lists ------------------------------------------------------------------------------ */

enum {
  SECTIONS = 4000,
  LIST_BYTES = 128 * 1024, /* of msgpack, in one event: the bound is about half of it */
};

static char *sections[2 * SECTIONS];

static int make_sections(void **state) {
  for (size_t i = 0; i < SECTIONS; i++) {
    char text[128];
    snprintf(text, sizeof text, "一、党员发展工作情况和下一步打算之%zu", i);
    sections[2 * i] = strdup(text);
    sections[2 * i + 1] = strdup("XX同志，XX次，XX年，XX名，XX个，XX项，XX家，XX处。");
  }
  return make_directory(state);
}

static int free_sections(void **state) {
  for (size_t i = 0; i < 2 * SECTIONS; i++)
    free(sections[i]);
  return remove_directory(state);
}

static size_t packed_size(const msgpack_object *value) {
  msgpack_sbuffer bytes;
  msgpack_sbuffer_init(&bytes);
  msgpack_packer packer = fields_packer(&bytes);
  msgpack_pack_object(&packer, *value);
  size_t size = bytes.size;
  msgpack_sbuffer_destroy(&bytes);
  return size;
}

static peer *with_sections(void) {
  peer *self = greeted();
  open_buffer(self, 1, 10, (const char *const *)sections, 2 * SECTIONS);
  peer_event_named(self, "seen");
  return self;
}

/* Applies `rows` until there are no more of them to the ids in `shown`; returns how many events. */
static size_t take_rows(peer *self, int64_t *shown, int64_t *count) {
  for (size_t events = 1;; events++) {
    const msgpack_object *event = peer_event_named(self, "rows");
    assert_in_range(packed_size(event), 0, LIST_BYTES);
    const msgpack_object_array *rows = &map_get(event, "rows")->via.array;
    int64_t first = map_number(event, "first");
    int64_t old_end = map_number(event, "old_end");
    old_end = old_end < 0 ? *count : old_end;
    assert_true(first <= old_end && old_end <= *count);
    memmove(shown + first + rows->size, shown + old_end,
            (size_t)(*count - old_end) * sizeof *shown);
    *count += (int64_t)rows->size - (old_end - first);
    for (uint32_t i = 0; i < rows->size; i++)
      shown[first + i] = number_of(&rows->ptr[i].via.array.ptr[0]);
    assert_int_equal(map_number(event, "total"), *count);
    if (!map_flag(event, "more"))
      return events;
  }
}

static void test_rows_in_parts(void **state) {
  (void)state;
  peer *self = with_sections();
  int64_t *shown = calloc(2 * SECTIONS, sizeof *shown);
  assert_non_null(shown);
  int64_t count = 0;
  fields params = no_fields();
  fields_number(&params, "buf", 1);
  peer_tell(self, "outline_open", &params);
  assert_in_range(take_rows(self, shown, &count), 4, 40);
  assert_int_equal(count, SECTIONS);
  /* A thousand sections in the middle go and come back. */
  change_buffer(self, 1, 11, 2 * SECTIONS, 2000, 4000, NULL, 0);
  take_rows(self, shown, &count);
  assert_int_equal(count, SECTIONS - 1000);
  change_buffer(self, 1, 12, 2 * SECTIONS - 2000, 2000, 2000, (const char *const *)sections + 2000,
                2000);
  assert_in_range(take_rows(self, shown, &count), 2, 20);
  assert_int_equal(count, SECTIONS);
  for (int64_t i = 0; i < count; i++)
    for (int64_t k = i + 1; k < count && k < i + 3; k++)
      assert_int_not_equal(shown[i], shown[k]);
  free(shown);
  assert_good_end(self);
}

static void test_marks_in_parts(void **state) {
  (void)state;
  peer *self = with_sections();
  fields params = no_fields();
  fields_number(&params, "buf", 1);
  peer_tell(self, "marks_open", &params);
  int64_t end = 0;
  size_t marks = 0;
  size_t events = 0;
  for (; end < 2 * SECTIONS; events++) {
    const msgpack_object *event = peer_event_named(self, "marks");
    assert_in_range(packed_size(event), 0, LIST_BYTES);
    const msgpack_object_array *list = &map_get(event, "marks")->via.array;
    assert_int_equal(map_number(event, "first"), end);
    int64_t first = end;
    end = map_number(event, "end");
    for (uint32_t i = 0; i < list->size; i++)
      assert_in_range(number_of(&list->ptr[i].via.array.ptr[0]), first, end - 1);
    marks += list->size;
  }
  assert_int_equal(end, 2 * SECTIONS);
  assert_int_equal(marks, 8 * SECTIONS);
  assert_in_range(events, 3, 20);
  assert_false(peer_has(self, "marks"));
  assert_good_end(self);
}

/* ---- texts of any bytes ---------------------------------------------------------------------- */

/* What Vim has of such a line: LF for NUL; columns count bytes. */
static void test_rough_text(void **state) {
  (void)state;
  peer *self = greeted();
  write_body(self, "{\"method\":\"open\",\"params\":{\"buf\":1,\"tick\":2,\"lines\":["
                   "\"一、a\\nb\\tXX\",\"?\xED\xA0\x80\\u0001XX“总”\"]}}");
  fields params = about(2);
  assert_printed(peer_call(self, "placeholders", &params), "placeholders",
                 "[[0, 10, \"XX\", \"\"], [1, 5, \"XX\", \"\"]]");
  params = about(2);
  assert_printed(peer_call(self, "headings", &params), "headings",
                 "[[0, 0, \"heading\", 1, \"1\", \"a b XX\", 2]]");
  assert_good_end(self);
}

/* A text told whole again and again costs no memory. */
static void test_memory_is_flat(void **state) {
  (void)state;
  peer *self = greeted();
  long before = 0;
  for (int64_t round = 0; round < 60; round++) {
    open_buffer(self, 1, 10 + round, (const char *const *)sections, 2 * SECTIONS);
    peer_event_named(self, "seen");
    peer_drop_taken(self);
    char path[64];
    long pages = 0;
    snprintf(path, sizeof path, "/proc/%d/statm", (int)self->pid);
    FILE *file = fopen(path, "r");
    if (!file) /* not Linux */
      break;
    assert_int_equal(fscanf(file, "%*d %ld", &pages), 1);
    fclose(file);
    if (round == 20)
      before = pages;
    else if (round > 20)
      assert_in_range(pages, 1, before + 512); /* 2 MiB of pages of 4 KiB */
  }
  assert_good_end(self);
}

int main(void) {
  setenv("GONGWEN_PEER", codec_json.editor, 1);
  setenv("ASAN_OPTIONS", "quarantine_size_mb=1", 0); /* what a sanitizer holds back is no leak */
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_requests),       cmocka_unit_test(test_broken_protocol),
      cmocka_unit_test(test_half_a_message), cmocka_unit_test(test_rows_in_parts),
      cmocka_unit_test(test_marks_in_parts), cmocka_unit_test(test_rough_text),
      cmocka_unit_test(test_memory_is_flat),
  };
  return cmocka_run_group_tests(tests, make_sections, free_sections);
}
