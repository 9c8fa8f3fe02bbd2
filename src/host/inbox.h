/*
 * inbox.h - the bytes that a codec has received and not yet given out as messages.
 */
#ifndef GONGWEN_HOST_INBOX_H
#define GONGWEN_HOST_INBOX_H

#include <stddef.h>

/* Start from {0}. The bytes to be read are [start, end) of `bytes`; advance `start` over those that
 * are done with. */
typedef struct inbox {
  char *bytes;
  size_t start;
  size_t end;
  size_t capacity;
} inbox;

void inbox_free(inbox *self);

/* Room behind the bytes for at least 64 KiB more, at *room; what is done with is let go of, so
 * the bytes may move. Write there, then add to `end`. */
size_t inbox_room(inbox *self, char **room);

#endif
