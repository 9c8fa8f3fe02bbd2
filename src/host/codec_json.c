/*
 * JSON-RPC 2.0 (https://www.jsonrpc.org/specification) in the frames of the language server
 * protocol, as Vim speaks it over a channel in `lsp` mode: `Content-Length: N`, an empty line, and
 * N bytes of JSON.
 */
#include "host/codec.h"

#include "host/frame.h"
#include "host/inbox.h"
#include "host/json_value.h"
#include "host/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define NO_SIZE SIZE_MAX

enum {
  HEADER_BYTES = 4096, /* of all headers of a message; those of Vim are about 80 */
  ZONE_BYTES = 8192,
  EVENT_BYTES =
      64 * 1024, /* Vim reads 4 KiB at a time, and copies all it has of a message each time */
  REQUEST_FAILED = -32803, /* the code for it in the language server protocol */
};

struct codec {
  inbox inbox;         /* from the first message on that was not yet given out */
  bool in_body;        /* the headers of that message are behind us */
  size_t size;         /* of its body; NO_SIZE: its headers have not told it yet */
  json_t *root;        /* the message given out last */
  msgpack_zone zone;   /* and what of its parameters is not in there */
  const char *failure; /* the first error, for good */
};

static codec *create(void) {
  codec *self = memory_new(1, sizeof *self);
  if (!msgpack_zone_init(&self->zone, ZONE_BYTES))
    memory_exhausted();
  return self;
}

static void drop_last(codec *self) {
  json_decref(self->root);
  self->root = NULL;
  msgpack_zone_clear(&self->zone);
}

static void destroy(codec *self) {
  if (!self)
    return;
  json_decref(self->root);
  msgpack_zone_destroy(&self->zone);
  inbox_free(&self->inbox);
  free(self);
}

static size_t room(codec *self, char **room) {
  drop_last(self);
  return inbox_room(&self->inbox, room);
}

static void fed(codec *self, size_t size) {
  self->inbox.end += size;
}

/* ---- headers --------------------------------------------------------------------------------- */

/* A header line without its end: a name, ':' and a value. What is wrong with it; NULL if nothing.
 */
static const char *read_header(codec *self, const char *line, size_t size) {
  static const char name[] = "content-length:";
  const size_t name_size = sizeof name - 1;
  if (size < name_size || strncasecmp(line, name, name_size) != 0)
    return memchr(line, ':', size) ? NULL : "a header without a colon";
  size_t at = name_size;
  while (at < size && line[at] == ' ')
    at++;
  if (at == size)
    return "a length that is no number";
  self->size = 0;
  for (; at < size; at++) {
    if (line[at] < '0' || line[at] > '9')
      return "a length that is no number";
    self->size = self->size * 10 + (size_t)(line[at] - '0');
    if (self->size > FRAME_BYTES)
      return "a message that is too large";
  }
  return NULL;
}

/* Whether these can be the bytes of a header, so that garbage is known when it comes. */
static bool is_header(const char *bytes, size_t size) {
  for (size_t i = 0; i < size; i++) {
    if ((bytes[i] < ' ' || bytes[i] > '~') && bytes[i] != '\r')
      return false;
  }
  return true;
}

/* Reads the headers once all of them are there. False, and *why is NULL, while they are not; or
 * *why tells what is wrong with them. */
static bool read_headers(codec *self, const char **why) {
  inbox *box = &self->inbox;
  size_t at = box->start;
  self->size = NO_SIZE;
  *why = NULL;
  while (!*why && at < box->end) {
    const char *line = box->bytes + at;
    const char *end = memchr(line, '\n', box->end - at);
    size_t size = end ? (size_t)(end - line) : box->end - at;
    if (!is_header(line, size))
      *why = "bytes that are no header";
    else if (at + size - box->start > HEADER_BYTES)
      *why = "headers that do not end";
    if (*why || !end)
      return false;
    at += size + 1;
    if (size > 0 && line[size - 1] == '\r')
      size--;
    if (size > 0) {
      *why = read_header(self, line, size);
    } else if (self->size == NO_SIZE) {
      *why = "a message without its length";
    } else {
      box->start = at;
      return true;
    }
  }
  return false;
}

/* ---- messages -------------------------------------------------------------------------------- */

/* A request (with an id) or a notification, into *out; a response reads as a message without a
 * name: the host asks nothing, so nobody waits for it. What is wrong with it; NULL if nothing. */
static const char *read_message(codec *self, message *out) {
  static const char other[] = "a message that is not JSON-RPC";
  *out = (message){.params = {.type = MSGPACK_OBJECT_NIL}};
  const json_t *method = json_object_get(self->root, "method");
  const json_t *id = json_object_get(self->root, "id");
  const json_t *params = json_object_get(self->root, "params");
  if (!method)
    return json_object_get(self->root, "result") || json_object_get(self->root, "error") ? NULL
                                                                                         : other;
  if (!json_is_string(method))
    return other;
  if (id) {
    json_int_t number = json_integer_value(id);
    if (!json_is_integer(id) || number < 0 || number > UINT32_MAX)
      return other;
    out->is_request = true;
    out->msgid = (uint32_t)number;
  }
  out->name = (gw_span){json_string_value(method), json_string_length(method)};
  if (params && !json_value_read(params, FRAME_DEPTH - 1, &self->zone, &out->params))
    return "a message that is nested too deeply";
  if (out->params.type == MSGPACK_OBJECT_ARRAY && out->params.via.array.size == 1)
    out->params = out->params.via.array.ptr[0];
  return NULL;
}

/* The body as JSON, into self->root. What is wrong with it; NULL if nothing. */
static const char *read_body(codec *self, char *body) {
  json_error_t error;
  self->root = json_loadb(body, self->size, JSON_ALLOW_NUL, &error);
  if (!self->root && json_error_code(&error) == json_error_invalid_utf8) {
    /* To Vim, surrogates and what is beyond Unicode are characters as well. */
    json_value_repair(body, self->size);
    self->root = json_loadb(body, self->size, JSON_ALLOW_NUL, &error);
  }
  if (self->root)
    return NULL;
  switch (json_error_code(&error)) {
  case json_error_out_of_memory:
    memory_exhausted();
  case json_error_stack_overflow:
    return "a message that is nested too deeply";
  case json_error_numeric_overflow:
    return "a number that is too large";
  default:
    return "bytes that are not JSON";
  }
}

static codec_result fail(codec *self, const char **why, const char *failure) {
  self->failure = failure;
  *why = failure;
  return CODEC_ERROR;
}

static codec_result next(codec *self, message *out, const char **why) {
  drop_last(self);
  if (self->failure)
    return fail(self, why, self->failure);
  for (;;) {
    if (!self->in_body) {
      self->in_body = read_headers(self, why);
      if (!self->in_body)
        return *why ? fail(self, why, *why) : CODEC_MORE;
    }
    if (self->inbox.end - self->inbox.start < self->size)
      return CODEC_MORE;
    const char *wrong = read_body(self, self->inbox.bytes + self->inbox.start);
    if (!wrong)
      wrong = read_message(self, out);
    if (wrong)
      return fail(self, why, wrong);
    self->inbox.start += self->size;
    self->in_body = false;
    if (out->name.data)
      return CODEC_MESSAGE;
    drop_last(self);
  }
}

/* ---- what is sent ---------------------------------------------------------------------------- */

static void set(json_t *object, const char *key, json_t *value) {
  if (json_object_set_new_nocheck(object, key, value) != 0)
    memory_exhausted();
}

static json_t *text(const char *bytes) {
  msgpack_object object = {.type = MSGPACK_OBJECT_STR};
  object.via.str.ptr = bytes;
  object.via.str.size = (uint32_t)strlen(bytes);
  return json_value_make(&object);
}

static json_t *new_object(void) {
  json_t *object = json_object();
  if (!object)
    memory_exhausted();
  return object;
}

static json_t *new_message(void) {
  json_t *object = new_object();
  set(object, "jsonrpc", text("2.0"));
  return object;
}

static json_t *object_of(const fields *params) {
  msgpack_sbuffer bytes;
  msgpack_unpacked map;
  msgpack_sbuffer_init(&bytes);
  msgpack_unpacked_init(&map);
  fields_pack(params, &bytes);
  if (msgpack_unpack_next(&map, bytes.data, bytes.size, NULL) != MSGPACK_UNPACK_SUCCESS)
    memory_exhausted(); /* the bytes are ours */
  json_t *object = json_value_make(&map.data);
  msgpack_unpacked_destroy(&map);
  msgpack_sbuffer_destroy(&bytes);
  return object;
}

/* Appends the message in its frame, and lets go of it. */
static void finish(msgpack_sbuffer *out, json_t *whole) {
  char header[64];
  char *body = json_dumps(whole, JSON_COMPACT);
  json_decref(whole);
  if (!body)
    memory_exhausted();
  size_t size = strlen(body);
  int header_size = snprintf(header, sizeof header, "Content-Length: %zu\r\n\r\n", size);
  if (msgpack_sbuffer_write(out, header, (size_t)header_size) != 0 ||
      msgpack_sbuffer_write(out, body, size) != 0)
    memory_exhausted();
  free(body);
}

static void event(msgpack_sbuffer *out, const char *name, const fields *params) {
  json_t *whole = new_message();
  set(whole, "method", text(name));
  set(whole, "params", object_of(params));
  finish(out, whole);
}

static void response(msgpack_sbuffer *out, uint32_t msgid, const char *error,
                     const fields *params) {
  json_t *whole = new_message();
  set(whole, "id", json_integer(msgid));
  if (error) {
    json_t *failure = new_object();
    set(failure, "code", json_integer(REQUEST_FAILED));
    set(failure, "message", text(error));
    if (params->count > 0)
      set(failure, "data", object_of(params));
    set(whole, "error", failure);
  } else {
    set(whole, "result", object_of(params));
  }
  finish(out, whole);
}

const codec_type codec_json = {
    .editor = "vim",
    .event_bytes = EVENT_BYTES,
    .create = create,
    .destroy = destroy,
    .room = room,
    .fed = fed,
    .next = next,
    .event = event,
    .response = response,
};
