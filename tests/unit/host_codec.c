/* The msgpack codec: frames found whole within their limits, messages read, answers written. */
#include "host/codec.h"
#include "host/frame.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* ---- frames ---------------------------------------------------------------------------------- */

static frame_result scan(const char *bytes, size_t size) {
  frame state = {0};
  return frame_scan(&state, bytes, size);
}

#define SCAN(literal) scan(literal, sizeof(literal) - 1)

static void test_frame_ends(void **unused) {
  (void)unused;
  assert_int_equal(SCAN(""), FRAME_MORE);
  assert_int_equal(SCAN("\x05"), FRAME_WHOLE);
  assert_int_equal(SCAN("\x90"), FRAME_WHOLE);
  assert_int_equal(SCAN("\x80"), FRAME_WHOLE);
  assert_int_equal(SCAN("\x92\x01"), FRAME_MORE);
  assert_int_equal(SCAN("\x92\x01\x02"), FRAME_WHOLE);
  assert_int_equal(SCAN("\xA2"
                        "a"),
                   FRAME_MORE);
  assert_int_equal(SCAN("\xA2"
                        "ab"),
                   FRAME_WHOLE);
  assert_int_equal(SCAN("\x81\xA1k\x91\xC0"), FRAME_WHOLE);
  assert_int_equal(SCAN("\x81\xA1k\x91"), FRAME_MORE);
  /* The end is where the first message ends, whatever follows. */
  frame state = {0};
  assert_int_equal(frame_scan(&state, "\x91\xC3\xC1\xC1", 4), FRAME_WHOLE);
  assert_int_equal(state.at, 2);
}

/* Every format once, from the table of the specification: header, then zero bytes up to its size.
 */
static void test_frame_formats(void **unused) {
  (void)unused;
  static const struct {
    const char *head;
    size_t head_size;
    size_t total;
  } cases[] = {
      {"\x7F", 1, 1},         {"\xE0", 1, 1},     {"\xC0", 1, 1},         {"\xC2", 1, 1},
      {"\xC3", 1, 1},         {"\xC4\x03", 2, 5}, {"\xC5\0\3", 3, 6},     {"\xC6\0\0\0\3", 5, 8},
      {"\xC7\x03", 2, 6},     {"\xC8\0\3", 3, 7}, {"\xC9\0\0\0\3", 5, 9}, {"\xCA", 1, 5},
      {"\xCB", 1, 9},         {"\xCC", 1, 2},     {"\xCD", 1, 3},         {"\xCE", 1, 5},
      {"\xCF", 1, 9},         {"\xD0", 1, 2},     {"\xD1", 1, 3},         {"\xD2", 1, 5},
      {"\xD3", 1, 9},         {"\xD4", 1, 3},     {"\xD5", 1, 4},         {"\xD6", 1, 6},
      {"\xD7", 1, 10},        {"\xD8", 1, 18},    {"\xD9\x03", 2, 5},     {"\xDA\0\3", 3, 6},
      {"\xDB\0\0\0\3", 5, 8}, {"\xDC\0\2", 3, 5}, {"\xDD\0\0\0\2", 5, 7}, {"\xDE\0\2", 3, 7},
      {"\xDF\0\0\0\2", 5, 9}, {"\xBF", 1, 32},    {"\x9F", 1, 16},        {"\x8F", 1, 31},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char bytes[64] = {0};
    memcpy(bytes, cases[i].head, cases[i].head_size);
    frame state = {0};
    /* Byte by byte: the answer is the same at every cut. */
    for (size_t size = 0; size < cases[i].total; size++)
      assert_int_equal(frame_scan(&state, bytes, size), FRAME_MORE);
    assert_int_equal(frame_scan(&state, bytes, cases[i].total), FRAME_WHOLE);
    assert_int_equal(state.at, cases[i].total);
    /* Found late, with the next message behind it: the end does not move. */
    assert_int_equal(frame_scan(&state, bytes, sizeof bytes), FRAME_WHOLE);
    assert_int_equal(state.at, cases[i].total);

    msgpack_unpacked unpacked;
    msgpack_unpacked_init(&unpacked);
    size_t used = 0;
    assert_int_equal(msgpack_unpack_next(&unpacked, bytes, sizeof bytes, &used),
                     MSGPACK_UNPACK_SUCCESS);
    assert_int_equal(used, cases[i].total);
    msgpack_unpacked_destroy(&unpacked);
  }
}

static void test_frame_limits(void **unused) {
  (void)unused;
  assert_int_equal(SCAN("\xC1"), FRAME_INVALID);
  assert_int_equal(SCAN("\x93\x02\xC1"), FRAME_INVALID);
  /* Claims are refused before any of it is allocated or received. */
  assert_int_equal(SCAN("\xDD\x7F\xFF\xFF\xFF"), FRAME_HUGE);
  assert_int_equal(SCAN("\xDD\xFF\xFF\xFF\xFF"), FRAME_HUGE);
  assert_int_equal(SCAN("\xDF\xFF\xFF\xFF\xFF"), FRAME_HUGE);
  assert_int_equal(SCAN("\xDB\x40\x00\x00\x01"), FRAME_HUGE);
  assert_int_equal(SCAN("\xC6\xFF\xFF\xFF\xFF"), FRAME_HUGE);
  assert_int_equal(SCAN("\xDD\x20\x00\x00\x00"), FRAME_MORE); /* half of the limit: wait for it */
  char nested[FRAME_DEPTH + 2];
  memset(nested, 0x91, sizeof nested);
  nested[FRAME_DEPTH] = 0;
  assert_int_equal(scan(nested, FRAME_DEPTH + 1), FRAME_WHOLE);
  memset(nested, 0x91, sizeof nested);
  nested[FRAME_DEPTH + 1] = 0;
  assert_int_equal(scan(nested, FRAME_DEPTH + 2), FRAME_DEEP);
}

/* ---- messages -------------------------------------------------------------------------------- */

static void feed(codec *self, const char *bytes, size_t size) {
  while (size > 0) {
    char *room;
    size_t space = codec_msgpack.room(self, &room);
    assert_true(space >= 64 * 1024);
    size_t part = size < space ? size : space;
    memcpy(room, bytes, part);
    codec_msgpack.fed(self, part);
    bytes += part;
    size -= part;
  }
}

/* [2, name, [{"n": number}]] */
static void pack_notification(msgpack_sbuffer *out, const char *name, int64_t number) {
  fields params;
  fields_init(&params);
  fields_number(&params, "n", number);
  msgpack_packer packer = fields_packer(out);
  msgpack_pack_array(&packer, 3);
  msgpack_pack_int(&packer, 2);
  msgpack_pack_str(&packer, strlen(name));
  msgpack_pack_str_body(&packer, name, strlen(name));
  msgpack_pack_array(&packer, 1);
  fields_pack(&params, out);
  fields_free(&params);
}

static void assert_notification(codec *self, const char *name, uint64_t number) {
  message received;
  const char *why = NULL;
  assert_int_equal(codec_msgpack.next(self, &received, &why), CODEC_MESSAGE);
  assert_false(received.is_request);
  assert_int_equal(received.name.size, strlen(name));
  assert_memory_equal(received.name.data, name, received.name.size);
  assert_int_equal(received.params.type, MSGPACK_OBJECT_MAP);
  assert_int_equal(received.params.via.map.size, 1);
  assert_int_equal(received.params.via.map.ptr[0].val.via.u64, number);
}

static void assert_more(codec *self) {
  message received;
  const char *why = NULL;
  assert_int_equal(codec_msgpack.next(self, &received, &why), CODEC_MORE);
}

static void test_byte_by_byte(void **unused) {
  (void)unused;
  codec *self = codec_msgpack.create();
  msgpack_sbuffer bytes;
  msgpack_sbuffer_init(&bytes);
  pack_notification(&bytes, "change", 300);
  for (int round = 0; round < 3; round++) {
    for (size_t i = 0; i + 1 < bytes.size; i++) {
      feed(self, bytes.data + i, 1);
      assert_more(self);
    }
    feed(self, bytes.data + bytes.size - 1, 1);
    assert_notification(self, "change", 300);
    assert_more(self);
  }
  msgpack_sbuffer_destroy(&bytes);
  codec_msgpack.destroy(self);
}

static void test_several_in_one_read(void **unused) {
  (void)unused;
  codec *self = codec_msgpack.create();
  msgpack_sbuffer bytes;
  msgpack_sbuffer_init(&bytes);
  for (int64_t i = 0; i < 1000; i++)
    pack_notification(&bytes, "m", i);
  size_t cut = bytes.size - 3; /* the last one comes in two parts */
  feed(self, bytes.data, cut);
  for (uint64_t i = 0; i < 999; i++)
    assert_notification(self, "m", i);
  assert_more(self);
  feed(self, bytes.data + cut, bytes.size - cut);
  assert_notification(self, "m", 999);
  assert_more(self);
  msgpack_sbuffer_destroy(&bytes);
  codec_msgpack.destroy(self);
}

/* A message of 5 MB among small ones, and room for the next one afterwards. */
static void test_large_message(void **unused) {
  (void)unused;
  codec *self = codec_msgpack.create();
  enum {
    SIZE = 5 * 1000 * 1000
  };
  char *text = malloc(SIZE);
  assert_non_null(text);
  memset(text, 'x', SIZE);
  msgpack_sbuffer bytes;
  msgpack_sbuffer_init(&bytes);
  pack_notification(&bytes, "before", 1);
  msgpack_packer packer = fields_packer(&bytes);
  msgpack_pack_array(&packer, 3);
  msgpack_pack_int(&packer, 2);
  msgpack_pack_str(&packer, 4);
  msgpack_pack_str_body(&packer, "open", 4);
  msgpack_pack_array(&packer, 1);
  msgpack_pack_map(&packer, 1);
  msgpack_pack_str(&packer, 1);
  msgpack_pack_str_body(&packer, "t", 1);
  msgpack_pack_str(&packer, SIZE);
  msgpack_pack_str_body(&packer, text, SIZE);
  pack_notification(&bytes, "after", 2);

  feed(self, bytes.data, bytes.size);
  assert_notification(self, "before", 1);
  message received;
  const char *why = NULL;
  assert_int_equal(codec_msgpack.next(self, &received, &why), CODEC_MESSAGE);
  assert_int_equal(received.params.via.map.ptr[0].val.via.str.size, SIZE);
  assert_memory_equal(received.params.via.map.ptr[0].val.via.str.ptr, text, SIZE);
  assert_notification(self, "after", 2);
  char *room;
  assert_true(codec_msgpack.room(self, &room) < SIZE); /* the large buffer was given back */
  msgpack_sbuffer_destroy(&bytes);
  free(text);
  codec_msgpack.destroy(self);
}

static void assert_refused(const char *bytes, size_t size) {
  codec *self = codec_msgpack.create();
  feed(self, bytes, size);
  message received;
  const char *why = NULL;
  assert_int_equal(codec_msgpack.next(self, &received, &why), CODEC_ERROR);
  assert_non_null(why);
  /* For good, whatever comes. */
  feed(self, "\x93\x02\xA1x\x91\x80", 6);
  why = NULL;
  assert_int_equal(codec_msgpack.next(self, &received, &why), CODEC_ERROR);
  assert_non_null(why);
  codec_msgpack.destroy(self);
}

#define REFUSED(literal) assert_refused(literal, sizeof(literal) - 1)

static void test_garbage(void **unused) {
  (void)unused;
  REFUSED("\xC1");
  REFUSED("hello\n");                               /* text is msgpack, but small integers */
  REFUSED("\x80");                                  /* a map */
  REFUSED("\x90");                                  /* too short */
  REFUSED("\x93\x02\x01\x90");                      /* a name that is no string */
  REFUSED("\x93\x03\xA1x\x90");                     /* no such type of message */
  REFUSED("\x94\x02\x01\xA1x\x90");                 /* a notification with an msgid */
  REFUSED("\x94\x00\xA1i\xA1x\x90");                /* an msgid that is no number */
  REFUSED("\x94\x00\xCF\0\0\0\1\0\0\0\0\xA1x\x90"); /* and one beyond 32 bits */
  REFUSED("\xDD\xFF\xFF\xFF\xFF");
  REFUSED("\x91\x91\x91\x91\x91\x91\x91\x91\x91\x00");
}

static void test_requests_and_others(void **unused) {
  (void)unused;
  codec *self = codec_msgpack.create();
  message received;
  const char *why = NULL;
  static const char request[] = "\x94\x00\x07\xA4jump\x91\x80";
  feed(self, request, sizeof request - 1);
  assert_int_equal(codec_msgpack.next(self, &received, &why), CODEC_MESSAGE);
  assert_true(received.is_request);
  assert_int_equal(received.msgid, 7);
  assert_int_equal(received.params.type, MSGPACK_OBJECT_MAP);

  /* A response, though nobody asked, is passed over; then no parameter, and two. */
  static const char rest[] = "\x94\x01\x07\xC0\x80"
                             "\x93\x02\xA1x\x90"
                             "\x93\x02\xB0nvim_error_event\x92\x00\xA4text";
  feed(self, rest, sizeof rest - 1);
  assert_int_equal(codec_msgpack.next(self, &received, &why), CODEC_MESSAGE);
  assert_int_equal(received.params.type, MSGPACK_OBJECT_ARRAY);
  assert_int_equal(received.params.via.array.size, 0);
  assert_int_equal(codec_msgpack.next(self, &received, &why), CODEC_MESSAGE);
  assert_int_equal(received.name.size, strlen(CODEC_EDITOR_ERROR));
  assert_memory_equal(received.name.data, CODEC_EDITOR_ERROR, received.name.size);
  assert_int_equal(received.params.via.array.size, 2);
  codec_msgpack.destroy(self);
}

/* ---- what is sent ---------------------------------------------------------------------------- */

static void assert_printed(const msgpack_sbuffer *bytes, const char *expected) {
  msgpack_unpacked unpacked;
  msgpack_unpacked_init(&unpacked);
  size_t used = 0;
  assert_int_equal(msgpack_unpack_next(&unpacked, bytes->data, bytes->size, &used),
                   MSGPACK_UNPACK_SUCCESS);
  assert_int_equal(used, bytes->size);
  char text[512];
  int size = msgpack_object_print_buffer(text, sizeof text, unpacked.data);
  assert_in_range(size, 0, (int)sizeof text - 1);
  text[size] = '\0';
  assert_string_equal(text, expected);
  msgpack_unpacked_destroy(&unpacked);
}

static void test_what_is_sent(void **unused) {
  (void)unused;
  fields params;
  fields_init(&params);
  fields_number(&params, "id", 3);
  fields_flag(&params, "found", true);
  fields_text(&params, "name", "x");
  fields_list(&params, "list", 2);
  fields_push_list(&params, 2);
  fields_push_number(&params, -1);
  fields_push_span(&params, (gw_span){NULL, 0});
  fields_push_list(&params, 0);
  fields both;
  fields_init(&both);
  fields_flag(&both, "first", false);
  fields_add(&both, &params);

  msgpack_sbuffer bytes;
  msgpack_sbuffer_init(&bytes);
  codec_msgpack.event(&bytes, "answer", &both);
  assert_printed(&bytes,
                 "[2, \"nvim_exec_lua\", [\"require('gongwen.receive')(...)\", [\"answer\", "
                 "{\"first\"=>false, \"id\"=>3, \"found\"=>true, \"name\"=>\"x\", "
                 "\"list\"=>[[-1, \"\"], []]}]]]");
  msgpack_sbuffer_clear(&bytes);
  codec_msgpack.response(&bytes, 9, NULL, &params);
  assert_printed(&bytes, "[1, 9, nil, {\"id\"=>3, \"found\"=>true, \"name\"=>\"x\", "
                         "\"list\"=>[[-1, \"\"], []]}]");
  msgpack_sbuffer_clear(&bytes);
  codec_msgpack.response(&bytes, 9, "no", &params);
  assert_printed(&bytes, "[1, 9, \"no\", nil]");
  msgpack_sbuffer_destroy(&bytes);
  fields_free(&params);
  fields_free(&both);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_frame_ends),
      cmocka_unit_test(test_frame_formats),
      cmocka_unit_test(test_frame_limits),
      cmocka_unit_test(test_byte_by_byte),
      cmocka_unit_test(test_several_in_one_read),
      cmocka_unit_test(test_large_message),
      cmocka_unit_test(test_garbage),
      cmocka_unit_test(test_requests_and_others),
      cmocka_unit_test(test_what_is_sent),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
