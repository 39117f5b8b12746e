// What is written is read again as the same.
#include "experiment_file/experiment_file.hpp"
#include "experiments/catalog.hpp"
#include "support/catch.hpp"

using namespace spiral;

namespace {

/// Read, written and read again.
ExperimentFile again(const std::string& text) {
  return read_experiment_file(write_experiment_file(read_experiment_file(text, "a.toml")),
                              "b.toml");
}

}  // namespace

TEST_CASE("the built-in notebook, written as a file, is read as it is: every case, place and claim",
          "[experiment_file]") {
  const auto notebook = catalog();
  const std::string text = write_experiment_file({.title = "All", .exercises = notebook});
  const ExperimentFile file = read_experiment_file(text, "all.toml");
  CHECK(file.title == "All");
  CHECK_FALSE(file.data);
  REQUIRE(file.exercises.size() == notebook.size());
  for (std::size_t i = 0; i < notebook.size(); ++i) {
    INFO(notebook[i].name);
    CHECK(file.exercises[i] == notebook[i]);
  }
  CHECK(write_experiment_file(file) == text);
}

TEST_CASE("cases that are a grid of values are written as one, others as a list",
          "[experiment_file]") {
  const std::string text = write_experiment_file({.title = "All", .exercises = catalog()});
  const auto has = [&](const std::string& line) {
    INFO(line);
    CHECK(text.find(line + "\n") != std::string::npos);
  };
  has("vary = { activation = [\"relu\", \"sigmoid\", \"tanh\", \"elu\", \"identity\"] }");
  has("vary = { learning_rate = [0.001, 0.01, 0.1, 1, 10], "
      "hidden = [\"3x5\", \"3x10\", \"6x5\", \"6x10\"] }");
  has("  { label = \"sgd\", optimizer = \"sgd\", learning_rate = 0.1 },");
}

TEST_CASE("a title with quotes, and points with quotes, backslashes and lines, stay as they are",
          "[experiment_file]") {
  const ExperimentFile file = again(
      "title = 'say \"no\" \\ é'\n[data]\npoints = '''\na,b,\"the \\ label\"\n1,2,0\n'''\n"
      "features = ['a', 'b']\nlabel = 'the \\ label'\npositive = '0'\ndelimiter = 'tab'\n"
      "header = true\nval_size = 3\nsplit = 'last'\n[[exercise]]\nname = 'one'");
  CHECK(file.title == "say \"no\" \\ é");
  REQUIRE(file.data);
  CHECK(file.data->points == "a,b,\"the \\ label\"\n1,2,0\n");
  CHECK(file.data->format.features == std::vector<std::string>{"a", "b"});
  CHECK(file.data->format.label == "the \\ label");
  CHECK(file.data->format.positive == "0");
  CHECK(file.data->format.delimiter == '\t');
  CHECK(file.data->format.header == true);
  CHECK(file.data->val_size == 3);
  CHECK(file.data->is_split);
}

TEST_CASE("the one case of an exercise needs no list", "[experiment_file]") {
  const std::string text =
      "title = \"T\"\n\n[[exercise]]\nname = \"one\"\nsummary = \"S\"\n"
      "varied = \"Model\"\nbase = { epochs = 3 }\n";
  CHECK(write_experiment_file(read_experiment_file(text, "a.toml")) == text);
}
