#include "run/store.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <array>
#include <cmath>
#include <limits>
#include <thread>

#include "support/catch.hpp"
#include "support/results.hpp"
#include "support/scratch.hpp"

using namespace spiral;

namespace {

const Environment kHere{.version = "1",
                        .libtorch = "2",
                        .cpu_capability = "AVX2",
                        .blas = "generic",
                        .device = "cpu",
                        .threads = 1,
                        .engine = "fused",
                        .simd = "AVX3"};

TrialResult result_of(const Setting& setting, std::uint64_t seed) {
  TrialResult result = made_up_result("made-up", setting, seed, {.987, .654});
  result.train_error = {1. / 3, kNaN, 2. / 7};
  result.weights = {1.5F, -2.F / 3, static_cast<float>(seed)};
  return result;
}

std::vector<std::uint64_t> seeds_of(const std::vector<TrialResult>& results) {
  std::vector<std::uint64_t> seeds;
  for (const TrialResult& result : results) seeds.push_back(result.trial.seed);
  return seeds;
}

void check_refused(const std::string& file, const std::string& reason) {
  const std::string before = file_text(file);
  CHECK_THROWS_WITH(Store(file), StartsWith(file + ": ") && ContainsSubstring(reason));
  CHECK(file_text(file) == before);
}

}  // namespace

TEST_CASE("a result comes back from the store with all its digits", "[store]") {
  const Scratch scratch;
  Setting setting{.hidden = {5, 3}, .learning_rate = 0.1, .test_size = 10};
  TrialResult stored = result_of(setting, 3);
  stored.test = Score{.125, kNaN};
  stored.boundary_roughness = std::nullopt;
  Store(scratch.file("trials.db")).add({stored}, kHere);

  Store store(scratch.file("trials.db"));
  setting.name = "another name";
  const auto results = store.results("another exercise", setting, kHere, 0, 10);
  REQUIRE(results.size() == 1);
  const TrialResult& result = results.front();
  CHECK(result.trial.experiment == "another exercise");
  CHECK(result.trial.setting == setting);
  CHECK(result.trial.seed == 3);
  CHECK(result.train_error[0] == 1. / 3);
  CHECK(std::isnan(result.train_error[1]));
  CHECK(result.train_error[2] == 2. / 7);
  CHECK(result.validation.accuracy == .987);
  CHECK(result.validation.notebook_accuracy == .654);
  CHECK(result.test->accuracy == .125);
  CHECK(std::isnan(result.test->notebook_accuracy));
  CHECK(result.boundary_width == .375);
  CHECK_FALSE(result.boundary_roughness.has_value());
  CHECK(result.seconds == 1.5);
  CHECK(store.weights(result.trial, kHere) == stored.weights);
}

TEST_CASE("a result is found under what determines it alone", "[store]") {
  const Scratch scratch;
  Store store(scratch.file("trials.db"));
  const Setting setting{.hidden = {3}};
  store.add({result_of(setting, 0)}, kHere);
  const auto is_there = [&](const Setting& other, const Environment& environment) {
    return store.seeds(other, environment, 0, 1).contains(0);
  };
  CHECK(is_there(setting, kHere));
  Environment newer_program = kHere;
  newer_program.version = "2";
  newer_program.threads = 2;
  CHECK(is_there(setting, newer_program));

  const auto changed = [&](auto change) {
    Setting other = setting;
    change(other);
    return is_there(other, kHere);
  };
  CHECK(changed([](Setting& s) { s.name = "x"; }));
  CHECK_FALSE(changed([](Setting& s) { s.hidden = {3, 3}; }));
  CHECK_FALSE(changed([](Setting& s) { s.activation = Activation::elu; }));
  CHECK_FALSE(changed([](Setting& s) { s.activate_last_hidden = true; }));
  CHECK_FALSE(changed([](Setting& s) { s.loss = Loss::bce; }));
  CHECK_FALSE(changed([](Setting& s) { s.optimizer = Optimizer::adam; }));
  CHECK_FALSE(changed([](Setting& s) { s.learning_rate = std::nextafter(.1, 1); }));
  CHECK_FALSE(changed([](Setting& s) { s.epochs = 1; }));
  CHECK_FALSE(changed([](Setting& s) { s.batch_size = 1; }));
  CHECK_FALSE(changed([](Setting& s) { s.train_size = 2; }));
  CHECK_FALSE(changed([](Setting& s) { s.val_size = 1; }));
  CHECK_FALSE(changed([](Setting& s) { s.test_size = 1; }));
  CHECK_FALSE(changed([](Setting& s) { s.noise = 0; }));

  const auto elsewhere = [&](auto change) {
    Environment other = kHere;
    change(other);
    return is_there(setting, other);
  };
  CHECK_FALSE(elsewhere([](Environment& e) { e.libtorch = "x"; }));
  CHECK_FALSE(elsewhere([](Environment& e) { e.cpu_capability = "x"; }));
  CHECK_FALSE(elsewhere([](Environment& e) { e.blas = "x"; }));
  CHECK_FALSE(elsewhere([](Environment& e) { e.device = "x"; }));
  CHECK_FALSE(elsewhere([](Environment& e) { e.engine = "x"; }));
  CHECK_FALSE(elsewhere([](Environment& e) { e.simd = "x"; }));
  CHECK_FALSE(elsewhere([](Environment& e) { e.numerics = 0; }));
}

TEST_CASE("a range of seeds is found in order, also around the middle of all seeds", "[store]") {
  const Scratch scratch;
  Store store(scratch.file("trials.db"));
  constexpr std::uint64_t kMiddle = std::uint64_t{1} << 63U;
  constexpr std::uint64_t kLast = std::numeric_limits<std::uint64_t>::max();
  for (const std::uint64_t seed : {kLast, kMiddle + 1, kMiddle, kMiddle - 1, std::uint64_t{0}}) {
    store.add({result_of({}, seed)}, kHere);
  }
  const auto found = [&](std::uint64_t first, std::int64_t count) {
    return seeds_of(store.results("x", {}, kHere, first, count));
  };
  CHECK(found(kMiddle - 1, 3) == std::vector<std::uint64_t>{kMiddle - 1, kMiddle, kMiddle + 1});
  CHECK(found(kMiddle - 1, 1) == std::vector<std::uint64_t>{kMiddle - 1});
  CHECK(found(kLast, 1) == std::vector<std::uint64_t>{kLast});
  CHECK(found(0, 10) == std::vector<std::uint64_t>{0});
}

TEST_CASE("what is stored already is kept", "[store]") {
  const Scratch scratch;
  Store store(scratch.file("trials.db"));
  TrialResult again = result_of({}, 0);
  store.add({again}, kHere);
  again.seconds = 99;
  again.weights = {7};
  store.add({again, result_of({}, 1)}, kHere);
  CHECK(store.results("x", {}, kHere, 0, 2).front().seconds == 1.5);
  CHECK(store.weights({"x", {}, 0}, kHere).size() == 3);
  CHECK(store.weights({"x", {}, 1}, kHere).size() == 3);
}

TEST_CASE("several threads and several connections write to one store", "[store]") {
  const Scratch scratch;
  Store first(scratch.file("trials.db"));
  Store second(scratch.file("trials.db"));
  {
    std::vector<std::jthread> writers;
    for (Store* store : {&first, &first, &second, &second}) {
      writers.emplace_back([store] {
        for (std::uint64_t seed = 0; seed < 25; ++seed) store->add({result_of({}, seed)}, kHere);
      });
    }
  }
  CHECK(first.seeds({}, kHere, 0, 100).size() == 25);
  CHECK(second.seeds({}, kHere, 0, 100).size() == 25);
}

TEST_CASE("a store whose making was cut short is made", "[store]") {
  const Scratch scratch;
  {
    SQLite::Database begun(scratch.file("trials.db"), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    begun.exec("PRAGMA journal_mode = WAL");
  }
  REQUIRE(std::filesystem::file_size(scratch.file("trials.db")) > 0);
  Store store(scratch.file("trials.db"));
  store.add({result_of({}, 0)}, kHere);
  CHECK(store.seeds({}, kHere, 0, 1).size() == 1);
}

TEST_CASE("several make one store at the same moment", "[store]") {
  for (int round = 0; round < 20; ++round) {
    const Scratch scratch;
    std::array<std::string, 4> refusals;
    {
      std::vector<std::jthread> makers;
      for (std::uint64_t seed = 0; seed < 4; ++seed) {
        makers.emplace_back([&, seed] {
          try {
            Store(scratch.file("trials.db")).add({result_of({}, seed)}, kHere);
          } catch (const StoreError& error) {
            refusals[seed] = error.what();
          }
        });
      }
    }
    CHECK(refusals == std::array<std::string, 4>{});
    CHECK(Store(scratch.file("trials.db")).seeds({}, kHere, 0, 4).size() == 4);
  }
}

TEST_CASE("the last run is remembered", "[store]") {
  const Scratch scratch;
  Store store(scratch.file("trials.db"));
  CHECK_FALSE(store.last_run().has_value());
  store.add_run({"first", kHere, 0, 1, {"a"}});
  store.add_run({"second", kHere, std::numeric_limits<std::uint64_t>::max(), 1, {"a", "b"}});
  const StoredRun run = *store.last_run();
  CHECK(run.command == "second");
  CHECK(run.first_seed == std::numeric_limits<std::uint64_t>::max());
  CHECK(run.exercises == std::vector<std::string>{"a", "b"});
  CHECK(run.environment.simd == "AVX3");
  store.add({result_of({}, 0)}, kHere);
  store.clear();
  CHECK_FALSE(store.last_run().has_value());
  CHECK(store.seeds({}, kHere, 0, 1).empty());
}

TEST_CASE("a file that is no store, or a foreign database, is refused and left as it is",
          "[store]") {
  const Scratch scratch;
  write_file(scratch.file("text"), std::string(5000, 'x'));
  check_refused(scratch.file("text"), "no store of spiral-exp");
  {
    SQLite::Database foreign(scratch.file("foreign"), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    foreign.exec("CREATE TABLE trial (x)");
  }
  check_refused(scratch.file("foreign"), "no store of spiral-exp");
}

TEST_CASE("a store with a newer schema is refused and left as it is", "[store]") {
  const Scratch scratch;
  const std::string file = scratch.file("trials.db");
  { const Store store(file); }
  {
    SQLite::Database database(file, SQLite::OPEN_READWRITE);
    database.exec("PRAGMA user_version = 2");
  }
  check_refused(file, "schema 2, from a newer spiral-exp");
}

TEST_CASE("a damaged store is refused and left as it is", "[store]") {
  const Scratch scratch;
  const std::string file = scratch.file("trials.db");
  {
    Store store(file);
    for (std::uint64_t seed = 0; seed < 200; ++seed) store.add({result_of({}, seed)}, kHere);
  }
  const std::string whole = file_text(file);
  std::string holed = whole;
  std::fill(holed.begin() + 8192, holed.end() - 4096, '\x55');
  write_file(file, holed);
  check_refused(file, "damaged");
  write_file(file, whole.substr(0, whole.size() / 2));
  check_refused(file, "damaged");
}

TEST_CASE("a store that cannot be written is refused", "[store]") {
  const Scratch scratch;
  CHECK_THROWS_WITH(Store(scratch.file("nowhere/trials.db")),
                    ContainsSubstring("cannot be opened for writing"));
}
