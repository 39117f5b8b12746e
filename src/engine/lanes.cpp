#include "engine/lanes.hpp"

#include <torch/optim/adagrad.h>
#include <torch/optim/rmsprop.h>

#include <algorithm>

#include "core/training_observer.hpp"
#include "notebook/optimizers.hpp"

namespace spiral {

namespace {

simd::Network network_of(const MultiLayerModel& model, Loss loss) {
  simd::Network network{.layers = {}, .loss = loss};
  const auto parameters = model.parameters();  // weight, bias, weight, bias ...
  std::size_t offset = 0;
  for (std::size_t l = 0; l < parameters.size() / 2; ++l) {
    const at::Tensor& weight = parameters[2 * l];
    const bool out = 2 * l + 2 == parameters.size();
    network.layers.push_back({.fan_in = static_cast<std::size_t>(weight.size(1)),
                              .fan_out = static_cast<std::size_t>(weight.size(0)),
                              .activation = out ? Activation::identity : model.activation_after(l),
                              .weights = offset});
    offset = network.parameters();
  }
  return network;
}

float coordinate(double from, double step, std::int64_t index) {
  return static_cast<float>(static_cast<double>(index) * step + from);
}

/// A row of every lane's grid, all as long as the longest: what lies beyond a lane's own is not
/// looked at.
simd::LanePoints row_points(const std::vector<ProbabilityGrid>& grids, std::int64_t row,
                            std::int64_t columns) {
  simd::LanePoints points{.count = static_cast<std::size_t>(columns), .points = {}};
  points.points.reserve(points.count * grids.size());
  for (const ProbabilityGrid& grid : grids) {
    const float y = coordinate(grid.y_min, grid.step, row);
    for (std::int64_t column = 0; column < columns; ++column) {
      points.points.push_back({coordinate(grid.x_min, grid.step, column), y});
    }
  }
  return points;
}

}  // namespace

simd::LaneModel pack_models(const LaneModels& models, Loss loss) {
  simd::LaneModel packed{.network = network_of(*models.front(), loss), .parameters = {}};
  packed.parameters.resize(packed.network.parameters() * models.size());
  for (std::size_t lane = 0; lane < models.size(); ++lane) {
    float* to = packed.parameters.data() + lane;
    for (const at::Tensor& parameter : models[lane]->parameters()) {
      const float* const from = parameter.data_ptr<float>();
      for (std::int64_t i = 0; i < parameter.numel(); ++i, to += models.size()) *to = from[i];
    }
  }
  return packed;
}

void unpack_model(const simd::LaneModel& lanes, std::size_t lane, MultiLayerModel& model) {
  const std::size_t lane_count = lanes.parameters.size() / lanes.network.parameters();
  const float* from = lanes.parameters.data() + lane;
  for (const at::Tensor& parameter : model.parameters()) {
    float* const to = parameter.data_ptr<float>();
    for (std::int64_t i = 0; i < parameter.numel(); ++i, from += lane_count) to[i] = *from;
  }
}

simd::LanePoints pack_points(const LaneDatasets& datasets) {
  simd::LanePoints packed{.count = static_cast<std::size_t>(datasets.front().inputs.size(0)),
                          .points = {}};
  packed.points.reserve(packed.count * datasets.size());
  for (const Dataset& dataset : datasets) {
    const auto inputs = dataset.inputs.accessor<float, 2>();
    for (std::int64_t i = 0; i < inputs.size(0); ++i) {
      packed.points.push_back({inputs[i][0], inputs[i][1]});
    }
  }
  return packed;
}

at::Tensor unpack_outputs(const simd::LaneArray<float>& outputs, std::size_t lane,
                          std::size_t count) {
  at::Tensor unpacked = at::empty({static_cast<std::int64_t>(count)});
  float* const to = unpacked.data_ptr<float>();
  for (std::size_t i = 0; i < count; ++i) to[i] = outputs[i * simd::lane_count() + lane];
  return unpacked;
}

std::vector<std::vector<float>> lane_grid_outputs(simd::Evaluator& evaluator,
                                                  const std::vector<ProbabilityGrid>& grids,
                                                  const std::function<bool()>& stop_requested) {
  std::vector<std::vector<float>> outputs(grids.size());
  std::int64_t columns = 0;
  std::int64_t rows = 0;
  for (std::size_t lane = 0; lane < grids.size(); ++lane) {
    outputs[lane].reserve(static_cast<std::size_t>(grids[lane].columns * grids[lane].rows));
    columns = std::max(columns, grids[lane].columns);
    rows = std::max(rows, grids[lane].rows);
  }
  for (std::int64_t row = 0; row < rows; ++row) {
    if (stop_requested()) throw Interrupted();
    const auto& of_row = evaluator.outputs_at(row_points(grids, row, columns));
    for (std::size_t lane = 0; lane < grids.size(); ++lane) {
      if (row >= grids[lane].rows) continue;
      for (std::int64_t column = 0; column < grids[lane].columns; ++column) {
        outputs[lane].push_back(of_row[static_cast<std::size_t>(column) * grids.size() + lane]);
      }
    }
  }
  return outputs;
}

simd::StepRule step_rule(Optimizer optimizer, double learning_rate) {
  simd::StepRule rule{.optimizer = optimizer, .learning_rate = learning_rate};
  switch (optimizer) {
    case Optimizer::sgd:
      break;
    case Optimizer::adam: {
      const AdamOptions defaults;
      rule.mean_decay = defaults.beta1();
      rule.square_decay = defaults.beta2();
      rule.epsilon = defaults.eps();
      break;
    }
    case Optimizer::rmsprop: {
      const torch::optim::RMSpropOptions defaults;
      rule.square_decay = defaults.alpha();
      rule.epsilon = defaults.eps();
      break;
    }
    case Optimizer::adadelta: {
      const AdadeltaOptions defaults;
      rule.square_decay = defaults.rho();
      rule.epsilon = defaults.eps();
      break;
    }
    case Optimizer::adagrad:
      rule.epsilon = torch::optim::AdagradOptions().eps();
      break;
  }
  return rule;
}

}  // namespace spiral
