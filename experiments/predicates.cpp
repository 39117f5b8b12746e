#include "experiments/predicates.hpp"

#include <cmath>
#include <optional>

namespace spiral {

namespace {

// Accuracies are counts over sizes: what two of them differ in is exact but for the last bits.
constexpr double kRounding = 1e-9;

}  // namespace

bool near(double a, double b, double distance) { return std::abs(a - b) <= distance + kRounding; }

bool beats(const Evidence& evidence, const char* setting, const char* other, double margin) {
  return evidence.accuracy(setting) - evidence.accuracy(other) > margin + kRounding;
}

bool all_at_least(const Evidence& evidence, Names settings, double least) {
  bool all = true;
  for (const char* setting : settings) all &= evidence.accuracy(setting) >= least;
  return all;
}

bool all_below(const Evidence& evidence, Names settings, double limit) {
  bool all = true;
  for (const char* setting : settings) all &= evidence.accuracy(setting) < limit;
  return all;
}

bool is_best(const Evidence& evidence, const char* setting, Names others, double margin) {
  bool best = true;
  for (const char* other : others) {
    best &= evidence.accuracy(setting) - evidence.accuracy(other) >= margin - kRounding;
  }
  return best;
}

bool never_falls(const Evidence& evidence, Names settings, double tolerance) {
  bool holds = true;
  std::optional<double> before;
  for (const char* setting : settings) {
    const double accuracy = evidence.accuracy(setting);
    holds &= !before || accuracy - *before >= -tolerance - kRounding;
    before = accuracy;
  }
  return holds;
}

bool always_falls(const Evidence& evidence, Names settings) {
  bool holds = true;
  const char* before = nullptr;
  for (const char* setting : settings) {
    holds &= before == nullptr || beats(evidence, before, setting);
    before = setting;
  }
  return holds;
}

}  // namespace spiral
