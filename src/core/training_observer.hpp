// How the outside watches trainings and stops them, without knowing what trains.
#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>

#include "core/geometry.hpp"

namespace spiral {

/// Thrown by a training that was asked to stop; nothing of it remains.
class Interrupted : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
  Interrupted() : std::runtime_error("interrupted") {}
};

/// The end of an epoch of one trial.
struct EpochEnd {
  /// Which of the trials that are watched: its place in their list.
  std::size_t trial;
  /// Counted from 1.
  std::int64_t epoch;
  double train_error;
  /// Only for as long as the call lasts.
  const MapPrediction& map_prediction;
};

/// Watches trainings, several threads at once. What is not overridden does nothing.
class TrainingObserver {
 public:
  virtual ~TrainingObserver() = default;
  /// After each epoch.
  virtual void on_epoch(const EpochEnd&) {}
  /// When a trial's result is complete.
  virtual void on_trial_end(std::size_t /*trial*/) {}
  /// Asked before each batch; true makes the training throw Interrupted.
  virtual bool stop_requested() { return false; }
};

}  // namespace spiral
