// What a result's bits depend on, asked of LibTorch itself.
#pragma once

#include <string>

#include "experiment/trial.hpp"

namespace spiral {

/// The environment of trials on `device` by `engine`.
Environment describe_environment(const std::string& device, const std::string& engine);

}  // namespace spiral
