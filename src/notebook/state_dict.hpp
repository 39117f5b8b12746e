// What a pickled state_dict says of its tensors. A pickle is a program; this one is read, not run.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace spiral {

/// A float32 tensor, as views of storages are pickled.
struct StoredTensor {
  /// "layer_1.weight".
  std::string name;
  /// The record with its numbers is "data/" and this.
  std::string storage;
  /// Units: numbers, as the strides and the length of the storage.
  std::int64_t offset;
  std::vector<std::int64_t> sizes;
  std::vector<std::int64_t> strides;
  std::int64_t storage_length;
};

/// The tensors of a `data.pkl` that torch.save or LibTorch wrote, in its order.
/// Source: pickletools.py; torch/_utils.py, `_rebuild_tensor_v2`.
/// Throws: CheckpointError where it is anything else.
std::vector<StoredTensor> read_state_dict(std::string_view pickle);

}  // namespace spiral
