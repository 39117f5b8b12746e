// Models of the user's own: trained, saved, used, and what is refused on the way.
#include <nlohmann/json.hpp>

#include "support/catch.hpp"
#include "support/program.hpp"

using namespace spiral;

namespace {

/// Points that a small network learns at once: class 1 lies right of x = 500.
std::string easy_points(int count) {
  std::string text = "x,y,label\n";
  for (int i = 0; i < count; ++i) {
    const int x = (i * 37) % 1000;
    text += std::to_string(x) + "," + std::to_string((i * 71) % 1000) + "," +
            (x > 500 ? "1" : "0") + "\n";
  }
  return text;
}

std::size_t lines(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

TEST_CASE("a model that is trained and saved predicts and is drawn", "[cli]") {
  const Scratch scratch;
  const std::string model = scratch.file("model.pt");
  const auto trained = run_program("train --hidden 10,10 --epochs 2 --plot none --save " + model);
  INFO(trained.error);
  REQUIRE(trained.exit_code == 0);
  CHECK_THAT(trained.output, ContainsSubstring("2x10"));

  write_file(scratch.file("two.csv"), "1,2\n-3.5,4\n");
  const auto predicted = run_program("predict " + model + " " + scratch.file("two.csv"));
  CHECK(predicted.exit_code == 0);
  CHECK(predicted.error.empty());
  CHECK_THAT(predicted.output, StartsWith("probability,class\n0."));
  CHECK(lines(predicted.output) == 3);

  write_file(scratch.file("none.csv"), "");
  const auto none = run_program("predict " + model + " " + scratch.file("none.csv"));
  CHECK(none.exit_code == 2);
  CHECK(none.output.empty());
  CHECK_THAT(none.error, ContainsSubstring("no points in it"));

  const auto drawn = run_program("plot " + model + " --plot png --out " + scratch.file("out"));
  CHECK(drawn.exit_code == 0);
  CHECK(drawn.output == scratch.file("out") + "/model-boundary.png\n");
  CHECK_THAT(file_text(scratch.file("out") + "/model-boundary.png"), StartsWith("\x89PNG"));
}

TEST_CASE("train trains a model as a sweep does, to the last bit", "[cli]") {
  const Scratch scratch;
  const std::string seed = " --epochs 3 --seed 4 --plot none --export-json -";
  const auto trials_of = [&](const std::string& arguments) {
    const auto run = run_program(arguments + seed);
    INFO(run.error);
    REQUIRE(run.exit_code == 0);
    return nlohmann::json::parse(run.output)["trials"];
  };
  const auto swept =
      trials_of("sweep --vary activation=relu,elu --engine torch --out " + scratch.file("out"))[1];
  const auto trained = trials_of("train --hidden 3x10 --activation elu")[0];
  CHECK(trained["train_error"] == swept["train_error"]);
  CHECK(trained["accuracy"] == swept["accuracy"]);
  CHECK(trained["boundary_width"] == swept["boundary_width"]);
}

TEST_CASE("a model learns the user's own points, whatever their scale", "[cli]") {
  const Scratch scratch;
  write_file(scratch.file("easy.csv"), easy_points(400));
  const std::string model = scratch.file("model.pt");
  const auto trained = run_program(
      "train --data " + scratch.file("easy.csv") +
      " --hidden 1x4 --loss bce --optimizer adam --learning-rate 0.05 --epochs 40 "
      "--plot png --out " +
      scratch.file("out") + " --export-json " + scratch.file("run.json") + " --save " + model);
  INFO(trained.error);
  REQUIRE(trained.exit_code == 0);
  const auto trial = nlohmann::json::parse(file_text(scratch.file("run.json")))["trials"][0];
  CHECK(trial["train_size"] == 320);
  CHECK(trial["val_size"] == 80);
  CHECK(trial["accuracy"] > 0.9);
  CHECK(trial["boundary_edginess"] < 2);
  CHECK(std::filesystem::file_size(scratch.file("out") + "/train-1x4.png") > 1000);

  const auto predicted = run_program("predict " + model + " " + scratch.file("easy.csv"));
  CHECK(predicted.exit_code == 0);
  CHECK(lines(predicted.output) == 401);
  CHECK_THAT(predicted.error, ContainsSubstring("of 400 labelled points"));
}

TEST_CASE("points that hardly differ, of any size, are trained on, drawn and predicted", "[cli]") {
  const Scratch scratch;
  const std::string model = scratch.file("model.pt");
  const auto goes = [&](const std::string& points) {
    INFO(points);
    write_file(scratch.file("points.csv"), points);
    const auto trained = run_program(
        "train --hidden 1x2 --epochs 1 --batch-size 1 --val-size 1 --quiet --plot png --out " +
        scratch.file("out") + " --data " + scratch.file("points.csv") + " --save " + model);
    CHECK(trained.error == "");
    CHECK(trained.exit_code == 0);
    CHECK(run_program("plot " + model + " --plot png --out " + scratch.file("out")).exit_code == 0);
    CHECK(run_program("predict " + model + " " + scratch.file("points.csv")).exit_code == 0);
  };
  goes("1700000000000000000,0.25,0\n1700000000000000000,0.75,1\n");
  goes("3,3,0\n3,3,0\n");
  goes("1e-38,2e-38,0\n3e-38,1e-38,1\n");
  goes("1e30,-1e30,0\n-1e30,3,1\n");
}

TEST_CASE("training stops early with the weights of its best epoch", "[cli]") {
  const Scratch scratch;
  write_file(scratch.file("easy.csv"), easy_points(100));
  const auto run = run_program("train --data " + scratch.file("easy.csv") +
                               " --hidden 1x4 --loss bce --optimizer adam --learning-rate 0.5 "
                               "--epochs 5000 --early-stop 5 --plot none --export-json " +
                               scratch.file("run.json"));
  INFO(run.error);
  REQUIRE(run.exit_code == 0);
  const auto trial = nlohmann::json::parse(file_text(scratch.file("run.json")))["trials"][0];
  const auto epochs = trial["train_error"].size();
  CHECK(epochs < 5000);
  CHECK(trial["best_epoch"] == epochs - 5);
  CHECK_THAT(run.output, ContainsSubstring("the weights of epoch " + std::to_string(epochs - 5)));
}

TEST_CASE("a model whose training diverged is not saved", "[cli]") {
  const Scratch scratch;
  const auto run =
      run_program("train --learning-rate 1e30 --epochs 5 --train-size 200 --plot none " +
                  std::string("--save ") + scratch.file("model.pt"));
  CHECK(run.exit_code == 2);
  CHECK(lines(run.error) == 1);
  CHECK_THAT(run.error, ContainsSubstring("the training diverged"));
  CHECK_FALSE(std::filesystem::exists(scratch.file("model.pt")));
}

TEST_CASE("files that are no model and no points end with one line and exit code 2", "[cli]") {
  const Scratch scratch;
  const std::string model = scratch.file("model.pt");
  REQUIRE(run_program("train --epochs 1 --plot none --save " + model).exit_code == 0);
  write_file(scratch.file("bad.csv"), "1,2\n3,nan\n");
  write_file(scratch.file("labels.csv"), "1,2,2\n");
  write_file(scratch.file("empty.csv"), "");
  write_file(scratch.file("short.pt"), file_text(model).substr(0, 900));
  const auto refused = [&](const std::string& arguments) {
    const auto run = run_program(arguments);
    INFO(arguments << ": " << run.error);
    CHECK(run.exit_code == 2);
    CHECK(lines(run.error) == 1);
    return run.error;
  };
  CHECK_THAT(refused("predict --header no " + model + " " + scratch.file("bad.csv")),
             ContainsSubstring("bad.csv, line 2: 'nan'"));
  CHECK_THAT(refused("train --plot none --data " + scratch.file("labels.csv")),
             ContainsSubstring("label '2'"));
  CHECK_THAT(refused("train --plot none --data " + scratch.file("empty.csv")),
             ContainsSubstring("no points in it"));
  CHECK_THAT(refused("train --plot none --data " + scratch.file("bad.csv")),
             ContainsSubstring("bad.csv"));
  refused("train --plot none --data " + scratch.file("missing.csv"));
  refused("predict " + model + " /");
  CHECK_THAT(refused("predict " + scratch.file("short.pt")), ContainsSubstring("short.pt"));
  CHECK_THAT(refused("plot " + scratch.file("bad.csv")), ContainsSubstring("not a model file"));
  refused("predict " + scratch.file("missing.pt"));
  CHECK_THAT(refused("predict /dev/zero"), ContainsSubstring("not a regular file"));
  write_file(scratch.file("sparse.pt"), file_text(model));
  std::filesystem::resize_file(scratch.file("sparse.pt"), 5'000'000'000);
  CHECK_THAT(refused("predict " + scratch.file("sparse.pt")),
             EndsWith("sparse.pt: not a model file, or a damaged one\n"));
}

TEST_CASE("a table of one's own names its columns, classes and delimiter", "[cli]") {
  const Scratch scratch;
  const std::string model = scratch.file("model.pt");
  std::string table = "kind;id;x;y\n";
  for (int i = 0; i < 50; ++i) {
    table += std::string(i % 2 == 0 ? "red;" : "blue;") + std::to_string(i) + ";" +
             std::to_string(i % 2 * 4 + i % 3) + ";" + std::to_string(i % 5 - 2) + "\n";
  }
  write_file(scratch.file("table.txt"), table);
  const std::string columns = " --features x,y --label kind --positive red ";
  const auto trained = run_program("train --epochs 3 --plot none --data " +
                                   scratch.file("table.txt") + columns + "--save " + model);
  INFO(trained.error);
  REQUIRE(trained.exit_code == 0);
  const std::string predict = "predict " + model + " " + scratch.file("table.txt");
  const auto predicted = run_program(predict + columns + "--delimiter ';' --header yes");
  CHECK(predicted.exit_code == 0);
  CHECK(lines(predicted.output) == 51);
  CHECK_THAT(predicted.error, ContainsSubstring(" of 50 labelled points"));
  CHECK_THAT(run_program(predict).error, ContainsSubstring("--features chooses of kind, id, x "
                                                           "and y"));
}

TEST_CASE("what is said of a table must be possible, and there must be one", "[cli]") {
  const auto refusal = [](const std::string& arguments) {
    const auto run = run_program("train " + arguments);
    CHECK(run.exit_code == 2);
    return run.error;
  };
  CHECK(refusal("--label kind") ==
        "spiral-exp: --label without --data: only a file of points can have it\n");
  CHECK(refusal("--data a.csv --delimiter x") ==
        "spiral-exp: --delimiter x: must be comma, semicolon, tab or blank\n");
  CHECK(refusal("--data a.csv --features x") == "spiral-exp: --features x: must be two columns\n");
  CHECK(refusal("--data a.csv --header maybe") ==
        "spiral-exp: --header maybe: must be yes or no\n");
}

TEST_CASE("data that teach a network little are warned of", "[cli]") {
  const Scratch scratch;
  const auto warnings = [&](int points, double scale, bool both) {
    std::string text;
    for (int i = 0; i < points; ++i) {
      text += std::to_string(scale * (i % 7 - 3)) + "," + std::to_string(i % 5 - 2) + "," +
              (both && i % 2 == 1 ? "1" : "0") + "\n";
    }
    write_file(scratch.file("points.csv"), text);
    const ProgramRun run =
        run_program("train --epochs 1 --plot none --data " + scratch.file("points.csv"));
    CHECK(run.exit_code == 0);
    return run.error;
  };
  CHECK(warnings(100, 1, true).empty());
  CHECK(warnings(100, 1, false) == "spiral-exp: every label is 0\n");
  CHECK(warnings(12, 1, true) == "spiral-exp: few points: 10 to train on, 2 to validate on\n");
  CHECK_THAT(warnings(100, 1e4, true), StartsWith("spiral-exp: the first feature has mean "));
}

TEST_CASE("options of train that contradict the data are refused", "[cli]") {
  const Scratch scratch;
  write_file(scratch.file("easy.csv"), easy_points(10));
  const std::string data = "train --plot none --data " + scratch.file("easy.csv");
  const auto refused = [&](const std::string& arguments) {
    const auto run = run_program(arguments);
    CHECK(run.exit_code == 2);
    CHECK(lines(run.error) == 1);
    return run.error;
  };
  CHECK_THAT(refused(data + " --noise 1"), ContainsSubstring("--noise with --data"));
  CHECK_THAT(refused(data + " --val-size 10"), ContainsSubstring("10 of the 10 points"));
  CHECK_THAT(refused(data + " --batch-size 9"), ContainsSubstring("--batch-size 9"));
  CHECK_THAT(refused(data + " --save " + scratch.file("easy.csv")),
             ContainsSubstring("--data is read from there"));
  CHECK(file_text(scratch.file("easy.csv")) == easy_points(10));
  CHECK_THAT(refused("train --hidden 3x0"), ContainsSubstring("--hidden 3x0"));
  CHECK_THAT(refused("predict"), ContainsSubstring("MODEL is missing"));
}
