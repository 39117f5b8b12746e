#include "report/results_table.hpp"

#include <sstream>

#include "experiments/catalog.hpp"
#include "support/catch.hpp"
#include "support/results.hpp"

using namespace spiral;

namespace {

const Case kRelu{.label = "relu", .config = {}, .published = Published{99.80}};
const Case kElu{.label = "elu", .config = {.activation = Activation::elu}};

using Row = std::vector<std::string>;

ExperimentResults experiment_of(const std::vector<CaseResults>& cases) {
  ExperimentResults results{
      .experiment = {.name = "activation", .summary = "Which", .varied = "", .cases = {}},
      .cases = cases};
  for (const CaseResults& of_case : cases) results.experiment.cases.push_back(of_case.item);
  return results;
}

/// A result for each score, at seeds from 0 on.
CaseResults made_up(const Case& item, const std::vector<Score>& validation) {
  CaseResults results{item};
  for (const Score& score : validation) {
    results.results.push_back(made_up_result(item.config, results.results.size(), score));
  }
  return results;
}

}  // namespace

TEST_CASE("the table sets ours beside the published figure", "[report]") {
  const Table table =
      results_table(experiment_of({made_up(kRelu, {{.accuracy = 0.75, .notebook_accuracy = 0.75}}),
                                   made_up(kElu, {{.accuracy = 1, .notebook_accuracy = 1}})}));
  CHECK(table.header == Row{"case", "published %", "ours %", "off by", "train error", "seconds"});
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[0] == Row{"relu", "99.80", "75.00", "-24.80", "0.1250", "1.50"});
  CHECK(table.rows[1] == Row{"elu", "", "100.00", "", "0.1250", "1.50"});
}

TEST_CASE("several seeds show their median and their range", "[report]") {
  const Table table = results_table(experiment_of(
      {made_up(kRelu, {{0.5, 0.5}, {0.9, 0.9}, {0.6, 0.6}, {0.8, 0.8}}), made_up(kElu, {})}));
  CHECK(table.header[2] == "median %");
  REQUIRE(table.rows.size() == 1);
  CHECK(table.rows[0] ==
        Row{"relu", "99.80", "70.00", "50.00 to 90.00", "-29.80", "0.1250", "1.50"});
}

TEST_CASE("a seed that diverged counts as the lowest and is not hidden", "[report]") {
  const auto with = [](double a, double b, double c) {
    return results_table(experiment_of({made_up(kRelu, {{a, a}, {b, b}, {c, c}})})).rows[0];
  };
  CHECK(with(0.5, kNaN, 0.75)[2] == "50.00");
  CHECK(with(0.5, kNaN, 0.75)[3] == "NaN to 75.00");
  CHECK(with(kNaN, kNaN, 0.75)[2] == "NaN");
}

TEST_CASE("the right figure gets a column where the notebook's differs from it", "[report]") {
  const Table table =
      results_table(experiment_of({made_up(kRelu, {{.accuracy = 1, .notebook_accuracy = 0.5}})}));
  CHECK(table.header.back() == "accuracy %");
  CHECK(table.rows[0][2] == "50.00");
  CHECK(table.rows[0].back() == "100.00");
}

TEST_CASE("a test set's scores come first, its validation scores below", "[report]") {
  const Case item{.label = "test", .config = {.test_size = 500}, .published = Published{99.91}};
  CaseResults results = made_up(item, {{.accuracy = 0.5, .notebook_accuracy = 0.25}});
  results.results[0].test = Score{.accuracy = 1, .notebook_accuracy = 0.75};
  const Table table = results_table(experiment_of({results}));
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[0] == Row{"test", "99.91", "75.00", "-24.91", "0.1250", "1.50", "100.00"});
  CHECK(table.rows[1] == Row{"validation", "", "25.00", "", "0.1250", "1.50", "50.00"});
}

TEST_CASE("published train errors are set beside ours, as far as both go", "[report]") {
  Case item = kRelu;
  item.published->train_error = {0.24, 0.25, 0.26};
  const Table alone = train_error_table(experiment_of({made_up(item, {{1, 1}})}));
  REQUIRE(alone.rows.size() == 2);
  CHECK(alone.rows[1] == Row{"2", "0.2500", "0.1250", "-0.1250"});
  const Table among =
      train_error_table(experiment_of({made_up(item, {{1, 1}}), made_up(kElu, {{1, 1}})}));
  REQUIRE(among.rows.size() == 2);
  CHECK(among.rows[1] == Row{"relu", "2", "0.2500", "0.1250", "-0.1250"});
}

TEST_CASE("the console says which engine trained, and which epoch's weights were kept",
          "[report]") {
  RunRecord record{.command = "activation", .environment = {}, .experiments = {}};
  record.environment.engine = "simd";
  record.experiments = {experiment_of({made_up(kElu, {{1, 1}})}), experiment_of({})};
  const std::string table =
      "case  ours %  train error  seconds\n"
      "----  ------  -----------  -------\n"
      "elu   100.00       0.1250     1.50\n\n";
  CHECK(console_tables(record, false) == "activation: Which (simd engine)\n\n" + table);
  record.experiments[0].cases[0].results[0].best_epoch = 1;
  CHECK(console_tables(record, true) ==
        "\033[1mactivation\033[0m: Which (simd engine)\n\n" + table +
            "Trained for 2 epochs; the weights of epoch 1 had the lowest validation loss.\n\n");
}

TEST_CASE("every exercise's table fits a terminal, whatever its numbers", "[report]") {
  for (const std::size_t seeds : {1U, 2U}) {
    RunRecord record{.command = "all", .environment = {}, .experiments = {}};
    record.environment.engine = "ensemble";
    for (const Experiment& experiment : catalog()) {
      ExperimentResults& results = record.experiments.emplace_back(ExperimentResults{experiment});
      for (const Case& item : experiment.cases) {
        // As wide as figures get: "0.00 to 100.00", "100.00" and "-100.00".
        const std::vector<Score> scores{{.accuracy = 1, .notebook_accuracy = 0}, {1, 1}};
        CaseResults& of_case = results.cases.emplace_back(
            made_up(item, {scores.begin(), scores.begin() + static_cast<std::ptrdiff_t>(seeds)}));
        for (TrialResult& result : of_case.results) {
          result.seconds = 1000;
          if (item.config.test_size > 0) result.test = result.validation;
        }
      }
    }
    std::istringstream lines(console_tables(record, false));
    for (std::string line; std::getline(lines, line);) {
      INFO(line);
      CHECK(line.size() <= kTerminalColumns);
    }
  }
}

TEST_CASE("a table too wide for a terminal shows neither seconds nor train errors, its export does",
          "[report]") {
  const Case wide{.label = std::string(70, 'x'), .config = {}};
  RunRecord record{.command = "sweep", .environment = {}, .experiments = {}};
  record.experiments = {experiment_of({made_up(wide, {{1, 1}})})};
  const std::string label(70, 'x');
  CHECK_THAT(console_tables(record, false),
             ContainsSubstring("\n" + label + "  100.00\n") &&
                 ContainsSubstring("case" + std::string(66, ' ') + "  ours %\n"));
  CHECK(results_table(record.experiments[0]).header ==
        Row{"case", "ours %", "train error", "seconds"});
}

TEST_CASE("the catalog shows what differs between an exercise's cases, and what was published",
          "[report]") {
  const Table table =
      catalog_table(experiment_of({made_up(kRelu, {}), made_up(kElu, {})}).experiment);
  CHECK(table.header == Row{"case", "activation", "published %"});
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[0] == Row{"relu", "relu", "99.80"});
  CHECK(table.rows[1] == Row{"elu", "elu", ""});
}

TEST_CASE("the catalog says the usual config once, and of an exercise what is unusual",
          "[report]") {
  const std::string text = catalog_text({.exercises = catalog()});
  CHECK_THAT(text,
             StartsWith("Unless an exercise says otherwise: hidden 3x10, activation relu,\n"));
  CHECK_THAT(text, ContainsSubstring("\nwith hidden 3x4, learning-rate 0.01, epochs 10, "
                                     "batch-size 10\n\ncase   published %\n"));
  CHECK_THAT(text, ContainsSubstring("\narchitecture: Number of hidden layers: 1, 2, 3, 5, 10\n\n"
                                     "case  hidden  published %  published boundary\n"));
}
