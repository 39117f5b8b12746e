#include "notebook/optimizers.hpp"

#include <torch/torch.h>

#include <cmath>

#include "support/catch.hpp"

using namespace spiral;

namespace {

/// Where one parameter at 1 stands after steps along these gradients.
double after_steps(Optimizer optimizer, double learning_rate,
                   const std::vector<double>& gradients) {
  at::Tensor parameter = at::ones({1}).requires_grad_();
  const auto steps = make_optimizer(optimizer, learning_rate, {parameter});
  for (const double gradient : gradients) {
    parameter.mutable_grad() = at::full({1}, gradient);
    steps->step();
  }
  return parameter.item<double>();
}

}  // namespace

// The expected values are worked out by hand from each method's paper, with Python's defaults.

TEST_CASE("SGD steps along the gradient", "[notebook]") {
  CHECK(after_steps(Optimizer::sgd, 0.1, {2, -1}) == Approx(1 - 0.2 + 0.1));
}

TEST_CASE("Adam's first step is the learning rate, whatever the gradient's size", "[notebook]") {
  CHECK(after_steps(Optimizer::adam, 0.01, {5}) == Approx(0.99));
  CHECK(after_steps(Optimizer::adam, 0.01, {-0.001}) == Approx(1.01));
}

TEST_CASE("Adam's second step weighs both gradients", "[notebook]") {
  // Mean (0.9 * 0.1 * 1 + 0.1 * 3) / (1 - 0.81) = 0.39 / 0.19; square
  // (0.999 * 0.001 * 1 + 0.001 * 9) / (1 - 0.998001) = 0.009999 / 0.001999.
  const double second = 0.01 * (0.39 / 0.19) / std::sqrt(0.009999 / 0.001999);
  CHECK(after_steps(Optimizer::adam, 0.01, {1, 3}) == Approx(1 - 0.01 - second).epsilon(1e-6));
}

TEST_CASE("RMSprop divides by the root of the decayed square", "[notebook]") {
  CHECK(after_steps(Optimizer::rmsprop, 0.01, {2}) == Approx(1 - 0.01 * 2 / std::sqrt(0.01 * 4)));
}

TEST_CASE("Adagrad divides by the root of the sum of squares", "[notebook]") {
  CHECK(after_steps(Optimizer::adagrad, 0.1, {3, 4}) == Approx(1 - 0.1 - 0.1 * 4 / 5));
}

TEST_CASE("Adadelta's steps begin at the root of epsilon and grow with their own average",
          "[notebook]") {
  // First: delta = sqrt(1e-6) / sqrt(0.1 * 4 + 1e-6) * 2. Second, with the same gradient: the
  // average step is 0.1 * delta^2, the average square 0.19 * 4.
  const double first = 1e-3 / std::sqrt(0.4 + 1e-6) * 2;
  const double second = std::sqrt(0.1 * first * first + 1e-6) / std::sqrt(0.76 + 1e-6) * 2;
  CHECK(after_steps(Optimizer::adadelta, 1, {2, 2}) == Approx(1 - first - second).epsilon(1e-7));
}
