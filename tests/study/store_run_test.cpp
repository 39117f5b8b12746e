// What a store remembers of the runs that filled it.
#include "study/store.hpp"
#include "study/stored_results.hpp"
#include "support/catch.hpp"
#include "support/scratch.hpp"

using namespace spiral;

TEST_CASE("the last run is remembered", "[store]") {
  const Scratch scratch;
  Store store(scratch.file("trials.db"));
  CHECK_FALSE(store.last_run().has_value());
  constexpr std::uint64_t kLast = std::numeric_limits<std::uint64_t>::max();
  Environment newer = kHere;
  newer.version = "2";
  newer.libtorch = "3";
  newer.threads = 4;
  newer.bits = Environment::kCloseBits;
  store.add_run({.command = "first", .environment = kHere, .exercises = {"a"}});
  store.add_run({.subcommand = "reproduce",
                 .command = "second",
                 .environment = newer,
                 .seeds = {kLast, 1},
                 .exercises = {"a", "b"},
                 .shard = {3, 8},
                 .is_partial = true,
                 .notebook = "[a]"});
  const StoredRun run = *store.last_run();
  CHECK(run.subcommand == "reproduce");
  CHECK(run.command == "second");
  CHECK(run.shard.number == 3);
  CHECK(run.shard.count == 8);
  CHECK(run.is_partial);
  CHECK(run.notebook == "[a]");
  CHECK_FALSE(run.is_complete);
  CHECK(run.seeds.first == kLast);
  CHECK(run.seeds.count == 1);
  CHECK(run.exercises == std::vector<std::string>{"a", "b"});
  for (const Field<Environment>& field : environment_fields()) {
    INFO(field.name);
    CHECK(field.get(run.environment) == field.get(newer));
  }
  store.add({result_of({}, 0)}, kHere);
  store.clear();
  CHECK_FALSE(store.last_run().has_value());
  CHECK(seeds_in(store, {0, 1}).empty());
}

TEST_CASE("of a subcommand's runs the last complete one is found, or else the last", "[store]") {
  const Scratch scratch;
  Store store(scratch.file("trials.db"));
  const auto add = [&](const std::string& subcommand, const std::string& command) {
    store.add_run({.subcommand = subcommand, .command = command, .environment = kHere});
  };
  add("reproduce", "first");
  add("reproduce", "second");
  CHECK(store.last_run("reproduce")->command == "second");
  add("reproduce", "third");
  store.complete_run();
  CHECK(store.last_run("reproduce")->is_complete);
  add("reproduce", "fourth");
  add("sweep", "fifth");
  CHECK(store.last_run("reproduce")->command == "third");
  CHECK(store.last_run()->command == "fifth");
  CHECK_FALSE(store.last_run("infer").has_value());
}
