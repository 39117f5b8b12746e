#include "engine/batched_engine.hpp"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <utility>

#include "data/random_state.hpp"
#include "engine/fused/random_orders.hpp"
#include "engine/piece.hpp"
#include "engine/stopwatch.hpp"
#include "engine/trial_evaluation.hpp"
#include "engine/trial_start.hpp"
#include "model/model_stack.hpp"
#include "training/loss.hpp"
#include "training/optimizer.hpp"
#include "training/train.hpp"

namespace spiral {

namespace {

// Stacks are multiples of this, filled up where trials are fewer: then no tensor ends within a vector,
// whose rest LibTorch computes otherwise, and a seed's bits do not depend on the seeds beside it.
constexpr std::size_t kWhole = 32;
constexpr std::size_t kMostOnGpu = 1024;
// Of a GPU's memory a stack takes about so much at most.
constexpr double kBytesOnGpu = 1e9;

/// About what one trial adds to a stack.
double bytes_of_trial(const Setting& setting) {
  // The points, 12 bytes each, also shuffled, of this epoch and the last, and their order in two types.
  const double points = 48.0 * static_cast<double>(setting.train_size);
  double neurons = 1;
  double weights = 0;
  double fan_in = 2;
  for (const std::int64_t width : setting.hidden) {
    neurons += static_cast<double>(width);
    weights += fan_in * static_cast<double>(width);
    fan_in = static_cast<double>(width);
  }
  // Before and after each activation, and gradients; weights, gradients and two moments.
  return points + 16 * neurons * static_cast<double>(setting.batch_size) + 16 * (weights + fan_in);
}

std::size_t filled_up(std::size_t trials) { return (trials + kWhole - 1) / kWhole * kWhole; }

/// Every seed's training set, shuffled for each seed by itself, batch by batch.
class StackedBatches {
 public:
  struct Batch {
    at::Tensor inputs;   // [seeds, batch, 2] float32
    at::Tensor targets;  // [seeds, batch, 1] float32
  };

  StackedBatches(const std::vector<TrialStart>& starts, at::Device device)
      : size_(starts.front().training.inputs.size(0)),
        orders_(static_cast<std::size_t>(size_)),
        seeds_(fused::lane_count()) {
    std::vector<at::Tensor> inputs;
    std::vector<at::Tensor> targets;
    for (const TrialStart& start : starts) {
      inputs.push_back(start.training.inputs);
      targets.push_back(start.training.labels.to(at::kFloat).unsqueeze(1));
    }
    all_ = {at::stack(inputs).to(device), at::stack(targets).to(device)};
  }

  std::int64_t size() const { return size_; }

  /// Begins an epoch.
  /// Random: draw_order_seed, once a seed.
  void shuffle(std::vector<TrialStart>& starts) {
    const at::Tensor index =
        draw_orders(starts).to(all_.inputs.device()).to(at::kLong).unsqueeze(2);
    shuffled_ = {at::gather(all_.inputs, 1, index.expand(all_.inputs.sizes())),
                 at::gather(all_.targets, 1, index)};
  }

  /// The samples from `first` on, `count` of them or as many as there are.
  Batch batch(std::int64_t first, std::int64_t count) const {
    const std::int64_t length = std::min(count, size_ - first);
    return {shuffled_.inputs.narrow(1, first, length), shuffled_.targets.narrow(1, first, length)};
  }

 private:
  /// Shape: [seeds, size] int32, on the CPU.
  at::Tensor draw_orders(std::vector<TrialStart>& starts) {
    at::Tensor drawn = at::empty({static_cast<std::int64_t>(starts.size()), size_}, at::kInt);
    int* to = drawn.data_ptr<int>();
    for (std::size_t first = 0; first < starts.size(); first += seeds_.size()) {
      const std::size_t count = std::min(seeds_.size(), starts.size() - first);
      for (std::size_t lane = 0; lane < count; ++lane) {
        at::Generator& generator = starts[first + lane].generator;
        seeds_[lane] = static_cast<std::uint32_t>(draw_order_seed(generator));
      }
      orders_.draw(seeds_);
      for (std::size_t lane = 0; lane < count; ++lane) {
        to = std::copy_n(orders_.lane(lane), size_, to);
      }
    }
    return drawn;
  }

  std::int64_t size_;
  fused::RandomOrders orders_;
  std::vector<std::uint32_t> seeds_;  // one a lane; a Mersenne Twister takes the low 32 bits
  Batch all_;
  Batch shuffled_;
};

/// Returns each model's train error.
std::vector<double> train_epoch(ModelStack& stack, torch::optim::Optimizer& optimizer,
                                const Setting& setting, const StackedBatches& batches,
                                const std::function<bool()>& stop_requested) {
  const torch::NoGradGuard no_graph;
  std::vector<at::Tensor> losses;
  for (std::int64_t first = 0; first < batches.size(); first += setting.batch_size) {
    if (stop_requested()) throw Interrupted();
    const auto [inputs, targets] = batches.batch(first, setting.batch_size);
    const auto outputs = stack.layer_outputs(inputs);
    const at::Tensor& prediction = outputs.back().activated;
    stack.backward(inputs, outputs, stacked_loss_gradient(setting.loss, prediction, targets));
    losses.push_back(stacked_losses(setting.loss, prediction, targets));
    optimizer.step();
  }
  return epoch_train_errors(losses, setting.batch_size, batches.size());
}

}  // namespace

std::size_t batched_trials(const Setting& setting, const std::string& device) {
  if (!at::Device(device).is_cuda()) return kWhole;
  const auto fit = static_cast<std::size_t>(kBytesOnGpu / bytes_of_trial(setting));
  return std::clamp(fit / kWhole * kWhole, kWhole, kMostOnGpu);
}

std::vector<TrialResult> run_batched_trials(const std::vector<Trial>& trials,
                                            const EngineOptions& options,
                                            const PieceObserver& observer) {
  at::set_num_threads(1);  // LibTorch keeps this number per thread
  check_piece(trials,
              trials.empty() ? kWhole : batched_trials(trials.front().setting, options.device));
  const Stopwatch stopwatch;
  const Setting& setting = trials.front().setting;
  const at::Device device(options.device);
  std::vector<TrialStart> starts;
  std::vector<TrialEvaluation> evaluations;
  std::vector<std::shared_ptr<MultiLayerModel>> models;
  for (std::size_t i = 0; i < filled_up(trials.size()); ++i) {
    const Trial& trial = trials[i < trials.size() ? i : 0];
    starts.push_back(start_trial(trial));
    if (i < trials.size()) evaluations.emplace_back(trial, starts.back(), options);
    models.push_back(make_model(setting, starts.back().generator));
  }
  ModelStack stack(models, device);
  StackedBatches batches(starts, device);
  const auto optimizer =
      make_optimizer(setting.optimizer, setting.learning_rate, stack.parameters());
  // One model is looked at at a time.
  const auto model = models.front();
  model->to(device);

  std::vector<std::vector<double>> train_errors(trials.size());
  for (std::int64_t epoch = 1; epoch <= setting.epochs; ++epoch) {
    batches.shuffle(starts);
    const auto errors = train_epoch(stack, *optimizer, setting, batches, observer.stop_requested);
    for (std::size_t i = 0; i < trials.size(); ++i) {
      train_errors[i].push_back(errors[i]);
      observer.on_epoch(i, epoch, errors[i], [&](double step) {
        stack.unpack(i, *model);
        return evaluations[i].picture(*model, step);
      });
    }
  }

  std::vector<TrialResult> results;
  for (std::size_t i = 0; i < trials.size(); ++i) {
    if (observer.stop_requested()) throw Interrupted();
    stack.unpack(i, *model);
    results.push_back(
        evaluations[i].result(*model, std::move(train_errors[i]), starts[i].generator));
  }
  share_time(results, stopwatch.seconds());
  for (std::size_t i = 0; i < trials.size(); ++i) {
    stack.unpack(i, *model);
    evaluations[i].add_extras(*model, results[i]);
  }
  return results;
}

}  // namespace spiral
