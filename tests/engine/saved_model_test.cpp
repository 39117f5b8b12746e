#include "engine/saved_model.hpp"

#include <torch/torch.h>

#include "core/text.hpp"
#include "notebook/checkpoint.hpp"
#include "support/catch.hpp"
#include "support/scratch.hpp"
#include "support/trials.hpp"

using namespace spiral;

TEST_CASE("a model saved from any engine has its extent and its weights", "[engine]") {
  const std::string engine = GENERATE("torch", "ensemble", "simd");
  INFO("the " << engine << " engine");
  const TrialResult result = train_seeds(engine, kSmall, {5}).front();
  const std::string bytes = saved_model_bytes(result);
  const Checkpoint checkpoint = parse_checkpoint(bytes);
  CHECK(checkpoint.hidden == kSmall.hidden);
  CHECK(checkpoint.extent == result.extent);
  CHECK(checkpoint.weights == result.weights);

  const Scratch scratch;
  write_file(scratch.file("model.pt"), bytes);
  SavedModel model(scratch.file("model.pt"));
  CHECK(model.shape() == "6-4");
  const ProbabilityGrid grid = model.boundary(0.5);
  CHECK(grid.x_min == result.extent.x_min);
  CHECK(grid.y_min == result.extent.y_min);
  // A unit is a part in 22 of the longer side.
  CHECK(grid.step == Approx(0.5 * result.extent.longer_side() / 22));
  CHECK(grid.values.size() == static_cast<std::size_t>(grid.columns * grid.rows));
}

TEST_CASE("a saved model's probabilities do not depend on the pieces that points come in",
          "[engine]") {
  const Scratch scratch;
  const std::string path = scratch.file("model.pt");
  write_file(path, saved_model_bytes(train_by_torch({.config = kSmall, .seed = 5})));
  std::vector<LabelledPoint> points;
  for (int i = 0; i < 2500; ++i) {
    points.push_back({static_cast<float>(i % 71) / 8, static_cast<float>(i % 37) / 4, 0});
  }
  const auto whole = SavedModel(path).predict(points);
  SavedModel model(path);
  std::vector<float> pieced;
  auto begin = points.begin();
  for (const std::ptrdiff_t size : {1000, 0, 24, 1, 1475}) {
    const auto piece = model.predict({begin, begin + size});
    pieced.insert(pieced.end(), piece.begin(), piece.end());
    begin += size;
  }
  CHECK(pieced == whole);
  CHECK(whole.front() != whole.back());
}

TEST_CASE("a file that holds no model is named with the reason", "[engine]") {
  const Scratch scratch;
  const std::string missing = scratch.file("missing");
  const std::string text = scratch.file("text");
  const std::string folder = scratch.file("");
  write_file(text, "no model");
  CHECK_THROWS_AS(SavedModel(text), UsageError);
  CHECK_THROWS_WITH(SavedModel(text), StartsWith(text + ": "));
  CHECK_THROWS_WITH(SavedModel(missing), StartsWith(missing + ": "));
  CHECK_THROWS_WITH(SavedModel(folder), folder + ": not a regular file");
}
