// --vary: what is read, what is refused, and what becomes of it.
#include "study/parameter_grid.hpp"

#include "core/text.hpp"
#include "study/plan.hpp"
#include "support/catch.hpp"

using namespace spiral;

TEST_CASE("an axis has a point for each value, as the user wrote it", "[study]") {
  const Axis axis = parse_axis("batch-size=8,016");
  CHECK(axis.parameter == find_config_field("batch_size"));
  REQUIRE(axis.points.size() == 2);
  CHECK(axis.points[0].name == "batch-size=8");
  CHECK(axis.points[1].label == "016");
  TrainConfig config;
  axis.points[1].changes.front().apply(config);
  CHECK(config == TrainConfig{.batch_size = 16});
}

TEST_CASE("an axis of an unknown parameter or of none is refused", "[study]") {
  const std::string all = "; must be hidden, activation, ";
  CHECK_THROWS_WITH(parse_axis("epoch=1,2"),
                    "--vary epoch=1,2: unknown parameter 'epoch'; did you mean epochs?");
  CHECK_THROWS_WITH(parse_axis("epochs"),
                    "--vary epochs: its values are missing; must be epochs=V1,V2,...");
  CHECK_THROWS_WITH(parse_axis("=1"), StartsWith("--vary =1: unknown parameter ''" + all));
  CHECK_THROWS_WITH(parse_axis(""), StartsWith("--vary '': unknown parameter ''" + all));
}

TEST_CASE("a value that is refused or there twice is named", "[study]") {
  CHECK_THROWS_WITH(parse_axis("epochs=50,0"),
                    "--vary epochs=0: must be an integer from 1 to 1000000");
  CHECK_THROWS_WITH(parse_axis("epochs=50,"), StartsWith("--vary epochs=: "));
  CHECK_THROWS_WITH(parse_axis("epochs=50,100,050"),
                    StartsWith("--vary epochs=050: this value is there twice"));
  CHECK_THROWS_WITH(parse_axis("hidden=3x5,5-5-5"), ContainsSubstring("there twice"));
}

TEST_CASE("a grid has every combination, the last axis varying fastest", "[study]") {
  const auto points = grid_points({parse_axis("epochs=50,100"), parse_axis("loss=mse,bce")});
  REQUIRE(points.size() == 4);
  CHECK(points[0].name == "epochs=50 loss=mse");
  CHECK(points[1].label == "50/bce");
  CHECK(points[2].label == "100/mse");
  TrainConfig config;
  for (const ConfigChange& change : points[3].changes) change.apply(config);
  CHECK(config == TrainConfig{.loss = Loss::bce, .epochs = 100});
}

TEST_CASE("a grid ends at 10,000 combinations", "[study]") {
  const auto axis_of = [](const std::string& name, int count) {
    std::string text = name + "=1";
    for (int i = 2; i <= count; ++i) text += "," + std::to_string(i);
    return parse_axis(text);
  };
  const Axis hundred = axis_of("epochs", 100);
  CHECK(grid_points({hundred, axis_of("batch-size", 100)}).size() == 10'000);
  CHECK_THROWS_WITH(grid_points({hundred, axis_of("batch-size", 101)}),
                    ContainsSubstring("more than 10000 combinations"));
  CHECK_THROWS_AS(grid_points(std::vector<Axis>(40, hundred)), UsageError);
}

TEST_CASE("a sweep is an exercise of its own, labelled like the notebook's", "[study]") {
  const TrainConfig base{.hidden = {3}, .noise = 0.1};
  const Experiment sweep =
      sweep_experiment(base, {parse_axis("learning-rate=0.1,1"), parse_axis("hidden=3x5,4")});
  CHECK(sweep.name == "sweep");
  CHECK(sweep.varied == "learning-rate/hidden");
  CHECK(sweep.summary == "Every combination of learning-rate/hidden");
  REQUIRE(sweep.cases.size() == 4);
  CHECK(sweep.cases[0].label == "0.1/3x5");
  CHECK(sweep.cases[3].label == "1/4");
  CHECK(sweep.cases[3].config == TrainConfig{.hidden = {4}, .learning_rate = 1, .noise = 0.1});
  for (const Case& item : sweep.cases) CHECK(item.place == place_outside_notebook(item.config));
}
