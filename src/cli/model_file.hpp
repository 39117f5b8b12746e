// Model files as the command line names them.
#pragma once

#include <string>

#include "model/checkpoint.hpp"

namespace spiral {

/// Throws: CheckpointError that names the file.
Checkpoint load_model(const std::string& path);

}  // namespace spiral
