// Round numbers on an axis, where Matplotlib would put them.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace spiral {

/// At most `bins` + 2 numbers that enclose `low` to `high`, evenly spaced by one of `steps` times a
/// power of ten. `steps` begin with 1, rise, and end with 10.
/// Source: Matplotlib 3.6, ticker.MaxNLocator.
std::vector<double> max_n_locator(double low, double high, double bins,
                                  std::span<const double> steps);

/// A mark on an axis.
struct Tick {
  double value;
  std::string label;
};

/// At most `bins` + 1 marks from `low` to `high`, all labels with as many decimals as the finest
/// needs.
/// Source: Matplotlib 3.6, ticker.AutoLocator and ScalarFormatter.
std::vector<Tick> axis_ticks(double low, double high, double bins);

}  // namespace spiral
