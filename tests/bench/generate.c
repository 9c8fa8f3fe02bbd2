/* Writes a text to measure with: bench-generate BYTES [long] >FILE. `long`: with very long lines.
 */
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv) {
  size_t size;
  if (argc < 2)
    return 2;
  char *text = bench_text((size_t)strtoull(argv[1], NULL, 10), 1,
                          argc > 2 && strcmp(argv[2], "long") == 0, &size);
  bool written = fwrite(text, 1, size, stdout) == size && fflush(stdout) == 0;
  if (!written)
    perror("bench-generate");
  free(text);
  return !written;
}
