// One store out of many: what it holds, and which shards do not belong together.
#include "study/merge.hpp"

#include "core/text.hpp"
#include "study/stored_results.hpp"
#include "support/catch.hpp"
#include "support/scratch.hpp"

using namespace spiral;

namespace {

StoredRun run_of(const Shard& shard) {
  return {.subcommand = "reproduce",
          .command = "spiral-exp reproduce --seeds 4",
          .environment = kHere,
          .seeds = {0, 4},
          .exercises = {"linear"},
          .shard = shard,
          .is_complete = true};
}

class Shards {
 public:
  /// A shard's folder with these seeds' results.
  void add(const std::string& name, const StoredRun& run, const std::vector<TrialResult>& results) {
    folders_.push_back(scratch_.file(name));
    const auto store = open_store(folders_.back());
    store->add_run(run);
    store->add(results, run.environment);
  }

  MergeOptions options(bool accepts_missing = false) const {
    return {
        .folder = scratch_.file("merged"), .shards = folders_, .accepts_missing = accepts_missing};
  }

  std::string file(const std::string& name) const { return scratch_.file(name); }

  /// Merging them must fail, and write nothing.
  void check_refused(const std::string& reason) {
    CHECK_THROWS_WITH(merge(options()), ContainsSubstring(reason));
    CHECK_THROWS_AS(merge(options()), UsageError);
    CHECK_FALSE(std::filesystem::exists(scratch_.file("merged")));
  }

 private:
  const Scratch scratch_;
  std::vector<std::filesystem::path> folders_;
};

}  // namespace

TEST_CASE("a merged store has the trials of all shards, their weights, and the whole run",
          "[merge]") {
  Shards shards;
  const TrainConfig other{.epochs = 7};
  shards.add("a", run_of({1, 2}), {result_of({}, 2), result_of(other, 1), result_of({}, 0)});
  shards.add("b", run_of({2, 2}), {result_of(other, 3), result_of({}, 1)});
  const Merged merged = merge(shards.options());
  CHECK(merged.trials == 5);
  CHECK(merged.missing.empty());
  Store store(shards.file("merged/trials.db"), Store::Access::read_only);
  CHECK(seeds_in(store, {0, 9}) == std::vector<std::uint64_t>{0, 1, 2});
  CHECK(store.seeds(other, {}, kHere, {0, 9}) == std::vector<std::uint64_t>{1, 3});
  CHECK(store.weights({other, 3}, kHere) == result_of(other, 3).weights);
  const auto results = store.results(other, {}, kHere, {3, 1});
  REQUIRE(results.size() == 1);
  for (const auto& field : result_fields()) {
    INFO(field.name);
    CHECK(to_text(field.get(results.front())) == to_text(field.get(result_of(other, 3))));
  }
  const StoredRun run = *store.last_run("reproduce");
  CHECK(run.shard.is_whole());
  CHECK_FALSE(run.is_partial);
  CHECK(run.command == "spiral-exp reproduce --seeds 4");
}

TEST_CASE("results with Python's bits are merged whichever engine computed them", "[merge]") {
  Shards shards;
  StoredRun by_torch = run_of({2, 2});
  by_torch.environment.engine = "torch";
  by_torch.environment.libtorch = "another";
  shards.add("a", run_of({1, 2}), {result_of({}, 0)});
  shards.add("b", by_torch, {result_of({}, 1)});
  CHECK(merge(shards.options()).trials == 2);
}

TEST_CASE("a merge keeps what its folder has", "[merge]") {
  Shards shards;
  open_store(shards.file("merged"))->add({result_of({}, 8)}, kHere);
  shards.add("a", run_of({1, 1}), {result_of({}, 0)});
  merge(shards.options());
  merge(shards.options());
  Store store(shards.file("merged/trials.db"));
  CHECK(seeds_in(store, {0, 9}) == std::vector<std::uint64_t>{0, 8});
}

TEST_CASE("missing and incomplete shards are named, and accepted on demand", "[merge]") {
  Shards shards;
  StoredRun begun = run_of({3, 4});
  begun.is_complete = false;
  shards.add("a", run_of({1, 4}), {result_of({}, 0)});
  shards.add("c", begun, {result_of({}, 2)});
  shards.check_refused("missing of 4: shards 2, 3 (not complete) and 4; ");
  const Merged merged = merge(shards.options(/*accepts_missing=*/true));
  CHECK(merged.missing == std::vector<std::int64_t>{2, 3, 4});
  CHECK(merged.run.is_partial);
  Store store(shards.file("merged/trials.db"));
  CHECK(seeds_in(store, {0, 9}) == std::vector<std::uint64_t>{0, 2});
}

TEST_CASE("shards of different commands, counts, files or arithmetics are refused", "[merge]") {
  Shards shards;
  StoredRun other = run_of({2, 2});
  std::string reason;
  SECTION("commands") {
    other.command = "spiral-exp reproduce --seeds 5";
    reason = "b: its command is 'spiral-exp reproduce --seeds 5', that of ";
  }
  SECTION("counts") {
    other.shard = {2, 3};
    reason = "b: its number of shards is 3, that of ";
  }
  SECTION("files") {
    other.notebook = "title = 'another'";
    reason = "b are of different experiment files";
  }
  SECTION("arithmetics") {
    other.environment.fingerprint = "another";
    reason = "b: its fingerprint is another, that of ";
  }
  SECTION("numerics") {
    other.environment.numerics = 99;
    reason = "b: its numerics is 99, that of ";
  }
  shards.add("a", run_of({1, 2}), {result_of({}, 0)});
  shards.add("b", other, {});
  shards.check_refused(reason);
}

TEST_CASE("a trial that two shards have is kept once if it is the same, whatever its time",
          "[merge]") {
  Shards shards;
  TrialResult again = result_of({}, 1);
  again.seconds = 99;
  shards.add("a", run_of({1, 2}), {result_of({}, 1)});
  shards.add("b", run_of({2, 2}), {again});
  SECTION("the same") {
    merge(shards.options());
    Store store(shards.file("merged/trials.db"));
    CHECK(store.results({}, {}, kHere, {0, 9}).front().seconds == 1.5);
  }
  SECTION("another one leaves the store as it was") {
    again = result_of({}, 2);
    again.train_error.front() += 1e-12;
    open_store(shards.file("merged"))->add({result_of({}, 7)}, kHere);
    shards.add("c", run_of({2, 2}), {again, result_of({}, 3)});
    shards.add("d", run_of({2, 2}), {result_of({}, 2)});
    CHECK_THROWS_WITH(merge(shards.options()),
                      ContainsSubstring("d: seed 2 has other results there than in another shard "
                                        "(hidden , "));
    Store store(shards.file("merged/trials.db"));
    CHECK(seeds_in(store, {0, 9}) == std::vector<std::uint64_t>{7});
  }
}

TEST_CASE("what is no shard is refused", "[merge]") {
  Shards shards;
  shards.add("a", run_of({1, 2}), {});
  MergeOptions options = shards.options();
  options.shards.push_back(shards.file("nowhere"));
  CHECK_THROWS_WITH(merge(options), ContainsSubstring("nowhere/trials.db: "));
  options.shards.back() = shards.file("empty");
  open_store(shards.file("empty"));
  CHECK_THROWS_WITH(merge(options),
                    EndsWith("empty: its store is no shard's; nothing was asked of it"));
  options.shards.back() = options.folder = shards.file("a");
  CHECK_THROWS_WITH(merge(options), ContainsSubstring("the merged store goes there"));
}
