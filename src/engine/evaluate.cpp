#include "engine/evaluate.hpp"

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

#include "core/contour.hpp"
#include "core/epoch_error.hpp"
#include "engine/boundary_shape.hpp"
#include "notebook/accuracy.hpp"
#include "notebook/random_state.hpp"

namespace spiral {

namespace {

// Below this accuracy a model learned nothing: a straight line through the spirals gives some 0.6.
constexpr double kLeastLearned = .6;

Dataset to_dataset(const std::vector<LabelledPoint>& points) {
  const auto n = static_cast<std::int64_t>(points.size());
  Dataset dataset{at::empty({n, 2}), at::empty({n}, at::kInt)};
  auto inputs = dataset.inputs.accessor<float, 2>();
  auto labels = dataset.labels.accessor<int, 1>();
  for (std::int64_t i = 0; i < n; ++i) {
    const auto& [x, y, label] = points[static_cast<std::size_t>(i)];
    inputs[i][0] = x;
    inputs[i][1] = y;
    labels[i] = label;
  }
  return dataset;
}

std::vector<LabelledPoint> to_points(const Dataset& dataset) {
  const auto inputs = dataset.inputs.accessor<float, 2>();
  const auto labels = dataset.labels.accessor<int, 1>();
  std::vector<LabelledPoint> points;
  for (std::int64_t i = 0; i < labels.size(0); ++i) {
    points.push_back({inputs[i][0], inputs[i][1], labels[i]});
  }
  return points;
}

TrialData start_on_spirals(const TrialKey& key) {
  const auto& [config, seed, place] = key;
  at::Generator generator = seeded_generator(seed);
  const Dataset training = generate_data(config.train_size, config.noise, generator);
  at::Generator before_validation = copy_of(generator);
  wind_forward(generator, place.validation);
  const Dataset validation = generate_data(config.val_size, config.noise, generator);
  // What is trained before the validation set is drawn does not know of it.
  const bool comes_first = place.model < place.validation;
  if (comes_first) generator = before_validation;
  wind_forward(generator, comes_first ? place.model : place.model - place.validation);
  Dataset test;
  if (config.test_size > 0) {
    at::Generator after_training = copy_of(generator);
    wind_forward(after_training, place.end - place.model);
    test = generate_data(config.test_size, config.noise, after_training);
  }
  return {.key = key,
          .training = training,
          .validation = validation,
          .test = test,
          .last_batch = key.config.batch_size,
          .generator = generator,
          .extent = spiral_extent(validation.inputs)};
}

/// Where the permutations of a trial begin that starts like this.
at::Generator behind_weights(const TrialData& data) {
  at::Generator generator = copy_of(data.generator);
  wind_forward(generator, parameter_count(data.key.config));
  return generator;
}

/// The trial with one kind of its random numbers drawn as in the other seed's trial.
TrialData with_replaced_draws(TrialData data, const TrialData& other) {
  switch (data.key.place.replaced->draws) {
    case Draws::data:
      data.training = other.training;
      data.validation = other.validation;
      data.test = other.test;
      data.extent = other.extent;
      break;
    case Draws::weights:
      data.permutation_generator = behind_weights(data);
      data.generator = other.generator;
      break;
    case Draws::permutations:
      data.permutation_generator = behind_weights(other);
      break;
  }
  return data;
}

TrialData start_on_points(const TrialKey& key, const PointSet& points) {
  const Dataset all = to_dataset(points.points);
  const std::int64_t count = all.inputs.size(0);
  at::Generator generator = seeded_generator(key.seed);
  // A permutation has the points that validate first; where they stand last, it turns them round.
  const at::Tensor order = points.is_split ? at::arange(count).roll(key.config.val_size)
                                           : at::randperm(count, generator, at::kLong);
  const auto pick = [&](std::int64_t from, std::int64_t to) {
    const at::Tensor chosen = order.slice(0, from, to);
    return Dataset{all.inputs.index_select(0, chosen), all.labels.index_select(0, chosen)};
  };
  wind_forward(generator, key.place.model);
  return {.key = key,
          .training = pick(key.config.val_size, count),
          .validation = pick(0, key.config.val_size),
          .test = {},
          .last_batch = points_in_last_batch(key.config.batch_size, count - key.config.val_size),
          .generator = generator,
          .extent = fitted_extent(all.inputs)};
}

}  // namespace

TrialData start_trial(const TrialKey& key, const OwnPoints& points) {
  const auto start = [&](const TrialKey& of) {
    return points ? start_on_points(of, *points) : start_on_spirals(of);
  };
  if (!key.place.replaced) return start(key);
  const std::uint64_t other_seed = key.seed + key.place.replaced->seed_offset;
  return with_replaced_draws(start(key), start({key.config, other_seed, key.place}));
}

std::shared_ptr<MultiLayerModel> initial_model(TrialData& data) {
  auto model = make_model(data.key.config, data.generator);
  if (data.permutation_generator) data.generator = copy_of(*data.permutation_generator);
  return model;
}

std::vector<LabelledPoint> training_points(const TrialKey& key) {
  return to_points(start_trial(key).training);
}

TrainedTrial outputs_of(MultiLayerModel& model, const TrialData& data) {
  const at::Device device = model.parameters().front().device();
  const auto outputs = [&](const Dataset& dataset) {
    return outputs_at(model, dataset.inputs.to(device)).to(at::kCPU);
  };
  return {.training_outputs = outputs(data.training),
          .validation_outputs = outputs(data.validation),
          .test_outputs = data.test.inputs.defined() ? outputs(data.test) : at::Tensor(),
          .shape_outputs = grid_outputs(model, empty_grid(data.extent, kShapeStep)),
          .weights = weights_of(model)};
}

TrialResult evaluate(const TrialData& data, TrainedTrial trained, double seconds) {
  const Loss loss = data.key.config.loss;
  const auto& [width, edginess] =
      boundary_shape(data.key.config, trained.weights, data.extent, trained.shape_outputs);
  TrialResult result{
      .key = data.key,
      .train_error = std::move(trained.train_error),
      .best_epoch = trained.best_epoch,
      .train_accuracy =
          validation_score(loss, trained.training_outputs, data.training.labels).accuracy,
      .validation = validation_score(loss, trained.validation_outputs, data.validation.labels),
      .boundary_edginess = edginess,
      .seconds = seconds,
      .extent = data.extent.box,
      .weights = std::move(trained.weights)};
  // Who learned nothing is undecided everywhere: that is no width of a boundary.
  if (result.validation.accuracy >= kLeastLearned) result.boundary_width = width;
  if (trained.test_outputs.defined()) {
    result.test = test_score(loss, trained.test_outputs, data.test.labels);
  }
  return result;
}

PredictionMap map_of(MultiLayerModel& model, const TrialData& data, double grid_step) {
  const at::Device device = model.parameters().front().device();
  const Loss loss = data.key.config.loss;
  const at::Tensor y_pre = predict(model, loss, data.validation.inputs.to(device)).to(at::kCPU);
  PredictionMap map{.real = to_points(data.validation),
                    .predicted = {},
                    .accuracy = accuracy(data.validation.labels.to(at::kFloat), y_pre),
                    .grid = probability_grid(model, loss, data.extent, grid_step)};
  for (const float each : to_vector(y_pre)) map.predicted.push_back(each >= 0.5F);
  return map;
}

PredictionMap prediction_map(const TrialKey& key, const std::vector<float>& weights,
                             const OwnPoints& points, double grid_step) {
  TrialData data = start_trial(key, points);
  const auto model = initial_model(data);
  set_weights(*model, weights);
  return map_of(*model, data, grid_step);
}

void check_seed_batch(std::size_t seeds, std::size_t max_seeds) {
  if (seeds > 0 && seeds <= max_seeds) return;
  throw std::invalid_argument(
      fmt::format("1 to {} seeds are trained together, not {}", max_seeds, seeds));
}

}  // namespace spiral
