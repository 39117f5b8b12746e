// A model as a file, and a model from a file at work. No LibTorch in this header.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/geometry.hpp"
#include "core/trial.hpp"

namespace spiral {

/// The bytes of a file with the model that a trial ended with: a state_dict for Python's torch.load.
/// Throws: CheckpointError where the training diverged.
std::string saved_model_bytes(const TrialResult& result);

/// Not safe to call from several threads at once.
class SavedModel {
 public:
  /// Throws: UsageError that names the file; CheckpointError where it is too large for the memory.
  explicit SavedModel(const std::string& path);
  ~SavedModel();
  SavedModel(const SavedModel&) = delete;
  SavedModel& operator=(const SavedModel&) = delete;

  /// "3x10".
  std::string shape() const;

  /// The class-1 probability of each of the next points, whatever the pieces that they come in: each is
  /// computed at its own place of a full batch, which some BLAS's last bits depend on, and the points
  /// beside it do not matter.
  std::vector<float> predict(const std::vector<LabelledPoint>& points);

  /// What the model makes of the extent that came with it.
  /// Units: `step` in parts in 22 of the extent's longer side, which for the spirals is about 1.
  ProbabilityGrid boundary(double step);

 private:
  struct Network;
  std::unique_ptr<Network> network_;
};

}  // namespace spiral
