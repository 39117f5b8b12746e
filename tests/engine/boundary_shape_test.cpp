#include "engine/boundary_shape.hpp"

#include "core/contour.hpp"
#include "engine/evaluate.hpp"
#include "notebook/random_state.hpp"
#include "support/catch.hpp"
#include "support/trials.hpp"

using namespace spiral;

namespace {

const PlotExtent kPlane = extent_of_box({-11, -11, 11, 11});

/// The shape of a linear classifier's boundary: weights of x and y, and a bias.
BoundaryShape shape_of(const std::vector<float>& weights) {
  const TrainConfig config{.loss = Loss::bce};
  at::Generator generator = seeded_generator(0);
  const auto model = make_model(config, generator);
  set_weights(*model, weights);
  return boundary_shape(config, weights, kPlane,
                        grid_outputs(*model, empty_grid(kPlane, kShapeStep)));
}

}  // namespace

TEST_CASE("a linear classifier has a straight boundary", "[torch]") {
  const BoundaryShape shape = shape_of({1, 2, .1F});
  CHECK(shape.edginess.value() == Approx(0).margin(1e-9));
  CHECK(shape.width.value() < .2);
}

TEST_CASE("rounding errors of a flat model are no corners", "[torch]") {
  // Probabilities around 0.5 have steps of 6e-8 in float32: a staircase of some 20 steps a unit.
  const std::vector<float> weights{1e-5F, 2e-5F, 1e-5F};
  CHECK(shape_of(weights).edginess.value() == Approx(0).margin(1e-6));
}

TEST_CASE("a model that diverged has no shape", "[torch]") {
  const BoundaryShape shape = shape_of({std::numeric_limits<float>::quiet_NaN(), 0, 0});
  CHECK_FALSE(shape.width.has_value());
  CHECK_FALSE(shape.edginess.has_value());
}

TEST_CASE("a model without a boundary is wide or narrow, and not edgy", "[torch]") {
  CHECK(shape_of({0, 0, 1}).width.value() == 1);
  CHECK(shape_of({0, 0, 50}).width.value() == 0);
  CHECK_FALSE(shape_of({0, 0, 1}).edginess.has_value());
}

TEST_CASE("what learned nothing has no width", "[torch]") {
  TrainConfig config = kSmall;
  config.learning_rate = 1e-6;
  const TrialResult result = train_by_torch({.config = config, .seed = 1});
  REQUIRE(result.validation.accuracy < .6);
  CHECK_FALSE(result.boundary_width.has_value());
}
