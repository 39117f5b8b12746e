// What every engine is told.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "experiment/labelled_point.hpp"

namespace spiral {

/// How the trials of a run are computed.
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

  // Of the torch engine alone:

  /// Trains on these in place of the spirals; a trial's val_size of them, drawn by its seed, are held
  /// out to validate on.
  std::shared_ptr<const std::vector<LabelledPoint>> points = nullptr;
  /// Training ends after as many epochs without a lower validation loss, with the weights of the
  /// lowest.
  std::optional<std::int64_t> patience = {};
};

}  // namespace spiral
