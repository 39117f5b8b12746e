#include "study/output_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <system_error>

namespace spiral {

namespace {

[[noreturn]] void fail(int reason = errno) {
  throw OutputError(std::generic_category().message(reason));
}

/// What is at `path`, through links; nothing there is no error.
std::filesystem::file_status status_of(const std::string& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (!std::filesystem::status_known(status)) throw OutputError(error.message());
  return status;
}

/// True for a device or a pipe, which cannot be replaced.
bool is_stream(const std::string& path) { return std::filesystem::is_other(status_of(path)); }

using Stream = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

void write_stream(std::FILE* stream, const std::string& text) {
  if (std::fwrite(text.data(), 1, text.size(), stream) != text.size()) fail();
  if (std::fflush(stream) != 0) fail();
}

/// A file beside `path` that vanishes again unless `commit` puts it in the place of `path`, or of
/// what `path` links to.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& path) : target_(path) {
    const auto status = status_of(path);
    if (std::filesystem::is_directory(status)) fail(EISDIR);
    const mode_t mask = umask(0);
    umask(mask);
    mode_t mode = 0666 & ~mask;
    if (std::filesystem::exists(status)) {
      if (access(path.c_str(), W_OK) != 0) fail();
      target_ = std::filesystem::canonical(path);
      mode = static_cast<mode_t>(status.permissions());
    }
    std::string name = target_ + ".XXXXXX";
    const int descriptor = mkostemp(name.data(), O_CLOEXEC);
    if (descriptor < 0) fail();
    name_ = name;
    fchmod(descriptor, mode);
    stream_.reset(fdopen(descriptor, "w"));
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() {
    if (!name_.empty()) unlink(name_.c_str());
  }

  void commit(const std::string& text) {
    write_stream(stream_.get(), text);
    if (fsync(fileno(stream_.get())) != 0) fail();
    if (std::rename(name_.c_str(), target_.c_str()) != 0) fail();
    name_.clear();
  }

 private:
  std::string target_;
  std::string name_;
  Stream stream_{nullptr, &std::fclose};
};

}  // namespace

void check_writable(const std::string& path) {
  if (path == "-") return;
  if (is_stream(path)) {
    if (access(path.c_str(), W_OK) != 0) fail();
    return;
  }
  const TemporaryFile removed_again(path);
}

void write_atomically(const std::string& path, const std::string& text) {
  if (path == "-") return write_stream(stdout, text);
  if (is_stream(path)) {
    const Stream stream(std::fopen(path.c_str(), "w"), &std::fclose);
    if (stream == nullptr) fail();
    return write_stream(stream.get(), text);
  }
  TemporaryFile(path).commit(text);
}

}  // namespace spiral
