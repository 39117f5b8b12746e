// The words for whoever waits.
#include "study/progress.hpp"

#include <cstdio>
#include <memory>

#include "study/fake_engine.hpp"
#include "support/catch.hpp"

using namespace spiral;

namespace {

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

std::string text_of(std::FILE* file) {
  std::rewind(file);
  std::string text;
  for (int c = std::fgetc(file); c != EOF; c = std::fgetc(file)) text += static_cast<char>(c);
  return text;
}

}  // namespace

TEST_CASE("the bar shows the share, the trials and the time left", "[study]") {
  CHECK(progress_line(0.5, 3, 10, 65) == "[###############---------------] 3/10 trials, 1:05 left");
  CHECK(progress_line(0, 0, 1, -1) == "[------------------------------] 0/1 trial, -:-- left");
  CHECK(progress_line(1, 10, 10, 0) == "[##############################] 10/10 trials, 0:00 left");
  CHECK(progress_line(0.01, 0, 10, 7384) ==
        "[------------------------------] 0/10 trials, 2:03:04 left");
}

TEST_CASE("a verbose run prints a line an epoch", "[study]") {
  const File file(std::tmpfile(), &std::fclose);
  const Experiment experiment{.name = "activation", .summary = {}, .varied = {}, .cases = {}};
  const Case item{.label = "elu", .config = {.epochs = 200}};
  const std::vector<PlannedTrial> trials{{&experiment, &item, 7}};
  const FakeEngine engine;
  const MapPrediction no_map;
  Progress(trials, engine, ProgressStyle::lines, file.get()).on_epoch({0, 3, 0.24119, no_map});
  CHECK(text_of(file.get()) == "activation elu, seed 7: epoch 3/200, train error 0.2412\n");
}

TEST_CASE("a bar wipes itself, and no style prints nothing", "[study]") {
  const Study study = study_of_epochs({2});
  const auto trials = list_trials(study);
  const FakeEngine engine;
  const MapPrediction no_map;
  const auto shown = [&](ProgressStyle style) {
    const File file(std::tmpfile(), &std::fclose);
    Progress(trials, engine, style, file.get()).on_epoch({0, 1, 0.25, no_map});
    return text_of(file.get());
  };
  CHECK(shown(ProgressStyle::bar) ==
        "\r\033[K[###############---------------] 0/1 trial, -:-- left\r\033[K");
  CHECK(shown(ProgressStyle::none).empty());
}

TEST_CASE("a file is no terminal, and is not styled", "[study]") {
  const File file(std::tmpfile(), &std::fclose);
  CHECK_FALSE(is_terminal(file.get()));
  CHECK_FALSE(is_styled(file.get()));
}
