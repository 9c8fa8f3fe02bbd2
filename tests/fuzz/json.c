/* Files of VSCode snippets of any bytes: read, shown, searched. */
#include "library.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  check_library("fuzz.json", data, size);
  return 0;
}
