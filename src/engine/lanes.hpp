// Between LibTorch's tensors and the SIMD engine's lanes.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

#include "core/geometry.hpp"
#include "engine/simd/network.hpp"
#include "engine/simd/optimizer.hpp"
#include "engine/simd/trainer.hpp"
#include "notebook/generate_data.hpp"
#include "notebook/multi_layer_model.hpp"

namespace spiral {

/// One of each for every lane.
using LaneModels = std::vector<std::shared_ptr<MultiLayerModel>>;
using LaneDatasets = std::vector<Dataset>;

/// The models, all of one shape, as one.
simd::LaneModel pack_models(const LaneModels& models, Loss loss);

/// Writes a lane's parameters into a model of the same shape.
void unpack_model(const simd::LaneModel& lanes, std::size_t lane, MultiLayerModel& model);

/// The datasets, all of one size.
simd::LanePoints pack_points(const LaneDatasets& datasets);

/// Shape: outputs [at least count][lanes]; the result is one lane's, [count] float32.
at::Tensor unpack_outputs(const simd::LaneArray<float>& outputs, std::size_t lane,
                          std::size_t count);

/// Each lane's outputs at the points of its own grid, row by row. `stop_requested` is asked before
/// each row: the whole takes a quarter of a second for 3x100.
/// Throws: Interrupted.
std::vector<std::vector<float>> lane_grid_outputs(simd::Evaluator& evaluator,
                                                  const std::vector<ProbabilityGrid>& grids,
                                                  const std::function<bool()>& stop_requested);

/// An optimizer with the defaults of its torch::optim options.
simd::StepRule step_rule(Optimizer optimizer, double learning_rate);

}  // namespace spiral
