#include "run/progress.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "run/cost.hpp"
#include "support/catch.hpp"

using namespace spiral;

TEST_CASE("the bar shows the share, the trials and the time left", "[run]") {
  CHECK(progress_line(0.5, 3, 10, 65) == "[###############---------------] 3/10 trials, 1:05 left");
  CHECK(progress_line(0, 0, 1, -1) == "[------------------------------] 0/1 trial, -:-- left");
  CHECK(progress_line(1, 10, 10, 0) == "[##############################] 10/10 trials, 0:00 left");
  CHECK(progress_line(0.01, 0, 10, 7384) ==
        "[------------------------------] 0/10 trials, 2:03:04 left");
}

TEST_CASE("a verbose run prints a line an epoch", "[run]") {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::tmpfile(), &std::fclose);
  const std::vector<Trial> trials{{"activation", {.name = "elu", .epochs = 200}, 7}};
  Progress(trials, torch_cost, Progress::Style::lines, file.get()).on_epoch(0, 3, 0.24119, {});
  std::rewind(file.get());
  char line[100] = {};
  REQUIRE(std::fgets(line, sizeof line, file.get()) != nullptr);
  CHECK(std::string(line) == "activation elu, seed 7: epoch 3/200, train error 0.2412\n");
}
