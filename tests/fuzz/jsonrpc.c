/* Fuzz: any bytes from an editor that speaks JSON-RPC. */
#include "codec.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  check_codec(&codec_json, data, size);
  return 0;
}
