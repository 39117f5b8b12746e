// The words for whoever waits.
#include "study/progress.hpp"

#include <cstdio>
#include <memory>

#include "experiments/catalog.hpp"
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

TEST_CASE("the line shows the share of the work, the time left, and what trains", "[study]") {
  CHECK(progress_line(0.5, 65, "activation relu") ==
        "[#####-----]  50 %, about 1 min left: activation relu");
  CHECK(progress_line(0, {}, "linear linear") == "[----------]   0 %: linear linear");
  CHECK(progress_line(1, 0, "linear linear") ==
        "[##########] 100 %, a few seconds left: linear linear");
}

TEST_CASE("the notebook's longest names have room in a line", "[study]") {
  for (const Experiment& experiment : catalog()) {
    for (const Case& item : experiment.cases) {
      const std::string line =
          progress_line(1, 8400, "99 seeds of " + experiment.name + " " + item.label);
      INFO(line);
      CHECK_THAT(line, !EndsWith("..."));
    }
  }
}

TEST_CASE("a line that a terminal would wrap is cut, for it could not be wiped", "[study]") {
  const std::string line = progress_line(0.5, 65, std::string(100, 'x'));
  CHECK(line.size() == 79);
  CHECK_THAT(line, EndsWith("x..."));
}

TEST_CASE("the time left is round", "[study]") {
  CHECK(time_left(9) == "a few seconds left");
  CHECK(time_left(31) == "about 40 s left");
  CHECK(time_left(55) == "about 1 min left");
  CHECK(time_left(150) == "about 3 min left");
  CHECK(time_left(3590) == "about 1 h left");
  CHECK(time_left(7400) == "about 2 h left");
  CHECK(time_left(8400) == "about 2 h 20 min left");
}

TEST_CASE("the time left is told as soon as it means something", "[study]") {
  TimeLeft time_left;
  CHECK_FALSE(time_left.update(2.9, 0.5));
  CHECK_FALSE(time_left.update(100, 0.019));
  CHECK(time_left.update(5, 0.5) == Approx(5));
}

TEST_CASE("the time left counts down while the speed varies a little", "[study]") {
  TimeLeft time_left;
  double before = 1000;
  for (int second = 10; second < 70; ++second) {
    const double share = second * (second % 2 == 0 ? 0.01 : 0.0105);
    const double left = time_left.update(second, share).value();
    CHECK(left < before);
    CHECK(left == Approx(100 - second).margin(1 + 0.2 * (100 - second)));
    before = left;
  }
}

TEST_CASE("the time left follows a speed that changes much", "[study]") {
  TimeLeft time_left;
  CHECK(time_left.update(10, 0.1) == Approx(90));
  CHECK(time_left.update(20, 0.11) == Approx(20 / 0.11 - 20));
}

TEST_CASE("what trains is named by its case, or counted", "[study]") {
  const Experiment activation{.name = "activation", .summary = {}, .varied = {}, .cases = {}};
  const Experiment loss{.name = "loss", .summary = {}, .varied = {}, .cases = {}};
  const Case relu{.label = "relu", .config = {}};
  const Case elu{.label = "elu", .config = {}};
  const Case bce{.label = "bce", .config = {}};
  const std::vector<PlannedTrial> trials{
      {&activation, &relu, 0}, {&activation, &relu, 1}, {&activation, &elu, 0}, {&loss, &bce, 0}};
  RunningCases running(trials);
  running.begin(0);
  CHECK(running.in_words() == "2 seeds of activation relu");
  running.begin(1);
  CHECK(running.in_words() == "2 seeds of activation relu");
  running.begin(2);
  CHECK(running.in_words() == "2 cases of activation");
  running.begin(3);
  CHECK(running.in_words() == "3 cases of activation and loss");
  for (const std::size_t ended : {0U, 1U, 3U}) running.end(ended);
  CHECK(running.in_words() == "activation elu");
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
  CHECK(shown(ProgressStyle::bar) == "\r\033[K[#####-----]  50 %: test 2\r\033[K");
  CHECK(shown(ProgressStyle::none).empty());
}

TEST_CASE("a file is no terminal, and is not styled", "[study]") {
  const File file(std::tmpfile(), &std::fclose);
  CHECK_FALSE(is_terminal(file.get()));
  CHECK_FALSE(is_styled(file.get()));
}
