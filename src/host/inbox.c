#include "host/inbox.h"

#include "host/memory.h"

#include <stdlib.h>
#include <string.h>

enum {
  ROOM = 64 * 1024,
  KEPT = 1024 * 1024, /* a buffer that grew beyond this for one large message is given back */
};

void inbox_free(inbox *self) {
  free(self->bytes);
  *self = (inbox){0};
}

size_t inbox_room(inbox *self, char **room) {
  if (self->start == self->end) {
    self->start = self->end = 0;
    if (self->capacity > KEPT)
      inbox_free(self);
  } else if (self->start > self->capacity / 2) {
    memmove(self->bytes, self->bytes + self->start, self->end - self->start);
    self->end -= self->start;
    self->start = 0;
  }
  self->bytes = memory_grow(self->bytes, &self->capacity, self->end + ROOM, 1);
  *room = self->bytes + self->end;
  return self->capacity - self->end;
}
