// Between LibTorch's tensors and the fused engine's lanes.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "data/spirals.hpp"
#include "engine/fused/lane_model.hpp"
#include "engine/fused/lane_points.hpp"
#include "engine/fused/optimizer.hpp"
#include "model/multi_layer_model.hpp"

namespace spiral {

/// One of each for every lane.
using LaneModels = std::vector<std::shared_ptr<MultiLayerModel>>;
using LaneDatasets = std::vector<Dataset>;

/// The models, all of one shape, as one.
fused::LaneModel pack_models(const LaneModels& models, Loss loss);

/// Writes a lane's parameters into a model of the same shape.
void unpack_model(const fused::LaneModel& lanes, std::size_t lane, MultiLayerModel& model);

/// The datasets, all of one size.
fused::LanePoints pack_points(const LaneDatasets& datasets);

/// Shape: outputs [at least count][lanes]; the result is one lane's, [count] float32.
at::Tensor unpack_outputs(const fused::LaneArray<float>& outputs, std::size_t lane,
                          std::size_t count);

/// An optimizer with the defaults of its torch::optim options.
fused::StepRule step_rule(Optimizer optimizer, double learning_rate);

}  // namespace spiral
