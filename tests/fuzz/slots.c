/* Fuzz: the placeholders of a line, and their fields. */
#include <stdint.h>
#include <stdlib.h>

#include "core/slots.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const char *line = (const char *)data;
  gw__slot slot;
  size_t last = 0;
  for (size_t from = 0; gw__next_slot(line, size, &from, &slot);) {
    size_t start;
    size_t end;
    if (slot.size == 0 || slot.column < last || slot.column + slot.size > size ||
        from != slot.column + slot.size)
      abort();
    last = from;
    if (gw__slot_field(line, size, &slot, &start, &end) && (start >= end || end > size))
      abort();
  }
  return 0;
}
