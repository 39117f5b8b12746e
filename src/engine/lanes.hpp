// Between LibTorch's tensors and the SIMD engine's lanes.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "engine/simd/arithmetic.hpp"
#include "engine/simd/network.hpp"
#include "engine/simd/optimizer.hpp"
#include "notebook/generate_data.hpp"
#include "notebook/multi_layer_model.hpp"

namespace spiral {

/// One for every lane.
using LaneModels = std::vector<std::shared_ptr<MultiLayerModel>>;

/// The arithmetic of the LibTorch that is loaded.
simd::Arithmetic libtorch_arithmetic();

/// Models to be trained by a config, all of one shape, as one.
simd::LaneModel pack_models(const LaneModels& models, const TrainConfig& config,
                            const simd::Arithmetic& arithmetic);

/// As many points in every lane.
/// Shape: points one [n, 2] float32 a lane.
simd::LanePoints pack_points(const std::vector<at::Tensor>& points);

/// Shape: outputs [at least count][lanes]; the result is one lane's, [count] float32.
at::Tensor unpack_outputs(const simd::LaneArray<float>& outputs, std::size_t lane,
                          std::size_t count);

/// An optimizer with the defaults of its torch::optim options.
simd::StepRule step_rule(Optimizer optimizer, double learning_rate,
                         const simd::Arithmetic& arithmetic);

/// Whether a few epochs of a batch of `config`, and of a batch and the shorter one that is left
/// behind whole ones, have the same bits by the SIMD kernels as by LibTorch: gradients, too, for a
/// difference there may be lost in a weight.
bool trains_as_libtorch(const TrainConfig& config, const simd::Arithmetic& arithmetic);

}  // namespace spiral
