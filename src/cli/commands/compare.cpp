#include "report/compare.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iostream>
#include <iterator>

#include "cli/commands/commands.hpp"
#include "cli/exit_status.hpp"
#include "core/text.hpp"

namespace spiral {

namespace {

ExportedRun read_export(const std::string& path) {
  if (path == "-") return parse_export("standard input", {std::istreambuf_iterator(std::cin), {}});
  std::ifstream file(path);
  const std::string text{std::istreambuf_iterator(file), {}};
  if (!file.is_open() || file.bad()) throw UsageError(path + ": cannot be read");
  return parse_export(path, text);
}

}  // namespace

void compare_command(const Options& options) {
  const ExportedRun first = read_export(options.positional);
  const ExportedRun second = read_export(options.input);
  const Comparison comparison = compare(first, second);
  const std::size_t shared = comparison.equal + comparison.partings.size();
  if (shared == 0) throw UsageError(first.name + " and " + second.name + " share no trial");
  fmt::print("{}", comparison_text(comparison, first, second));
  if (!comparison.partings.empty()) {
    throw ResultsDiffer(fmt::format("{} of {} trials differ", comparison.partings.size(), shared));
  }
}

}  // namespace spiral
