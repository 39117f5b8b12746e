// What is refused of an experiment file: each time one line with the place and the remedy.
#include "experiment_file/experiment_file.hpp"
#include "support/catch.hpp"

using namespace spiral;

namespace {

const std::string kTitle = "title = 'T'\n";

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

}  // namespace

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
  CHECK_THAT(refused("vary = {epochs = [3, 3]}"), ContainsSubstring("the label '3'"));
  CHECK_THAT(refused("cases = [{label = 'a/b'}, {label = 'a-b'}]"),
             ContainsSubstring("two figures would be called 'one-a-b'"));
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

TEST_CASE("names are plain", "[experiment_file]") {
  for (const std::string name : {"../x", "a b", "-a", "x/y", "é", "a.b"}) {
    INFO(name);
    CHECK_THAT(refusal(kTitle + "[[exercise]]\nname = '" + name + "'"),
               StartsWith("my.toml:3:8: '" + name + "': must begin with a letter"));
  }
  CHECK(refusal(kTitle + "[[exercise]]\nname = 'list'") ==
        "my.toml:3:8: list is a subcommand; must be another name");
  CHECK_THAT(refused("cases = [{label = 'a,b'}]"), ContainsSubstring("'a,b': must begin"));
  CHECK_THAT(refused("cases = [{label = '/a'}]"), ContainsSubstring("'/a': must begin"));
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
  CHECK_THAT(refusal(kTitle + std::string(100'000, 'k') + " = 1").substr(0, 200),
             ContainsSubstring("unknown key 'kkk"));
  CHECK(refusal(kTitle + std::string(100'000, 'k') + " = 1").size() < 300);
  const std::string deep = std::string(400, '(') + "1 = 1" + std::string(400, ')');
  CHECK_THAT(refused("claims = [{id = 'a', sentence = 'b', rule = '" + deep + "'}]"),
             ContainsSubstring("expected fewer parentheses"));
  CHECK_THAT(refusal(kTitle + "a = " + std::string(100'000, '[')), StartsWith("my.toml:2:"));
}
