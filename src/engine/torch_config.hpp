// LibTorch's description of itself.
#pragma once

#include <string>
#include <string_view>

namespace spiral {

/// What stands between `key` and the next of the characters `end` in at::show_config(); empty if
/// the key does not occur.
std::string torch_config_value(std::string_view key, std::string_view end);

}  // namespace spiral
