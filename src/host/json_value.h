/*
 * json_value.h - values of JSON (jansson) as those of msgpack and back, with strings as Vim has
 * them.
 *
 * Vim's strings cannot hold NUL: in the lines of a buffer LF stands for it. So an LF that comes in
 * is a NUL, and a NUL goes out as LF. JSON must be valid UTF-8: an invalid byte goes out as one
 * '?', so all columns stay what they are.
 */
#ifndef GONGWEN_HOST_JSON_VALUE_H
#define GONGWEN_HOST_JSON_VALUE_H

#include <jansson.h>
#include <msgpack.h>
#include <stdbool.h>
#include <stddef.h>

/* The value, with lists and maps made in `zone`; its strings are those of `from`, which must live
 * as long, or in the zone. False if it nests deeper than `depth`. */
bool json_value_read(const json_t *from, size_t depth, msgpack_zone *zone, msgpack_object *out);

/* A new reference. What JSON does not have is null. */
json_t *json_value_make(const msgpack_object *from);

/* Puts a '?' in the place of each byte that is not valid UTF-8. */
void json_value_repair(char *text, size_t size);

#endif
