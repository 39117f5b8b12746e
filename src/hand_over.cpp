// spiral-exp: starts at once, for it knows no LibTorch, which takes 0.4 s to load.
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <stdexcept>

#include "run_command.hpp"

namespace spiral {

void run_command(const std::vector<std::string>& arguments, const Command& command,
                 const Options&) {
  if (command.name == "--version") std::puts("spiral-exp " SPIRAL_VERSION);
  std::fflush(stdout);
  // Debian 13's LibTorch brings UCX, which takes SIGHUP for its debugger; here it ends the program.
  setenv("UCX_DEBUG_SIGNO", "0", /*overwrite=*/0);
  std::string name = "spiral-exp";
  std::vector<std::string> words = arguments;
  std::vector<char*> argv{name.data()};
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  // Below this program where it was built, beside its bin where it is installed.
  const auto here = std::filesystem::read_symlink("/proc/self/exe").parent_path();
  for (const auto& folder : {here, here.parent_path()}) {
    execv((folder / "libexec" / "spiral-exp").c_str(), argv.data());
  }
  throw std::runtime_error((here / "libexec" / "spiral-exp").string() + ": " +
                           std::strerror(errno) +
                           "; the program is two files, and 'cmake --install' copies both");
}

}  // namespace spiral
