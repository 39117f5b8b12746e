// The real binary, run as a user runs it.
#pragma once

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "support/scratch.hpp"

namespace spiral {

struct ProgramRun {
  int exit_code;
  std::string output;
  std::string error;
};

/// Runs spiral-exp, or a copy of it, with `arguments` as a shell reads them, after `prefix`, such as
/// "ulimit -f 8;".
inline ProgramRun run_program(const std::string& arguments, const std::string& prefix = "",
                              const std::string& program = SPIRAL_EXP) {
  const Scratch scratch;
  const std::string command = prefix + " " + program + " " + arguments + " >" +
                              scratch.file("out") + " 2>" + scratch.file("err") + " </dev/null";
  const int status = std::system(command.c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, file_text(scratch.file("out")),
          file_text(scratch.file("err"))};
}

/// Runs spiral-exp and sends it `signal` as soon as a line of its standard error begins with
/// `marker`; its standard output is lost.
inline ProgramRun run_until(std::vector<std::string> arguments, const std::string& marker,
                            int signal) {
  arguments.insert(arguments.begin(), SPIRAL_EXP);
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  int ends[2];
  if (pipe(ends) != 0) throw std::runtime_error("no pipe");
  const pid_t child = fork();
  if (child == 0) {
    dup2(ends[1], STDERR_FILENO);
    close(ends[0]);
    close(ends[1]);
    if (std::freopen("/dev/null", "w", stdout) != nullptr) execv(argv.front(), argv.data());
    _exit(127);
  }
  close(ends[1]);
  std::FILE* const lines = fdopen(ends[0], "r");
  std::string error;
  bool sent = false;
  for (char line[1000]; std::fgets(line, sizeof line, lines) != nullptr;) {
    error += line;
    if (!sent && std::string(line).starts_with(marker)) sent = kill(child, signal) == 0;
  }
  std::fclose(lines);
  int status = 0;
  waitpid(child, &status, 0);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, "", error};
}

}  // namespace spiral
