/* Fuzz: the inline enumerations of a line, into buffers of every small size. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/series.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  gw_node items[8];
  if (size < 2)
    return 0;
  size_t capacity = data[0] % 9;
  size_t start = data[1] % (size - 1);
  const char *line = (const char *)data + 2;
  size -= 2;
  if (start > size)
    start = size;
  size_t count = gw__series(line, size, start, items, capacity);
  for (size_t i = 0; i < count && i < capacity; i++) {
    if (items[i].column >= items[i].title || items[i].title > items[i].title_end ||
        items[i].title_end > size || items[i].end > size ||
        (i > 0 && items[i - 1].column >= items[i].column))
      abort();
  }
  gw__ordinal ordinal;
  if (gw__ordinal_at(line, size, start, &ordinal))
    gw__series_fills(line, size, start, &ordinal);
  return 0;
}
