#include "data/random_state.hpp"

#include <torch/torch.h>

#include <stdexcept>

#include "support/catch.hpp"

using namespace spiral;

TEST_CASE("LibTorch's global generator is lent and given back as it was", "[data]") {
  torch::manual_seed(3);
  const at::Tensor expected_global = torch::rand({5});
  at::Generator own = seeded_generator(4);
  const at::Tensor expected_own = at::rand({10}, own);

  torch::manual_seed(3);
  own = seeded_generator(4);
  at::Tensor first;
  with_global_generator(own, [&] { first = torch::rand({5}); });
  const at::Tensor then = at::rand({5}, own);
  CHECK(at::equal(torch::rand({5}), expected_global));
  CHECK(at::equal(at::cat({first, then}), expected_own));
}

TEST_CASE("the global generator is given back also when its borrower fails", "[data]") {
  torch::manual_seed(3);
  const at::Tensor expected = torch::rand({5});
  torch::manual_seed(3);
  at::Generator own = seeded_generator(4);
  const auto fail = [] {
    torch::rand({5});
    throw std::runtime_error("no");
  };
  CHECK_THROWS_WITH(with_global_generator(own, fail), "no");
  CHECK(at::equal(torch::rand({5}), expected));
}

TEST_CASE("an int64 is drawn as by random_ on an int64 tensor", "[data]") {
  at::Generator ours = seeded_generator(5);
  at::Generator torchs = seeded_generator(5);
  for (int i = 0; i < 1000; ++i) {
    CHECK(draw_int64(ours) == at::empty({}, at::kLong).random_(torchs).item<std::int64_t>());
  }
}
