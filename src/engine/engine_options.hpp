// What every engine is told.
#pragma once

#include <optional>
#include <string>

namespace spiral {

/// How the trials of a run are computed; nothing here changes a result's meaning.
struct EngineOptions {
  /// "cpu", "cuda" or "cuda:N".
  std::string device = "cpu";
  /// The grid step of the picture that each result carries; absent for none.
  std::optional<double> picture_step = {};
};

}  // namespace spiral
