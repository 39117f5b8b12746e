// Results that outlive the run: what comes back, and under which key.
#include "study/store.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <cmath>
#include <limits>

#include "study/stored_results.hpp"
#include "support/catch.hpp"
#include "support/scratch.hpp"

using namespace spiral;

namespace {

/// Another value of the same type.
FieldValue changed(const FieldValue& value) {
  struct Change {
    FieldValue operator()(std::monostate) const { return {}; }
    FieldValue operator()(bool x) const { return !x; }
    FieldValue operator()(std::int64_t x) const { return x + 1; }
    FieldValue operator()(std::uint64_t x) const { return x + 1; }
    FieldValue operator()(double x) const { return std::nextafter(x, 1e9); }
    FieldValue operator()(const std::string& x) const { return x + "x"; }
    FieldValue operator()(std::vector<std::int64_t> x) const {
      x.push_back(3);
      return x;
    }
    FieldValue operator()(std::vector<double> x) const {
      x.push_back(3);
      return x;
    }
  };
  return std::visit(Change(), value);
}

int count_rows(const std::string& file, const std::string& table) {
  SQLite::Database database(file, SQLite::OPEN_READONLY);
  return database.execAndGet("SELECT count(*) FROM " + table).getInt();
}

}  // namespace

TEST_CASE("a result comes back from the store with all its digits", "[store]") {
  const Scratch scratch;
  const TrainConfig config{.hidden = {5, 3}, .learning_rate = 0.1, .test_size = 10};
  TrialResult stored = result_of(config, 3, {43, 0, 43});
  stored.test = Score{.125, kNaN};
  stored.best_epoch = 2;
  stored.boundary_edginess = std::nullopt;
  Store(scratch.file("trials.db")).add({stored}, kHere);

  Store store(scratch.file("trials.db"));
  const auto results = store.results(config, {43, 0, 43}, kHere, {0, 10});
  REQUIRE(results.size() == 1);
  const TrialResult& result = results.front();
  CHECK(result.key == stored.key);
  CHECK(result.train_error[0] == 1. / 3);
  CHECK(std::isnan(result.train_error[1]));
  CHECK(result.train_error[2] == 2. / 7);
  CHECK(result.best_epoch == 2);
  CHECK(result.validation.accuracy == .987);
  CHECK(result.validation.notebook_accuracy == .654);
  CHECK(result.test->accuracy == .125);
  CHECK(std::isnan(result.test->notebook_accuracy));
  CHECK(result.boundary_width == .375);
  CHECK_FALSE(result.boundary_edginess.has_value());
  CHECK(result.seconds == 1.5);
  CHECK(result.weights.empty());
  CHECK(store.weights(result.key, kHere) == stored.weights);
}

TEST_CASE("numbers that happen to be whole come back, and so does what is lost or absent",
          "[store]") {
  const Scratch scratch;
  Store store(scratch.file("trials.db"));
  TrialResult whole = result_of({}, 0);
  whole.validation = {1, 0};
  whole.boundary_width = 0;
  whole.boundary_edginess = 2;
  whole.seconds = 3;
  TrialResult lost = result_of({}, 1);
  lost.validation = {kNaN, kNaN};
  lost.boundary_width = {};
  store.add({whole, lost}, kHere);
  const auto results = store.results({}, {}, kHere, {0, 2});
  REQUIRE(results.size() == 2);
  CHECK(results[0].validation.accuracy == 1);
  CHECK(results[0].validation.notebook_accuracy == 0);
  CHECK(results[0].boundary_width == 0);
  CHECK(results[0].boundary_edginess == 2);
  CHECK(results[0].seconds == 3);
  CHECK_FALSE(results[0].best_epoch.has_value());
  CHECK_FALSE(results[0].test.has_value());
  CHECK(std::isnan(results[1].validation.accuracy));
  CHECK_FALSE(results[1].boundary_width.has_value());
}

TEST_CASE("a test score that is whole comes back", "[store]") {
  const Scratch scratch;
  Store store(scratch.file("trials.db"));
  const TrainConfig config{.test_size = 10};
  TrialResult result = result_of(config, 0);
  result.test = Score{1, 0};
  store.add({result}, kHere);
  const auto results = store.results(config, {}, kHere, {0, 1});
  REQUIRE(results.size() == 1);
  REQUIRE(results.front().test.has_value());
  CHECK(results.front().test->accuracy == 1);
  CHECK(results.front().test->notebook_accuracy == 0);
}

TEST_CASE("every field of a config tells results apart", "[store]") {
  const Scratch scratch;
  Store store(scratch.file("trials.db"));
  const TrainConfig config{.hidden = {3}};
  store.add({result_of(config, 0)}, kHere);
  CHECK(store.results(config, {}, kHere, {0, 1}).size() == 1);
  for (const ConfigField& field : config_fields()) {
    INFO(field.name);
    TrainConfig other = config;
    const FieldValue value = field.get(config);
    if (field.choices.empty()) {
      field.set(other, changed(value));
    } else {
      const bool is_first = std::get<std::string>(value) == field.choices.front();
      field.set(other, is_first ? field.choices.back() : field.choices.front());
    }
    REQUIRE(other != config);
    CHECK(store.results(other, {}, kHere, {0, 1}).empty());
  }
}

TEST_CASE("every part of a place tells results apart", "[store]") {
  const Scratch scratch;
  Store store(scratch.file("trials.db"));
  store.add({result_of({}, 0, {43, 0, 43})}, kHere);
  const auto is_there = [&](const Place& place) {
    return !store.results({}, place, kHere, {0, 1}).empty();
  };
  CHECK(is_there({43, 0, 43}));
  CHECK_FALSE(is_there({42, 0, 43}));
  CHECK_FALSE(is_there({43, 1, 43}));
  CHECK_FALSE(is_there({43, 0, 44}));
  CHECK_FALSE(is_there({}));
}

TEST_CASE("the arithmetic's fingerprint tells results apart, the names of its libraries do not",
          "[store]") {
  const Scratch scratch;
  Store store(scratch.file("trials.db"));
  Environment here = kHere;
  here.bits = Environment::kCloseBits;
  store.add({result_of({}, 0)}, here);
  for (const Field<Environment>& field : environment_fields()) {
    INFO(field.name);
    Environment other = here;
    field.set(other, changed(field.get(here)));
    const bool is_of_run = field.name == "version" || field.name == "libtorch" ||
                           field.name == "cpu_capability" || field.name == "blas" ||
                           field.name == "threads";
    CHECK(store.results({}, {}, other, {0, 1}).empty() == !is_of_run);
  }
}

TEST_CASE("results with Python's bits are found whichever engine stored them", "[store]") {
  const Scratch scratch;
  Store store(scratch.file("trials.db"));
  store.add({result_of({}, 0)}, kHere);
  Environment other = kHere;
  other.engine = "torch";
  other.simd = "";
  CHECK(store.results({}, {}, other, {0, 1}).size() == 1);
  other.bits = Environment::kCloseBits;
  CHECK(store.results({}, {}, other, {0, 1}).empty());
}

TEST_CASE("a range of seeds is found in order, also around the middle of all seeds", "[store]") {
  const Scratch scratch;
  Store store(scratch.file("trials.db"));
  constexpr std::uint64_t kMiddle = std::uint64_t{1} << 63U;
  constexpr std::uint64_t kLast = std::numeric_limits<std::uint64_t>::max();
  for (const std::uint64_t seed : {kLast, kMiddle + 1, kMiddle, kMiddle - 1, std::uint64_t{0}}) {
    store.add({result_of({}, seed)}, kHere);
  }
  using Seeds = std::vector<std::uint64_t>;
  CHECK(seeds_in(store, {kMiddle - 1, 3}) == Seeds{kMiddle - 1, kMiddle, kMiddle + 1});
  CHECK(seeds_in(store, {kMiddle - 1, 1}) == Seeds{kMiddle - 1});
  CHECK(seeds_in(store, {kLast, 1}) == Seeds{kLast});
  CHECK(seeds_in(store, {0, 10}) == Seeds{0});
  CHECK(seeds_in(store, {0, 0}).empty());
  CHECK(seeds_in(store, {kMiddle, 0}).empty());
}

TEST_CASE("what is stored already is kept", "[store]") {
  const Scratch scratch;
  Store store(scratch.file("trials.db"));
  TrialResult again = result_of({}, 0);
  store.add({again}, kHere);
  again.seconds = 99;
  again.weights.front() = 7;
  store.add({again, result_of({}, 1)}, kHere);
  CHECK(store.results({}, {}, kHere, {0, 2}).front().seconds == 1.5);
  CHECK(store.weights({{}, 0}, kHere) == result_of({}, 0).weights);
  CHECK(store.weights({{}, 1}, kHere) == result_of({}, 1).weights);
}

TEST_CASE("a config and an environment are stored once, and reading stores none", "[store]") {
  const Scratch scratch;
  const std::string file = scratch.file("trials.db");
  Store store(file);
  store.add({result_of({}, 0)}, kHere);
  store.add({result_of({}, 1)}, kHere);
  Environment elsewhere = kHere;
  elsewhere.fingerprint = "another";
  CHECK(store.results({.epochs = 7}, {}, kHere, {0, 1}).empty());
  CHECK(store.results({}, {}, elsewhere, {0, 1}).empty());
  CHECK(store.weights({{.epochs = 7}, 0}, kHere).empty());
  CHECK(store.weights({{}, 2}, kHere).empty());
  CHECK(count_rows(file, "config") == 1);
  CHECK(count_rows(file, "environment") == 1);
  CHECK(count_rows(file, "trial") == 2);
}

TEST_CASE("results that are stored without weights come back without", "[store]") {
  const Scratch scratch;
  Store store(scratch.file("trials.db"));
  TrialResult result = result_of({}, 0);
  result.weights.clear();
  store.add({result}, kHere);
  CHECK(store.results({}, {}, kHere, {0, 1}).size() == 1);
  CHECK(store.weights({{}, 0}, kHere).empty());
}

TEST_CASE("which seeds are there is told without their results", "[store]") {
  const Scratch scratch;
  Store store(scratch.file("trials.db"));
  store.add({result_of({}, 3), result_of({}, 1), result_of({}, 9)}, kHere);
  using Seeds = std::vector<std::uint64_t>;
  CHECK(store.seeds({}, {}, kHere, {0, 5}) == Seeds{1, 3});
  CHECK(store.seeds({.epochs = 7}, {}, kHere, {0, 5}).empty());
}
