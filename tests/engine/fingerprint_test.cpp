#include "engine/fingerprint.hpp"

#include <torch/torch.h>

#include <memory>
#include <set>

#include "support/catch.hpp"

using namespace spiral;

TEST_CASE("every operation has a hash, the same each time and with any number of threads",
          "[fingerprint]") {
  const auto here = [](int threads) {
    at::set_num_threads(threads);
    std::string text;
    for (const auto& [operation, hash] : hash_operations("cpu")) {
      CHECK(hash.size() == 8);
      text += operation + " " + hash + "\n";
    }
    CHECK(at::get_num_threads() == threads);
    return text;
  };
  const std::string expected = here(1);
  CHECK(here(1) == expected);
  CHECK(here(4) == expected);
  at::set_num_threads(1);
}

TEST_CASE("the operations differ, and the fingerprint is of all of them", "[fingerprint]") {
  std::set<std::string> hashes;
  const auto operations = hash_operations("cpu");
  for (const auto& [operation, hash] : operations) hashes.insert(hash);
  CHECK(hashes.size() == operations.size());
  CHECK(fingerprint("cpu").size() == 12);
  CHECK(fingerprint("cpu") == fingerprint("cpu"));
}

TEST_CASE("points of one's own are named by their numbers, labels and order", "[fingerprint]") {
  const auto name = [](std::vector<LabelledPoint> points) {
    return data_name(std::make_shared<const PointSet>(PointSet{std::move(points)}));
  };
  CHECK(data_name(nullptr) == "spirals");
  CHECK(name({{1, 2, 0}, {3, 4, 1}}).size() == 16);
  CHECK(name({{1, 2, 0}, {3, 4, 1}}) == name({{1, 2, 0}, {3, 4, 1}}));
  CHECK(name({{1, 2, 0}, {3, 4, 1}}) != name({{3, 4, 1}, {1, 2, 0}}));
  CHECK(name({{1, 2, 0}, {3, 4, 1}}) != name({{1, 2, 1}, {3, 4, 1}}));
  CHECK(name({{1, 2, 0}, {3, 4, 1}}) != name({{1, 2, 0}, {3, 5, 1}}));
  CHECK(data_name(std::make_shared<const PointSet>(PointSet{{{1, 2, 0}, {3, 4, 1}}, true})) !=
        name({{1, 2, 0}, {3, 4, 1}}));
}
