#include "study/output_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>

#include "core/text.hpp"

namespace spiral {

namespace {

namespace fs = std::filesystem;

constexpr const char* kStandardOutput = "/dev/stdout";

// As many as Linux follows.
constexpr int kMaxLinks = 40;

[[noreturn]] void fail(int reason = errno) {
  throw OutputError(std::generic_category().message(reason));
}

std::string without_dash(const std::string& path) { return path == "-" ? kStandardOutput : path; }

/// What is at `path`, through links; nothing there is no error.
fs::file_status status_of(const fs::path& path) {
  std::error_code error;
  const auto status = fs::status(path, error);
  if (!fs::status_known(status)) throw OutputError(error.message());
  return status;
}

/// True for a device or a pipe, which cannot be replaced.
bool is_stream(const fs::path& path) { return fs::is_other(status_of(path)); }

/// Where a file is or will be made, through links, also one that points to nothing yet.
fs::path resolved(fs::path path) {
  std::error_code error;
  for (int i = 0; i < kMaxLinks && fs::is_symlink(path, error); ++i) {
    path = path.parent_path() / fs::read_symlink(path, error);
  }
  return fs::weakly_canonical(fs::absolute(path, error), error);
}

bool is_same_file(const fs::path& one, const fs::path& other) {
  std::error_code missing;
  return fs::equivalent(one, other, missing) || resolved(one) == resolved(other);
}

using Stream = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

void write_stream(std::FILE* stream, const std::string& text) {
  if (std::fwrite(text.data(), 1, text.size(), stream) != text.size()) fail();
  if (std::fflush(stream) != 0) fail();
}

void write_in_place(const fs::path& path, const std::string& text) {
  // Without O_CREAT, which Linux refuses in a sticky folder for another user's file.
  const int descriptor = open(path.c_str(), O_WRONLY | O_TRUNC | O_CLOEXEC);
  if (descriptor < 0) fail();
  const Stream stream(fdopen(descriptor, "w"), &std::fclose);
  write_stream(stream.get(), text);
}

mode_t mode_of_new_file() {
  const mode_t mask = umask(0);
  umask(mask);
  return 0666 & ~mask;
}

/// A file beside `target` that vanishes again unless `commit` puts it in the place of `target`. It has
/// one name, so that what a killed program left is found; while it lives no other process has it.
class TemporaryFile {
 public:
  explicit TemporaryFile(const fs::path& target)
      : target_(target),
        name_(target.parent_path() / ("." + target.filename().string() + ".part")) {
    do {
      // Another process may have renamed or removed what this one waits for.
      descriptor_ = open(name_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
      if (descriptor_ < 0) fail();
      stream_.reset(fdopen(descriptor_, "w"));
      flock(descriptor_, LOCK_EX);
    } while (!is_still_there());
    if (ftruncate(descriptor_, 0) != 0) fail();
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() {
    if (!is_committed_) unlink(name_.c_str());
  }

  /// False where the target cannot be replaced.
  bool commit(const std::string& text) {
    const auto status = status_of(target_);
    fchmod(descriptor_,
           fs::exists(status) ? static_cast<mode_t>(status.permissions()) : mode_of_new_file());
    write_stream(stream_.get(), text);
    if (fsync(descriptor_) != 0) fail();
    is_committed_ = std::rename(name_.c_str(), target_.c_str()) == 0;
    return is_committed_;
  }

 private:
  bool is_still_there() const {
    struct stat opened {};
    struct stat named {};
    return fstat(descriptor_, &opened) == 0 && lstat(name_.c_str(), &named) == 0 &&
           opened.st_ino == named.st_ino && opened.st_dev == named.st_dev;
  }

  const fs::path target_;
  const fs::path name_;
  int descriptor_ = -1;
  Stream stream_{nullptr, &std::fclose};
  bool is_committed_ = false;
};

/// False where no file can be made there, or the old one not replaced.
bool replace(const fs::path& target, const std::string& text) {
  std::unique_ptr<TemporaryFile> file;
  try {
    file = std::make_unique<TemporaryFile>(target);
  } catch (const OutputError&) {
    if (!fs::exists(status_of(target))) throw;
    return false;
  }
  return file->commit(text);
}

/// Looks at the folder, or at the nearest one above it that is there.
void check_folder(const fs::path& folder) {
  std::error_code error;
  fs::path nearest = fs::absolute(folder, error);
  while (!fs::exists(fs::status(nearest, error)) && nearest.has_relative_path()) {
    nearest = nearest.parent_path();
  }
  if (!fs::is_directory(nearest, error)) fail(ENOTDIR);
  if (access(nearest.c_str(), W_OK | X_OK) != 0) fail();
}

[[noreturn]] void refuse_out_folder(const fs::path& folder, const std::string& reason) {
  throw UsageError("out", folder.string(), reason + "; must be a folder that can be written");
}

}  // namespace

std::string use_of(const std::string& path, const std::vector<FileInUse>& files) {
  for (const FileInUse& file : files) {
    if (is_same_file(without_dash(path), without_dash(file.path))) return file.use;
  }
  return "";
}

bool is_standard_output(const std::string& path) {
  std::error_code missing;
  return path == "-" || fs::equivalent(path, kStandardOutput, missing);
}

bool lies_in(const std::string& path, const fs::path& folder) {
  const fs::path whole = resolved(folder);
  return resolved(path).parent_path() == (whole.has_filename() ? whole : whole.parent_path());
}

void check_out_folder(const fs::path& folder) {
  try {
    check_folder(folder);
  } catch (const OutputError& error) {
    refuse_out_folder(folder, error.what());
  }
}

void make_out_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) refuse_out_folder(folder, error.message());
}

void check_writable(const std::string& path, const fs::path& folder) {
  if (is_standard_output(path)) return;
  const auto status = status_of(path);
  if (fs::is_directory(status)) fail(EISDIR);
  if (fs::exists(status)) {
    if (access(path.c_str(), W_OK) != 0) fail();
  } else if (lies_in(path, folder) && !fs::exists(status_of(folder))) {
    check_folder(folder);
  } else {
    const TemporaryFile removed_again(resolved(path));
  }
}

void write_atomically(const std::string& path, const std::string& text) {
  if (is_standard_output(path)) return write_stream(stdout, text);
  check_writable(path);
  const fs::path target = resolved(path);
  if (is_stream(target) || !replace(target, text)) write_in_place(target, text);
}

}  // namespace spiral
