#include "host/frame.h"

#include <stdbool.h>

/* What a header byte opens: a number in `bytes` bytes behind it, then that much content. */
typedef struct header {
  uint8_t number; /* bytes of the big-endian count or length behind the header byte */
  uint8_t kind;   /* see below */
  uint64_t count; /* the count or length where `number` is 0; else added to it */
} header;

enum {
  SCALAR,
  TEXT,
  ARRAY,
  MAP,
  UNUSED
};

/* The msgpack format table: https://github.com/msgpack/msgpack/blob/master/spec.md#formats */
static header header_of(uint8_t byte) {
  if (byte <= 0x7F || byte >= 0xE0)
    return (header){0, SCALAR, 0};
  if (byte <= 0x8F)
    return (header){0, MAP, byte & 0x0FU};
  if (byte <= 0x9F)
    return (header){0, ARRAY, byte & 0x0FU};
  if (byte <= 0xBF)
    return (header){0, TEXT, byte & 0x1FU};
  static const header table[0x20] = {
      {0, SCALAR, 0}, {0, UNUSED, 0}, {0, SCALAR, 0}, {0, SCALAR, 0}, /* nil, -, false, true */
      {1, TEXT, 0},   {2, TEXT, 0},   {4, TEXT, 0},                   /* bin 8 16 32 */
      {1, TEXT, 1},   {2, TEXT, 1},   {4, TEXT, 1},                   /* ext 8 16 32, with a type */
      {0, TEXT, 4},   {0, TEXT, 8},                                   /* float 32 64 */
      {0, TEXT, 1},   {0, TEXT, 2},   {0, TEXT, 4},   {0, TEXT, 8},   /* uint 8 16 32 64 */
      {0, TEXT, 1},   {0, TEXT, 2},   {0, TEXT, 4},   {0, TEXT, 8},   /* int 8 16 32 64 */
      {0, TEXT, 2},   {0, TEXT, 3},   {0, TEXT, 5},   {0, TEXT, 9},   {0, TEXT, 17}, /* fixext */
      {1, TEXT, 0},   {2, TEXT, 0},   {4, TEXT, 0}, /* str 8 16 32 */
      {2, ARRAY, 0},  {4, ARRAY, 0},  {2, MAP, 0},    {4, MAP, 0},
  };
  return table[byte - 0xC0];
}

/* A value is complete; so are the arrays and maps that it was the last of. */
static void close_value(frame *self) {
  while (self->depth > 0 && --self->missing[self->depth - 1] == 0)
    self->depth--;
}

/* Only the first byte and the end find nothing open. */
static bool is_complete(const frame *self) {
  return self->at > 0 && self->depth == 0;
}

frame_result frame_scan(frame *self, const char *bytes, size_t size) {
  while (self->at < size && !is_complete(self)) {
    header head = header_of((uint8_t)bytes[self->at]);
    if (head.kind == UNUSED)
      return FRAME_INVALID;
    size_t behind = self->at + 1 + head.number;
    if (behind > size)
      return FRAME_MORE;
    uint64_t count = 0;
    for (size_t i = self->at + 1; i < behind; i++)
      count = count << 8 | (uint8_t)bytes[i];
    count += head.count;

    /* Every value takes at least one byte, so a count is a lower bound of the size to come. */
    if (count > FRAME_BYTES || behind > FRAME_BYTES - count)
      return FRAME_HUGE;
    self->at = behind;
    if (head.kind == TEXT) {
      self->at += (size_t)count;
    } else if (head.kind == ARRAY || head.kind == MAP) {
      if (self->depth == FRAME_DEPTH)
        return FRAME_DEEP;
      if (count > 0) {
        self->missing[self->depth++] = head.kind == MAP ? count * 2 : count;
        continue;
      }
    }
    close_value(self);
  }
  return is_complete(self) && self->at <= size ? FRAME_WHOLE : FRAME_MORE;
}
