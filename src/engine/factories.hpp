// The engines, each in a file of its own. Ask make_engine for one.
#pragma once

#include <memory>

#include "engine/engine.hpp"

namespace spiral {

/// The notebook's way: one trial after the other, on LibTorch's modules and optimizers.
std::unique_ptr<Engine> make_torch_engine(const EngineTraits& traits, const EngineOptions& options);

/// Many seeds of one config as one ensemble of models, on LibTorch: for a GPU, where a call costs more
/// than these tiny networks' arithmetic.
std::unique_ptr<Engine> make_ensemble_engine(const EngineTraits& traits,
                                             const EngineOptions& options);

/// Many seeds of one config at once, one a SIMD lane. It knows no GPU.
std::unique_ptr<Engine> make_simd_engine(const EngineTraits& traits, const EngineOptions& options);

/// Units: about the time that LibTorch spends on one linear layer of a few neurons in one step.
double torch_cost(const TrainConfig& config);

}  // namespace spiral
