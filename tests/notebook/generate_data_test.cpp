#include "notebook/generate_data.hpp"

#include <torch/torch.h>

#include <cmath>

#include "notebook/random_state.hpp"
#include "support/catch.hpp"

using namespace spiral;

namespace {

Dataset generate(std::int64_t n, double noise, std::uint64_t seed = 1) {
  at::Generator generator = seeded_generator(seed);
  return generate_data(n, noise, generator);
}

/// Distance from (x, y) to the nearest of many points of the first spiral.
double distance_to_spiral(double x, double y) {
  double nearest = 1e9;
  for (double phi = 0; phi < 10; phi += 0.001) {
    nearest = std::min(nearest, std::hypot((phi + 1) * std::cos(phi) - x, phi * std::sin(phi) - y));
  }
  return nearest;
}

}  // namespace

TEST_CASE("two spirals without noise are point-symmetric", "[notebook]") {
  const Dataset dataset = generate(100, 0);
  const auto inputs = dataset.inputs.accessor<float, 2>();
  const auto labels = dataset.labels.accessor<int, 1>();
  for (std::int64_t i = 0; i < 100; ++i) {
    const double side = labels[i] == 0 ? 1 : -1;
    CHECK(distance_to_spiral(side * inputs[i][0], side * inputs[i][1]) < 0.01);
  }
}

TEST_CASE("the first half is labelled 0, the second 1, which gets the odd point", "[notebook]") {
  const Dataset dataset = generate(7, 0.3);
  CHECK(dataset.inputs.sizes() == at::IntArrayRef{7, 2});
  CHECK(dataset.inputs.scalar_type() == at::kFloat);
  CHECK(dataset.labels.scalar_type() == at::kInt);
  CHECK(at::equal(dataset.labels, at::tensor({0, 0, 0, 1, 1, 1, 1}, at::kInt)));
}

TEST_CASE("noise blurs each coordinate by its standard deviation", "[notebook]") {
  const at::Tensor blur = (generate(20000, 0.3).inputs - generate(20000, 0).inputs).flatten();
  CHECK(blur.std().item<double>() == Approx(0.3).epsilon(0.02));
  CHECK(blur.mean().item<double>() == Approx(0).margin(0.01));
}

TEST_CASE("a seed draws the same points each time, another seed others", "[notebook]") {
  CHECK(at::equal(generate(50, 0.3, 5).inputs, generate(50, 0.3, 5).inputs));
  CHECK_FALSE(at::equal(generate(50, 0.3, 5).inputs, generate(50, 0.3, 6).inputs));
}
