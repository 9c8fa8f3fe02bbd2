#include "host/json_value.h"

#include "core/valid.h"
#include "host/memory.h"

#include <stdlib.h>
#include <string.h>

void json_value_repair(char *text, size_t size) {
  for (size_t at = 0; (at += gw__valid_bytes(text + at, size - at)) < size; at++)
    text[at] = '?';
}

static void swap_bytes(char *text, size_t size, char from, char to) {
  for (char *found; size > 0 && (found = memchr(text, from, size)) != NULL;) {
    *found = to;
    size -= (size_t)(found + 1 - text);
    text = found + 1;
  }
}

static void *zone_room(msgpack_zone *zone, size_t count, size_t size) {
  void *room = count > SIZE_MAX / size ? NULL : msgpack_zone_malloc(zone, count ? count * size : 1);
  if (!room)
    memory_exhausted();
  return room;
}

/* A count that msgpack can have; no message within FRAME_BYTES holds more. */
static uint32_t size_32(size_t size) {
  if (size > UINT32_MAX)
    memory_exhausted();
  return (uint32_t)size;
}

static msgpack_object text_object(const char *text, size_t size) {
  msgpack_object out = {.type = MSGPACK_OBJECT_STR};
  out.via.str.ptr = text;
  out.via.str.size = size_32(size);
  return out;
}

static msgpack_object read_string(const json_t *from, msgpack_zone *zone) {
  const char *text = json_string_value(from);
  size_t size = json_string_length(from);
  if (size > 0 && memchr(text, '\n', size)) {
    char *copy = zone_room(zone, size, 1);
    memcpy(copy, text, size);
    swap_bytes(copy, size, '\n', '\0');
    text = copy;
  }
  return text_object(text, size);
}

static msgpack_object read_integer(const json_t *from) {
  json_int_t value = json_integer_value(from);
  msgpack_object out = {.type = MSGPACK_OBJECT_NEGATIVE_INTEGER};
  if (value < 0) {
    out.via.i64 = value;
  } else {
    out.type = MSGPACK_OBJECT_POSITIVE_INTEGER;
    out.via.u64 = (uint64_t)value;
  }
  return out;
}

/* NOLINTNEXTLINE(misc-no-recursion): `depth` bounds it. */
static bool read_array(const json_t *from, size_t depth, msgpack_zone *zone, msgpack_object *out) {
  size_t size = json_array_size(from);
  msgpack_object *items = zone_room(zone, size, sizeof *items);
  out->type = MSGPACK_OBJECT_ARRAY;
  out->via.array.ptr = items;
  out->via.array.size = size_32(size);
  for (size_t i = 0; i < size; i++) {
    if (!json_value_read(json_array_get(from, i), depth, zone, &items[i]))
      return false;
  }
  return true;
}

/* NOLINTNEXTLINE(misc-no-recursion): as above. */
static bool read_object(const json_t *from, size_t depth, msgpack_zone *zone, msgpack_object *out) {
  size_t size = json_object_size(from);
  msgpack_object_kv *pair = zone_room(zone, size, sizeof *pair);
  out->type = MSGPACK_OBJECT_MAP;
  out->via.map.ptr = pair;
  out->via.map.size = size_32(size);
  const char *key;
  json_t *value;
  json_object_foreach((json_t *)from, key, value) { /* it changes nothing, but says it might */
    pair->key = text_object(key, strlen(key));
    if (!json_value_read(value, depth, zone, &pair->val))
      return false;
    pair++;
  }
  return true;
}

/* NOLINTNEXTLINE(misc-no-recursion): as above. */
bool json_value_read(const json_t *from, size_t depth, msgpack_zone *zone, msgpack_object *out) {
  *out = (msgpack_object){.type = MSGPACK_OBJECT_NIL};
  switch (json_typeof(from)) {
  case JSON_OBJECT:
    return depth > 0 && read_object(from, depth - 1, zone, out);
  case JSON_ARRAY:
    return depth > 0 && read_array(from, depth - 1, zone, out);
  case JSON_STRING:
    *out = read_string(from, zone);
    break;
  case JSON_INTEGER:
    *out = read_integer(from);
    break;
  case JSON_REAL:
    out->type = MSGPACK_OBJECT_FLOAT64;
    out->via.f64 = json_real_value(from);
    break;
  case JSON_TRUE:
  case JSON_FALSE:
    out->type = MSGPACK_OBJECT_BOOLEAN;
    out->via.boolean = json_is_true(from);
    break;
  case JSON_NULL:
    break;
  }
  return true;
}

/* ---- what goes out --------------------------------------------------------------------------- */

static json_t *kept(json_t *made) {
  if (!made)
    memory_exhausted();
  return made;
}

static json_t *make_string(const char *text, size_t size) {
  if (size == 0 || (!memchr(text, '\0', size) && gw__valid_bytes(text, size) == size))
    return kept(json_stringn_nocheck(size ? text : "", size));
  char *copy = memory_text(text, size);
  swap_bytes(copy, size, '\0', '\n');
  json_value_repair(copy, size);
  json_t *made = json_stringn_nocheck(copy, size);
  free(copy);
  return kept(made);
}

/* NOLINTNEXTLINE(misc-no-recursion): the host's own messages nest at most 8 deep. */
static json_t *make_array(const msgpack_object_array *from) {
  json_t *made = kept(json_array());
  for (uint32_t i = 0; i < from->size; i++) {
    if (json_array_append_new(made, json_value_make(&from->ptr[i])) != 0)
      memory_exhausted();
  }
  return made;
}

/* NOLINTNEXTLINE(misc-no-recursion): as above. */
static json_t *make_object(const msgpack_object_map *from) {
  json_t *made = kept(json_object());
  for (uint32_t i = 0; i < from->size; i++) {
    const msgpack_object_kv *pair = &from->ptr[i];
    char *key = memory_text(pair->key.via.str.ptr, pair->key.via.str.size);
    if (json_object_set_new_nocheck(made, key, json_value_make(&pair->val)) != 0)
      memory_exhausted();
    free(key);
  }
  return made;
}

/* NOLINTNEXTLINE(misc-no-recursion): as above. */
json_t *json_value_make(const msgpack_object *from) {
  switch (from->type) {
  case MSGPACK_OBJECT_BOOLEAN:
    return kept(json_boolean(from->via.boolean));
  case MSGPACK_OBJECT_POSITIVE_INTEGER:
    return kept(json_integer((json_int_t)from->via.u64));
  case MSGPACK_OBJECT_NEGATIVE_INTEGER:
    return kept(json_integer(from->via.i64));
  case MSGPACK_OBJECT_STR:
    return make_string(from->via.str.ptr, from->via.str.size);
  case MSGPACK_OBJECT_ARRAY:
    return make_array(&from->via.array);
  case MSGPACK_OBJECT_MAP:
    return make_object(&from->via.map);
  default:
    return kept(json_null());
  }
}
