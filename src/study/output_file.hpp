// Files that appear whole or not at all.
#pragma once

#include <stdexcept>
#include <string>

namespace spiral {

/// A file that cannot be written; `what()` is the system's reason.
class OutputError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Finds out whether `write_atomically` has a chance, by making a file beside `path` and removing
/// it.
/// Throws: OutputError.
void check_writable(const std::string& path);

/// Writes a temporary file beside `path`, then renames it; a reader of `path` sees the old text or
/// the new one. A device or a pipe cannot be replaced and is written to. "-" is standard output.
/// Throws: OutputError.
void write_atomically(const std::string& path, const std::string& text);

}  // namespace spiral
