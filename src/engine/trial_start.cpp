#include "engine/trial_start.hpp"

#include "data/random_state.hpp"

namespace spiral {

TrialStart start_trial(const Trial& trial) {
  const Setting& setting = trial.setting;
  at::Generator generator = seeded_generator(trial.seed);
  const Dataset training = generate_data(setting.train_size, setting.noise, generator);
  const Dataset validation = generate_data(setting.val_size, setting.noise, generator);
  return {generator, training, validation};
}

TrialStart start_trial(const Trial& trial, const std::vector<LabelledPoint>& points) {
  const auto n = static_cast<std::int64_t>(points.size());
  at::Tensor inputs = at::empty({n, 2});         // [n, 2]
  at::Tensor labels = at::empty({n}, at::kInt);  // [n]
  auto place = inputs.accessor<float, 2>();
  auto label = labels.accessor<int, 1>();
  for (std::int64_t i = 0; i < n; ++i) {
    const LabelledPoint& point = points[static_cast<std::size_t>(i)];
    place[i][0] = point.x;
    place[i][1] = point.y;
    label[i] = point.label;
  }
  at::Generator generator = seeded_generator(trial.seed);
  const at::Tensor order = at::randperm(n, generator, at::kLong);
  const auto pick = [&](std::int64_t from, std::int64_t to) {
    const at::Tensor chosen = order.slice(0, from, to);
    return Dataset{inputs.index_select(0, chosen), labels.index_select(0, chosen)};
  };
  const std::int64_t held_out = trial.setting.val_size;
  return {generator, pick(held_out, n), pick(0, held_out)};
}

}  // namespace spiral
