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
    best_weights_.clear();
    for (const at::Tensor& parameter : model_.parameters()) {
      best_weights_.push_back(parameter.detach().clone());
    }
  }
  return epoch - best_epoch_ >= patience_;
}

std::optional<std::int64_t> EarlyStop::restore_best() {
  const torch::NoGradGuard no_graph;
  const auto parameters = model_.parameters();
  for (std::size_t i = 0; i < best_weights_.size(); ++i) {
    at::Tensor parameter = parameters[i];
    parameter.copy_(best_weights_[i]);
  }
  return best_epoch_ > 0 ? std::optional(best_epoch_) : std::nullopt;
}

}  // namespace spiral
