// spiral-exp: the two-spirals notebook on LibTorch. Reads the words, runs what they name, exits. Of
// two programs: that without LibTorch in hand_over.cpp, that with it in run_command.cpp.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <exception>
#include <new>
#include <stdexcept>
#include <string>
#include <vector>

#include "cli/command_line.hpp"
#include "cli/exit_status.hpp"
#include "core/text.hpp"
#include "run_command.hpp"
#include "study/progress.hpp"

namespace {

/// One line, whatever the user put into it; LibTorch's messages end in a stack trace.
int fail(const std::exception& error, const spiral::ExitStatus& status) {
  std::string message = error.what();
  if (status.code == spiral::kExitFailed.code) message = message.substr(0, message.find('\n'));
  spiral::print_warning(spiral::without_controls(message));
  return status.code;
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
    spiral::run_command_line(arguments, [&](const auto& command, const auto& options) {
      spiral::run_command(arguments, command, options);
    });
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
      throw std::runtime_error("standard output could not be written");
    }
    return spiral::kExitDone.code;
  } catch (const spiral::UsageError& error) {
    return fail(error, spiral::kExitUsage);
  } catch (const spiral::ResultsDiffer& error) {
    return fail(error, spiral::kExitDiffers);
  } catch (const spiral::Preempted& error) {
    return fail(error, {error.exit_code, spiral::kExitInterrupted.meaning});
  } catch (const std::bad_alloc&) {
    return fail(std::runtime_error("memory ran out"), spiral::kExitFailed);
  } catch (const std::exception& error) {
    return fail(error, spiral::kExitFailed);
  }
}

}  // namespace

int main(int argc, char** argv) {
  hold_standard_streams();
  std::signal(SIGXFSZ, SIG_IGN);  // a file that grows too large is an error like a full disk
  const int exit_code = run({argv + 1, argv + argc});
  std::fflush(nullptr);
#ifndef SPIRAL_SANITIZED  // which looks for leaks at a proper end alone
  _exit(exit_code);       // to unload LibTorch takes 60 ms
#endif
  return exit_code;
}
