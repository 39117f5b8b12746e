// Models and points for every lane of the SIMD engine, and one lane's values out of them.
#pragma once

#include <vector>

#include "core/train_config.hpp"
#include "engine/lanes.hpp"
#include "notebook/generate_data.hpp"
#include "notebook/random_state.hpp"

namespace spiral {

using LaneDatasets = std::vector<Dataset>;

/// A model a lane, each with weights of its own.
inline LaneModels lane_models(const TrainConfig& config) {
  LaneModels models;
  for (std::size_t lane = 0; lane < simd::lane_count(); ++lane) {
    at::Generator generator = seeded_generator(lane);
    models.push_back(make_model(config, generator));
  }
  return models;
}

/// A dataset a lane, each of its own seed, two thirds of it of label 0: where the classes balance,
/// a large gradient may cancel, and what is left of it is rounding.
inline LaneDatasets lane_datasets(std::int64_t n) {
  LaneDatasets datasets;
  for (std::size_t lane = 0; lane < simd::lane_count(); ++lane) {
    at::Generator generator = seeded_generator(100 + lane);
    const Dataset balanced = generate_data(n + (n + 1) / 2, 0.3, generator);
    datasets.push_back({balanced.inputs.narrow(0, 0, n), balanced.labels.narrow(0, 0, n)});
  }
  return datasets;
}

/// Shape: values [count][lanes]; the result is [count] float32.
inline at::Tensor lane_values(const simd::LaneArray<float>& values, std::size_t lane) {
  return unpack_outputs(values, lane, values.size() / simd::lane_count());
}

/// A model's parameters, or what `of` makes of each, as one [parameters] float32.
template <class Of>
at::Tensor flat(const MultiLayerModel& model, Of of) {
  std::vector<at::Tensor> parts;
  for (const at::Tensor& parameter : model.parameters()) parts.push_back(of(parameter).flatten());
  return at::cat(parts);
}

/// The largest difference, relative to the largest number expected.
inline double relative_difference(const at::Tensor& actual, const at::Tensor& expected) {
  return ((actual - expected).abs().max() / expected.abs().max()).item<double>();
}

}  // namespace spiral
