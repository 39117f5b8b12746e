// The notebook's two criteria, averaged over the batch.
#pragma once

#include <ATen/ATen.h>

#include "core/train_config.hpp"
#include "notebook/backward.hpp"

namespace spiral {

/// Shape: `y_pre` and `y` [n, 1] float32, `y_pre` being probabilities for MSE and logits for BCE; the
/// result is a scalar.
inline at::Tensor mean_loss(Loss loss, const at::Tensor& y_pre, const at::Tensor& y) {
  return loss == Loss::mse ? at::mse_loss(y_pre, y)
                           : at::binary_cross_entropy_with_logits(y_pre, y);
}

/// The loss of one batch, and the way back from it.
struct BatchLoss {
  Loss loss;
  GraphlessModel& model;
  at::Tensor y_pre;
  at::Tensor y;

  /// A scalar on the model's device.
  at::Tensor value() const { return mean_loss(loss, y_pre, y); }

  /// Writes the gradient of every parameter of the model. In backward.cpp.
  void backward() const;
};

/// `nn.MSELoss()` or `nn.BCEWithLogitsLoss()`, which knows whose outputs it judges.
struct Criterion {
  Loss loss;
  GraphlessModel& model;

  /// `y_pre` is what the model's last `forward` returned.
  BatchLoss operator()(const at::Tensor& y_pre, const at::Tensor& y) const {
    return {loss, model, y_pre, y};
  }
};

}  // namespace spiral
