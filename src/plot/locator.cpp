#include "plot/locator.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace spiral {

namespace {

// Of an axis, as Matplotlib's AutoLocator has them.
constexpr std::array kAxisSteps{1., 2., 2.5, 5., 10.};

// So many times the range from 0, values are far from it.
constexpr double kFar = 100;

// Labels with more decimals, or of a million and more, are written with an exponent.
constexpr int kMaxDecimals = 6;
constexpr double kMaxPlain = 1e6;

double step_for(double least, std::span<const double> steps) {
  const double scale = std::pow(10, std::floor(std::log10(least)));
  for (const double step : steps) {
    if (step * scale >= least * (1 - 1e-12)) return step * scale;
  }
  return 10 * scale;
}

/// How many decimals `step` has, up to one more than labels may have.
int decimals_of(double step) {
  for (int decimals = 0; decimals <= kMaxDecimals; ++decimals) {
    const double scaled = step * std::pow(10, decimals);
    if (std::abs(scaled - std::round(scaled)) < 1e-6 * scaled) return decimals;
  }
  return kMaxDecimals + 1;
}

/// Enough digits to tell neighbours apart, and a real minus sign, which is as wide as a digit.
std::string label_of(double value, double step, double largest) {
  const int decimals = decimals_of(step);
  const bool is_plain = decimals <= kMaxDecimals && largest < kMaxPlain;
  const int digits_apart = 2 + static_cast<int>(std::floor(std::log10(largest / step)));
  const std::string digits = is_plain ? fmt::format("{:.{}f}", std::abs(value), decimals)
                                      : fmt::format("{:.{}g}", std::abs(value), digits_apart);
  return (value < 0 ? "\u2212" : "") + digits;
}

}  // namespace

std::vector<double> max_n_locator(double low, double high, double bins,
                                  std::span<const double> steps) {
  const double step = step_for((high - low) / bins, steps);
  // Multiples of the step are counted from here: far from 0 they would lose digits.
  const double middle = std::abs(low + high) / 2;
  const bool is_far = middle >= kFar * (high - low);
  const double origin =
      is_far ? std::copysign(std::pow(10, std::floor(std::log10(middle))), low + high) : 0;
  const double first = std::floor((low - origin) / step + 1e-9);
  const double last = std::ceil((high - origin) / step - 1e-9);
  std::vector<double> values;
  for (double i = first; i <= last; ++i) values.push_back(origin + i * step);
  return values;
}

std::vector<Tick> axis_ticks(double low, double high, double bins) {
  std::vector<double> values = max_n_locator(low, high, std::clamp(bins, 1., 9.), kAxisSteps);
  const double step = values.size() > 1 ? values[1] - values[0] : 1;
  const double slack = 1e-6 * step;
  std::erase_if(values, [&](double value) { return value < low - slack || value > high + slack; });
  const double largest = std::max(std::abs(low), std::abs(high));
  std::vector<Tick> ticks;
  for (const double value : values) {
    const double shown = std::abs(value) < slack ? 0 : value;
    ticks.push_back({shown, label_of(shown, step, largest)});
  }
  return ticks;
}

}  // namespace spiral
