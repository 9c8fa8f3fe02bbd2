#include "host/params.h"

#include "host/memory.h"

#include <stdlib.h>
#include <string.h>

parameters params_of(const msgpack_object *map) {
  parameters self = {.map = *map};
  if (map->type != MSGPACK_OBJECT_MAP) {
    self.map = (msgpack_object){.type = MSGPACK_OBJECT_MAP};
    params_fault(&self, "parameters", TEXT_WANTED_MAP);
  }
  return self;
}

bool params_fine(const parameters *self) {
  return !self->wrong;
}

void params_fault(parameters *self, const char *key, text_id wanted) {
  if (self->wrong)
    return;
  self->wrong = key;
  self->wanted = wanted;
}

/* Vim's strings may come as bin where a byte is not valid UTF-8. */
static bool text_value(const msgpack_object *value, gw_span *out) {
  if (value->type == MSGPACK_OBJECT_STR)
    *out = (gw_span){value->via.str.ptr, value->via.str.size};
  else if (value->type == MSGPACK_OBJECT_BIN)
    *out = (gw_span){value->via.bin.ptr, value->via.bin.size};
  else
    return false;
  return true;
}

static const msgpack_object *find(const parameters *self, const char *key) {
  size_t size = strlen(key);
  for (uint32_t i = 0; i < self->map.via.map.size; i++) {
    const msgpack_object_kv *pair = &self->map.via.map.ptr[i];
    gw_span name;
    if (text_value(&pair->key, &name) && name.size == size && memcmp(name.data, key, size) == 0)
      return &pair->val;
  }
  return NULL;
}

/* The value, or NULL with the fault noted. */
static const msgpack_object *need(parameters *self, const char *key, text_id wanted) {
  const msgpack_object *value = find(self, key);
  if (!value)
    params_fault(self, key, wanted);
  return value;
}

bool params_has(const parameters *self, const char *key) {
  return find(self, key) != NULL;
}

int64_t params_number(parameters *self, const char *key, int64_t least) {
  text_id wanted = least > 0 ? TEXT_WANTED_COUNT : TEXT_WANTED_NUMBER;
  const msgpack_object *value = need(self, key, wanted);
  if (value && value->type == MSGPACK_OBJECT_POSITIVE_INTEGER && value->via.u64 <= INT64_MAX &&
      (int64_t)value->via.u64 >= least)
    return (int64_t)value->via.u64;
  params_fault(self, key, wanted);
  return 0;
}

size_t params_size(parameters *self, const char *key) {
  return (size_t)params_number(self, key, 0);
}

int params_either(parameters *self, const char *key, int one, int other, text_id wanted) {
  const msgpack_object *value = need(self, key, wanted);
  if (value && value->type == MSGPACK_OBJECT_POSITIVE_INTEGER) {
    if (one >= 0 && value->via.u64 == (uint64_t)one)
      return one;
    if (other >= 0 && value->via.u64 == (uint64_t)other)
      return other;
  }
  if (value && value->type == MSGPACK_OBJECT_NEGATIVE_INTEGER &&
      (value->via.i64 == one || value->via.i64 == other))
    return (int)value->via.i64;
  params_fault(self, key, wanted);
  return 0;
}

bool params_flag(parameters *self, const char *key) {
  const msgpack_object *value = need(self, key, TEXT_WANTED_FLAG);
  if (value && value->type == MSGPACK_OBJECT_BOOLEAN)
    return value->via.boolean;
  if (value && value->type == MSGPACK_OBJECT_POSITIVE_INTEGER && value->via.u64 <= 1)
    return value->via.u64 == 1;
  params_fault(self, key, TEXT_WANTED_FLAG);
  return false;
}

bool params_flag_or(parameters *self, const char *key, bool fallback) {
  return params_has(self, key) ? params_flag(self, key) : fallback;
}

gw_span params_text(parameters *self, const char *key) {
  const msgpack_object *value = need(self, key, TEXT_WANTED_TEXT);
  gw_span text = {NULL, 0};
  if (!value || !text_value(value, &text))
    params_fault(self, key, TEXT_WANTED_TEXT);
  return text;
}

gw_span *params_texts(parameters *self, const char *key, text_id wanted, size_t *count) {
  *count = 0;
  const msgpack_object *value = need(self, key, wanted);
  if (!value || value->type != MSGPACK_OBJECT_ARRAY) {
    params_fault(self, key, wanted);
    return NULL;
  }
  uint32_t size = value->via.array.size;
  gw_span *texts = memory_resize(NULL, size, sizeof *texts);
  for (uint32_t i = 0; i < size; i++) {
    bool fits = text_value(&value->via.array.ptr[i], &texts[i]);
    if (fits && wanted == TEXT_WANTED_LINES && texts[i].size)
      fits = !memchr(texts[i].data, '\n', texts[i].size);
    if (!fits) {
      params_fault(self, key, wanted);
      free(texts);
      return NULL;
    }
  }
  *count = size;
  return texts;
}
