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
                                           .summary = "two losses",
                                           .varied = "Loss",
                                           .cases = {published, other}},
                            .cases = {{.item = published}, {.item = other}}};
  for (CaseResults& each : results.cases) {
    for (const std::uint64_t seed : seeds) each.results.push_back(at_seed(seed));
  }
  return results;
}

std::vector<MappedResult> first_maps(const ExperimentResults& results) {
  std::vector<MappedResult> mapped;
  for (const auto& [item, of_case] : results.cases) {
    mapped.push_back({&item, &of_case.front(), kMap});
  }
  return mapped;
}

/// The panels' titles in their order; binary data have none.
std::vector<std::string> titles(const Figure& figure) {
  const std::string mark = "set title '";
  std::vector<std::string> found;
  for (std::size_t at = 0; (at = figure.commands.find(mark, at)) != std::string::npos;) {
    at += mark.size();
    found.push_back(figure.commands.substr(at, figure.commands.find("'\n", at) - at));
  }
  return found;
}

using Titles = std::vector<std::string>;

}  // namespace

TEST_CASE("a label as long as one likes names a file, and no other label's", "[plot]") {
  const Experiment experiment{.name = "sweep", .summary = {}, .varied = "hidden", .cases = {}};
  const TrialResult result = at_seed(0);
  const auto name_of = [&](const std::string& end) {
    const Case item{.label = std::string(300, '7') + end, .config = kConfig};
    return compare_pred(experiment, {&item, &result, kMap}, {.pixels = 400}).name;
  };
  CHECK(name_of("-1").size() + std::string(".png.XXXXXX").size() <= 255);
  CHECK(name_of("-1") != name_of("-2"));
  CHECK(name_of("-1") == name_of("-1"));
}

TEST_CASE("vis_data is the training set alone on a page of 5 by 5 inches", "[plot]") {
  const Figure figure = vis_data(kMap.real);
  CHECK(figure.name == "dataset");
  CHECK(figure.width == 500);
  CHECK(figure.height == 500);
  CHECK(titles(figure) == Titles{"training set"});
  CHECK_THAT(figure.commands, ContainsSubstring("lc rgb 0xff0000"));
  CHECK_THAT(figure.commands, ContainsSubstring("lc rgb 0x0000ff"));
}

TEST_CASE("compare_pred sets convergence, data, predictions and boundary in a row", "[plot]") {
  const ExperimentResults results = two_cases({7});
  const Figure figure =
      compare_pred(results.experiment, first_maps(results).front(), {.pixels = 250});
  CHECK(figure.name == "loss-3x10-bce");
  CHECK(figure.width == 1000);
  CHECK(figure.height == 250);
  CHECK_THAT(figure.commands,
             ContainsSubstring("set multiplot layout 1,4 margins screen 0.0600, "));
  CHECK(titles(figure) == Titles{"Visualization of convergence", "real data",
                                 "prediction results, Acc: 50.00 %", "decision boundary"});
  CHECK_THAT(figure.commands, ContainsSubstring("set xrange [0.05:20.95]\n"));
}

TEST_CASE("seed 0, the notebook's, is not worth a word", "[plot]") {
  const ExperimentResults results = two_cases({0});
  CHECK_THAT(
      compare_pred(results.experiment, first_maps(results).front(), {.pixels = 250}).commands,
      ContainsSubstring("title 'Loss: 3x10/bce' "));
}

TEST_CASE("a training's figure says which epoch of how many it shows", "[plot]") {
  const ExperimentResults results = two_cases({7});
  const PlannedTrial trial{&results.experiment, &results.experiment.cases.front(), 7};
  for (const int panel : {250, kCharacters}) {
    const Figure figure = training_figure(trial, {0.5, 0.25}, kMap, {.pixels = panel});
    CHECK(figure.name == "loss-3x10-bce");
    CHECK_THAT(figure.commands, ContainsSubstring("title 'loss: 3x10/bce, epoch 2 of 20, seed 7'"));
    CHECK(titles(figure) ==
          Titles{"Visualization of convergence", "decision boundary, accuracy 50.00 %"});
  }
  const Figure frame = frame_figure(trial, 5, kMap, {.pixels = 250});
  CHECK(frame.name == "loss-3x10-bce");
  CHECK(titles(frame) == Titles{"3x10/bce, epoch 5, accuracy 50.00 %"});
}

TEST_CASE("a learning rate's figure has every network's curve and boundary", "[plot]") {
  ExperimentResults results = two_cases({0});
  results.cases[1].item.config.hidden = {5, 5, 5};
  const Figure figure = learning_rate_figure(first_maps(results), {.pixels = 100});
  CHECK(figure.name == "learning-rate-0.1");
  CHECK(figure.width == 300);
  CHECK(titles(figure) == Titles{"Visualization of convergence",
                                 "3 layers, 10 neurons, accuracy 50.00 %",
                                 "3 layers, 5 neurons, accuracy 50.00 %"});
  CHECK_THAT(
      figure.commands,
      ContainsSubstring("with lines lw 1.5 lc rgb '#1f77b4' title '3 layers, 10 neurons', "));
}

TEST_CASE("an overview of one seed has a boundary a case, published numbers beside", "[plot]") {
  const ExperimentResults results = two_cases({0});
  const Figure figure = overview_figure(results, first_maps(results), {.pixels = 100});
  CHECK(figure.name == "loss-overview");
  CHECK(figure.width == 200);
  CHECK(figure.height == 100);
  CHECK(titles(figure) == Titles{"3x10/bce: 62.50 % (published 99.80)", "3x10/mse: 50.00 %"});
}

TEST_CASE("an overview of several seeds ends with the accuracy of each", "[plot]") {
  const ExperimentResults results = two_cases({0, 1, 2});
  const Figure figure = overview_figure(results, first_maps(results), {.pixels = 100});
  CHECK(figure.width == 300);
  CHECK(titles(figure).back() == "accuracy of each seed, in %; bar: published");
  // Three dots a case, and one bar.
  CHECK_THAT(figure.commands, ContainsSubstring("'-' binary record=(6) "));
  CHECK_THAT(figure.commands, ContainsSubstring("plot '-' binary record=(1) "));
}

TEST_CASE("an overview breaks its rows after four panels", "[plot]") {
  const ExperimentResults results = two_cases({0});
  std::vector<MappedResult> mapped = first_maps(results);
  mapped.resize(5, mapped.front());
  const Figure figure = overview_figure(results, mapped, {.pixels = 100});
  CHECK(figure.width == 400);
  CHECK(figure.height == 200);
  CHECK_THAT(figure.commands, ContainsSubstring("set multiplot layout 2,4 "));
}

TEST_CASE("an accuracy that is no number is told as such", "[plot]") {
  ExperimentResults results = two_cases({0, 1});
  results.cases[0].results[0].validation.notebook_accuracy = kNaN;
  const Figure figure = overview_figure(results, first_maps(results), {.pixels = 100});
  CHECK(titles(figure).front() == "3x10/bce: NaN (published 99.80)");
  CHECK_THAT(figure.commands, ContainsSubstring("'-' binary record=(3) "));
}
