#include "notebook/checkpoint.hpp"

#include <torch/torch.h>

#include <limits>

#include "notebook/multi_layer_model.hpp"
#include "notebook/random_state.hpp"
#include "support/catch.hpp"

using namespace spiral;

namespace {

constexpr BoundingBox kExtent{-11.5, -10.25, 11, 12};

const TrialKey kKey{.config = {.hidden = {4, 3}, .activation = Activation::elu, .loss = Loss::bce},
                    .seed = 3};

std::vector<float> weights_for(const TrainConfig& config) {
  at::Generator generator = seeded_generator(1);
  return weights_of(*make_model(config, generator));
}

std::string good_file() { return checkpoint_bytes(kKey, kExtent, weights_for(kKey.config)); }

std::string refusal(const std::string& bytes) {
  try {
    parse_checkpoint(bytes);
  } catch (const CheckpointError& error) {
    return error.what();
  }
  return "taken";
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  REQUIRE(from.size() == to.size());
  const auto place = text.find(from);
  REQUIRE(place != std::string::npos);
  return text.replace(place, from.size(), to);
}

}  // namespace

TEST_CASE("a model file gives back the architecture and every bit of the weights", "[notebook]") {
  const Checkpoint checkpoint = parse_checkpoint(good_file());
  CHECK(checkpoint.hidden == kKey.config.hidden);
  CHECK(checkpoint.activation == Activation::elu);
  CHECK_FALSE(checkpoint.activate_last_hidden);
  CHECK(checkpoint.loss == Loss::bce);
  CHECK(checkpoint.extent.x_min == kExtent.x_min);
  CHECK(checkpoint.extent.y_max == kExtent.y_max);
  CHECK(checkpoint.weights == weights_for(kKey.config));
}

TEST_CASE("a model of more than nine layers keeps their order", "[notebook]") {
  const TrialKey deep{.config = {.hidden = layers(12, 2)}};
  const auto weights = weights_for(deep.config);
  CHECK(parse_checkpoint(checkpoint_bytes(deep, kExtent, weights)).weights == weights);
}

TEST_CASE("a linear classifier is a model, too", "[notebook]") {
  const TrialKey linear{.config = {}};
  const auto weights = weights_for(linear.config);
  CHECK(parse_checkpoint(checkpoint_bytes(linear, kExtent, weights)).weights == weights);
}

TEST_CASE("a file that was cut anywhere is refused", "[notebook]") {
  const std::string file = good_file();
  for (std::size_t size = 0; size < file.size(); size += 7) {
    INFO("cut to " << size << " bytes of " << file.size());
    CHECK(refusal(file.substr(0, size)) != "taken");
  }
}

TEST_CASE("a file with a wrong byte in what is read of it is refused", "[notebook]") {
  const std::string file = good_file();
  const float weight = weights_for(kKey.config).front();
  const std::string bytes(reinterpret_cast<const char*>(&weight), sizeof weight);
  CHECK(refusal(replaced(file, bytes, "\x01\x02\x03\x04")) == "data/0 is damaged");
  CHECK(refusal(replaced(file, "\"elu\"", "\"eli\"")) == "architecture.json is damaged");
}

TEST_CASE("a file of something else is refused by what it lacks", "[notebook]") {
  CHECK(refusal("") == "no model of spiral-exp: architecture.json is missing in it");
  CHECK(refusal("x,y,label\n1,2,0\n") == "not a model file, or a damaged one");
}

TEST_CASE("weights that a training lost are not saved", "[notebook]") {
  auto weights = weights_for(kKey.config);
  weights.back() = std::numeric_limits<float>::quiet_NaN();
  CHECK_THROWS_WITH(checkpoint_bytes(kKey, kExtent, weights),
                    "the training diverged: its weights are not all finite");
}

TEST_CASE("a box that no boundary can be drawn in is refused", "[notebook]") {
  const auto refusal_of = [](const BoundingBox& extent) {
    return refusal(checkpoint_bytes(kKey, extent, weights_for(kKey.config)));
  };
  const std::string reason = "its box is none that a boundary can be drawn in";
  CHECK(refusal_of({1, 0, 0, 1}) == reason);
  CHECK(refusal_of({0, 0, 1e300, 1e300}) == reason);
  CHECK(refusal_of({0, 0, 5e-324, 5e-324}) == reason);
  CHECK(refusal_of({0, 0, 1, 1e-3}) == reason);
  CHECK(refusal_of({1e20, 1e20, 1e20 + 1e12, 1e20 + 1e12}) == reason);
  CHECK(refusal_of({0, 0, 1, 1}) == "taken");
}
