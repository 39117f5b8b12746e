#include "experiment/setting.hpp"

#include "support/catch.hpp"

using namespace spiral;

TEST_CASE("a sweep names each setting after its value and changes nothing else", "[experiment]") {
  const Setting base{.hidden = layers(3, 7), .epochs = 9};
  const auto settings = sweep(base, &Setting::learning_rate, {0.001, 0.1, 10.0});
  REQUIRE(settings.size() == 3);
  CHECK(settings[0].name == "0.001");
  CHECK(settings[1].name == "0.1");
  CHECK(settings[2].name == "10");
  Setting unnamed = settings[2];
  unnamed.name = "";
  unnamed.learning_rate = base.learning_rate;
  CHECK(unnamed == base);
}

TEST_CASE("a network's shape reads as in the notebook", "[experiment]") {
  CHECK(shape_name({}) == "0");
  CHECK(shape_name(layers(3, 10)) == "3x10");
  CHECK(shape_name({10, 5, 3}) == "10,5,3");
}
