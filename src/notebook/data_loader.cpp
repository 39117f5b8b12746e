#include "notebook/data_loader.hpp"

#include <algorithm>
#include <utility>

#include "notebook/random_state.hpp"

namespace spiral {

namespace {

/// LibTorch asks every sampler and stateful dataset for these; a shuffle here follows from its
/// seed.
void refuse_archive() { TORCH_CHECK(false, "a shuffle is not archived: repeat it from its seed"); }

}  // namespace

RandomSampler::RandomSampler(std::int64_t size, at::Generator generator)
    : size_(size), generator_(std::move(generator)) {}

void RandomSampler::reset(TorchOptional<std::size_t> new_size) {
  if (new_size) size_ = static_cast<std::int64_t>(*new_size);
  permutation_ =
      at::randperm(size_, seeded_generator(draw_permutation_seed(generator_)), at::kLong);
  position_ = 0;
}

TorchOptional<at::Tensor> RandomSampler::next(std::size_t batch_size) {
  const auto count = std::min(static_cast<std::int64_t>(batch_size), size_ - position_);
  if (count == 0) return {};
  position_ += count;
  return permutation_.narrow(0, position_ - count, count);
}

void RandomSampler::save(torch::serialize::OutputArchive&) const { refuse_archive(); }
void RandomSampler::load(torch::serialize::InputArchive&) { refuse_archive(); }

ShuffledBatches::ShuffledBatches(const Dataset& dataset, at::Generator generator)
    : inputs_(dataset.inputs),
      targets_(dataset.labels.to(at::kFloat).unsqueeze(1)),
      sampler_(dataset.inputs.size(0), std::move(generator)) {}

void ShuffledBatches::reset() {
  sampler_.reset();
  const auto permutation = *sampler_.next(*size());
  const at::Tensor index = permutation.to(inputs_.device());
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

void ShuffledBatches::save(torch::serialize::OutputArchive&) const { refuse_archive(); }
void ShuffledBatches::load(torch::serialize::InputArchive&) { refuse_archive(); }

std::unique_ptr<DataLoader> make_data_loader(const Dataset& dataset, std::int64_t batch_size,
                                             const at::Generator& generator) {
  return torch::data::make_data_loader(
      ShuffledBatches(dataset, generator),
      torch::data::DataLoaderOptions(static_cast<std::size_t>(batch_size)));
}

}  // namespace spiral
