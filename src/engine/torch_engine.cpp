#include "engine/torch_engine.hpp"

#include <ATen/Parallel.h>

#include <optional>
#include <utility>

#include "engine/stopwatch.hpp"
#include "engine/take_picture.hpp"
#include "engine/trial_evaluation.hpp"
#include "engine/trial_start.hpp"
#include "training/early_stop.hpp"
#include "training/train.hpp"

namespace spiral {

TrialResult run_trial(const Trial& trial, const EngineOptions& options,
                      const TrialObserver& observer) {
  at::set_num_threads(1);  // LibTorch keeps this number per thread
  const Stopwatch stopwatch;
  const Setting& setting = trial.setting;
  TrialStart start = options.points ? start_trial(trial, *options.points) : start_trial(trial);
  const auto model = make_model(setting, start.generator);
  const at::Device target(options.device);
  model->to(target);
  const TrialEvaluation evaluation(trial, start, options);
  const Snapshot snapshot = [&](double step) { return evaluation.picture(*model, step); };
  std::optional<EarlyStop> early_stop;
  if (options.patience) {
    early_stop.emplace(*model, setting.loss, evaluation.validation(), *options.patience);
  }
  auto train_error =
      train(setting, *model, start.training.to(target), start.generator,
            {.on_epoch = [&](std::int64_t epoch,
                             double error) { observer.on_epoch(epoch, error, snapshot); },
             .stop_requested = observer.stop_requested,
             .is_enough =
                 [&](std::int64_t epoch) { return early_stop && early_stop->is_enough(epoch); }});
  std::optional<std::int64_t> best_epoch;
  if (early_stop) best_epoch = early_stop->restore_best();
  TrialResult result = evaluation.result(*model, std::move(train_error), start.generator);
  result.best_epoch = best_epoch;
  result.seconds = stopwatch.seconds();
  evaluation.add_extras(*model, result);
  return result;
}

std::vector<LabelledPoint> training_points(const Trial& trial) {
  return labelled_points(start_trial(trial).training);
}

}  // namespace spiral
