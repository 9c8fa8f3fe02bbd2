/*
 * fields.h - the map of parameters of a message that is being made.
 *
 * A map is built key by key; the codec puts the header before it. A list, or a row of one, is
 * packed with the fields_push functions: say how many values follow, then push them.
 */
#ifndef GONGWEN_HOST_FIELDS_H
#define GONGWEN_HOST_FIELDS_H

#include <gongwen/gongwen.h>
#include <msgpack.h>

typedef struct fields {
  msgpack_sbuffer bytes; /* keys and values in turn, packed; no header of the map */
  uint32_t count;        /* keys */
} fields;

void fields_init(fields *self);
void fields_free(fields *self);
void fields_clear(fields *self); /* keeps the memory */

/* A key with its value. Keys are string literals, and each is set once. */
void fields_number(fields *self, const char *key, int64_t value);
void fields_flag(fields *self, const char *key, bool value);
void fields_text(fields *self, const char *key, const char *text);
void fields_span(fields *self, const char *key, gw_span text);

/* A key whose value is a list: push `size` values after it. */
void fields_list(fields *self, const char *key, size_t size);

/* Values of the list that is being made. */
void fields_push_list(fields *self, size_t size);
void fields_push_number(fields *self, int64_t value);
void fields_push_text(fields *self, const char *text);
void fields_push_span(fields *self, gw_span text);

/* A key whose value is a list of `size` values that were pushed to `rows`: for lists whose length
 * is known only when they are done. */
void fields_rows(fields *self, const char *key, size_t size, const fields *rows);

/* Adds all keys of `other`. */
void fields_add(fields *self, const fields *other);

/* Appends the map to `out`. */
void fields_pack(const fields *self, msgpack_sbuffer *out);

/* A packer that writes into `target` and ends the process when memory runs out, so that no message
 * is ever cut short. */
msgpack_packer fields_packer(msgpack_sbuffer *target);

#endif
