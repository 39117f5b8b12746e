// Files that appear whole or not at all.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

namespace spiral {

/// A file that cannot be written; `what()` is the system's reason.
class OutputError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A file that is in use, and a clause that says by what: "--data is read from there".
struct FileInUse {
  std::string path;
  std::string use;
};

/// The use of the file at `path`, whatever it is called there: links count. Empty where it is not
/// among `files`. "-" is standard output, which is no file unless it goes to one.
std::string use_of(const std::string& path, const std::vector<FileInUse>& files);

/// True for "-" and for another name of where standard output goes.
bool is_standard_output(const std::string& path);

/// True where `path` lies in `folder`, which may be missing yet.
bool lies_in(const std::string& path, const std::filesystem::path& folder);

/// Finds out whether the folder of --out is one that can be written to, or can be made.
/// Throws: UsageError.
void check_out_folder(const std::filesystem::path& folder);

/// Makes the folder of --out; one that is there is kept.
/// Throws: UsageError.
void make_out_folder(const std::filesystem::path& folder);

/// Finds out whether `write_atomically` has a chance; leaves nothing behind. `folder` will have been
/// made by then.
/// Throws: OutputError.
void check_writable(const std::string& path, const std::filesystem::path& folder = {});

/// Writes a temporary file beside `path`, or beside what it links to, then renames it: a reader of
/// `path` sees the old text or the new one. What cannot be replaced is written to: a device, a pipe,
/// standard output, a file that is mounted or that another user keeps in a sticky folder. What a
/// killed program leaves behind, the next one that writes this file removes.
/// Throws: OutputError.
void write_atomically(const std::string& path, const std::string& text);

}  // namespace spiral
