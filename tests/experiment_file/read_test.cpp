// What an experiment file says, and what is refused of it: each time one line with the place and
// the remedy.
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

std::string refusal(const std::string& text) {
  try {
    read_experiment_file(text, "my.toml", {"train", "list"});
  } catch (const ExperimentFileError& error) {
    return error.what();
  }
  return "read";
}

/// Of an exercise; its lines begin with line 4.
std::string refused(const std::string& lines) {
  return refusal(kTitle + "[[exercise]]\nname = 'one'\n" + lines);
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

TEST_CASE("what is no TOML is refused where it ends to be", "[experiment_file]") {
  CHECK_THAT(refusal("title = 'T'\nname 3"), StartsWith("my.toml:2:6: "));
  CHECK_THAT(refusal("title = 'T'\ntitle = 'U'"), StartsWith("my.toml:2:"));
  CHECK_THAT(refusal("title = 'T'\n[(x]\nname = 3"),
             StartsWith("my.toml:2:2: ") && EndsWith("saw '('"));
  CHECK_THAT(refusal("title = 'T'\n\u00e9 = 3"), StartsWith("my.toml:2:1: "));
  CHECK_THAT(refusal(""), ContainsSubstring("the key 'title' is missing"));
  CHECK(refusal(kTitle) == "my.toml:1:1: the key 'exercise' is missing here");
  CHECK_THAT(refusal(kTitle + "exercise = []"), StartsWith("my.toml:2:12: must have an exercise"));
}

TEST_CASE("a name that is there twice is refused where it is again", "[experiment_file]") {
  CHECK(
      refused("cases = [{label = 'a'}, {label = 'a'}]\npublished = [{case = 'a', accuracy = 9}]") ==
      "my.toml:4:34: two cases have the label 'a'");
  CHECK(refused("claims = [{id = 'a', sentence = 'b', rule = 'acc > 0'},\n"
                "{id = 'a', sentence = 'b', rule = 'acc > 0'}]") ==
        "my.toml:5:7: two claims are called 'a'");
  CHECK(refusal(kTitle + "[[exercise]]\nname = 'a'\n[[exercise]]\nname = 'a'") ==
        "my.toml:5:8: two exercises are called 'a'");
}

TEST_CASE("what others would take for right is refused with the right way", "[experiment_file]") {
  CHECK(refusal(kTitle + "[exercise]\nname = 'a'") ==
        "my.toml:2:1: must be written as [[exercise]]");
  CHECK(refused("published = [{accuracy = 0.85}]") == "my.toml:4:26: must be in percent, as 85");
  CHECK_THAT(refused("claims = [{id = 'a', sentence = 'b', rule = 'test_acc > .9'}]"),
             EndsWith("no case has a test set; must be acc, of the points that validate"));
}

TEST_CASE("an unknown name is answered with the nearest", "[experiment_file]") {
  CHECK(refusal(kTitle + "[dat]") == "my.toml:2:2: unknown key 'dat'; did you mean data?");
  CHECK(refused("clams = []") == "my.toml:4:1: unknown key 'clams'; did you mean claims?");
  CHECK(refused("base = {epoch = 3}") == "my.toml:4:9: unknown key 'epoch'; did you mean epochs?");
  CHECK_THAT(refused("base = {batch-size = 3}"), ContainsSubstring("did you mean batch_size?"));
  CHECK_THAT(refused("vary = {learning-rate = [1]}"),
             ContainsSubstring("did you mean learning_rate?"));
  CHECK(refused("cases = [{label = 'relu'}, {label = 'elu'}]\n"
                "published = [{case = 'relo', accuracy = 9}]") ==
        "my.toml:5:22: unknown case 'relo'; did you mean relu?");
  CHECK(refused("claims = [{id = 'a', sentence = 'b', source = 'txt', rule = 'acc > 0'}]") ==
        "my.toml:4:47: unknown source 'txt'; did you mean text?");
  CHECK(refused("cases = [{label = 'relu'}, {label = 'sigmoid'}]\n"
                "claims = [{id = 'a', sentence = 'b', rule = 'acc(rely) > .5'}]") ==
        "my.toml:5:45: rule 'acc(rely) > .5', column 5: unknown label 'rely'; did you mean relu?");
}

TEST_CASE("a value is held to the command line's bounds", "[experiment_file]") {
  CHECK(refused("base = {epochs = 0}") ==
        "my.toml:4:18: epochs '0': must be an integer from 1 to 1000000");
  CHECK_THAT(refused("base = {learning_rate = -1}"), ContainsSubstring("must be a number above 0"));
  CHECK_THAT(refused("base = {learning_rate = nan}"), ContainsSubstring("must be a number above"));
  CHECK_THAT(refused("base = {activation = 'rely'}"), ContainsSubstring("must be relu, sigmoid"));
  CHECK_THAT(refused("base = {hidden = [0]}"), ContainsSubstring("from 1 to 10000"));
  CHECK_THAT(refused("base = {epochs = [3]}"), ContainsSubstring("must be an integer"));
  CHECK_THAT(refused("base = {epochs = 1979-05-27}"), ContainsSubstring("must be a number, true"));
  CHECK_THAT(refused("vary = {epochs = 3}"), ContainsSubstring("must be a list, in [ ]"));
  CHECK_THAT(refused("published = [{accuracy = 101}]"), ContainsSubstring("from 0 to 100"));
  CHECK_THAT(refused("published = [{accuracy = '9'}]"), ContainsSubstring("must be a number"));
  CHECK_THAT(refused("before_validation = 1"), ContainsSubstring("must be true or false"));
  CHECK_THAT(refused("summary = 'a\\n' # not an escape here\nvaried = \"a\\nb\""),
             StartsWith("my.toml:5:10: must be one line"));
  CHECK_THAT(refused("varied = ''"), ContainsSubstring("must not be empty"));
  CHECK(
      refused("base = {batch_size = 5000}") ==
      "my.toml:2:1: batch_size 5000 of case one: with 4000 points to train on it must be from 1 to "
      "4000");
}

TEST_CASE("names are plain, and none is there twice", "[experiment_file]") {
  for (const std::string name : {"../x", "a b", "-a", "x/y", "é", "a.b"}) {
    INFO(name);
    CHECK_THAT(refusal(kTitle + "[[exercise]]\nname = '" + name + "'"),
               StartsWith("my.toml:3:8: '" + name + "': must begin with a letter"));
  }
  CHECK(refusal(kTitle + "[[exercise]]\nname = 'list'") ==
        "my.toml:3:8: list is a subcommand; must be another name");
  const std::string one = "[[exercise]]\nname = 'one'\n";
  CHECK_THAT(refusal(kTitle + one + one), ContainsSubstring("two exercises are called 'one'"));
  CHECK_THAT(refused("cases = [{label = 'a,b'}]"), ContainsSubstring("'a,b': must begin"));
  CHECK_THAT(refused("cases = [{label = '/a'}]"), ContainsSubstring("'/a': must begin"));
  CHECK_THAT(refused("cases = [{label = 'a'}, {label = 'a'}]"), ContainsSubstring("label 'a'"));
  CHECK_THAT(refused("vary = {epochs = [3, 3]}"), ContainsSubstring("the label '3'"));
  CHECK_THAT(refused("cases = [{label = 'a/b'}, {label = 'a-b'}]"),
             ContainsSubstring("two figures would be called 'one-a-b'"));
  const std::string claim = "{id = 'c', sentence = 's', rule = 'acc > .5'}";
  CHECK_THAT(refused("claims = [" + claim + ", " + claim + "]"),
             ContainsSubstring("two claims are called 'c'"));
  CHECK_THAT(refused("claims = [{id = '<b>', sentence = 's', rule = 'acc > .5'}]"),
             ContainsSubstring("'<b>': must begin"));
}

TEST_CASE("what contradicts itself is refused", "[experiment_file]") {
  CHECK_THAT(refused("vary = {epochs = [3]}\ncases = [{label = 'a'}]"),
             StartsWith("my.toml:5:9: must not stand beside vary"));
  CHECK_THAT(refused("inherits = [{field = 'epochs', values = [100, 150]}]"),
             ContainsSubstring("epochs is 150 in case one"));
  CHECK_THAT(refused("vary = {epochs = [3, 4]}\nscores_last_model = true"),
             ContainsSubstring("has one case"));
  CHECK_THAT(refused("scores_last_model = true"), ContainsSubstring("no exercise stands before"));
  CHECK_THAT(refused("[[exercise]]\nname = 'two'\nbefore_validation = true"),
             StartsWith("my.toml:6:21: must be false"));
  CHECK_THAT(refused("published = [{accuracy = 9}, {accuracy = 9}]"),
             ContainsSubstring("published twice"));
}

TEST_CASE("a path leads nowhere but into the file's folder", "[experiment_file]") {
  for (const std::string path : {"/etc/passwd", "../a.csv", "a/../../b.csv"}) {
    INFO(path);
    CHECK_THAT(refusal(kTitle + "[data]\nfile = '" + path + "'\n[[exercise]]\nname = 'one'"),
               StartsWith("my.toml:3:8: must be a file in the folder of this one"));
  }
}

TEST_CASE("points of one's own have no sizes and noise to vary", "[experiment_file]") {
  const std::string data = kTitle + "[data]\nfile = 'a.csv'\n[[exercise]]\nname = 'one'\n";
  CHECK(refusal(data + "base = {noise = 0.1}") ==
        "my.toml:6:17: noise: only the spirals can have it");
  CHECK(refusal(data + "vary = {train_size = [10]}") ==
        "my.toml:6:8: train_size: only the spirals can have it");
  CHECK_THAT(refusal(data + "before_validation = true"), ContainsSubstring("must be false"));
  CHECK(refusal(data + "base = {batch_size = 5000}") == "read");
}

TEST_CASE("sizes are bounded", "[experiment_file]") {
  std::string many;
  for (int i = 0; i < 101; ++i) many += "[[exercise]]\nname = 'e" + std::to_string(i) + "'\n";
  CHECK_THAT(refusal(kTitle + many), ContainsSubstring("at most 100 entries"));
  std::string values;
  for (int i = 1; i <= 40; ++i) values += std::to_string(i) + ",";
  CHECK_THAT(refused("vary = {epochs = [" + values + "], batch_size = [" + values + "]}"),
             ContainsSubstring("at most 1000 combinations"));
  CHECK_THAT(refused("varied = '" + std::string(1001, 'a') + "'"), ContainsSubstring("1000 bytes"));
  CHECK_THAT(refusal(kTitle + std::string(100'000, 'x') + " = 1").substr(0, 200),
             ContainsSubstring("unknown key 'xxx"));
  CHECK(refusal(kTitle + std::string(100'000, 'x') + " = 1").size() < 300);
  const std::string deep = std::string(400, '(') + "1 = 1" + std::string(400, ')');
  CHECK_THAT(refused("claims = [{id = 'a', sentence = 'b', rule = '" + deep + "'}]"),
             ContainsSubstring("expected fewer parentheses"));
  CHECK_THAT(refusal(kTitle + "a = " + std::string(100'000, '[')), StartsWith("my.toml:2:"));
}
