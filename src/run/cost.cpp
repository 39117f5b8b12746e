#include "run/cost.hpp"

namespace spiral {

namespace {

// A layer's step costs its calls into LibTorch and its multiplications. Measured with
// LibTorch 1.13.1 and OpenBLAS 0.3.21 at batch 32: 52 us for the 4 layers of 3x10, so 13 us a
// layer, and 200 us for 3x100, whose two layers of 320,000 multiplications each take 75 us more
// than those of 3x10.
constexpr double kMultiplicationsPerCall = 55000;

// Forward and backward multiply three times a weight and point. Measured with AVX-512 at batch 32: an
// epoch of 4000 points takes 0.025 ms a seed for 3x3 (81 multiplications a point), 0.056 for 3x10
// (690) and 4.05 for 3x100 (60,900), so 6e-5 ms a multiplication, and what a point costs beyond them,
// being drawn, gathered and activated, is worth some 300.
constexpr double kMultiplicationsOfPoint = 300;

/// What one point is multiplied with on its way through the network.
double weights(const Setting& setting) {
  double count = 0;
  double fan_in = 2;
  for (const std::int64_t neurons : setting.hidden) {
    count += fan_in * static_cast<double>(neurons);
    fan_in = static_cast<double>(neurons);
  }
  return count + fan_in;
}

double points(const Setting& setting) {
  return static_cast<double>(setting.epochs) * static_cast<double>(setting.train_size);
}

}  // namespace

double torch_cost(const Setting& setting) {
  const auto batch = static_cast<double>(setting.batch_size);
  const auto calls = static_cast<double>(setting.hidden.size() + 1);
  return points(setting) * (calls / batch + weights(setting) / kMultiplicationsPerCall);
}

double fused_cost(const Setting& setting) {
  return points(setting) * (kMultiplicationsOfPoint + 3 * weights(setting));
}

}  // namespace spiral
