// spiral-exp: the two-spirals notebook on LibTorch. Reads the words, runs what they name, exits
// once.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "cli/command_line.hpp"
#include "cli/commands.hpp"
#include "cli/usage_error.hpp"
#include "run/say.hpp"

namespace {

/// LibTorch appends a stack trace to its messages; users get the first line.
std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

/// One line, whatever the user put into it.
int complain(std::string message, int exit_code) {
  const auto is_control = [](unsigned char c) { return c < ' ' || c == 0x7f; };
  std::replace_if(message.begin(), message.end(), is_control, '?');
  spiral::say(stderr, "spiral-exp: " + message + "\n");
  return exit_code;
}

/// A file opened later must not become standard output or error because that one is closed; the
/// null device, read-only, lets them fail as they should.
void hold_standard_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(stream, F_GETFD) == -1) open("/dev/null", O_RDONLY);
  }
}

int run(const std::vector<std::string>& arguments) {
  try {
    return spiral::run_command_line(arguments);
  } catch (const spiral::UsageError& error) {
    return complain(error.what(), spiral::kExitUsage);
  } catch (const std::exception& error) {
    return complain(first_line(error.what()), spiral::kExitFailed);
  }
}

}  // namespace

int main(int argc, char** argv) {
  hold_standard_streams();
  std::signal(SIGXFSZ, SIG_IGN);  // a file that grows too large is an error like a full disk
  const int exit_code = run({argv + 1, argv + argc});
  const bool written = std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
  if (exit_code == spiral::kExitDone && !written) {
    return complain("standard output could not be written", spiral::kExitFailed);
  }
  return exit_code;
}
