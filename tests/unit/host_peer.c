#include "host_peer.h"

#include "host/codec.h"
#include "host/frame.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

static long now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* The editor that is played. */
static const char *editor(void) {
  const char *named = getenv("GONGWEN_PEER");
  return named ? named : codec_msgpack.editor;
}

bool peer_speaks_json(void) {
  return strcmp(editor(), codec_json.editor) == 0;
}

/* ends[0] reads what ends[1] writes. */
static void join(bool pipes, int ends[2]) {
  assert_int_equal(pipes ? pipe(ends) : socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
}

static void keep_to_ourselves(int file) {
  assert_int_equal(fcntl(file, F_SETFD, FD_CLOEXEC), 0);
}

peer *peer_start(bool pipes, const char *argument) {
  int in[2];
  int out[2];
  int error[2];
  join(pipes, in);
  join(pipes, out);
  join(true, error);
  keep_to_ourselves(in[1]);
  keep_to_ourselves(out[0]);
  keep_to_ourselves(error[0]);
  peer *self = calloc(1, sizeof *self);
  assert_non_null(self);
  self->pid = fork();
  assert_true(self->pid >= 0);
  if (self->pid == 0) {
    dup2(in[0], 0);
    dup2(out[1], 1);
    dup2(error[1], 2);
    close(in[0]);
    close(out[1]);
    close(error[1]);
    char option[32];
    snprintf(option, sizeof option, "--editor=%s", editor());
    execl(GONGWEN_EXECUTABLE, "gongwen", "host", option, argument, (char *)NULL);
    _exit(127);
  }
  close(in[0]);
  close(out[1]);
  close(error[1]);
  self->to = in[1];
  self->from = out[0];
  self->error = error[0];
  return self;
}

void peer_write(peer *self, const void *bytes, size_t size) {
  const char *at = bytes;
  while (size > 0) {
    ssize_t written = write(self->to, at, size);
    if (written < 0 && errno == EINTR)
      continue;
    assert_true(written > 0);
    at += written;
    size -= (size_t)written;
  }
}

void peer_pack(msgpack_sbuffer *out, const char *name, fields *params) {
  if (peer_speaks_json()) {
    codec_json.event(out, name, params);
  } else {
    msgpack_packer packer = fields_packer(out);
    msgpack_pack_array(&packer, 3);
    msgpack_pack_int(&packer, 2);
    msgpack_pack_str(&packer, strlen(name));
    msgpack_pack_str_body(&packer, name, strlen(name));
    msgpack_pack_array(&packer, 1);
    fields_pack(params, out);
  }
  fields_free(params);
}

void peer_tell(peer *self, const char *name, fields *params) {
  msgpack_sbuffer bytes;
  msgpack_sbuffer_init(&bytes);
  peer_pack(&bytes, name, params);
  peer_write(self, bytes.data, bytes.size);
  msgpack_sbuffer_destroy(&bytes);
}

bool peer_write_some(peer *self, const char **bytes, size_t *size) {
  int flags = fcntl(self->to, F_GETFL);
  assert_int_equal(fcntl(self->to, F_SETFL, flags | O_NONBLOCK), 0);
  bool taken = true;
  while (*size > 0 && taken) {
    struct pollfd ready = {.fd = self->to, .events = POLLOUT};
    taken = poll(&ready, 1, 500) == 1;
    ssize_t written = taken ? write(self->to, *bytes, *size) : 0;
    assert_true(written >= 0 || errno == EAGAIN);
    if (written > 0) {
      *bytes += written;
      *size -= (size_t)written;
    }
  }
  assert_int_equal(fcntl(self->to, F_SETFL, flags), 0);
  return taken;
}

int64_t peer_ask(peer *self, const char *name, fields *params) {
  fields_number(params, "id", ++self->id);
  peer_tell(self, name, params);
  return self->id;
}

/* ---- what comes back ------------------------------------------------------------------------- */

/* The shape of an event: [2, "nvim_exec_lua", ["require('gongwen.receive')(...)", [name, {…}]]]. */
static void read_rpc_event(peer_event *event) {
  const msgpack_object *whole = &event->unpacked.data;
  assert_int_equal(whole->type, MSGPACK_OBJECT_ARRAY);
  const msgpack_object *part = whole->via.array.ptr;
  if (whole->via.array.size == 4) {
    assert_int_equal(part[0].via.u64, 1);
    strcpy(event->name, "response");
    event->params = whole;
    return;
  }
  assert_int_equal(whole->via.array.size, 3);
  assert_int_equal(part[0].via.u64, 2);
  assert_string_equal(text_value(&part[1]), "nvim_exec_lua");
  assert_int_equal(part[2].via.array.size, 2);
  const msgpack_object *call = part[2].via.array.ptr;
  assert_string_equal(text_value(&call[0]), "require('gongwen.receive')(...)");
  assert_int_equal(call[1].via.array.size, 2);
  const msgpack_object *arguments = call[1].via.array.ptr;
  snprintf(event->name, sizeof event->name, "%s", text_value(&arguments[0]));
  assert_int_equal(arguments[1].type, MSGPACK_OBJECT_MAP);
  event->params = &arguments[1];
}

/* {"jsonrpc": "2.0", "method": name, "params": {…}}, or a response. */
static void read_json_event(peer_event *event) {
  const msgpack_object *whole = &event->unpacked.data;
  assert_string_equal(map_text(whole, "jsonrpc"), "2.0");
  event->params = whole;
  strcpy(event->name, "response");
  if (!map_has(whole, "id")) {
    assert_int_equal(whole->via.map.size, 3);
    snprintf(event->name, sizeof event->name, "%s", map_text(whole, "method"));
    event->params = map_get(whole, "params");
    assert_int_equal(event->params->type, MSGPACK_OBJECT_MAP);
  }
}

/* Of a JSON value the same in msgpack. */
static void pack_json(msgpack_packer *packer, const json_t *value) {
  switch (json_typeof(value)) {
  case JSON_OBJECT: {
    const char *key;
    json_t *member;
    msgpack_pack_map(packer, json_object_size(value));
    json_object_foreach((json_t *)value, key, member) {
      msgpack_pack_str(packer, strlen(key));
      msgpack_pack_str_body(packer, key, strlen(key));
      pack_json(packer, member);
    }
    return;
  }
  case JSON_ARRAY:
    msgpack_pack_array(packer, json_array_size(value));
    for (size_t i = 0; i < json_array_size(value); i++)
      pack_json(packer, json_array_get(value, i));
    return;
  case JSON_STRING:
    msgpack_pack_str(packer, json_string_length(value));
    msgpack_pack_str_body(packer, json_string_value(value), json_string_length(value));
    return;
  case JSON_INTEGER:
    msgpack_pack_int64(packer, json_integer_value(value));
    return;
  case JSON_TRUE:
    msgpack_pack_true(packer);
    return;
  case JSON_FALSE:
    msgpack_pack_false(packer);
    return;
  default:
    fail_msg("the host sends neither reals nor null");
  }
}

/* A whole message at the start of the bytes as msgpack, to be freed; how many bytes it takes, 0 if
 * it is not whole. */
static size_t take_json(const char *bytes, size_t size, char **packed, size_t *packed_size) {
  static const char header[] = "Content-Length: ";
  const char *end = memchr(bytes, '\n', size);
  if (!end || bytes + size - end < 3)
    return 0;
  assert_memory_equal(bytes, header, sizeof header - 1);
  assert_memory_equal(end - 1, "\r\n\r\n", 4);
  size_t body_size = strtoul(bytes + sizeof header - 1, NULL, 10);
  const char *body = end + 3;
  if ((size_t)(bytes + size - body) < body_size)
    return 0;
  json_t *value = json_loadb(body, body_size, 0, NULL);
  assert_non_null(value);
  msgpack_sbuffer buffer;
  msgpack_sbuffer_init(&buffer);
  msgpack_packer packer = fields_packer(&buffer);
  pack_json(&packer, value);
  json_decref(value);
  *packed_size = buffer.size;
  *packed = msgpack_sbuffer_release(&buffer);
  return (size_t)(body - bytes) + body_size;
}

/* The same of msgpack-RPC. */
static size_t take_rpc(const char *bytes, size_t size, char **packed, size_t *packed_size) {
  frame state = {0};
  frame_result result = frame_scan(&state, bytes, size);
  if (result == FRAME_MORE)
    return 0;
  assert_int_equal(result, FRAME_WHOLE);
  *packed = malloc(state.at);
  assert_non_null(*packed);
  memcpy(*packed, bytes, state.at);
  *packed_size = state.at;
  return state.at;
}

/* Takes the whole messages out of what was received; their nesting is checked on the way. */
static void split(peer *self) {
  size_t start = 0;
  bool json = peer_speaks_json();
  while (start < self->size) {
    char *packed;
    size_t size;
    size_t used =
        (json ? take_json : take_rpc)(self->bytes + start, self->size - start, &packed, &size);
    if (used == 0)
      break;
    peer_event *event = calloc(1, sizeof *event);
    assert_non_null(event);
    event->bytes = packed;
    frame state = {0};
    assert_int_equal(frame_scan(&state, packed, size), FRAME_WHOLE);
    msgpack_unpacked_init(&event->unpacked);
    assert_int_equal(msgpack_unpack_next(&event->unpacked, event->bytes, size, NULL),
                     MSGPACK_UNPACK_SUCCESS);
    (json ? read_json_event : read_rpc_event)(event);
    if (self->last)
      self->last->next = event;
    else
      self->first = event;
    self->last = event;
    start += used;
  }
  if (start > 0)
    memmove(self->bytes, self->bytes + start, self->size - start);
  self->size -= start;
}

static void free_event(peer_event *event) {
  msgpack_unpacked_destroy(&event->unpacked);
  free(event->bytes);
  free(event);
}

/* Fails at the deadline. */
static void wait_readable(int file, long deadline) {
  for (;;) {
    struct pollfd ready = {.fd = file, .events = POLLIN};
    long left = deadline - now_ms();
    int count = poll(&ready, 1, left > 0 ? (int)left : 0);
    if (count < 0 && errno == EINTR)
      continue;
    assert_int_equal(count, 1);
    return;
  }
}

/* Reads once; false at the end of its output. */
static bool receive(peer *self, long deadline) {
  wait_readable(self->from, deadline);
  if (self->capacity - self->size < 65536) {
    self->capacity = self->capacity * 2 + 65536;
    self->bytes = realloc(self->bytes, self->capacity);
    assert_non_null(self->bytes);
  }
  ssize_t size = read(self->from, self->bytes + self->size, self->capacity - self->size);
  if (size < 0 && errno == ECONNRESET)
    size = 0;
  assert_true(size >= 0);
  self->size += (size_t)size;
  split(self);
  return size > 0;
}

static bool is_answer(const peer_event *event, int64_t id) {
  return strcmp(event->name, "answer") == 0 && map_number(event->params, "id") == id;
}

/* The first event from `from` on that was not taken and has that name, or answers `id` if `name` is
 * NULL. */
static peer_event *find(peer_event *from, const char *name, int64_t id) {
  for (peer_event *event = from; event; event = event->next) {
    if (!event->taken && (name ? strcmp(event->name, name) == 0 : is_answer(event, id)))
      return event;
  }
  return NULL;
}

static const msgpack_object *wait_for(peer *self, const char *name, int64_t id) {
  long deadline = now_ms() + PEER_DEADLINE_MS;
  peer_event *found;
  peer_event *seen = NULL;
  while (!(found = find(seen ? seen : self->first, name, id))) {
    seen = self->last;
    assert_true(receive(self, deadline));
  }
  found->taken = true;
  return found->params;
}

const msgpack_object *peer_event_named(peer *self, const char *name) {
  return wait_for(self, name, 0);
}

const msgpack_object *peer_answer(peer *self, int64_t id) {
  const msgpack_object *params = wait_for(self, NULL, id);
  assert_null(find(self->first, NULL, id)); /* exactly one */
  return params;
}

const msgpack_object *peer_call(peer *self, const char *name, fields *params) {
  return peer_answer(self, peer_ask(self, name, params));
}

bool peer_has(peer *self, const char *name) {
  fields none;
  fields_init(&none);
  peer_call(self, "info", &none);
  return find(self->first, name, 0) != NULL;
}

void peer_drop_taken(peer *self) {
  peer_event *kept = NULL;
  peer_event **link = &self->first;
  while (*link) {
    peer_event *event = *link;
    if (!event->taken) {
      kept = event;
      link = &event->next;
      continue;
    }
    *link = event->next;
    free_event(event);
  }
  self->last = kept;
}

void peer_end_input(peer *self) {
  close(self->to);
  self->to = -1;
}

void peer_stop_reading(peer *self) {
  close(self->from);
  self->from = -1;
}

/* Its standard error up to the end, which is that of the process. */
static void read_error(const peer *self, peer_exit *result, long deadline) {
  size_t size = 0;
  for (;;) {
    wait_readable(self->error, deadline);
    char more[256];
    ssize_t count = read(self->error, more, sizeof more);
    assert_true(count >= 0);
    if (count == 0)
      break;
    size_t room = sizeof result->error - 1 - size;
    size_t taken = (size_t)count < room ? (size_t)count : room;
    memcpy(result->error + size, more, taken);
    size += taken;
  }
  result->error[size] = '\0';
}

peer_exit peer_end(peer *self) {
  long start = now_ms();
  peer_exit result = {.status = -1};
  while (self->from >= 0 && receive(self, start + PEER_DEADLINE_MS))
    ;
  read_error(self, &result, start + PEER_DEADLINE_MS);
  assert_int_equal(waitpid(self->pid, &result.status, 0), self->pid);
  result.ms = now_ms() - start;
  assert_int_equal(self->size, 0); /* nothing was cut short */
  if (self->to >= 0)
    close(self->to);
  if (self->from >= 0)
    close(self->from);
  close(self->error);
  for (peer_event *event = self->first; event;) {
    peer_event *next = event->next;
    free_event(event);
    event = next;
  }
  free(self->bytes);
  free(self);
  return result;
}

peer_exit peer_close(peer *self) {
  peer_end_input(self);
  return peer_end(self);
}

/* ---- reading maps ---------------------------------------------------------------------------- */

static const msgpack_object *find_key(const msgpack_object *map, const char *key) {
  assert_int_equal(map->type, MSGPACK_OBJECT_MAP);
  for (uint32_t i = 0; i < map->via.map.size; i++) {
    const msgpack_object_str *name = &map->via.map.ptr[i].key.via.str;
    assert_int_equal(map->via.map.ptr[i].key.type, MSGPACK_OBJECT_STR);
    if (name->size == strlen(key) && memcmp(name->ptr, key, name->size) == 0)
      return &map->via.map.ptr[i].val;
  }
  return NULL;
}

const msgpack_object *map_get(const msgpack_object *map, const char *key) {
  const msgpack_object *value = find_key(map, key);
  if (!value)
    fail_msg("no `%s` in %s", key, printed(map));
  return value;
}

bool map_has(const msgpack_object *map, const char *key) {
  return find_key(map, key) != NULL;
}

int64_t number_of(const msgpack_object *value) {
  if (value->type == MSGPACK_OBJECT_NEGATIVE_INTEGER)
    return value->via.i64;
  assert_int_equal(value->type, MSGPACK_OBJECT_POSITIVE_INTEGER);
  return (int64_t)value->via.u64;
}

int64_t map_number(const msgpack_object *map, const char *key) {
  return number_of(map_get(map, key));
}

bool map_flag(const msgpack_object *map, const char *key) {
  const msgpack_object *value = map_get(map, key);
  assert_int_equal(value->type, MSGPACK_OBJECT_BOOLEAN);
  return value->via.boolean;
}

const char *text_value(const msgpack_object *value) {
  static char ring[8][8192]; /* eight in turn */
  static unsigned next;
  char *text = ring[next++ % 8];
  assert_int_equal(value->type, MSGPACK_OBJECT_STR);
  assert_in_range(value->via.str.size, 0, sizeof ring[0] - 1);
  memcpy(text, value->via.str.ptr, value->via.str.size);
  text[value->via.str.size] = '\0';
  return text;
}

const char *map_text(const msgpack_object *map, const char *key) {
  return text_value(map_get(map, key));
}

const char *printed(const msgpack_object *value) {
  static char text[8192];
  int size = msgpack_object_print_buffer(text, sizeof text, *value);
  assert_in_range(size, 0, (int)sizeof text - 1);
  text[size] = '\0';
  return text;
}
