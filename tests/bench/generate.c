/* Writes a text to measure with: bench-generate BYTES [dense|long] >FILE. The shapes: text.h. */
#include "text.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv) {
  size_t size;
  if (argc < 2)
    return 2;
  bench_shape shape = BENCH_PLAIN;
  if (argc > 2)
    shape = strcmp(argv[2], "dense") == 0 ? BENCH_DENSE : BENCH_LONG;
  char *text = bench_text((size_t)strtoull(argv[1], NULL, 10), 1, shape, &size);
  bool written = fwrite(text, 1, size, stdout) == size && fflush(stdout) == 0;
  if (!written)
    perror("bench-generate");
  free(text);
  return !written;
}
