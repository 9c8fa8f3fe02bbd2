/*
 * codec.h - bytes to messages and back: all that differs between the dialects of the editors.
 *
 * Inside the host a message is a name and one map of parameters. The map is a msgpack_object
 * whatever the editor speaks; what the host says is built as `fields`. A codec holds the bytes
 * received until they make a message; what a message points to is valid until the next call of
 * next() or room().
 */
#ifndef GONGWEN_HOST_CODEC_H
#define GONGWEN_HOST_CODEC_H

#include "host/fields.h"

#include <gongwen/gongwen.h>
#include <msgpack.h>

typedef enum codec_result {
  CODEC_MESSAGE, /* *out is filled */
  CODEC_MORE,    /* no whole message is there */
  CODEC_ERROR,   /* the bytes are not of this dialect: the connection cannot go on */
} codec_result;

typedef struct message {
  gw_span name;
  msgpack_object params; /* the map; the list of them all if there was not just one */
  bool is_request;       /* the dialect itself wants a response, with `msgid` */
  uint32_t msgid;
} message;

typedef struct codec codec;

/* The name under which a codec hands on what the editor says of a notification of ours that failed.
 */
#define CODEC_EDITOR_ERROR "editor_error"

/* The operations of a dialect. `self` is what create() gave. */
typedef struct codec_type {
  const char *editor; /* the `--editor=` that speaks it */
  size_t event_bytes; /* not 0: longer lists are sent as several events of about this */
  codec *(*create)(void);
  void (*destroy)(codec *self);

  /* Room for the next bytes: at least 64 KiB at *room. After reading, say with fed() how many came.
   */
  size_t (*room)(codec *self, char **room);
  void (*fed)(codec *self, size_t size);

  /* The next message. On CODEC_ERROR, *why is a static text in English; further calls give it
   * again. */
  codec_result (*next)(codec *self, message *out, const char **why);

  /* Appends a whole message to `out`: an event, or the response to a request of the dialect, which
   * carries `error` (a line of text) if that is not NULL, else the fields. With an error they are
   * what else is known of it, as far as the dialect has a place for that. */
  void (*event)(msgpack_sbuffer *out, const char *name, const fields *params);
  void (*response)(msgpack_sbuffer *out, uint32_t msgid, const char *error, const fields *params);
} codec_type;

/* msgpack-RPC, for Neovim: codec_msgpack.c. */
extern const codec_type codec_msgpack;

/* JSON-RPC, for Vim: codec_json.c. */
extern const codec_type codec_json;

#endif
