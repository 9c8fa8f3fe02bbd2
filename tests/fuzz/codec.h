/*
 * codec.h - any bytes from the editor, read at once and in small parts: the same messages come out,
 * and no message costs more than it was worth.
 */
#ifndef GONGWEN_TESTS_CODEC_H
#define GONGWEN_TESTS_CODEC_H

#include "host/codec.h"
#include "host/params.h"

#include <stdlib.h>
#include <string.h>

/* Messages as a sum that depends on their order. */
typedef struct digest {
  size_t count;
  uint64_t sum;
  bool failed;
} digest;

static inline void add_message(digest *self, const message *received) {
  parameters params = params_of(&received->params);
  size_t count = 0;
  gw_span *lines = params_texts(&params, "lines", TEXT_WANTED_LINES, &count);
  uint64_t value = (uint64_t)params_number(&params, "buf", 1) + count + received->msgid +
                   received->name.size + received->is_request;
  for (size_t i = 0; i < count; i++)
    value += lines[i].size && lines[i].data[lines[i].size - 1] ? 1 : 0;
  free(lines);
  self->sum = self->sum * 31 + value;
  self->count++;
}

static inline void drain(const codec_type *type, codec *self, digest *out) {
  message received;
  const char *why = NULL;
  for (;;) {
    switch (type->next(self, &received, &why)) {
    case CODEC_MORE:
      return;
    case CODEC_ERROR:
      if (!why)
        abort();
      out->failed = true;
      return;
    case CODEC_MESSAGE:
      add_message(out, &received);
      break;
    }
  }
}

static inline digest read_in_parts(const codec_type *type, const uint8_t *data, size_t size,
                                   size_t part) {
  codec *self = type->create();
  digest out = {0};
  while (size > 0 && !out.failed) {
    char *room;
    size_t space = type->room(self, &room);
    size_t taken = size < part ? size : part;
    taken = taken < space ? taken : space;
    memcpy(room, data, taken);
    type->fed(self, taken);
    data += taken;
    size -= taken;
    drain(type, self, &out);
  }
  type->destroy(self);
  return out;
}

static inline void check_codec(const codec_type *type, const uint8_t *data, size_t size) {
  digest whole = read_in_parts(type, data, size, SIZE_MAX);
  for (size_t part = 1; part <= 7; part += 3) {
    digest parts = read_in_parts(type, data, size, part);
    if (parts.count != whole.count || parts.sum != whole.sum || parts.failed != whole.failed)
      abort();
  }
}

#endif
