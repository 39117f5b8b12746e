#include "cli/model_file.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace spiral {

namespace {

// A device or a pipe may have no end; 3x10000 takes 800 MB.
constexpr std::uintmax_t kLargestFile = std::uintmax_t{1} << 32;

std::string read_file(const std::string& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (error) throw CheckpointError(error.message());
  if (!std::filesystem::is_regular_file(status)) throw CheckpointError("not a regular file");
  std::ifstream file(path, std::ios::binary);
  if (!file) throw CheckpointError(std::strerror(errno));
  const auto size = std::filesystem::file_size(path, error);
  if (error) throw CheckpointError(error.message());
  if (size > kLargestFile) throw CheckpointError("larger than any model that is read here");
  std::string bytes(size, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(size));
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  return bytes;
}

}  // namespace

Checkpoint load_model(const std::string& path) {
  try {
    return parse_checkpoint(read_file(path));
  } catch (const CheckpointError& error) {
    throw CheckpointError(path + ": " + error.what());
  }
}

}  // namespace spiral
