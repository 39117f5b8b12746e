// What each figure carries, from records alone, without gnuplot.
#include "plot/figures.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/results.hpp"

using namespace spiral;

namespace {

const TrainConfig kConfig{.hidden = {10, 10, 10}, .epochs = 20};

const PredictionMap kMap{.real = {{0, 0, 0}, {1, 2, 1}},
                         .predicted = {1, 1},
                         .accuracy = 0.5,
                         .grid = {.x_min = -1,
                                  .y_min = -2,
                                  .step = 0.5,
                                  .columns = 3,
                                  .rows = 2,
                                  .values = {0, 0.25F, 0.5F, 0.75F, 1, 0.125F}}};

TrialResult at_seed(std::uint64_t seed) { return made_up_result(kConfig, seed, {0.5, 0.625}); }

/// Two cases at these seeds; the notebook published the first.
ExperimentResults two_cases(const std::vector<std::uint64_t>& seeds) {
  const Case published{
      .label = "3x10/bce", .config = kConfig, .published = Published{.accuracy_percent = 99.8}};
  const Case other{.label = "3x10/mse", .config = kConfig};
  ExperimentResults results{.experiment = {.name = "loss",
                                           .summary = "Loss",
                                           .varied = "Loss",
                                           .cases = {published, other}},
                            .cases = {{.item = published}, {.item = other}}};
  for (CaseResults& each : results.cases) {
    for (const std::uint64_t seed : seeds) each.results.push_back(at_seed(seed));
  }
  return results;
}

std::vector<MappedCase> mapped(const ExperimentResults& results) {
  std::vector<MappedCase> all;
  for (const CaseResults& each : results.cases) {
    all.push_back({&each, &each.results.front(), kMap});
  }
  return all;
}

/// All texts that stand on the figure beside its axes, in their order; binary data have none.
std::vector<std::string> texts(const Figure& figure) {
  const std::string mark = "set label ";
  std::vector<std::string> found;
  for (std::size_t at = 0; (at = figure.commands.find(mark, at)) != std::string::npos;) {
    at += mark.size();
    const std::string line = figure.commands.substr(at, figure.commands.find('\n', at) - at);
    found.push_back(line.substr(0, line.find("enhanced at screen")));
    // "'text' no" or "'text '.'{/:Bold more}' "
    for (const std::string piece : {"' no", "' ", "'.'", "'"}) {
      for (std::size_t i = 0; (i = found.back().find(piece)) != std::string::npos;) {
        found.back().erase(i, piece.size());
      }
    }
  }
  return found;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a label as long as one likes names a file, and no other label's", "[plot]") {
  const Experiment experiment{.name = "sweep", .summary = {}, .varied = "hidden", .cases = {}};
  const auto name_of = [&](const std::string& end) {
    const CaseResults results{.item = {.label = std::string(300, '7') + end, .config = kConfig},
                              .results = {at_seed(0)}};
    return compare_pred(experiment, {&results, &results.results.front(), kMap}, {}).name;
  };
  CHECK(name_of("-1").size() + std::string(".png.XXXXXX").size() <= 255);
  CHECK(name_of("-1") != name_of("-2"));
  CHECK(name_of("-1") == name_of("-1"));
}

TEST_CASE("vis_data is the training set alone on a page of 5 by 5 inches", "[plot]") {
  const Figure figure = vis_data(kMap.real, {});
  CHECK(figure.name == "dataset");
  CHECK(figure.width == 500);
  CHECK(figure.height == 500);
  CHECK(texts(figure) == Texts{"training set"});
  CHECK(figure.title == "training set");
}

TEST_CASE("compare_pred sets convergence, data, predictions and boundary in a row", "[plot]") {
  const ExperimentResults results = two_cases({7});
  const Figure figure = compare_pred(results.experiment, mapped(results).front(), {.side = 250});
  CHECK(figure.name == "loss-3x10-bce");
  CHECK(figure.width == 1000);
  CHECK(figure.height == 250);
  CHECK(figure.title == "Loss: 3x10/bce, seed 7");
  CHECK(texts(figure) == Texts{"Loss: 3x10/bce, seed 7", "Visualization of convergence",
                               "num_epochs", "Train error", "real data",
                               "prediction results, {/:Bold Acc: 50.00%}", "decision boundary"});
  CHECK_THAT(figure.commands, ContainsSubstring("set xrange [0.05:20.95]\n"));
}

TEST_CASE("a figure of some panels tells the accuracy where the boundary stands alone", "[plot]") {
  const ExperimentResults results = two_cases({0});
  const Figure figure = compare_pred(results.experiment, mapped(results).front(),
                                     {.side = 250, .panels = {PanelKind::boundary}});
  CHECK(figure.width == 250);
  CHECK(texts(figure) == Texts{"Loss: 3x10/bce", "decision boundary, {/:Bold Acc: 50.00%}"});
}

TEST_CASE("of several seeds compare_pred names the one that it shows", "[plot]") {
  const ExperimentResults results = two_cases({5, 6, 7});
  const Figure figure = compare_pred(results.experiment, mapped(results).front(), {});
  CHECK(texts(figure).front() == "Loss: 3x10/bce, seed 5, the median of 3");
  CHECK_THAT(figure.commands, ContainsSubstring("title 'median of 3 seeds'"));
  CHECK_THAT(figure.commands, ContainsSubstring("title 'the middle half'"));
}

TEST_CASE("seed 0, the notebook's, is not worth a word", "[plot]") {
  const ExperimentResults results = two_cases({0});
  CHECK(compare_pred(results.experiment, mapped(results).front(), {}).title == "Loss: 3x10/bce");
}

TEST_CASE("a training's figure says which epoch of how many it shows", "[plot]") {
  const ExperimentResults results = two_cases({7});
  const PlannedTrial trial{&results.experiment, &results.experiment.cases.front(), 7};
  const Figure figure = training_figure(trial, {0.5, 0.25}, kMap, {});
  CHECK(figure.name == "loss-3x10-bce");
  CHECK(figure.width == 800);
  CHECK(texts(figure) == Texts{"loss: 3x10/bce, epoch 2 of 20, seed 7",
                               "Visualization of convergence", "num_epochs", "Train error",
                               "decision boundary, {/:Bold Acc: 50.00%}"});
}

TEST_CASE("a learning rate's figure has every network's curve and boundary", "[plot]") {
  ExperimentResults results = two_cases({0});
  results.cases[1].item.config.hidden = {5, 5, 5};
  const Figure figure = learning_rate_figure(results.experiment, mapped(results), {.side = 500});
  CHECK(figure.name == "loss-0.1");
  CHECK(figure.width == 1500);
  CHECK(texts(figure) == Texts{"Learning rate: 0.1", "Visualization of convergence", "num_epochs",
                               "Train error", "3 layers, 10 neurons, {/:Bold Acc: 50.00%}",
                               "3 layers, 5 neurons, {/:Bold Acc: 50.00%}"});
  CHECK_THAT(figure.commands, ContainsSubstring("lc rgb 0x1f77b4 title '3 layers, 10 neurons', "));
}

TEST_CASE("an overview of one seed has a boundary a case, published numbers beside", "[plot]") {
  const ExperimentResults results = two_cases({0});
  const Figure figure = overview_figure(results, mapped(results), {});
  CHECK(figure.name == "loss-overview");
  CHECK(figure.width == 800);
  CHECK(figure.height == 400);
  CHECK(texts(figure) == Texts{"Loss", "3x10/bce: 62.50%", "published 99.80%", "3x10/mse: 62.50%"});
}

TEST_CASE("an overview of several seeds ends with the accuracy of each", "[plot]") {
  const ExperimentResults results = two_cases({0, 1, 2});
  const Figure figure = overview_figure(results, mapped(results), {});
  CHECK(figure.height == 800);
  CHECK(texts(figure) == Texts{"Loss; the median of 3 seeds each", "3x10/bce: 62.50%",
                               "published 99.80%, seed 0", "3x10/mse: 62.50%", "seed 0",
                               "accuracy of every seed", "Loss", "accuracy, %"});
  // Three dots a case.
  CHECK_THAT(figure.commands, ContainsSubstring("'-' binary record=(6) "));
}

TEST_CASE("an overview has up to four panels in a row, in rows of about one length", "[plot]") {
  const ExperimentResults results = two_cases({0});
  std::vector<MappedCase> five = mapped(results);
  five.resize(5, five.front());
  const Figure figure = overview_figure(results, five, {.side = 100});
  CHECK(figure.width == 300);
  CHECK(figure.height == 200);
}

TEST_CASE("an overview of two parameters has their grid and a heat map", "[plot]") {
  ExperimentResults results{
      .experiment = {.name = "sweep", .summary = "two", .varied = "x", .cases = {}}};
  for (const double rate : {.1, 1.}) {
    for (const std::int64_t epochs : {1, 2, 3, 4, 5}) {
      const TrainConfig config{.hidden = {3}, .learning_rate = rate, .epochs = epochs};
      results.cases.push_back({.item = {.label = "x", .config = config}, .results = {at_seed(0)}});
    }
  }
  const Figure figure = overview_figure(results, mapped(results), {.side = 100});
  CHECK(figure.width == 500);
  CHECK_THAT(figure.commands, ContainsSubstring("binary array=(5,2) format='%float64' with image"));
  const Texts found = texts(figure);
  CHECK(std::ranges::count(found, "learning rate") == 1);
  CHECK(std::ranges::count(found, "epochs") == 1);
}

TEST_CASE("an overview leaves out what no image could hold, and says so", "[plot]") {
  const ExperimentResults results = two_cases({0});
  std::vector<MappedCase> many = mapped(results);
  many.resize(140, many.front());
  const Figure figure = overview_figure(results, many, {});
  CHECK(figure.height == Approx(25 * 400));
  CHECK_THAT(figure.title, EndsWith("; the first 100 of 140"));
}

TEST_CASE("an accuracy that is no number is told as such", "[plot]") {
  ExperimentResults results = two_cases({0});
  results.cases[0].results[0].validation.notebook_accuracy = kNaN;
  CHECK(texts(overview_figure(results, mapped(results), {}))[1] == "3x10/bce: NaN");
}
