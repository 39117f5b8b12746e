// spiral-exp: the two-spirals notebook on LibTorch. Reads the words, runs what they name, exits
// once.
#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "cli/command_line.hpp"
#include "cli/commands.hpp"
#include "cli/usage_error.hpp"

namespace {

/// LibTorch appends a stack trace to its messages; users get the first line.
std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

int complain(const std::string& message, int exit_code) {
  fmt::print(stderr, "spiral-exp: {}\n", first_line(message));
  return exit_code;
}

int run(const std::vector<std::string>& arguments) {
  try {
    return spiral::run_command_line(arguments);
  } catch (const spiral::UsageError& error) {
    return complain(error.what(), spiral::kExitUsage);
  } catch (const std::exception& error) {
    return complain(error.what(), spiral::kExitFailed);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const int exit_code = run({argv + 1, argv + argc});
  const bool written = std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
  if (exit_code == spiral::kExitDone && !written) {
    return complain("standard output could not be written", spiral::kExitFailed);
  }
  return exit_code;
}
