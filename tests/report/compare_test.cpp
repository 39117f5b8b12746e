#include "report/compare.hpp"

#include <cmath>

#include "core/text.hpp"
#include "report/exports.hpp"
#include "support/catch.hpp"
#include "support/results.hpp"

using namespace spiral;

namespace {

/// An export of these seeds, whose train errors in the second epoch are `second_error`.
std::string export_of(const std::vector<std::uint64_t>& seeds, double second_error,
                      const std::string& fingerprint = "abc", const std::string& products = "1") {
  const Case item{.label = "relu", .config = {.hidden = {3}, .epochs = 2}};
  CaseResults results{.item = item};
  for (const std::uint64_t seed : seeds) {
    results.results.push_back(made_up_result(item.config, seed, {.5, .5}));
    results.results.back().train_error = {.25, second_error};
  }
  RunRecord record{.command = "activation", .environment = {}, .experiments = {}};
  record.environment.fingerprint = fingerprint;
  record.operations = {{"products", products}, {"tanh", "2"}};
  const Experiment experiment{.name = "activation", .summary = {}, .varied = {}, .cases = {item}};
  record.experiments = {{.experiment = experiment, .cases = {results}}};
  return to_json(record);
}

}  // namespace

TEST_CASE("an export is equal to itself, NaN included", "[report]") {
  const ExportedRun run = parse_export("a.json", export_of({1, 2}, kNaN));
  const Comparison comparison = compare(run, run);
  CHECK(comparison.equal == 2);
  CHECK(comparison.partings.empty());
  CHECK_THAT(comparison_text(comparison, run, run),
             ContainsSubstring("Trials in both: 2; equal to the last bit: 2; different: 0.\n"
                               "Both ran on the same arithmetic, abc.\n"));
}

TEST_CASE("two runs part at the first epoch that is not the same, by the last bit", "[report]") {
  const ExportedRun a = parse_export("a.json", export_of({1}, .125));
  const ExportedRun b = parse_export("b.json", export_of({1}, std::nextafter(.125, 1)));
  const Comparison comparison = compare(a, b);
  REQUIRE(comparison.partings.size() == 1);
  CHECK(comparison.partings[0].figure == "train_error, epoch 2");
  CHECK(comparison.partings[0].trial == "activation relu seed 1");
  CHECK_THAT(comparison_text(comparison, a, b), ContainsSubstring("2.8e-17"));
}

TEST_CASE("what only one side has is counted, and compared with nothing", "[report]") {
  const ExportedRun a = parse_export("a.json", export_of({1, 2, 3}, .125));
  const ExportedRun b = parse_export("b.json", export_of({3, 4}, .125));
  const Comparison comparison = compare(a, b);
  CHECK(comparison.equal == 1);
  CHECK(comparison.only_first == 2);
  CHECK(comparison.only_second == 1);
  CHECK_THAT(comparison_text(comparison, a, b), ContainsSubstring("Only in a.json: 2.\n"));
}

TEST_CASE("different arithmetics are told, with the operations that differ", "[report]") {
  const ExportedRun a = parse_export("a.json", export_of({1}, .125));
  const ExportedRun b = parse_export("b.json", export_of({1}, .125, "def", "9"));
  CHECK_THAT(comparison_text(compare(a, b), a, b),
             ContainsSubstring("They ran on different arithmetics, abc and def, which compute "
                               "otherwise: products.\n"));
}

TEST_CASE("a script's export needs a seed and its numbers alone", "[report]") {
  const ExportedRun a = parse_export("a.json", export_of({7}, .125));
  const ExportedRun b = parse_export(
      "b.json", R"({"trials": [{"seed": 7, "train_error": [0.25, 0.125], "accuracy": 0.25}]})");
  const Comparison comparison = compare(a, b);
  REQUIRE(comparison.partings.size() == 1);
  CHECK(comparison.partings[0].figure == "accuracy");
  CHECK_THAT(comparison_text(comparison, a, b),
             ContainsSubstring("b.json does not say on which arithmetic it ran.\n"));
}

TEST_CASE("a curve that ends earlier parts there", "[report]") {
  const ExportedRun a = parse_export("a.json", export_of({7}, .125));
  const ExportedRun b =
      parse_export("b.json", R"({"trials": [{"seed": 7, "train_error": [0.25]}]})");
  REQUIRE(compare(a, b).partings.size() == 1);
  CHECK(compare(a, b).partings[0].figure == "train_error, epoch 2");
}

TEST_CASE("trials are equal only where numbers of theirs were compared", "[report]") {
  const ExportedRun a = parse_export("a.json", export_of({7}, .125));
  const ExportedRun b = parse_export("b.json", R"({"trials": [{"seed": 7, "acc": 0.5}]})");
  CHECK_THROWS_WITH(compare(a, b),
                    StartsWith("activation relu seed 7: the two runs have no number"));
}

TEST_CASE("trials that the other run does not tell apart are refused", "[report]") {
  const ExportedRun a = parse_export(
      "a.json",
      R"({"trials": [{"seed": 7, "epochs": 2, "accuracy": 1}, {"seed": 7, "epochs": 3, "accuracy": 1}]})");
  const ExportedRun b = parse_export("b.json", R"({"trials": [{"seed": 7, "accuracy": 1}]})");
  CHECK_THROWS_WITH(
      compare(a, b),
      "a.json: seed 7 and seed 7 differ in epochs, which the other run does not name");
}

TEST_CASE("trials that their fields do not tell apart meet by their names", "[report]") {
  const ExportedRun a =
      parse_export("a.json",
                   R"({"trials": [{"case": "adam", "epochs": 2, "seed": 7, "accuracy": 1},
                     {"case": "tiny", "epochs": 3, "seed": 7, "accuracy": 0.5}]})");
  const ExportedRun b = parse_export("b.json",
                                     R"({"trials": [{"case": "tiny", "seed": 7, "accuracy": 0.5},
                                                    {"case": "adam", "seed": 7, "accuracy": 1}]})");
  CHECK(compare(a, b).equal == 2);
  // Where fields do tell them apart, names are but names.
  const ExportedRun c = parse_export(
      "c.json", R"({"trials": [{"case": "other", "epochs": 3, "seed": 7, "accuracy": 0.5}]})");
  CHECK(compare(a, c).equal == 1);
}

TEST_CASE("runs that share no trial are told what parts them", "[report]") {
  const ExportedRun a = parse_export("a.json", export_of({1}, .125));
  const ExportedRun b = parse_export("b.json", export_of({2}, .125));
  CHECK_THROWS_WITH(compare(a, b),
                    "a.json and b.json share no trial; the first ones part in seed: 1 and 2");
}

TEST_CASE("engines that are only close to Python's bits are told", "[report]") {
  std::string close = export_of({1}, .25);
  close.replace(close.find("\"bits\":\"python\""), 15, "\"bits\":\"close\"");
  const ExportedRun a = parse_export("a.json", export_of({1}, .125));
  const ExportedRun b = parse_export("b.json", close);
  CHECK_THAT(comparison_text(compare(a, b), a, b),
             ContainsSubstring("They differ in bits: python and close.\n"));
}

TEST_CASE("what is no export is refused by its name", "[report]") {
  for (const std::string text :
       {"", "[]", "{}", R"({"trials": 3})", R"({"trials": []})", R"({"trials": [3]})",
        R"({"trials": [{"train_error": ["a"]}]})", R"({"trials": [{"accuracy": "0.5"}]})",
        R"({"trials": [{"train_error": [NaN]}]})", R"({"trials": [{"train_error": 3}]})"}) {
    INFO(text);
    CHECK_THROWS_AS(parse_export("x.json", text), UsageError);
    CHECK_THROWS_WITH(parse_export("x.json", text), StartsWith("x.json: "));
  }
}
