#include "engine/simd/mkl_sums.hpp"

#include <vector>

#include "support/catch.hpp"

using namespace spiral::simd::mkl;

namespace {

std::vector<std::size_t> shape_of(const Dot& dot) { return {dot.alone, dot.sums, dot.terms}; }

const std::vector<std::size_t> kOneSum{0, 1, 0};

}  // namespace

TEST_CASE("MKL sums whole eights of neurons one term after the other", "[simd]") {
  CHECK(shape_of(dot_at(7, 10, 0, 32, 10)) == kOneSum);
  CHECK(shape_of(dot_at(47, 50, 31, 32, 50)) == kOneSum);
  CHECK(shape_of(dot_at(9, 10, 0, 32, 2)) == kOneSum);
}

TEST_CASE("MKL sums the neurons behind eights as dot products", "[simd]") {
  CHECK(shape_of(dot_at(8, 10, 0, 32, 10)) == std::vector<std::size_t>{0, 8, 8});
  CHECK(shape_of(dot_at(48, 50, 0, 32, 50)) == std::vector<std::size_t>{0, 8, 48});
  CHECK(shape_of(dot_at(96, 100, 0, 32, 100)) == std::vector<std::size_t>{0, 4, 100});
  CHECK(shape_of(dot_at(3, 7, 0, 32, 7)) == std::vector<std::size_t>{0, 2, 4});
  CHECK(shape_of(dot_at(4, 7, 0, 32, 7)) == kOneSum);
}

TEST_CASE("MKL sums one neuron, and the samples behind fours, with the first term alone",
          "[simd]") {
  CHECK(shape_of(dot_at(0, 1, 0, 32, 4)) == kOneSum);
  CHECK(shape_of(dot_at(0, 1, 0, 32, 7)) == std::vector<std::size_t>{1, 2, 4});
  CHECK(shape_of(dot_at(0, 1, 8, 10, 7)) == kOneSum);
  CHECK(shape_of(dot_at(0, 1, 8, 10, 10)) == std::vector<std::size_t>{1, 4, 8});
  CHECK(shape_of(dot_at(0, 1, 0, 32, 10)) == std::vector<std::size_t>{1, 4, 8});
  CHECK(shape_of(dot_at(0, 10, 8, 10, 10)) == std::vector<std::size_t>{1, 4, 8});
  CHECK(shape_of(dot_at(0, 10, 7, 10, 10)) == kOneSum);
}
