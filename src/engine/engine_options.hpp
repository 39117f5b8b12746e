// What every engine is told.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace spiral {

/// How the trials of a run are computed; nothing here changes a result's meaning.
struct EngineOptions {
  /// "cpu", "cuda" or "cuda:N".
  std::string device = "cpu";
  /// The results of one seed carry a picture.
  struct Pictured {
    std::uint64_t seed;
    double grid_step;
  };
  std::optional<Pictured> pictured = {};
  /// Every result carries the trained weights.
  bool keeps_weights = false;
};

}  // namespace spiral
