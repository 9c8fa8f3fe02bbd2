/*
 * host_peer.h - an editor for tests: starts the real executable and speaks msgpack-RPC with it, or
 * JSON-RPC where $GONGWEN_PEER is `vim`.
 *
 * Every wait is for something to come, with a deadline; nothing sleeps. A failure is a failed test.
 */
#ifndef GONGWEN_TESTS_HOST_PEER_H
#define GONGWEN_TESTS_HOST_PEER_H

#include "host/fields.h"

#include <stdbool.h>
#include <sys/types.h>

#define PEER_DEADLINE_MS 10000

typedef struct peer_event {
  struct peer_event *next;
  char *bytes;
  msgpack_unpacked unpacked;
  char name[32];                /* "response" for a response of the dialect */
  const msgpack_object *params; /* the map; the whole message for a response */
  bool taken;
} peer_event;

typedef struct peer {
  pid_t pid;
  int to;    /* its standard input; -1: closed */
  int from;  /* its standard output; -1: closed */
  int error; /* its standard error */
  char *bytes;
  size_t size;
  size_t capacity;
  peer_event *first;
  peer_event *last;
  int64_t id; /* of the last request */
} peer;

/* What became of the process. */
typedef struct peer_exit {
  int status; /* as of waitpid() */
  long ms;    /* from the call to the end */
  char error[512];
} peer_exit;

/* Whether Vim is played: in its strings LF stands for NUL. */
bool peer_speaks_json(void);

/* Starts `gongwen host --editor=…` and what `argument` adds (NULL: nothing), joined by socket
 * pairs, as Neovim does, or by pipes, as Vim does. */
peer *peer_start(bool pipes, const char *argument);

/* Sends bytes as they are. */
void peer_write(peer *self, const void *bytes, size_t size);

/* Appends the message to `out`; lets go of what `params` holds. */
void peer_pack(msgpack_sbuffer *out, const char *name, fields *params);

/* Sends it. */
void peer_tell(peer *self, const char *name, fields *params);

/* The same with a new id; returns that. */
int64_t peer_ask(peer *self, const char *name, fields *params);

/*
 * Writes without waiting for long: what is left of `bytes` goes out as far as the host takes it.
 * True when all is gone, false when it took nothing for half a second.
 */
bool peer_write_some(peer *self, const char **bytes, size_t *size);

/* The next event of that name that was not taken yet. */
const msgpack_object *peer_event_named(peer *self, const char *name);

/* The answer to `id`. */
const msgpack_object *peer_answer(peer *self, int64_t id);

/* peer_ask() and peer_answer(). */
const msgpack_object *peer_call(peer *self, const char *name, fields *params);

/* Whether an event of that name is there, once all that was sent has been answered. */
bool peer_has(peer *self, const char *name);

/* Lets go of the events that were taken; what they held is gone. */
void peer_drop_taken(peer *self);

/* Ends its standard input. */
void peer_end_input(peer *self);

/* Closes our side of its standard output. */
void peer_stop_reading(peer *self);

/* Ends its standard input and waits for its end. */
peer_exit peer_close(peer *self);

/* Waits for its end (that of its standard error, which it closes last), then lets go of everything.
 */
peer_exit peer_end(peer *self);

/* ---- reading maps ---------------------------------------------------------------------------- */

/* The value of a key; fails if it is not there. */
const msgpack_object *map_get(const msgpack_object *map, const char *key);
bool map_has(const msgpack_object *map, const char *key);
int64_t map_number(const msgpack_object *map, const char *key);
bool map_flag(const msgpack_object *map, const char *key);

int64_t number_of(const msgpack_object *value);

/* NUL-terminated, in one of eight buffers that take turns. */
const char *text_value(const msgpack_object *value);
const char *map_text(const msgpack_object *map, const char *key);

/* The value as msgpack_object_print() writes it; static storage. */
const char *printed(const msgpack_object *value);

#endif
