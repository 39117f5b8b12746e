#include "report/number_check.hpp"

#include <nlohmann/json.hpp>

#include "support/catch.hpp"
#include "support/results.hpp"

using namespace spiral;

namespace {

/// An exercise of one case, with this number as published and an accuracy in percent a seed.
ExperimentResults results_of(const std::string& exercise, double number,
                             const std::vector<double>& accuracies) {
  const Case item{.label = "relu",
                  .config = {.hidden = {3}, .epochs = 2},
                  .published = Published{.accuracy_percent = number}};
  CaseResults of_case{.item = item};
  for (const double accuracy : accuracies) {
    const double share = accuracy / 100;
    of_case.results.push_back(made_up_result(item.config, of_case.results.size(), {share, share}));
  }
  return {.experiment = {.name = exercise, .summary = "Made up", .varied = {}, .cases = {item}},
          .cases = {of_case}};
}

/// 100 seeds: 50.5, 51, ... 100.
std::vector<double> even_spread() {
  std::vector<double> accuracies;
  for (int i = 1; i <= 100; ++i) accuracies.push_back(50 + i / 2.0);
  return accuracies;
}

NumberCheck check_of(const std::vector<ExperimentResults>& results) {
  return check_numbers({.version = {},
                        .libtorch = {},
                        .cpu_capability = {},
                        .blas = {},
                        .device = {},
                        .engine = "simd"},
                       {.first = 7, .count = 100}, results);
}

}  // namespace

TEST_CASE("a number among the seeds is compatible, with its place among them", "[report]") {
  const std::vector results{results_of("activation", 60, even_spread())};
  const NumberCheck check = check_of(results);
  CHECK(check.outliers() == 0);
  const std::string text = to_text(check);
  CHECK_THAT(text, StartsWith("Your numbers among 100 seeds (7 to 106), in percent (simd engine)\n"
                              "\nactivation: Made up\n"));
  // 19 seeds below, one equal; 59.5, 60 and 60.5 within half a point.
  CHECK_THAT(text,
             ContainsSubstring(
                 "\nrelu  60.00   75.25  51.00-99.50        19.5      20     3  compatible\n"));
  CHECK_THAT(text, EndsWith("\nYour number could be that of another seed.\n"));
}

TEST_CASE("a number that hardly a seed gives is an outlier, and named", "[report]") {
  const std::vector results{results_of("activation", 60, even_spread()),
                            results_of("epochs", 30, even_spread())};
  const NumberCheck check = check_of(results);
  CHECK(check.outliers() == 1);
  CHECK(outliers_in_words(check) == "1 of your 2 numbers is an outlier");
  const std::string text = to_text(check);
  CHECK_THAT(text, ContainsSubstring("0.0       0     0  outlier\n"));
  CHECK_THAT(text, ContainsSubstring("\n1 of your 2 numbers is an outlier, which hardly a seed "
                                     "gives: epochs relu. Of\nthe seeds, "));
  CHECK_THAT(text, ContainsSubstring(" of 100 have as many outliers, each against all others.\n"));
}

TEST_CASE("a number between two heaps of seeds is compatible, and said to lie in a gap",
          "[report]") {
  std::vector<double> heaps(50, 60);
  heaps.insert(heaps.end(), 50, 100);
  const std::vector results{results_of("activation", 80, heaps)};
  const NumberCheck check = check_of(results);
  CHECK(check.outliers() == 0);
  CHECK_THAT(to_text(check), ContainsSubstring("in a gap\n") &&
                                 EndsWith("In a gap, where hardly a seed lies\nbut on both sides: "
                                          "activation relu.\n"));
}

TEST_CASE("the table of a check fits a terminal", "[report]") {
  auto results = results_of("learning-rate", 60, even_spread());
  results.cases.front().item.label = "0.001/6x10";
  const std::vector all{results};
  const std::string text = to_text(check_of(all));
  for (std::size_t begin = 0; begin < text.size(); begin = text.find('\n', begin) + 1) {
    CHECK(text.find('\n', begin) - begin <= 80);
  }
}

TEST_CASE("a check as JSON has a record a number", "[report]") {
  const std::vector results{results_of("activation", 60, even_spread()),
                            results_of("epochs", 30, even_spread())};
  const auto json = nlohmann::json::parse(to_json(check_of(results)));
  CHECK(json["schema"] == 1);
  CHECK(json["environment"]["engine"] == "simd");
  CHECK(json["seeds"] == nlohmann::json{{"first", 7}, {"count", 100}});
  CHECK(json["outliers"] == 1);
  REQUIRE(json["numbers"].size() == 2);
  const auto& number = json["numbers"][0];
  CHECK(number["experiment"] == "activation");
  CHECK(number["case"] == "relu");
  CHECK(number["epochs"] == 2);
  CHECK(number["published"] == 60);
  CHECK(number["median"] == 75.25);
  CHECK(number["compatible_from"] == 51);
  CHECK(number["compatible_to"] == 99.5);
  CHECK(number["percentile"] == .195);
  CHECK(number["as_far"] == 20);
  CHECK(number["within_half_a_point"] == 3);
  CHECK(number["verdict"] == "compatible");
  CHECK(json["numbers"][1]["verdict"] == "outlier");
}
