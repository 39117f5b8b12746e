#include "notebook/data_loader.hpp"

#include <torch/torch.h>

#include "notebook/random_state.hpp"
#include "support/catch.hpp"

using namespace spiral;

namespace {

/// Point i is (i, -i) and is labelled i, so that an order can be read off a batch.
Dataset numbered(std::int64_t n) {
  const at::Tensor index = at::arange(n, at::kFloat);
  return {at::stack({index, -index}, 1), index.to(at::kInt)};
}

at::Tensor epoch_permutation(DataLoader& loader) {
  std::vector<at::Tensor> labels;
  for (const auto& batch : loader) labels.push_back(batch.target.flatten());
  return at::cat(labels).to(at::kLong);
}

}  // namespace

TEST_CASE("the last batch is kept, short as it is", "[notebook]") {
  const auto loader = make_data_loader(numbered(10), 4, seeded_generator(0));
  std::vector<std::int64_t> sizes;
  for (const auto& batch : *loader) {
    sizes.push_back(batch.data.size(0));
    CHECK(batch.data.scalar_type() == at::kFloat);
    CHECK(batch.target.sizes() == at::IntArrayRef{batch.data.size(0), 1});
    CHECK(batch.target.scalar_type() == at::kFloat);
  }
  CHECK(sizes == std::vector<std::int64_t>{4, 4, 2});
}

TEST_CASE("points keep their labels, and each comes once an epoch, in a new order", "[notebook]") {
  const auto loader = make_data_loader(numbered(100), 7, seeded_generator(0));
  for (const auto& batch : *loader) {
    CHECK(at::equal(batch.data.select(1, 0), batch.target.select(1, 0)));
  }
  const at::Tensor second = epoch_permutation(*loader);
  const at::Tensor third = epoch_permutation(*loader);
  CHECK(at::equal(std::get<0>(second.sort()), at::arange(100)));
  CHECK(at::equal(std::get<0>(third.sort()), at::arange(100)));
  CHECK_FALSE(at::equal(second, third));
}

TEST_CASE("an epoch takes two numbers from the generator, the second seeds its permutation",
          "[notebook]") {
  at::Generator generator = seeded_generator(9);
  ShuffledBatches batches(numbered(50), generator);
  batches.reset();
  at::Generator expected = seeded_generator(9);
  draw_int64(expected);
  const auto seed = static_cast<std::uint64_t>(draw_int64(expected));
  CHECK(at::equal(batches.get_batch(50)->target.flatten().to(at::kLong),
                  at::randperm(50, seeded_generator(seed), at::kLong)));
  CHECK(draw_int64(generator) == draw_int64(expected));
  CHECK_FALSE(batches.get_batch(1).has_value());
}
