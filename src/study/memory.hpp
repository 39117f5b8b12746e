// What a training takes of the machine's memory, before it takes it.
#pragma once

#include <cstdint>

#include "core/train_config.hpp"

namespace spiral {

/// What this process may have: the machine's memory, or less where a limit is set for the process or
/// its container. Units: bytes.
std::uint64_t memory_limit();

/// What no training of the config can do without: its weights, their gradients, and what the layers
/// make of one batch. Units: bytes.
std::uint64_t least_memory(const TrainConfig& config);

}  // namespace spiral
