// What an experiment file says.
#include "experiment_file/experiment_file.hpp"
#include "support/catch.hpp"

using namespace spiral;

namespace {

const std::string kTitle = "title = 'T'\n";

/// The only exercise, of these lines behind its name.
Experiment exercise(const std::string& lines) {
  return read_experiment_file(kTitle + "[[exercise]]\nname = 'one'\n" + lines, "my.toml")
      .exercises.at(0);
}

std::vector<std::string> labels(const Cases& cases) {
  std::vector<std::string> labels;
  for (const Case& item : cases) labels.push_back(item.label);
  return labels;
}

using Labels = std::vector<std::string>;

}  // namespace

TEST_CASE("an exercise without cases is the usual training, called like it", "[experiment_file]") {
  const Experiment one = exercise("");
  REQUIRE(labels(one.cases) == Labels{"one"});
  CHECK(one.cases[0].config == usual_config());
  CHECK(one.varied == "Model");
  CHECK(one.summary == "one model");
}

TEST_CASE("one parameter is varied, or several, the last one fastest", "[experiment_file]") {
  const Experiment one = exercise("base = {epochs = 20}\nvary = {noise = [0, 0.5]}");
  REQUIRE(labels(one.cases) == Labels{"0", "0.5"});
  CHECK(one.cases[1].config.noise == 0.5);
  CHECK(one.cases[1].config.epochs == 20);
  CHECK(one.summary == "noise, 2 cases");
  CHECK(labels(exercise("vary = {loss = ['mse', 'bce'], hidden = ['2x4', [5, 3], []]}").cases) ==
        Labels{"mse/2x4", "mse/5-3", "mse/0", "bce/2x4", "bce/5-3", "bce/0"});
  CHECK(labels(exercise("vary = {hidden = ['2x4'], activate_last_hidden = [true, false]}").cases) ==
        Labels{"2x4/true", "2x4/false"});
}

TEST_CASE("cases are listed, each with what it has of its own", "[experiment_file]") {
  const Experiment one = exercise(
      "base = {hidden = '3x7'}\ncases = [{label = 'a'}, {label = 'b', learning_rate = 1}]\n"
      "auxiliary = [{label = 'c/d', optimizer = 'adam'}]");
  REQUIRE(labels(one.cases) == Labels{"a", "b"});
  CHECK(one.cases[0].config.learning_rate == 0.1);
  CHECK(one.cases[1].config.learning_rate == 1);
  CHECK(one.cases[1].config.hidden == layers(3, 7));
  REQUIRE(labels(one.auxiliary) == Labels{"c/d"});
  CHECK(one.auxiliary[0].config.optimizer == Optimizer::adam);
}

TEST_CASE(
    "each case begins where those before it end, and auxiliary ones where their exercise does",
    "[experiment_file]") {
  const auto file = read_experiment_file(
      kTitle +
          "[[exercise]]\nname = 'first'\nbase = {epochs = 5}\nbefore_validation = true\n"
          "[[exercise]]\nname = 'second'\nvary = {epochs = [3, 4]}\n"
          "auxiliary = [{label = 'x', epochs = 9}]\n"
          "[[exercise]]\nname = 'last'\nbase = {epochs = 4, test_size = 9}\nscores_last_model = "
          "true",
      "my.toml");
  const auto n = [](std::int64_t epochs) {
    TrainConfig config = usual_config();
    config.epochs = epochs;
    return random_numbers(config);
  };
  CHECK(file.exercises[0].cases[0].place == Place{n(5), 0, n(5)});
  CHECK(file.exercises[1].cases[0].place == Place{n(5), n(5), n(5) + n(3)});
  CHECK(file.exercises[1].cases[1].place == Place{n(5), n(5) + n(3), n(5) + n(3) + n(4)});
  CHECK(file.exercises[1].auxiliary[0].place == Place{n(5), n(5), n(5) + n(9)});
  CHECK(file.exercises[2].cases[0].place == file.exercises[1].cases[1].place);
}

TEST_CASE("what was published, said and inherited is read", "[experiment_file]") {
  const Experiment one = exercise(
      "base = {epochs = 2}\nvary = {batch_size = [10, 32]}\n"
      "published = [{case = '10', accuracy = 99, words = 'thin', train_errors = [0.5, 0.25]}]\n"
      "inherits = [{field = 'epochs', values = [2, 3], evidence = 'The cell before says 3.'}]\n"
      "claims = [{id = 'c-1', sentence = 'S', source = 'tables', rule = 'acc(10) > acc(32)'},\n"
      "{id = 'c-2', sentence = 'S', rule = 'acc(\"10 (epochs=3)\") > .5'}]");
  CHECK(one.cases[0].published == Published{99, "thin", {0.5, 0.25}, 0, 2});
  CHECK_FALSE(one.cases[1].published);
  CHECK(one.inherits[0] == Inherited{"epochs", {"2", "3"}, "The cell before says 3."});
  REQUIRE(labels(one.auxiliary) == Labels{"10 (epochs=3)"});
  CHECK(one.auxiliary[0].config.epochs == 3);
  CHECK(one.auxiliary[0].place == one.cases[0].place);
  CHECK(one.claims[0] == Claim{"c-1", "S", Source::tables, "acc(10) > acc(32)"});
  CHECK(one.claims[1].source == Source::text);
}

TEST_CASE("a published number has as many decimals as its text, wherever that stands",
          "[experiment_file]") {
  const auto published = [](const std::string& number) {
    return exercise("published = [{words = 'très mince', accuracy = " + number +
                    ", train_errors = [0.6931, 0.5]}]")
        .cases[0]
        .published.value();
  };
  CHECK(published("46.00") == Published{46, "très mince", {0.6931, 0.5}, 2, 4});
  CHECK(accuracy_text(published("46.00")) == "46.00");
  CHECK(accuracy_text(published("91.4")) == "91.4");
  CHECK(accuracy_text(published("91")) == "91");
  CHECK(published("91.42857142").accuracy_percent == 91.4286);
  CHECK(exercise("published = [{accuracy = 9, train_errors = [0.5, 0.12345678]}]")
            .cases[0]
            .published->train_error == std::vector{.5, .123457});
}

TEST_CASE("an accuracy is the right one unless a file says that it is the notebook's",
          "[experiment_file]") {
  CHECK_FALSE(exercise("base = {loss = 'bce'}").notebook_accuracy);
  CHECK(exercise("notebook_accuracy = true").notebook_accuracy);
}

TEST_CASE("the spirals may be others, and points of one's own are in a file beside or in the text",
          "[experiment_file]") {
  const auto data = [](const std::string& lines) {
    return read_experiment_file(kTitle + "[data]\n" + lines + "\n[[exercise]]\nname = 'one'", "a");
  };
  const auto spirals = data("train_size = 100\nnoise = 0.1");
  CHECK_FALSE(spirals.data);
  CHECK(spirals.exercises[0].cases[0].config.train_size == 100);
  CHECK(spirals.exercises[0].cases[0].config.noise == 0.1);
  const auto beside = data("file = 'sub/my points.csv'\nfeatures = ['a', 2]\nval_size = 7");
  CHECK(beside.data->file == "sub/my points.csv");
  CHECK(beside.data->format.features == std::vector<std::string>{"a", "2"});
  CHECK(beside.data->val_size == 7);
  CHECK_FALSE(beside.data->is_split);
  CHECK(data("file = 'a'\nsplit = 'last'").data->is_split);
  CHECK_FALSE(data("file = 'a'\nsplit = 'random'").data->is_split);
  CHECK_THROWS_WITH(data("file = 'a'\nsplit = 'first'"), "a:4:9: must be random or last");
  CHECK(data("points = '1,2,0'").data->points == "1,2,0");
}

TEST_CASE("points of one's own decide every config's sizes", "[experiment_file]") {
  auto file = read_experiment_file(
      kTitle +
          "[data]\nfile = 'a.csv'\n[[exercise]]\nname = 'one'\nbase = {batch_size = 1}\n"
          "auxiliary = [{label = 'b'}]",
      "my.toml");
  fit_to_points(file.exercises, 101, std::nullopt);
  CHECK(file.exercises[0].cases[0].config.val_size == 20);
  CHECK(file.exercises[0].auxiliary[0].config.train_size == 81);
  CHECK(file.exercises[0].cases[0].config.noise == 0);
  fit_to_points(file.exercises, 101, 100);
  CHECK(file.exercises[0].cases[0].config.train_size == 1);
  CHECK_THROWS_WITH(fit_to_points(file.exercises, 101, 101),
                    "val_size 101: must be fewer than the 101 points");
  file.exercises[0].cases[0].config.batch_size = 9;
  CHECK_THROWS_WITH(fit_to_points(file.exercises, 10, 2),
                    "batch_size 9 of case one: with 8 points to train on it must be from 1 to 8");
}
