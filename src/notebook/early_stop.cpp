#include "notebook/early_stop.hpp"

#include "notebook/criterion.hpp"

namespace spiral {

EarlyStop::EarlyStop(MultiLayerModel& model, Loss loss, const Dataset& validation,
                     std::int64_t patience)
    : model_(model),
      loss_(loss),
      inputs_(validation.inputs),
      targets_(validation.labels.to(at::kFloat).unsqueeze(1)),
      patience_(patience) {}

bool EarlyStop::is_enough(std::int64_t epoch) {
  const torch::NoGradGuard no_graph;
  const double loss = mean_loss(loss_, model_.forward(inputs_), targets_).item<double>();
  if (loss < lowest_) {
    lowest_ = loss;
    best_epoch_ = epoch;
    best_weights_ = weights_of(model_);
  }
  return epoch - best_epoch_ >= patience_;
}

std::optional<std::int64_t> EarlyStop::restore_best() {
  if (best_epoch_ == 0) return {};
  set_weights(model_, best_weights_);
  return best_epoch_;
}

}  // namespace spiral
