#include "host/fields.h"

#include "host/memory.h"

#include <string.h>

static int write_all(void *target, const char *bytes, size_t size) {
  if (msgpack_sbuffer_write(target, bytes, size) != 0)
    memory_exhausted();
  return 0;
}

msgpack_packer fields_packer(msgpack_sbuffer *target) {
  msgpack_packer packer;
  msgpack_packer_init(&packer, target, write_all);
  return packer;
}

void fields_init(fields *self) {
  msgpack_sbuffer_init(&self->bytes);
  self->count = 0;
}

void fields_free(fields *self) {
  msgpack_sbuffer_destroy(&self->bytes);
  fields_init(self);
}

void fields_clear(fields *self) {
  msgpack_sbuffer_clear(&self->bytes);
  self->count = 0;
}

void fields_push_list(fields *self, size_t size) {
  msgpack_packer packer = fields_packer(&self->bytes);
  msgpack_pack_array(&packer, size);
}

void fields_push_number(fields *self, int64_t value) {
  msgpack_packer packer = fields_packer(&self->bytes);
  msgpack_pack_int64(&packer, value);
}

void fields_push_span(fields *self, gw_span text) {
  msgpack_packer packer = fields_packer(&self->bytes);
  msgpack_pack_str(&packer, text.size);
  msgpack_pack_str_body(&packer, text.size ? text.data : "", text.size);
}

void fields_push_text(fields *self, const char *text) {
  fields_push_span(self, (gw_span){text, strlen(text)});
}

static void key(fields *self, const char *name) {
  fields_push_text(self, name);
  self->count++;
}

void fields_number(fields *self, const char *name, int64_t value) {
  key(self, name);
  fields_push_number(self, value);
}

void fields_flag(fields *self, const char *name, bool value) {
  key(self, name);
  msgpack_packer packer = fields_packer(&self->bytes);
  if (value)
    msgpack_pack_true(&packer);
  else
    msgpack_pack_false(&packer);
}

void fields_text(fields *self, const char *name, const char *text) {
  key(self, name);
  fields_push_text(self, text);
}

void fields_span(fields *self, const char *name, gw_span text) {
  key(self, name);
  fields_push_span(self, text);
}

void fields_list(fields *self, const char *name, size_t size) {
  key(self, name);
  fields_push_list(self, size);
}

void fields_rows(fields *self, const char *name, size_t size, const fields *rows) {
  fields_list(self, name, size);
  if (rows->bytes.size)
    write_all(&self->bytes, rows->bytes.data, rows->bytes.size);
}

void fields_add(fields *self, const fields *other) {
  if (other->bytes.size)
    write_all(&self->bytes, other->bytes.data, other->bytes.size);
  self->count += other->count;
}

void fields_pack(const fields *self, msgpack_sbuffer *out) {
  msgpack_packer packer = fields_packer(out);
  msgpack_pack_map(&packer, self->count);
  if (self->bytes.size)
    write_all(out, self->bytes.data, self->bytes.size);
}
