/*
 * msgpack-RPC (https://github.com/msgpack-rpc/msgpack-rpc/blob/master/spec.md) as Neovim speaks it.
 *
 * Messages are unpacked only when frame.h has found them whole and within its limits; the objects
 * then point into the bytes received, without a copy.
 */
#include "host/codec.h"

#include "host/frame.h"
#include "host/inbox.h"
#include "host/memory.h"

#include <stdlib.h>
#include <string.h>

enum {
  RPC_REQUEST = 0,
  RPC_RESPONSE = 1,
  RPC_NOTIFICATION = 2
};

struct codec {
  inbox inbox;               /* from the first message on that was not yet given out */
  frame frame;               /* how far that first message is understood */
  msgpack_unpacked unpacked; /* the objects of the message given out last */
  const char *failure;       /* the first error, for good */
};

static codec *create(void) {
  codec *self = memory_new(1, sizeof *self);
  msgpack_unpacked_init(&self->unpacked);
  return self;
}

static void destroy(codec *self) {
  if (!self)
    return;
  msgpack_unpacked_destroy(&self->unpacked);
  inbox_free(&self->inbox);
  free(self);
}

static size_t room(codec *self, char **room) {
  return inbox_room(&self->inbox, room);
}

static void fed(codec *self, size_t size) {
  self->inbox.end += size;
}

static codec_result fail(codec *self, const char **why, const char *failure) {
  self->failure = failure;
  *why = failure;
  return CODEC_ERROR;
}

/* Reads [0, msgid, name, params] or [2, name, params] into *out. A response, [1, …], reads as a
 * message without a name: the host asks nothing, so nobody waits for it. */
static bool read_message(const msgpack_object *object, message *out) {
  if (object->type != MSGPACK_OBJECT_ARRAY || object->via.array.size < 3)
    return false;
  const msgpack_object *part = object->via.array.ptr;
  if (part[0].type != MSGPACK_OBJECT_POSITIVE_INTEGER)
    return false;
  *out = (message){.params = {.type = MSGPACK_OBJECT_NIL}};
  const msgpack_object *name = &part[1];
  switch (part[0].via.u64) {
  case RPC_REQUEST:
    if (object->via.array.size != 4 || part[1].type != MSGPACK_OBJECT_POSITIVE_INTEGER ||
        part[1].via.u64 > UINT32_MAX)
      return false;
    out->is_request = true;
    out->msgid = (uint32_t)part[1].via.u64;
    name = &part[2];
    break;
  case RPC_RESPONSE:
    return object->via.array.size == 4;
  case RPC_NOTIFICATION:
    if (object->via.array.size != 3)
      return false;
    break;
  default:
    return false;
  }
  if (name->type != MSGPACK_OBJECT_STR)
    return false;
  out->name = (gw_span){name->via.str.ptr, name->via.str.size};
  out->params = name[1];
  if (out->params.type == MSGPACK_OBJECT_ARRAY && out->params.via.array.size == 1)
    out->params = out->params.via.array.ptr[0];
  static const char failed[] = "nvim_error_event"; /* :h nvim_error_event */
  if (out->name.size == sizeof failed - 1 && memcmp(out->name.data, failed, out->name.size) == 0)
    out->name = (gw_span){CODEC_EDITOR_ERROR, sizeof CODEC_EDITOR_ERROR - 1};
  return true;
}

static codec_result next(codec *self, message *out, const char **why) {
  if (self->failure)
    return fail(self, why, self->failure);
  for (;;) {
    size_t size = self->inbox.end - self->inbox.start;
    if (size == 0)
      return CODEC_MORE;
    const char *bytes = self->inbox.bytes + self->inbox.start;
    switch (frame_scan(&self->frame, bytes, size)) {
    case FRAME_MORE:
      return CODEC_MORE;
    case FRAME_INVALID:
      return fail(self, why, "a byte that msgpack does not use");
    case FRAME_DEEP:
      return fail(self, why, "a message that is nested too deeply");
    case FRAME_HUGE:
      return fail(self, why, "a message that is too large");
    case FRAME_WHOLE:
      break;
    }
    size_t used = 0;
    msgpack_unpack_return result =
        msgpack_unpack_next(&self->unpacked, bytes, self->frame.at, &used);
    if (result == MSGPACK_UNPACK_NOMEM_ERROR)
      memory_exhausted();
    if (result != MSGPACK_UNPACK_SUCCESS || used != self->frame.at)
      return fail(self, why, "bytes that are not msgpack");
    self->inbox.start += used;
    self->frame = (frame){0};
    if (!read_message(&self->unpacked.data, out))
      return fail(self, why, "a message that is not msgpack-RPC");
    if (out->name.data)
      return CODEC_MESSAGE;
  }
}

static void pack_text(msgpack_packer *packer, const char *text) {
  size_t size = strlen(text);
  msgpack_pack_str(packer, size);
  msgpack_pack_str_body(packer, text, size);
}

/* [2, "nvim_exec_lua", [RECEIVE, [name, {…}]]]: an API call as a notification, which Neovim runs
 * when it next waits for input. */
#define RECEIVE "require('gongwen.receive')(...)"

static void event(msgpack_sbuffer *out, const char *name, const fields *params) {
  msgpack_packer packer = fields_packer(out);
  msgpack_pack_array(&packer, 3);
  msgpack_pack_int(&packer, RPC_NOTIFICATION);
  pack_text(&packer, "nvim_exec_lua");
  msgpack_pack_array(&packer, 2);
  pack_text(&packer, RECEIVE);
  msgpack_pack_array(&packer, 2);
  pack_text(&packer, name);
  fields_pack(params, out);
}

static void response(msgpack_sbuffer *out, uint32_t msgid, const char *error,
                     const fields *params) {
  msgpack_packer packer = fields_packer(out);
  msgpack_pack_array(&packer, 4);
  msgpack_pack_int(&packer, RPC_RESPONSE);
  msgpack_pack_uint32(&packer, msgid);
  if (error) {
    pack_text(&packer, error);
    msgpack_pack_nil(&packer);
  } else {
    msgpack_pack_nil(&packer);
    fields_pack(params, out);
  }
}

const codec_type codec_msgpack = {
    .editor = "nvim",
    .event_bytes = SIZE_MAX,
    .create = create,
    .destroy = destroy,
    .room = room,
    .fed = fed,
    .next = next,
    .event = event,
    .response = response,
};
