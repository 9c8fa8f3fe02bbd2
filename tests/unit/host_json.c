/* The JSON codec: frames and headers, messages read, answers written, strings as Vim has them. */
#include "host/codec.h"
#include "host/frame.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void feed(codec *self, const char *bytes, size_t size) {
  while (size > 0) {
    char *room;
    size_t space = codec_json.room(self, &room);
    assert_true(space >= 64 * 1024);
    size_t part = size < space ? size : space;
    memcpy(room, bytes, part);
    codec_json.fed(self, part);
    bytes += part;
    size -= part;
  }
}

/* `body` in its frame, behind what `out` holds. */
static void put_frame(msgpack_sbuffer *out, const char *headers, const char *body, size_t size) {
  char head[256];
  int head_size = snprintf(head, sizeof head, "%sContent-Length: %zu\r\n\r\n", headers, size);
  assert_in_range(head_size, 1, (int)sizeof head - 1);
  assert_int_equal(msgpack_sbuffer_write(out, head, (size_t)head_size), 0);
  assert_int_equal(msgpack_sbuffer_write(out, body, size), 0);
}

static codec_result next(codec *self, message *out) {
  const char *why = NULL;
  codec_result result = codec_json.next(self, out, &why);
  assert_int_equal(result == CODEC_ERROR, why != NULL);
  return result;
}

/* The next message, printed: its name, "#id" of a request, and its parameters. */
static const char *printed_next(codec *self) {
  static char text[8192];
  message received;
  assert_int_equal(next(self, &received), CODEC_MESSAGE);
  int size = snprintf(text, sizeof text, "%.*s", (int)received.name.size, received.name.data);
  if (received.is_request)
    size += snprintf(text + size, sizeof text - (size_t)size, "#%u", received.msgid);
  text[size++] = ' ';
  size += msgpack_object_print_buffer(text + size, sizeof text - (size_t)size, received.params);
  text[size] = '\0';
  return text;
}

static void assert_more(codec *self) {
  message received;
  assert_int_equal(next(self, &received), CODEC_MORE);
}

/* What a body reads as. */
static void assert_reads_bytes(const char *body, size_t size, const char *expected) {
  msgpack_sbuffer bytes;
  msgpack_sbuffer_init(&bytes);
  put_frame(&bytes, "", body, size);
  codec *self = codec_json.create();
  feed(self, bytes.data, bytes.size);
  assert_string_equal(printed_next(self), expected);
  assert_more(self);
  codec_json.destroy(self);
  msgpack_sbuffer_destroy(&bytes);
}

#define READS(body, expected) assert_reads_bytes(body, sizeof(body) - 1, expected)
#define NOTE(params)          "{\"jsonrpc\":\"2.0\",\"method\":\"m\",\"params\":" params "}"

static void test_values(void **unused) {
  (void)unused;
  READS(NOTE("{\"buf\":1}"), "m {\"buf\"=>1}");
  READS(NOTE("{}"), "m {}");
  READS("{\"method\":\"m\"}", "m nil");
  READS(NOTE("{\"a\":[0,-1,true,false,null,1.5,\"\"]}"),
        "m {\"a\"=>[0, -1, true, false, nil, 1.500000, \"\"]}");
  READS(NOTE("{\"n\":9223372036854775807,\"l\":-9223372036854775808}"),
        "m {\"n\"=>9223372036854775807, \"l\"=>-9223372036854775808}");
  READS(NOTE("{\"t\":\"\\u516c\\ud83d\\ude00\\/\"}"), "m {\"t\"=>\"公😀/\"}");
  READS(NOTE("[{\"a\":1}]"), "m {\"a\"=>1}"); /* a list of one is that one */
  READS(NOTE("[]"), "m []");
  READS(NOTE("[1,2]"), "m [1, 2]");
  READS(" { \"params\" : {} ,\n \"method\" : \"公文\" } ", "公文 {}");
  READS("{\"method\":\"m\",\"id\":7,\"params\":{}}", "m#7 {}");
  READS("{\"method\":\"m\",\"id\":4294967295}", "m#4294967295 nil");
  READS("{\"method\":\"m\",\"id\":0,\"other\":[[]]}", "m#0 nil");
}

/* The text of `t`, and its size. */
static void assert_text(const char *body, size_t body_size, const char *expected, size_t size) {
  msgpack_sbuffer bytes;
  msgpack_sbuffer_init(&bytes);
  put_frame(&bytes, "", body, body_size);
  codec *self = codec_json.create();
  feed(self, bytes.data, bytes.size);
  message received;
  assert_int_equal(next(self, &received), CODEC_MESSAGE);
  const msgpack_object *text = &received.params.via.map.ptr[0].val;
  assert_int_equal(text->type, MSGPACK_OBJECT_STR);
  assert_int_equal(text->via.str.size, size);
  assert_memory_equal(text->via.str.ptr, expected, size);
  codec_json.destroy(self);
  msgpack_sbuffer_destroy(&bytes);
}

#define TEXT(text, expected)                                                                       \
  assert_text(NOTE("{\"t\":\"" text "\"}"), sizeof(NOTE("{\"t\":\"" text "\"}")) - 1, expected,    \
              sizeof(expected) - 1)

/* Vim writes LF for a NUL of the buffer, and takes surrogates and what is beyond Unicode for
 * characters: their bytes are no UTF-8, and each becomes one byte. */
static void test_strings_of_vim(void **unused) {
  (void)unused;
  TEXT("a\\nb", "a\0b");
  TEXT("\\n\\n", "\0\0");
  TEXT("a\\u0000b\\r\\t\\u001f", "a\0b\r\t\x1F");
  TEXT("a\xED\xA0\x80z", "a???z");
  TEXT("\xF4\x90\x80\x80", "????");
  TEXT("\xF8\x88\x80\x80\x80z", "?????z");
  TEXT("总\xC0\x80通\xFF", "总??通?");
  TEXT("\xE4\xB8", "??");
  TEXT("“—\xF4\x8F\xBF\xBF", "“—\xF4\x8F\xBF\xBF");
}

static void test_headers(void **unused) {
  (void)unused;
  codec *self = codec_json.create();
  msgpack_sbuffer bytes;
  msgpack_sbuffer_init(&bytes);
  put_frame(&bytes, "Content-Type: application/vim-jsonrpc; charset=utf-8\r\n", NOTE("{}"),
            sizeof(NOTE("{}")) - 1);
  put_frame(&bytes, "X: Content-Length: 3\r\n", NOTE("{}"), sizeof(NOTE("{}")) - 1);
  feed(self, bytes.data, bytes.size);
  static const char lines[] = "content-length:18\nother:\n\n{\"method\":\"small\"}"
                              "CONTENT-LENGTH:   18\r\nother:\r\n\r\n{\"method\":\"LARGE\"}";
  feed(self, lines, sizeof lines - 1);
  assert_string_equal(printed_next(self), "m {}");
  assert_string_equal(printed_next(self), "m {}");
  assert_string_equal(printed_next(self), "small nil");
  assert_string_equal(printed_next(self), "LARGE nil");
  assert_more(self);
  msgpack_sbuffer_destroy(&bytes);
  codec_json.destroy(self);
}

/* Several messages cut in two at every byte, and fed byte by byte. */
static void test_every_cut(void **unused) {
  (void)unused;
  msgpack_sbuffer bytes;
  msgpack_sbuffer_init(&bytes);
  put_frame(&bytes, "", NOTE("{\"t\":\"公\\n文\"}"), sizeof(NOTE("{\"t\":\"公\\n文\"}")) - 1);
  put_frame(&bytes, "", "{\"id\":1,\"result\":{}}", 20); /* nobody has asked */
  put_frame(&bytes, "A: b\r\n", "{\"method\":\"x\",\"id\":3}", 21);
  for (size_t cut = 0; cut <= bytes.size; cut++) {
    codec *self = codec_json.create();
    message received;
    size_t count = 0;
    feed(self, bytes.data, cut);
    while (next(self, &received) == CODEC_MESSAGE)
      count++;
    feed(self, bytes.data + cut, bytes.size - cut);
    while (next(self, &received) == CODEC_MESSAGE)
      count++;
    assert_int_equal(count, 2);
    assert_more(self);
    codec_json.destroy(self);
  }
  codec *self = codec_json.create();
  for (int round = 0; round < 3; round++) {
    size_t count = 0;
    for (size_t i = 0; i < bytes.size; i++) {
      message received;
      feed(self, bytes.data + i, 1);
      codec_result result = next(self, &received);
      assert_int_not_equal(result, CODEC_ERROR);
      count += result == CODEC_MESSAGE;
    }
    assert_int_equal(count, 2);
  }
  codec_json.destroy(self);
  msgpack_sbuffer_destroy(&bytes);
}

/* A message of 5 MB among small ones, and room for the next one afterwards. */
static void test_large_message(void **unused) {
  (void)unused;
  enum {
    SIZE = 5 * 1000 * 1000
  };
  static const char before[] = "{\"method\":\"open\",\"params\":{\"t\":\"";
  size_t size = sizeof before - 1 + SIZE + 3;
  char *body = malloc(size);
  assert_non_null(body);
  memcpy(body, before, sizeof before - 1);
  memset(body + sizeof before - 1, 'x', SIZE);
  memcpy(body + size - 3, "\"}}", 3);
  msgpack_sbuffer bytes;
  msgpack_sbuffer_init(&bytes);
  put_frame(&bytes, "", NOTE("{}"), sizeof(NOTE("{}")) - 1);
  put_frame(&bytes, "", body, size);
  put_frame(&bytes, "", NOTE("{}"), sizeof(NOTE("{}")) - 1);
  codec *self = codec_json.create();
  feed(self, bytes.data, bytes.size);
  assert_string_equal(printed_next(self), "m {}");
  message received;
  assert_int_equal(next(self, &received), CODEC_MESSAGE);
  assert_int_equal(received.params.via.map.ptr[0].val.via.str.size, SIZE);
  assert_memory_equal(received.params.via.map.ptr[0].val.via.str.ptr, body + sizeof before - 1,
                      SIZE);
  assert_string_equal(printed_next(self), "m {}");
  char *room;
  assert_true(codec_json.room(self, &room) < SIZE); /* the large buffer was given back */
  codec_json.destroy(self);
  msgpack_sbuffer_destroy(&bytes);
  free(body);
}

/* ---- what is no message ---------------------------------------------------------------------- */

static void assert_refused(const char *bytes, size_t size, const char *expected) {
  codec *self = codec_json.create();
  feed(self, bytes, size);
  message received;
  const char *why = NULL;
  assert_int_equal(codec_json.next(self, &received, &why), CODEC_ERROR);
  assert_string_equal(why, expected);
  /* For good, whatever comes. */
  msgpack_sbuffer more;
  msgpack_sbuffer_init(&more);
  put_frame(&more, "", NOTE("{}"), sizeof(NOTE("{}")) - 1);
  feed(self, more.data, more.size);
  why = NULL;
  assert_int_equal(codec_json.next(self, &received, &why), CODEC_ERROR);
  assert_string_equal(why, expected);
  msgpack_sbuffer_destroy(&more);
  codec_json.destroy(self);
}

static void assert_body_refused(const char *body, size_t size, const char *expected) {
  msgpack_sbuffer bytes;
  msgpack_sbuffer_init(&bytes);
  put_frame(&bytes, "", body, size);
  assert_refused(bytes.data, bytes.size, expected);
  msgpack_sbuffer_destroy(&bytes);
}

#define REFUSED(literal, why)      assert_refused(literal, sizeof(literal) - 1, why)
#define BODY_REFUSED(literal, why) assert_body_refused(literal, sizeof(literal) - 1, why)

static void test_garbage(void **unused) {
  (void)unused;
  /* At its first byte where it can be seen. */
  REFUSED("\xC1", "bytes that are no header");
  REFUSED("\x93", "bytes that are no header");
  REFUSED("\0", "bytes that are no header");
  REFUSED("hello\n", "a header without a colon");
  REFUSED("\r\n\r\n", "a message without its length");
  REFUSED("A: b\r\n\r\n", "a message without its length");
  REFUSED("Content-Length: \r\n", "a length that is no number");
  REFUSED("Content-Length: 5x\r\n", "a length that is no number");
  REFUSED("Content-Length: -5\r\n", "a length that is no number");
  REFUSED("Content-Length: 0x5\r\n", "a length that is no number");
  /* Claims are refused before any of it is allocated or received. */
  REFUSED("Content-Length: 1073741825\r\n", "a message that is too large");
  REFUSED("Content-Length: 4294967296\r\n", "a message that is too large");
  REFUSED("Content-Length: 18446744073709551617\r\n", "a message that is too large");
  codec *self = codec_json.create();
  feed(self, "Content-Length: 1073741824\r\n\r\n", 30);
  assert_more(self);
  codec_json.destroy(self);

  BODY_REFUSED("", "bytes that are not JSON");
  BODY_REFUSED("{", "bytes that are not JSON");
  BODY_REFUSED("{\"method\":\"m\"} {}", "bytes that are not JSON");
  BODY_REFUSED("{\"method\":\"m\",}", "bytes that are not JSON");
  BODY_REFUSED("{\"method\":\"\xFF\"", "bytes that are not JSON");
  BODY_REFUSED("\xFF", "bytes that are not JSON");
  BODY_REFUSED(NOTE("{\"n\":9223372036854775808}"), "a number that is too large");
  BODY_REFUSED(NOTE("{\"n\":1e999}"), "a number that is too large");
  BODY_REFUSED("[{\"method\":\"m\"}]", "a message that is not JSON-RPC"); /* a batch */
  BODY_REFUSED("{}", "a message that is not JSON-RPC");
  BODY_REFUSED("{\"id\":1}", "a message that is not JSON-RPC");
  BODY_REFUSED("{\"method\":1}", "a message that is not JSON-RPC");
  BODY_REFUSED("{\"method\":\"m\",\"id\":\"x\"}", "a message that is not JSON-RPC");
  BODY_REFUSED("{\"method\":\"m\",\"id\":null}", "a message that is not JSON-RPC");
  BODY_REFUSED("{\"method\":\"m\",\"id\":-1}", "a message that is not JSON-RPC");
  BODY_REFUSED("{\"method\":\"m\",\"id\":4294967296}", "a message that is not JSON-RPC");
}

static void test_endless_headers(void **unused) {
  (void)unused;
  char bytes[5000];
  memset(bytes, 'x', sizeof bytes);
  assert_refused(bytes, sizeof bytes, "headers that do not end");
  for (size_t i = 0; i + 4 < sizeof bytes; i += 4)
    memcpy(bytes + i, "a:b\n", 4);
  assert_refused(bytes, sizeof bytes, "headers that do not end");
}

/* A message nests as deep as the protocol says, its own map counted. */
static void test_nesting(void **unused) {
  (void)unused;
  for (int lists = 0; lists < 3000; lists = lists < 10 ? lists + 1 : lists * 2) {
    char *body = calloc(1, 2 * (size_t)lists + 64);
    assert_non_null(body);
    strcpy(body, "{\"method\":\"m\",\"params\":{\"a\":");
    size_t size = strlen(body);
    memset(body + size, '[', (size_t)lists);
    memset(body + size + lists, ']', (size_t)lists);
    strcpy(body + size + 2 * lists, lists > 0 ? "}}" : "1}}");
    if (lists + 2 > FRAME_DEPTH) {
      assert_body_refused(body, strlen(body), "a message that is nested too deeply");
    } else {
      msgpack_sbuffer bytes;
      msgpack_sbuffer_init(&bytes);
      put_frame(&bytes, "", body, strlen(body));
      codec *self = codec_json.create();
      feed(self, bytes.data, bytes.size);
      message received;
      assert_int_equal(next(self, &received), CODEC_MESSAGE);
      codec_json.destroy(self);
      msgpack_sbuffer_destroy(&bytes);
    }
    free(body);
  }
}

/* ---- what is sent ---------------------------------------------------------------------------- */

static void assert_sent(msgpack_sbuffer *bytes, const char *expected) {
  char framed[1024];
  int size =
      snprintf(framed, sizeof framed, "Content-Length: %zu\r\n\r\n%s", strlen(expected), expected);
  assert_int_equal(bytes->size, size);
  assert_memory_equal(bytes->data, framed, bytes->size);
  msgpack_sbuffer_clear(bytes);
}

static void test_what_is_sent(void **unused) {
  (void)unused;
  fields params;
  fields_init(&params);
  msgpack_sbuffer bytes;
  msgpack_sbuffer_init(&bytes);
  codec_json.event(&bytes, "none", &params);
  assert_sent(&bytes, "{\"jsonrpc\":\"2.0\",\"method\":\"none\",\"params\":{}}");
  codec_json.response(&bytes, 9, "没有“XX”", &params);
  assert_sent(&bytes, "{\"jsonrpc\":\"2.0\",\"id\":9,\"error\":{\"code\":-32803,\"message\":"
                      "\"没有“XX”\"}}");
  fields_flag(&params, "stale", true);
  codec_json.response(&bytes, 9, "no", &params);
  assert_sent(&bytes, "{\"jsonrpc\":\"2.0\",\"id\":9,\"error\":{\"code\":-32803,\"message\":\"no\","
                      "\"data\":{\"stale\":true}}}");
  fields_clear(&params);
  fields_number(&params, "id", 3);
  fields_flag(&params, "found", false);
  fields_list(&params, "list", 3);
  fields_push_list(&params, 2);
  fields_push_number(&params, INT64_MIN);
  fields_push_span(&params, (gw_span){NULL, 0});
  fields_push_list(&params, 0);
  fields_push_number(&params, INT64_MAX);
  codec_json.event(&bytes, "answer", &params);
  assert_sent(&bytes, "{\"jsonrpc\":\"2.0\",\"method\":\"answer\",\"params\":{\"id\":3,\"found\":"
                      "false,\"list\":[[-9223372036854775808,\"\"],[],9223372036854775807]}}");
  codec_json.response(&bytes, 4294967295, NULL, &params);
  assert_sent(&bytes, "{\"jsonrpc\":\"2.0\",\"id\":4294967295,\"result\":{\"id\":3,\"found\":"
                      "false,\"list\":[[-9223372036854775808,\"\"],[],9223372036854775807]}}");
  /* Whatever the bytes, it is JSON, and columns stay. */
  static const char rough[] = "a\0\n\r\t\x01\x7F\"\\/\xFF\xE4\xB8总\xED\xA0\x80";
  fields_clear(&params);
  fields_span(&params, "t", (gw_span){rough, sizeof rough - 1});
  codec_json.event(&bytes, "x", &params);
  assert_sent(&bytes, "{\"jsonrpc\":\"2.0\",\"method\":\"x\",\"params\":{\"t\":"
                      "\"a\\n\\n\\r\\t\\u0001\x7F\\\"\\\\/???总???\"}}");
  msgpack_sbuffer_destroy(&bytes);
  fields_free(&params);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_values),          cmocka_unit_test(test_strings_of_vim),
      cmocka_unit_test(test_headers),         cmocka_unit_test(test_every_cut),
      cmocka_unit_test(test_large_message),   cmocka_unit_test(test_garbage),
      cmocka_unit_test(test_endless_headers), cmocka_unit_test(test_nesting),
      cmocka_unit_test(test_what_is_sent),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
