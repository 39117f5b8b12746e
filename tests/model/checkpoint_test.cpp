#include "model/checkpoint.hpp"

#include <torch/torch.h>

#include <limits>

#include "data/random_state.hpp"
#include "model/weights.hpp"
#include "support/catch.hpp"

using namespace spiral;

namespace {

constexpr Box kBox{-11.5, -10.25, 11, 12};

const Trial kTrial{.experiment = "train",
                   .setting = {.hidden = {4, 3}, .activation = Activation::elu, .loss = Loss::bce},
                   .seed = 3};

std::vector<float> weights_for(const Setting& setting) {
  at::Generator generator = seeded_generator(1);
  return weights_of(*make_model(setting, generator));
}

std::string good_file() { return checkpoint_bytes(kTrial, kBox, weights_for(kTrial.setting)); }

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

TEST_CASE("a model file gives back the architecture and every bit of the weights", "[model]") {
  const Checkpoint checkpoint = parse_checkpoint(good_file());
  CHECK(checkpoint.hidden == kTrial.setting.hidden);
  CHECK(checkpoint.activation == Activation::elu);
  CHECK_FALSE(checkpoint.activate_last_hidden);
  CHECK(checkpoint.loss == Loss::bce);
  CHECK(checkpoint.box.x_min == kBox.x_min);
  CHECK(checkpoint.box.y_max == kBox.y_max);
  CHECK(checkpoint.weights == weights_for(kTrial.setting));
}

TEST_CASE("a model of more than nine layers keeps their order", "[model]") {
  const Trial deep{.experiment = "train", .setting = {.hidden = layers(12, 2)}};
  const auto weights = weights_for(deep.setting);
  CHECK(parse_checkpoint(checkpoint_bytes(deep, kBox, weights)).weights == weights);
}

TEST_CASE("a linear classifier is a model, too", "[model]") {
  const Trial linear{.experiment = "train", .setting = {}};
  const auto weights = weights_for(linear.setting);
  CHECK(parse_checkpoint(checkpoint_bytes(linear, kBox, weights)).weights == weights);
}

TEST_CASE("a file that was cut anywhere is refused", "[model]") {
  const std::string file = good_file();
  for (std::size_t size = 0; size < file.size(); size += 7) {
    INFO("cut to " << size << " bytes of " << file.size());
    CHECK(refusal(file.substr(0, size)) != "taken");
  }
}

TEST_CASE("a file with a wrong byte in what is read of it is refused", "[model]") {
  const std::string file = good_file();
  const float weight = weights_for(kTrial.setting).front();
  const std::string bytes(reinterpret_cast<const char*>(&weight), sizeof weight);
  CHECK(refusal(replaced(file, bytes, "\x01\x02\x03\x04")) == "data/0 is damaged");
  CHECK(refusal(replaced(file, "\"elu\"", "\"eli\"")) == "architecture.json is damaged");
}

TEST_CASE("a file of something else is refused by what it lacks", "[model]") {
  CHECK(refusal("") == "no model of spiral-exp: architecture.json is missing in it");
  CHECK(refusal("x,y,label\n1,2,0\n") == "not a model file, or a damaged one");
}

TEST_CASE("weights that a training lost are not saved", "[model]") {
  auto weights = weights_for(kTrial.setting);
  weights.back() = std::numeric_limits<float>::quiet_NaN();
  CHECK_THROWS_WITH(checkpoint_bytes(kTrial, kBox, weights),
                    "the training diverged: its weights are not all finite");
}

TEST_CASE("a box that no boundary can be drawn in is refused", "[model]") {
  const auto refusal_of = [](const Box& box) {
    return refusal(checkpoint_bytes(kTrial, box, weights_for(kTrial.setting)));
  };
  const std::string reason = "its box is none that a boundary can be drawn in";
  CHECK(refusal_of({1, 0, 0, 1}) == reason);
  CHECK(refusal_of({0, 0, 1e300, 1e300}) == reason);
  CHECK(refusal_of({0, 0, 5e-324, 5e-324}) == reason);
  CHECK(refusal_of({0, 0, 1, 1e-3}) == reason);
  CHECK(refusal_of({1e20, 1e20, 1e20 + 1e12, 1e20 + 1e12}) == reason);
  CHECK(refusal_of({0, 0, 1, 1}) == "taken");
}
