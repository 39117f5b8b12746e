#include "engine/torch_config.hpp"

#include <ATen/Version.h>

namespace spiral {

std::string torch_config_value(std::string_view key, std::string_view end) {
  const std::string config = at::show_config();
  const auto found = config.find(key);
  if (found == std::string::npos) return {};
  const auto begin = found + key.size();
  return config.substr(begin, config.find_first_of(end, begin) - begin);
}

}  // namespace spiral
