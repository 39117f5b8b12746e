// How the outside watches a training and stops it, without knowing what trains.
#pragma once

#include <cstdint>
#include <functional>
#include <stdexcept>

namespace spiral {

/// Thrown by a training that was asked to stop; nothing of it remains.
class Interrupted : public std::runtime_error {
 public:
  Interrupted() : std::runtime_error("interrupted") {}
};

/// Both are called on the training's own thread.
struct TrainObserver {
  /// After each epoch, counted from 1.
  std::function<void(std::int64_t epoch, double train_error)> on_epoch = [](std::int64_t, double) {
  };
  /// Asked before each batch.
  std::function<bool()> stop_requested = [] { return false; };
};

}  // namespace spiral
