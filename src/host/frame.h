/*
 * frame.h - finds where a msgpack message ends, without building it.
 *
 * The unpacker of msgpack-c allocates what a header claims: the five bytes dd 20 00 00 00 take 8
 * GiB. This scanner walks the headers first and lets a message through only when all of its bytes
 * are there and it keeps the limits below, so what the unpacker allocates is bounded by what was
 * received.
 */
#ifndef GONGWEN_HOST_FRAME_H
#define GONGWEN_HOST_FRAME_H

#include <stddef.h>
#include <stdint.h>

/* The bytes of one message; a header that claims more is refused. */
#define FRAME_BYTES ((size_t)1024 * 1024 * 1024)

/* Arrays and maps in each other, as PROTOCOL.md says. */
#define FRAME_DEPTH 8

typedef enum frame_result {
  FRAME_MORE,    /* the message goes on beyond the bytes given */
  FRAME_WHOLE,   /* it ends at `at` */
  FRAME_INVALID, /* byte 0xC1, which msgpack does not use */
  FRAME_DEEP,    /* nested deeper than FRAME_DEPTH */
  FRAME_HUGE,    /* larger than FRAME_BYTES, or claims to be */
} frame_result;

/* The state of one message; start from {0}. */
typedef struct frame {
  size_t at;                     /* bytes of the message understood so far; may point beyond those
                                    received, into a text that is still on its way */
  size_t depth;                  /* arrays and maps that are open */
  uint64_t missing[FRAME_DEPTH]; /* values that each of them still lacks */
} frame;

/*
 * Goes on where the last call stopped: `bytes` are those of the message from its start, `size` of
 * them received so far. Costs the headers of the new part, not the texts.
 */
frame_result frame_scan(frame *self, const char *bytes, size_t size);

#endif
