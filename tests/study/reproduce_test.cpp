// What a reproduction and an inference refuse before any work, and a report from the store.
#include "study/reproduce.hpp"

#include <fmt/format.h>

#include "core/text.hpp"
#include "support/catch.hpp"
#include "support/results.hpp"
#include "support/scratch.hpp"

using namespace spiral;

namespace {

std::vector<Experiment> catalog_of_two() {
  Experiment epochs{.name = "epochs",
                    .summary = {},
                    .varied = "Epochs",
                    .cases = sweep({}, &TrainConfig::epochs, std::vector<std::int64_t>{1, 2, 3})
                                 .published({{"1", 50.}, {"2", 60.}})};
  epochs.auxiliary = sweep({}, &TrainConfig::epochs, std::vector<std::int64_t>{4});
  // Of a case that was not published: the parts with replaced draws lack it.
  epochs.claims = {{"epochs-1", "it rises", Source::text, "rise(3) > 0"}};
  Experiment unpublished{.name = "unpublished",
                         .summary = {},
                         .varied = "Epochs",
                         .cases = sweep({}, &TrainConfig::epochs, std::vector<std::int64_t>{1})};
  return {epochs, unpublished};
}

Notebook read_notebook_of_two(const std::string& text) {
  return {.exercises = catalog_of_two(), .title = text.empty() ? "" : "title of " + text};
}

const StoredRun kRun{.subcommand = "reproduce",
                     .command = "spiral-exp reproduce --seeds 2",
                     .seeds = {5, 2},
                     .exercises = {"epochs"}};

void store_trial(Store& store, const TrialKey& key) {
  TrialResult result = made_up_result(key.config, key.seed, {.9, .9});
  result.key = key;
  result.train_error.resize(static_cast<std::size_t>(key.config.epochs));
  result.weights = {1, 2, 3};
  store.add({result}, kRun.environment);
}

void store_seed(Store& store, std::uint64_t seed, std::int64_t epochs) {
  store_trial(store, {{.epochs = epochs}, seed, {}});
}

/// Asks for an inference from these values, in a folder that must not be made.
void infer(const std::string& exercise, const std::vector<std::string>& axes) {
  const Scratch scratch;
  std::vector<Axis> parsed;
  for (const std::string& axis : axes) parsed.push_back(parse_axis(axis));
  try {
    train_candidates({catalog_of_two()}, parsed,
                     {.exercises = {exercise}, .folder = scratch.file("out")});
  } catch (...) {
    CHECK(scratch.empty());
    throw;
  }
}

}  // namespace

TEST_CASE("a report without a store is refused, and makes none", "[study]") {
  const Scratch scratch;
  CHECK_THROWS_AS(Reproduction(read_notebook_of_two, scratch.file("out")), UsageError);
  CHECK_THROWS_WITH(Reproduction(read_notebook_of_two, scratch.file("out")),
                    StartsWith(scratch.file("out/trials.db") + ": there is no such file"));
  CHECK(scratch.empty());
}

TEST_CASE("a report from a store without a reproduction is refused", "[study]") {
  const Scratch scratch;
  write_file(scratch.file("trials.db"), "");
  CHECK_THROWS_WITH(Reproduction(read_notebook_of_two, scratch.file("")),
                    ContainsSubstring(": nothing is stored there"));
  open_store(scratch.file(""));
  CHECK_THROWS_WITH(Reproduction(read_notebook_of_two, scratch.file("")),
                    ContainsSubstring(": no reproduction is stored there"));
}

TEST_CASE("a report whose store lacks results says which command trains them", "[study]") {
  const Scratch scratch;
  const auto store = open_store(scratch.file("out"));
  store->add_run(kRun);
  for (const std::uint64_t seed : {5U, 6U}) store_seed(*store, seed, 1);
  store_seed(*store, 6, 2);
  const Reproduction incomplete(read_notebook_of_two, scratch.file("out"));
  CHECK_THROWS_AS(incomplete.results(0), StoreError);
  CHECK_THROWS_WITH(incomplete.results(0),
                    "epochs, case 2: 1 of 2 seeds are stored; 'spiral-exp reproduce --seeds 2' "
                    "with the same --out trains the others");
}

TEST_CASE("a complete store is a reproduction again, each part by itself", "[study]") {
  const Scratch scratch;
  const auto store = open_store(scratch.file("out"));
  StoredRun run = kRun;
  run.seeds = {5, 4};
  run.notebook = "a file";
  store->add_run(run);
  for (const std::int64_t epochs : {4, 3, 2, 1}) {
    for (const std::uint64_t seed : {6U, 5U, 7U, 8U}) {
      store_seed(*store, seed, epochs);
      store_trial(*store, {{.activate_last_hidden = true, .epochs = epochs}, seed, {}});
      for (const Draws draws : {Draws::data, Draws::weights, Draws::permutations}) {
        store_trial(*store, {{.epochs = epochs}, seed, {.replaced = ReplacedDraws{draws, 1}}});
      }
    }
  }
  const Reproduction loaded(read_notebook_of_two, scratch.file("out"));
  CHECK(loaded.run().command == kRun.command);
  CHECK(loaded.title() == "title of a file");
  REQUIRE(loaded.exercises() == 1);
  const ExperimentResults epochs = loaded.results(0);
  CHECK(epochs.experiment.name == "epochs");
  REQUIRE(epochs.cases.size() == 3);
  REQUIRE(epochs.auxiliary.size() == 1);
  CHECK(epochs.auxiliary.front().item.label == "4");
  for (const CaseResults& item : epochs.cases) {
    REQUIRE(item.results.size() == 4);
    CHECK(item.results[0].key == TrialKey{item.item.config, 5, {}});
    CHECK(item.results[1].key == TrialKey{item.item.config, 6, {}});
  }
  // Train errors are kept where a claim asks for them.
  CHECK(epochs.cases[1].results[0].train_error.empty());
  CHECK(epochs.cases[2].results[0].train_error.size() == 3);
  // Half of the seeds, every case.
  const ExperimentResults textbook = loaded.textbook(0);
  CHECK(textbook.cases.size() + textbook.auxiliary.size() == 4);
  CHECK(textbook.cases.front().item.config.activate_last_hidden);
  CHECK(textbook.cases.front().results.size() == 2);
  // A quarter of the seeds, the published cases alone.
  REQUIRE(loaded.replaced(0).size() == 3);
  const ExperimentResults weights = loaded.replaced(0)[1];
  REQUIRE(weights.cases.size() == 2);
  REQUIRE(weights.cases[1].results.size() == 1);
  CHECK(weights.cases[1].results[0].key ==
        TrialKey{{.epochs = 2}, 5, {.replaced = ReplacedDraws{Draws::weights, 1}}});
}

TEST_CASE("a reproduction is refused before its folder is made", "[study]") {
  const Scratch scratch;
  ReproduceOptions options{.exercises = {"epoch"}, .folder = scratch.file("out")};
  CHECK_THROWS_WITH(reproduce({catalog_of_two()}, options),
                    "unknown exercise 'epoch'; did you mean epochs?");
  options = {.seeds = {0, 5'000'000}, .folder = scratch.file("out")};
  CHECK_THROWS_WITH(reproduce({catalog_of_two()}, options),
                    StartsWith("--seeds 5000000: must be at most 4000000 with 5 cases"));
  options = {.folder = scratch.file("out"), .training = {.engine = "fast"}};
  CHECK_THROWS_WITH(reproduce({catalog_of_two()}, options), StartsWith("--engine fast: "));
  CHECK(scratch.empty());
}

TEST_CASE("an inference is refused before its folder is made", "[study]") {
  CHECK_THROWS_WITH(infer("unpublished", {"noise=0,1"}),
                    "unpublished: nothing was published of this exercise");
  const auto too_few =
      "--vary is missing or names one value; it takes two, as --vary epochs=50,100";
  CHECK_THROWS_WITH(infer("epochs", {}), too_few);
  CHECK_THROWS_WITH(infer("epochs", {"noise=0", "loss=bce"}), too_few);
  CHECK_THROWS_WITH(infer("epochs", {"epochs=5,6"}),
                    "--vary epochs: epochs varies it itself: 1 in 1, and 2 in 2");
  std::string thousand = "0";
  for (int i = 1; i < 1000; ++i) thousand += fmt::format(",0.{:03}", i);
  CHECK_THROWS_WITH(
      infer("epochs", {"noise=" + thousand, "hidden=3x10,3x3", "batch-size=1,2,3,4,5,6,7,8"}),
      "--vary: the values have more than 10000 combinations, the maximum");
  CHECK_THROWS_WITH(infer("epochs", {"train-size=31,32"}), StartsWith("--batch-size 32: with 31 "));
}
