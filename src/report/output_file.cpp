#include "report/output_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <system_error>

namespace spiral {

namespace {

[[noreturn]] void fail() { throw OutputError(std::generic_category().message(errno)); }

/// True for what exists and is no regular file: a device, a pipe, a link to one.
bool is_stream(const std::string& path) {
  std::error_code ignored;
  const auto status = std::filesystem::status(path, ignored);
  return std::filesystem::exists(status) && !std::filesystem::is_regular_file(status);
}

/// A file beside `path` that vanishes again unless it is renamed.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& path)
      : name_(path + ".tmp." + std::to_string(getpid())) {
    if (std::filesystem::is_directory(path)) {
      errno = EISDIR;
      fail();
    }
    const int descriptor = open(name_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor < 0) fail();
    stream_ = fdopen(descriptor, "w");
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() {
    if (stream_ != nullptr) std::fclose(stream_);
    if (!renamed_) unlink(name_.c_str());
  }

  void write(const std::string& text) {
    if (std::fwrite(text.data(), 1, text.size(), stream_) != text.size()) fail();
  }

  void rename_to(const std::string& path) {
    const int failed_sync = std::fflush(stream_) != 0 || fsync(fileno(stream_)) != 0;
    if (failed_sync) fail();
    if (std::rename(name_.c_str(), path.c_str()) != 0) fail();
    renamed_ = true;
  }

 private:
  std::string name_;
  std::FILE* stream_ = nullptr;
  bool renamed_ = false;
};

void write_stream(std::FILE* stream, const std::string& text) {
  if (std::fwrite(text.data(), 1, text.size(), stream) != text.size()) fail();
  if (std::fflush(stream) != 0) fail();
}

}  // namespace

void check_writable(const std::string& path) {
  if (path == "-") return;
  if (is_stream(path) && !std::filesystem::is_directory(path)) {
    if (access(path.c_str(), W_OK) != 0) fail();
    return;
  }
  const TemporaryFile probe(path);
}

void write_whole(const std::string& path, const std::string& text) {
  if (path == "-") return write_stream(stdout, text);
  if (is_stream(path) && !std::filesystem::is_directory(path)) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> stream(std::fopen(path.c_str(), "w"),
                                                                 &std::fclose);
    if (stream == nullptr) fail();
    return write_stream(stream.get(), text);
  }
  TemporaryFile file(path);
  file.write(text);
  file.rename_to(path);
}

}  // namespace spiral
