/* Fuzz: any bytes from an editor that speaks msgpack-RPC. */
#include "codec.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  check_codec(&codec_msgpack, data, size);
  return 0;
}
