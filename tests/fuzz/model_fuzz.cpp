// Any bytes as a model file: read, or refused with a reason. An input that begins with 'J' is packed into a
// sound archive first, for behind the archive's check sums no mutation comes by itself: a line of
// architecture, then data.pkl and the weights' records, each two bytes that say its length and as many bytes.
#include <zip.h>

#include <algorithm>
#include <string>
#include <vector>

#include "notebook/checkpoint.hpp"

namespace {

void add(zip_t* archive, const std::string& name, const std::string& text) {
  zip_source_t* source = zip_source_buffer(archive, text.data(), text.size(), 0);
  const auto record = zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
  zip_set_file_compression(archive, static_cast<zip_uint64_t>(record), ZIP_CM_STORE, 0);
}

std::string packed(const std::string& text) {
  const std::size_t line = std::min(text.find('\n'), text.size());
  std::vector<std::string> records{text.substr(0, line)};
  for (std::size_t place = line + 1; place + 2 <= text.size();) {
    const auto length = static_cast<std::size_t>(static_cast<unsigned char>(text[place])) +
                        256U * static_cast<unsigned char>(text[place + 1]);
    records.push_back(text.substr(place + 2, length));
    place += 2 + length;
  }
  zip_source_t* memory = zip_source_buffer_create(nullptr, 0, 0, nullptr);
  zip_source_keep(memory);
  zip_t* archive = zip_open_from_source(memory, ZIP_TRUNCATE, nullptr);
  add(archive, "archive/architecture.json", records.front());
  for (std::size_t i = 1; i < records.size(); ++i) {
    add(archive, i == 1 ? "archive/data.pkl" : "archive/data/" + std::to_string(i - 2), records[i]);
  }
  zip_close(archive);
  zip_source_open(memory);
  zip_source_seek(memory, 0, SEEK_END);
  std::string bytes(static_cast<std::size_t>(zip_source_tell(memory)), '\0');
  zip_source_seek(memory, 0, SEEK_SET);
  zip_source_read(memory, bytes.data(), bytes.size());
  zip_source_close(memory);
  zip_source_free(memory);
  return bytes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  std::string bytes(reinterpret_cast<const char*>(data), size);
  if (bytes.starts_with('J')) bytes = packed(bytes.substr(1));
  try {
    spiral::parse_checkpoint(bytes);
  } catch (const spiral::CheckpointError&) {
  }
  return 0;
}
