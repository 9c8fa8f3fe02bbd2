/*
 * session.h - what the host knows, and how a message becomes a call of a method and its one answer.
 */
#ifndef GONGWEN_HOST_SESSION_H
#define GONGWEN_HOST_SESSION_H

#include "host/buffers.h"
#include "host/channel.h"
#include "host/log.h"
#include "host/params.h"
#include "host/templates.h"
#include "host/texts.h"

/* How many messages may wait for the templates; what comes beyond is refused. */
#define SESSION_WAITING 64

/* A message that waits for the templates: a copy, since the codec's bytes move on. */
typedef struct waiting {
  char *name;
  msgpack_sbuffer params;
  bool is_request;
  uint32_t msgid;
} waiting;

typedef struct session {
  uv_loop_t *loop;
  const codec_type *type;
  channel channel;
  host_log log;
  language language;
  bool greeted; /* `hello` came, with our version */
  templates templates;
  bool problems_told; /* the last `problems` that was sent was not empty */
  buffers buffers;
  waiting waiting[SESSION_WAITING];
  size_t waiting_count;
} session;

/* What a method is, in METHODS of methods.h. */
enum {
  METHOD_ANSWERS = 1, /* a request: it needs an id */
  METHOD_BUFFER = 2,  /* `buf` names a buffer that is open */
  METHOD_TEXT = 4,    /* and `tick` is the one of its text here */
  METHOD_LIBRARY = 8, /* waits until the templates have been read */
  METHOD_FIRST = 16,  /* may come before `hello` */
  METHOD_ANY = 32,    /* its parameters need not be a map */
};

/* One call of a method. It reads `params`, fills `answer`, or says what went wrong. */
typedef struct call {
  session *session;
  const char *method;
  parameters params;
  buffer *buffer; /* METHOD_BUFFER and METHOD_TEXT only */
  fields answer;
  bool failed;
  bool stale;
  char error[512]; /* one line, in the language of the session */
} call;

/* The call fails; the arguments are those of the text. The first failure is kept. */
void call_fail(call *self, text_id text, ...);

/* Sends an event. */
void session_event(session *self, const char *name, const fields *params);

/* A message came in. */
void session_receive(session *self, const message *received);

/* The templates are there, for the first time or anew: says what is wrong with them, and serves the
 * messages that waited. */
void session_templates_ready(session *self);

/* Lets go of all but the channel. Not while the templates are loading. */
void session_free(session *self);

#endif
