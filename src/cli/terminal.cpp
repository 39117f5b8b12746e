#include "cli/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace spiral {

bool is_terminal(std::FILE* stream) { return isatty(fileno(stream)) != 0; }

bool is_styled(std::FILE* stream) {
  const char* no_color = std::getenv("NO_COLOR");
  return is_terminal(stream) && (no_color == nullptr || *no_color == '\0');
}

TextSize text_size(std::FILE* stream) {
  winsize size{};
  if (ioctl(fileno(stream), TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return {100, 30, false};
  return {size.ws_col, std::clamp(size.ws_row - 1, 10, 40), is_styled(stream)};
}

}  // namespace spiral
