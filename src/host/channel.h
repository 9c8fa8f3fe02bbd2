/*
 * channel.h - the two pipes to the editor, on a libuv loop: messages in, whole messages out.
 */
#ifndef GONGWEN_HOST_CHANNEL_H
#define GONGWEN_HOST_CHANNEL_H

#include "host/codec.h"

#include <stdbool.h>
#include <uv.h>

/* With more than this on its way to an editor that does not read, nothing further is read from it
 * (the only back-pressure it feels) until half of it is gone. */
#define CHANNEL_QUEUE_BYTES ((size_t)64 * 1024 * 1024)

/* How long the end of input waits for what is still on its way out. Nothing is, as a rule. */
#define CHANNEL_DRAIN_MS 250

typedef struct channel channel;

typedef enum channel_end {
  CHANNEL_CLOSED, /* the editor ended its side */
  CHANNEL_BROKEN, /* it sent what is no message, or a pipe failed; `why` tells */
} channel_end;

/* What the channel tells its owner. `user` is that of channel_start(). */
typedef struct channel_events {
  void (*message)(void *user, const message *received);
  void (*ended)(void *user, channel_end end, const char *why); /* once, the last that is told */
} channel_events;

struct channel {
  uv_pipe_t input;
  uv_pipe_t output;
  uv_timer_t drain;
  const codec_type *type;
  codec *codec;
  const channel_events *events;
  void *user;
  bool paused;   /* too much is on its way out */
  bool stopping; /* nothing is read any more; `end` and `why` wait to be told */
  bool told;
  channel_end end;
  const char *why;
};

/*
 * Reads from descriptor `input` and writes to `output`, both pipes or sockets, which the channel
 * closes at its end. False, with *why set, if libuv does not take them.
 */
bool channel_start(channel *self, uv_loop_t *loop, int input, int output, const codec_type *type,
                   const channel_events *events, void *user, const char **why);

/* Sends one whole message. Takes what `bytes` holds and leaves it empty. */
void channel_write(channel *self, msgpack_sbuffer *bytes);

/* Closes the handles; run the loop once more to let them go, then channel_free(). */
void channel_close(channel *self);
void channel_free(channel *self);

#endif
