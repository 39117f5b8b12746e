// Runs the test cases in the environment that CMakeLists.txt pins: bits depend on it. OpenBLAS
// reads its variable before main begins, so the process starts anew once they are set.
#define CATCH_CONFIG_RUNNER
#include <unistd.h>

#include <cstdlib>
#include <sstream>
#include <string>

#include "support/catch.hpp"

int main(int argc, char** argv) {
  std::istringstream pinned(TEST_ENVIRONMENT);
  bool changed = false;
  for (std::string entry; std::getline(pinned, entry, '|');) {
    const std::string name = entry.substr(0, entry.find('='));
    const std::string value = entry.substr(entry.find('=') + 1);
    const char* current = std::getenv(name.c_str());
    if (current != nullptr && current == value) continue;
    setenv(name.c_str(), value.c_str(), /*overwrite=*/1);
    changed = true;
  }
  if (changed) execv("/proc/self/exe", argv);
  return Catch::Session().run(argc, argv);
}
