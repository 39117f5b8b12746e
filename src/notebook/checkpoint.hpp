// A trained model as a file: what Python's torch.load(file, weights_only=True) opens as a state_dict, and
// beside it a record "architecture.json", which Python's reader passes over.
#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "core/geometry.hpp"
#include "core/trial.hpp"

namespace spiral {

/// Where the architecture is in the file.
inline constexpr const char* kArchitectureRecord = "architecture.json";

/// What the state_dict calls the layers.
inline constexpr const char* kOutputLayerName = "out";
std::string hidden_layer_name(std::size_t layer);

/// A file that holds no model, or a damaged one; `what()` is the reason, in one line without the
/// file's name.
class CheckpointError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// What a file holds.
struct Checkpoint {
  std::vector<std::int64_t> hidden;
  Activation activation;
  bool activate_last_hidden;
  /// Says what the model's outputs are: probabilities for MSE, logits for BCE.
  Loss loss;
  /// What its figures show of the plane.
  BoundingBox extent;
  /// As weights_of gives them; all finite.
  std::vector<float> weights;
};

/// The bytes of the file: the model that a trial ended with.
/// Throws: CheckpointError where the weights are not all finite; std::invalid_argument where they are
/// not as many as the config's.
std::string checkpoint_bytes(const TrialKey& key, const BoundingBox& extent,
                             const std::vector<float>& weights);

/// Reads them again; nothing in a file is believed before it is checked, and none of it is run.
/// Throws: CheckpointError.
Checkpoint parse_checkpoint(std::string_view bytes);

/// Likewise from a file, of which no more than the model is kept in memory.
Checkpoint read_checkpoint(const std::string& path);

}  // namespace spiral
