// Any bytes as a model file: read, or refused with a reason.
#include "model/checkpoint.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  try {
    spiral::parse_checkpoint({reinterpret_cast<const char*>(data), size});
  } catch (const spiral::CheckpointError&) {
  }
  return 0;
}
