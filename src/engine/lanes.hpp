// Between LibTorch's tensors and the SIMD engine's lanes.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "engine/simd/network.hpp"
#include "engine/simd/optimizer.hpp"
#include "notebook/multi_layer_model.hpp"

namespace spiral {

/// One for every lane.
using LaneModels = std::vector<std::shared_ptr<MultiLayerModel>>;

/// The models, all of one shape, as one.
simd::LaneModel pack_models(const LaneModels& models, Loss loss);

/// Shape: outputs [at least count][lanes]; the result is one lane's, [count] float32.
at::Tensor unpack_outputs(const simd::LaneArray<float>& outputs, std::size_t lane,
                          std::size_t count);

/// An optimizer with the defaults of its torch::optim options.
simd::StepRule step_rule(Optimizer optimizer, double learning_rate);

}  // namespace spiral
