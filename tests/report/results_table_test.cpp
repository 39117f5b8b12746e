#include "report/results_table.hpp"

#include "support/catch.hpp"
#include "support/results.hpp"

using namespace spiral;

namespace {

const Setting kRelu{.name = "relu"};
const Setting kElu{.name = "elu"};
const Experiment kExperiment{.name = "activation",
                             .summary = "",
                             .varied = "",
                             .settings = {kRelu, kElu},
                             .published = {{"relu", 99.80}}};

using Row = std::vector<std::string>;

}  // namespace

TEST_CASE("the table sets ours beside the published figure", "[report]") {
  const Table table = results_table(
      kExperiment,
      {made_up_result("activation", kRelu, 0, {.accuracy = 0.75, .notebook_accuracy = 0.75}),
       made_up_result("activation", kElu, 0, {.accuracy = 1, .notebook_accuracy = 1})});
  CHECK(table.header ==
        Row{"setting", "published %", "ours %", "difference", "train error", "seconds"});
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[0] == Row{"relu", "99.80", "75.00", "-24.80", "0.1250", "1.50"});
  CHECK(table.rows[1] == Row{"elu", "", "100.00", "", "0.1250", "1.50"});
}

TEST_CASE("several seeds show their median and their range", "[report]") {
  std::vector<TrialResult> results;
  for (const double accuracy : {0.5, 0.9, 0.6, 0.8}) {
    results.push_back(made_up_result("activation", kRelu, results.size(), {accuracy, accuracy}));
  }
  const Table table = results_table(kExperiment, results);
  CHECK(table.header[2] == "ours %, median");
  REQUIRE(table.rows.size() == 1);
  CHECK(table.rows[0] ==
        Row{"relu", "99.80", "70.00", "50.00 to 90.00", "-29.80", "0.1250", "1.50"});
}

TEST_CASE("a seed that diverged counts as the lowest and is not hidden", "[report]") {
  const auto with = [](double a, double b, double c) {
    return results_table(kExperiment, {made_up_result("activation", kRelu, 0, {a, a}),
                                       made_up_result("activation", kRelu, 1, {b, b}),
                                       made_up_result("activation", kRelu, 2, {c, c})})
        .rows[0];
  };
  CHECK(with(0.5, kNaN, 0.75)[2] == "50.00");
  CHECK(with(0.5, kNaN, 0.75)[3] == "NaN to 75.00");
  CHECK(with(kNaN, kNaN, 0.75)[2] == "NaN");
}

TEST_CASE("the right figure gets a column where the notebook's differs from it", "[report]") {
  const Table table = results_table(
      kExperiment,
      {made_up_result("activation", kRelu, 0, {.accuracy = 1, .notebook_accuracy = 0.5})});
  CHECK(table.header.back() == "accuracy %");
  CHECK(table.rows[0][2] == "50.00");
  CHECK(table.rows[0].back() == "100.00");
}

TEST_CASE("a test set's scores come first, its validation scores below", "[report]") {
  const Setting setting{.name = "test", .test_size = 500};
  const Experiment experiment{.name = "test-set",
                              .summary = "",
                              .varied = "",
                              .settings = {setting},
                              .published = {{"test", 99.91}}};
  TrialResult result =
      made_up_result("test-set", setting, 0, {.accuracy = 0.5, .notebook_accuracy = 0.25});
  result.test = Score{.accuracy = 1, .notebook_accuracy = 0.75};
  const Table table = results_table(experiment, {result});
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[0] == Row{"test", "99.91", "75.00", "-24.91", "0.1250", "1.50", "100.00"});
  CHECK(table.rows[1] == Row{"validation", "", "25.00", "", "0.1250", "1.50", "50.00"});
}

TEST_CASE("published train errors are set beside ours, as far as both go", "[report]") {
  const Experiment experiment{.name = "linear",
                              .summary = "",
                              .varied = "",
                              .settings = {kRelu},
                              .published = {{"relu", 58.20, "", {0.24, 0.25, 0.26}}}};
  const Table table = train_error_table(experiment, {made_up_result("linear", kRelu, 0, {1, 1})});
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[1] == Row{"2", "0.2500", "0.1250", "-0.1250"});
}
