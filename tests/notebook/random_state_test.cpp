#include "notebook/random_state.hpp"

#include <torch/torch.h>

#include <stdexcept>

#include "support/catch.hpp"

using namespace spiral;

TEST_CASE("LibTorch's global generator is lent and given back as it was", "[notebook]") {
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

TEST_CASE("the global generator is given back also when its borrower fails", "[notebook]") {
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

TEST_CASE("an int64 is drawn as by random_ on an int64 tensor", "[notebook]") {
  at::Generator ours = seeded_generator(5);
  at::Generator torchs = seeded_generator(5);
  for (int i = 0; i < 1000; ++i) {
    CHECK(draw_int64(ours) == at::empty({}, at::kLong).random_(torchs).item<std::int64_t>());
  }
}

TEST_CASE("winding forward leaves the state that drawing leaves", "[notebook]") {
  at::Generator drawn = seeded_generator(6);
  at::Generator wound = seeded_generator(6);
  at::empty({43}).uniform_(-1, 1, drawn);
  draw_int64(drawn);
  draw_int64(drawn);
  wind_forward(wound, 43 + 4);
  CHECK(at::equal(drawn.get_state(), wound.get_state()));
}
