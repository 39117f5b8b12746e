// The kinds of options: what reads a value of each, and refuses others.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/options.hpp"

namespace spiral {

/// A switch, without a value.
OptionSpec flag(const std::string& name, const std::string& help, void (*set)(Options&));

/// Takes any text but an empty one.
OptionSpec words(const std::string& name, const std::string& value_name, const std::string& help,
                 const std::string& constraint, void (*set)(Options&, std::string));

/// Takes an integer in [low, high].
OptionSpec integer(const std::string& name, std::int64_t low, std::int64_t high,
                   const std::string& help, void (*set)(Options&, std::int64_t));

/// The same option, which refuses all but these values; its help begins with them.
OptionSpec with_choices(OptionSpec spec, const std::vector<std::string>& choices);

}  // namespace spiral
