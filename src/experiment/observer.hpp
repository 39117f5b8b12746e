// How the outside watches a training and stops it, without knowing what trains.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <stdexcept>

#include "experiment/picture.hpp"

namespace spiral {

/// Thrown by a training that was asked to stop; nothing of it remains.
class Interrupted : public std::runtime_error {
 public:
  Interrupted() : std::runtime_error("interrupted") {}
};

/// Watches a training loop. All are called on the training's own thread.
struct TrainObserver {
  /// After each epoch, counted from 1.
  std::function<void(std::int64_t epoch, double train_error)> on_epoch = [](std::int64_t, double) {
  };
  /// Asked before each batch.
  std::function<bool()> stop_requested = [] { return false; };
  /// Asked after each epoch; true makes it the last one.
  std::function<bool(std::int64_t epoch)> is_enough = [](std::int64_t) { return false; };
};

/// Watches a trial, and may take pictures of its model.
struct TrialObserver {
  std::function<void(std::int64_t epoch, double train_error, const Snapshot&)> on_epoch =
      [](std::int64_t, double, const Snapshot&) {};
  std::function<bool()> stop_requested = [] { return false; };
};

/// Watches trials of one setting that are trained together, each by its place among them.
struct PieceObserver {
  std::function<void(std::size_t trial, std::int64_t epoch, double train_error, const Snapshot&)>
      on_epoch = [](std::size_t, std::int64_t, double, const Snapshot&) {};
  std::function<bool()> stop_requested = [] { return false; };
};

}  // namespace spiral
