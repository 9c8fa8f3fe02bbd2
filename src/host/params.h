/*
 * params.h - typed reading of the parameters of a message.
 *
 * The first key that is missing or ill-typed is remembered and every later reading answers zero: so
 * a method reads all it needs, then asks params_fine() once.
 */
#ifndef GONGWEN_HOST_PARAMS_H
#define GONGWEN_HOST_PARAMS_H

#include "host/texts.h"

#include <gongwen/gongwen.h>
#include <msgpack.h>

typedef struct parameters {
  msgpack_object map; /* of type MSGPACK_OBJECT_MAP; what it holds belongs to the message */
  const char *wrong;  /* the key that was missing or ill-typed; NULL: none */
  text_id wanted;     /* what it should have been */
} parameters;

/* `map` that is no map is an error of the key "parameters". */
parameters params_of(const msgpack_object *map);

bool params_fine(const parameters *self);

/* Tells of a value that has the right type but no meaning. The first fault is kept. */
void params_fault(parameters *self, const char *key, text_id wanted);

/* True if the key is there, whatever its type. */
bool params_has(const parameters *self, const char *key);

/* A whole number of at least `least` (0 or 1), at most INT64_MAX. */
int64_t params_number(parameters *self, const char *key, int64_t least);

/* The same, for a line, a column, a count. */
size_t params_size(parameters *self, const char *key);

/* A number that must be one of two. */
int params_either(parameters *self, const char *key, int one, int other, text_id wanted);

/* True or false; Vim has no booleans of its own in every place, so 0 and 1 are taken too. */
bool params_flag(parameters *self, const char *key);

/* The same, but `fallback` where the key is not there. */
bool params_flag_or(parameters *self, const char *key, bool fallback);

/* A string (str or bin); a view into the message, not NUL-terminated. */
gw_span params_text(parameters *self, const char *key);

/*
 * A list of strings, as an array of views into the message: free() the array, not the texts. *count
 * gets their number. NULL only on a fault. `wanted` names what is asked for, and where it is
 * TEXT_WANTED_LINES a string with an LF inside is a fault too.
 */
gw_span *params_texts(parameters *self, const char *key, text_id wanted, size_t *count);

#endif
