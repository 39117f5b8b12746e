// A model from a file at work. No LibTorch in this header.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "experiment/labelled_point.hpp"
#include "experiment/probability_grid.hpp"
#include "model/checkpoint.hpp"

namespace spiral {

/// Not safe to call from several threads at once.
class SavedModel {
 public:
  explicit SavedModel(const Checkpoint& checkpoint);
  ~SavedModel();
  SavedModel(const SavedModel&) = delete;
  SavedModel& operator=(const SavedModel&) = delete;

  /// The class-1 probability of each of the next points, whatever the pieces that they come in: each is
  /// computed at its own place of a full batch, which some BLAS's last bits depend on, and the points
  /// beside it do not matter.
  std::vector<float> predict(const std::vector<LabelledPoint>& points);

  /// What the model makes of the box that came with it.
  /// Units: `step` in parts in 22 of the box's longer side, which for the spirals is about 1.
  ProbabilityGrid boundary(double step);

 private:
  struct Network;
  std::unique_ptr<Network> network_;
};

}  // namespace spiral
