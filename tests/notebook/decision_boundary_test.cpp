#include "notebook/decision_boundary.hpp"

#include <torch/torch.h>

#include "notebook/random_state.hpp"
#include "support/catch.hpp"

using namespace spiral;

TEST_CASE("the grid covers the points' box and a margin of 1, row by row", "[notebook]") {
  at::Generator generator = seeded_generator(0);
  const auto model = make_model({.hidden = {6, 6}}, generator);
  const at::Tensor points = at::tensor({-2.0F, 1.0F, 3.0F, 2.5F}).view({2, 2});
  const ProbabilityGrid grid = probability_grid(*model, Loss::mse, spiral_extent(points), 0.5);
  CHECK(grid.x_min == -3);
  CHECK(grid.y_min == 0);
  CHECK(grid.columns == 14);
  CHECK(grid.rows == 7);
  REQUIRE(grid.values.size() == 98);
  const torch::NoGradGuard no_graph;
  const at::Tensor point = at::tensor({-3 + 0.5F * 9, 0.5F * 4}).view({1, 2});
  CHECK(grid.at(4, 9) == Approx(model->forward(point).item<float>()));
}

TEST_CASE("a grid larger than one batch is seamless", "[notebook]") {
  at::Generator generator = seeded_generator(0);
  const auto model = make_model({.hidden = {6, 6}, .loss = Loss::bce}, generator);
  const at::Tensor points = at::tensor({0.0F, 0.0F, 1.0F, 1.0F}).view({2, 2});
  const ProbabilityGrid fine =
      probability_grid(*model, Loss::bce, spiral_extent(points), 1.0 / 128);
  const ProbabilityGrid coarse =
      probability_grid(*model, Loss::bce, spiral_extent(points), 1.0 / 4);
  REQUIRE(fine.values.size() == 384 * 384);
  for (std::int64_t row = 0; row < coarse.rows; ++row) {
    for (std::int64_t column = 0; column < coarse.columns; ++column) {
      CHECK(fine.at(32 * row, 32 * column) == Approx(coarse.at(row, column)));
    }
  }
}
