#include "core/train_config.hpp"

#include <set>

#include "core/text.hpp"
#include "support/catch.hpp"

using namespace spiral;

TEST_CASE("every member of a config is a field", "[core]") {
  // One name a member: a new member stops this from compiling until it is counted.
  const auto& [hidden, activation, activate_last, loss, optimizer, rate, epochs, batch, train, val,
               test, noise] = TrainConfig();
  static_cast<void>(hidden);
  CHECK(config_fields().size() == 12);
  std::set<std::string> names;
  for (const ConfigField& field : config_fields()) names.insert(field.name);
  CHECK(names.size() == 12);
}

TEST_CASE("what a field prints it parses and sets again", "[core]") {
  const TrainConfig config{.hidden = {10, 5, 3},
                           .activation = Activation::elu,
                           .activate_last_hidden = true,
                           .loss = Loss::bce,
                           .optimizer = Optimizer::adagrad,
                           .learning_rate = 0.025,
                           .epochs = 7,
                           .batch_size = 9,
                           .train_size = 11,
                           .val_size = 12,
                           .test_size = 13,
                           .noise = 0.5};
  TrainConfig copy;
  for (const ConfigField& field : config_fields()) {
    INFO(field.name);
    std::string text = to_text(field.get(config));
    const auto value = field.parse(text);
    REQUIRE(value);
    CHECK(*value == field.get(config));
    field.set(copy, *value);
    CHECK_FALSE(field.parse("-1"));
    CHECK_FALSE(field.parse("nonsense"));
  }
  CHECK(copy == config);
}

TEST_CASE("a network's shape reads as in the notebook", "[core]") {
  CHECK(shape_name({}) == "0");
  CHECK(shape_name(layers(3, 10)) == "3x10");
  CHECK(shape_name({10, 5, 3}) == "10-5-3");
}

TEST_CASE("a field is found by its name with hyphens or underscores", "[core]") {
  REQUIRE(find_config_field("batch-size") != nullptr);
  CHECK(find_config_field("batch-size") == find_config_field("batch_size"));
  CHECK(find_config_field("batch-size")->option() == "batch-size");
  CHECK(find_config_field("batchsize") == nullptr);
}

TEST_CASE("a training takes a number a weight and bias, and four an epoch", "[core]") {
  CHECK(random_numbers({.epochs = 10}) == 43);
  CHECK(parameter_count({.hidden = layers(1, 3)}) == 13);
}
