#include "cli/point_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

namespace spiral {

namespace {

[[noreturn]] void fail(const std::string& name) {
  throw PointsError(name + ": " + std::strerror(errno));
}

std::size_t read_some(int file, const std::string& name, char* buffer, std::size_t size) {
  ssize_t count = 0;
  do {
    count = ::read(file, buffer, size);
  } while (count < 0 && errno == EINTR);
  if (count < 0) fail(name);
  return static_cast<std::size_t>(count);
}

}  // namespace

PointReader open_points(const std::string& path) {
  if (path == "-") {
    return {[](char* buffer, std::size_t size) {
              return read_some(STDIN_FILENO, "standard input", buffer, size);
            },
            "standard input"};
  }
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) fail(path);
  const std::shared_ptr<const int> file(new int(descriptor), [](const int* opened) {
    ::close(*opened);
    delete opened;
  });
  return {
      [file, path](char* buffer, std::size_t size) { return read_some(*file, path, buffer, size); },
      path};
}

}  // namespace spiral
