#include "engine/fingerprint.hpp"

#include <torch/torch.h>

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
