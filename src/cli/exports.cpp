#include "cli/exports.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include "model/checkpoint.hpp"
#include "report/output_file.hpp"

namespace spiral {

namespace {

UsageError export_error(const Export& target, const OutputError& error) {
  return {target.option, target.path,
          std::string(error.what()) +
              "; allowed is a file that can be written, on a disk with room, or -"};
}

}  // namespace

void check_exports(const std::vector<Export>& exports) {
  std::set<std::string> paths;
  for (const Export& target : exports) {
    const auto path = std::filesystem::absolute(target.path).lexically_normal();
    if (!paths.insert(path).second) {
      throw UsageError(target.option, target.path,
                       "another export goes there; allowed is one each");
    }
    try {
      check_writable(target.path);
    } catch (const OutputError& error) {
      throw export_error(target, error);
    }
  }
}

bool uses_standard_output(const std::vector<Export>& exports) {
  return std::any_of(exports.begin(), exports.end(), [](const Export& e) { return e.path == "-"; });
}

std::optional<UsageError> write_exports(const std::vector<Export>& exports,
                                        const std::function<std::string(ExportFormat)>& render) {
  std::optional<UsageError> first_error;
  for (const Export& target : exports) {
    try {
      write_whole(target.path, render(target.format));
    } catch (const OutputError& error) {
      if (!first_error) first_error = export_error(target, error);
    } catch (const CheckpointError& error) {
      if (!first_error) first_error = UsageError(target.option, target.path, error.what());
    }
  }
  return first_error;
}

}  // namespace spiral
