#include "notebook/data_loader.hpp"

#include <algorithm>
#include <utility>

#include "notebook/random_state.hpp"

namespace spiral {

ShuffledBatches::ShuffledBatches(const Dataset& dataset, at::Generator generator)
    : inputs_(dataset.inputs),
      targets_(dataset.labels.to(at::kFloat).unsqueeze(1)),
      generator_(std::move(generator)) {}

void ShuffledBatches::reset() {
  at::Generator permuting = seeded_generator(draw_permutation_seed(generator_));
  const at::Tensor index = at::randperm(inputs_.size(0), permuting, at::kLong).to(inputs_.device());
  epoch_inputs_ = inputs_.index_select(0, index);
  epoch_targets_ = targets_.index_select(0, index);
  position_ = 0;
}

TorchOptional<torch::data::Example<>> ShuffledBatches::get_batch(std::size_t batch_size) {
  const auto count =
      std::min(static_cast<std::int64_t>(batch_size), epoch_inputs_.size(0) - position_);
  if (count == 0) return {};
  const auto begin = std::exchange(position_, position_ + count);
  return torch::data::Example<>(epoch_inputs_.narrow(0, begin, count),
                                epoch_targets_.narrow(0, begin, count));
}

TorchOptional<std::size_t> ShuffledBatches::size() const {
  return static_cast<std::size_t>(inputs_.size(0));
}

void ShuffledBatches::save(torch::serialize::OutputArchive&) const {
  TORCH_CHECK(false, "a shuffle is not archived: repeat it from its seed");
}

void ShuffledBatches::load(torch::serialize::InputArchive&) {
  TORCH_CHECK(false, "a shuffle is not archived: repeat it from its seed");
}

std::unique_ptr<DataLoader> make_data_loader(const Dataset& dataset, std::int64_t batch_size,
                                             const at::Generator& generator) {
  return torch::data::make_data_loader(
      ShuffledBatches(dataset, generator),
      torch::data::DataLoaderOptions(static_cast<std::size_t>(batch_size)));
}

}  // namespace spiral
