// Python's DataLoader with shuffle, for LibTorch's: the same order from the same generator.
// LibTorch's own RandomSampler draws differently.
#pragma once

#include <torch/data/dataloader.h>
#include <torch/data/datasets/stateful.h>
#include <torch/data/example.h>
#include <torch/version.h>

#include <cstdint>
#include <memory>
#include <optional>

#include "notebook/generate_data.hpp"

namespace spiral {

/// LibTorch's own optional, of which 2.4 is the last with a name of its own for the standard one.
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR > 4)
template <class Value>
using TorchOptional = std::optional<Value>;
#else
template <class Value>
using TorchOptional = c10::optional<Value>;
#endif

/// A dataset that is shuffled anew at every epoch, into the order of Python's DataLoader over a
/// RandomSampler, and hands out consecutive batches, the last one short where the sizes do not
/// divide. An epoch is gathered once and its batches are views of it.
/// Random: draw_permutation_seed at each reset.
/// Shape: a batch has data [batch, 2] float32 and target [batch, 1] float32.
class ShuffledBatches
    : public torch::data::datasets::StatefulDataset<ShuffledBatches, torch::data::Example<>> {
 public:
  ShuffledBatches(const Dataset& dataset, at::Generator generator);

  void reset() override;
  TorchOptional<torch::data::Example<>> get_batch(std::size_t batch_size) override;
  TorchOptional<std::size_t> size() const override;
  /// LibTorch asks every stateful dataset for these.
  /// Throws: c10::Error; a shuffle is repeated from its seed.
  void save(torch::serialize::OutputArchive& archive) const override;
  void load(torch::serialize::InputArchive& archive) override;

 private:
  at::Tensor inputs_;   // [n, 2] float32
  at::Tensor targets_;  // [n, 1] float32: LibTorch's losses want the outputs' type and shape
  at::Generator generator_;
  at::Tensor epoch_inputs_;
  at::Tensor epoch_targets_;
  std::int64_t position_ = 0;
};

using DataLoader = torch::data::StatefulDataLoader<ShuffledBatches>;

/// A loader whose every `begin()` is a new epoch in a new order; it draws from `generator`, which
/// stays the caller's to draw from as well.
std::unique_ptr<DataLoader> make_data_loader(const Dataset& dataset, std::int64_t batch_size,
                                             const at::Generator& generator);

}  // namespace spiral
