#include "host/channel.h"

#include "host/memory.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

typedef struct outgoing {
  uv_write_t request;
  channel *channel;
  char *bytes;
} outgoing;

static void tell_end(channel *self) {
  if (self->told)
    return;
  self->told = true;
  self->events->ended(self->user, self->end, self->why);
}

static void drained_too_long(uv_timer_t *timer) {
  tell_end(timer->data);
}

static size_t queued(const channel *self) {
  return uv_stream_get_write_queue_size((const uv_stream_t *)&self->output);
}

/* Reads no more, and tells of the end when what was said before has left, or after a moment. */
static void stop(channel *self, channel_end end, const char *why) {
  if (self->stopping)
    return;
  self->stopping = true;
  self->end = end;
  self->why = why;
  uv_read_stop((uv_stream_t *)&self->input);
  if (queued(self) == 0)
    tell_end(self);
  else
    uv_timer_start(&self->drain, drained_too_long, CHANNEL_DRAIN_MS, 0);
}

static void pump(channel *self) {
  while (!self->paused && !self->stopping) {
    message received;
    const char *why = NULL;
    switch (self->type->next(self->codec, &received, &why)) {
    case CODEC_MORE:
      return;
    case CODEC_ERROR:
      stop(self, CHANNEL_BROKEN, why);
      return;
    case CODEC_MESSAGE:
      self->events->message(self->user, &received);
      break;
    }
    if (queued(self) > CHANNEL_QUEUE_BYTES) {
      self->paused = true;
      uv_read_stop((uv_stream_t *)&self->input);
    }
  }
}

static void room_wanted(uv_handle_t *handle, size_t suggested, uv_buf_t *buffer) {
  (void)suggested;
  channel *self = handle->data;
  size_t room = self->type->room(self->codec, &buffer->base);
  buffer->len = room < INT_MAX ? room : INT_MAX;
}

static void was_read(uv_stream_t *stream, ssize_t size, const uv_buf_t *buffer) {
  (void)buffer; /* the codec's own */
  channel *self = stream->data;
  if (size > 0) {
    self->type->fed(self->codec, (size_t)size);
    pump(self);
  } else if (size == UV_EOF || size == UV_ECONNRESET) {
    stop(self, CHANNEL_CLOSED, NULL);
  } else if (size < 0) {
    stop(self, CHANNEL_BROKEN, uv_strerror((int)size));
  }
}

static void was_written(uv_write_t *request, int status) {
  outgoing *sent = request->data;
  channel *self = sent->channel;
  free(sent->bytes);
  free(sent);
  if (status == UV_ECANCELED)
    return; /* the handle is being closed */
  if (status < 0) {
    /* Nobody reads any more: there is nothing to wait for. */
    stop(self, CHANNEL_BROKEN, uv_strerror(status));
    tell_end(self);
  } else if (self->stopping) {
    if (queued(self) == 0)
      tell_end(self);
  } else if (self->paused && queued(self) <= CHANNEL_QUEUE_BYTES / 2) {
    self->paused = false;
    pump(self);
    if (!self->paused && !self->stopping)
      uv_read_start((uv_stream_t *)&self->input, room_wanted, was_read);
  }
}

bool channel_start(channel *self, uv_loop_t *loop, int input, int output, const codec_type *type,
                   const channel_events *events, void *user, const char **why) {
  *self = (channel){.type = type, .codec = type->create(), .events = events, .user = user};
  uv_pipe_init(loop, &self->input, 0);
  uv_pipe_init(loop, &self->output, 0);
  uv_timer_init(loop, &self->drain);
  self->input.data = self->output.data = self->drain.data = self;
  int status = uv_pipe_open(&self->input, input);
  if (status == 0)
    status = uv_pipe_open(&self->output, output);
  if (status == 0)
    status = uv_read_start((uv_stream_t *)&self->input, room_wanted, was_read);
  if (status != 0)
    *why = uv_strerror(status);
  return status == 0;
}

void channel_write(channel *self, msgpack_sbuffer *bytes) {
  if (self->told) {
    msgpack_sbuffer_destroy(bytes);
    msgpack_sbuffer_init(bytes);
    return;
  }
  outgoing *sent = memory_new(1, sizeof *sent);
  size_t size = bytes->size;
  sent->channel = self;
  sent->bytes = msgpack_sbuffer_release(bytes);
  sent->request.data = sent;
  /* libuv's lengths are those of writev(): a message of 4 GiB and more does not exist (FRAME_BYTES
   * bounds the text that it could speak of). */
  uv_buf_t buffer = uv_buf_init(sent->bytes, (unsigned)size);
  int status = uv_write(&sent->request, (uv_stream_t *)&self->output, &buffer, 1, was_written);
  if (status < 0) {
    free(sent->bytes);
    free(sent);
    stop(self, CHANNEL_BROKEN, uv_strerror(status));
    tell_end(self);
  }
}

void channel_close(channel *self) {
  uv_close((uv_handle_t *)&self->input, NULL);
  uv_close((uv_handle_t *)&self->output, NULL);
  uv_close((uv_handle_t *)&self->drain, NULL);
}

void channel_free(channel *self) {
  self->type->destroy(self->codec);
  self->codec = NULL;
}
