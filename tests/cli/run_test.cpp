// What a user sees of runs that go well, and of one that is interrupted.
#include <nlohmann/json.hpp>
#include <sstream>

#include "support/catch.hpp"
#include "support/program.hpp"

using namespace spiral;
using nlohmann::json;

namespace {

json trials_of(const std::string& arguments) {
  const ProgramRun run = run_program(arguments + " --export-json -");
  INFO(run.error);
  REQUIRE(run.exit_code == 0);
  json trials = json::parse(run.output)["trials"];
  for (json& trial : trials) trial.erase("seconds");
  return trials;
}

const std::string kSmall = " --plot none --epochs 2 --train-size 500 --val-size 100";

}  // namespace

TEST_CASE("without arguments the help lists the subcommands in the notebook's order", "[cli]") {
  const ProgramRun run = run_program("");
  CHECK(run.exit_code == 0);
  std::size_t last = 0;
  for (const char* name : {"\n  dataset ", "\n  linear ", "\n  first-model ", "\n  working-model ",
                           "\n  architecture ", "\n  activation ", "\n  neurons ",
                           "\n  batch-size ", "\n  learning-rate ", "\n  epochs ", "\n  optimizer ",
                           "\n  loss ", "\n  test-set ", "\n  all ", "\n  list "}) {
    const std::size_t found = run.output.find(name);
    INFO(name);
    REQUIRE(found != std::string::npos);
    CHECK(found > last);
    last = found;
  }
}

TEST_CASE("a subcommand's help names its cases and every option", "[cli]") {
  const ProgramRun run = run_program("activation --help");
  CHECK(run.exit_code == 0);
  CHECK_THAT(run.output, ContainsSubstring("cases: relu sigmoid tanh elu identity"));
  for (const char* option :
       {"--seed S", "--seeds N", "--device DEVICE", "--jobs N", "--epochs N", "--batch-size N",
        "--learning-rate X", "--train-size N", "--val-size N", "--noise X",
        "--activate-last-hidden", "--only CASE,...", "--export-json FILE", "--export-csv FILE",
        "--export-markdown FILE", "--verbose", "--quiet"}) {
    CHECK_THAT(run.output, ContainsSubstring(std::string("\n  ") + option + " "));
  }
}

TEST_CASE("results depend neither on --jobs nor on --only nor on the order", "[cli]") {
  const std::string with =
      GENERATE(as<std::string>(), " --engine torch", " --engine ensemble", " --engine simd") +
      kSmall;
  const json all = trials_of("activation --seeds 2 --jobs 1" + with);
  CHECK(trials_of("activation --seeds 2 --jobs 4" + with) == all);
  const json some = trials_of("activation --only elu,relu --seeds 2" + with);
  REQUIRE(some.size() == 4);
  CHECK(some[1] == all[1]);  // relu, seed 1
  CHECK(some[3] == all[7]);  // elu, seed 1
}

TEST_CASE("a seed has the same result alone as among others", "[cli]") {
  const std::string with =
      GENERATE(as<std::string>(), " --engine torch", " --engine ensemble", " --engine simd") +
      kSmall;
  const json among = trials_of("activation --seeds 3" + with);
  const json alone = trials_of("activation --seed 1" + with);
  REQUIRE(3 * alone.size() == among.size());
  for (std::size_t i = 0; i < alone.size(); ++i) CHECK(alone[i] == among[3 * i + 1]);
}

TEST_CASE("every option that changes a config reaches the training and the export", "[cli]") {
  const json trial = trials_of(
      "test-set --seed 3 --epochs 2 --batch-size 50 --learning-rate 0.25 --train-size 200 "
      "--val-size 60 --noise 0.5 --activate-last-hidden")[0];
  CHECK(trial["seed"] == 3);
  CHECK(trial["epochs"] == 2);
  CHECK(trial["batch_size"] == 50);
  CHECK(trial["learning_rate"] == 0.25);
  CHECK(trial["train_size"] == 200);
  CHECK(trial["val_size"] == 60);
  CHECK(trial["noise"] == 0.5);
  CHECK(trial["activate_last_hidden"] == true);
  CHECK(trial["train_error"].size() == 2);
  CHECK(trial.contains("test_accuracy"));
  json plain = trials_of(
      "test-set --seed 3 --epochs 2 --batch-size 50 --learning-rate 0.25 "
      "--train-size 200 --val-size 60 --noise 0.5")[0];
  CHECK(plain["train_error"] != trial["train_error"]);
}

TEST_CASE("of an option given twice the last one counts", "[cli]") {
  CHECK(trials_of("linear --epochs 9 --train-size 500 --epochs 2")[0]["epochs"] == 2);
}

TEST_CASE("a training that diverges is reported as null, not as a crash", "[cli]") {
  const json trial =
      trials_of("loss --only 3x10/bce --learning-rate 1e30 --batch-size 1" + kSmall)[0];
  CHECK(trial["train_error"][1].is_null());
  CHECK(trial["accuracy"].is_null());
  CHECK(trial["boundary_edginess"].is_null());
}

TEST_CASE("all runs every exercise in the notebook's order", "[cli]") {
  const json trials = trials_of("all --epochs 1 --train-size 400 --val-size 50");
  CHECK(trials.size() == 65);
  CHECK(trials.front()["experiment"] == "linear");
  CHECK(trials.back()["experiment"] == "test-set");
}

TEST_CASE("one seed trains with torch, several with simd, unless the user says otherwise",
          "[cli]") {
  const auto engine_of = [](const std::string& options) {
    const ProgramRun run = run_program("linear --export-json - " + options + kSmall);
    return json::parse(run.output)["environment"]["engine"].get<std::string>();
  };
  CHECK(engine_of("") == "torch");
  CHECK(engine_of("--seeds 2") == "simd");
  CHECK(engine_of("--engine simd") == "simd");
  CHECK(engine_of("--engine ensemble") == "ensemble");
  CHECK(engine_of("--engine torch --seeds 2") == "torch");
  CHECK_THAT(run_program("linear --seeds 2" + kSmall).output, ContainsSubstring("(simd engine)"));
}

TEST_CASE("the simd engine trains every case, however many seeds fill its vectors", "[cli]") {
  const json simd = trials_of("all --engine simd --seeds 18" + kSmall);
  const json torch = trials_of("all --engine torch --seeds 1" + kSmall);
  REQUIRE(simd.size() == 18 * torch.size());
  for (std::size_t i = 0; i < torch.size(); ++i) {
    CHECK(simd[18 * i]["case"] == torch[i]["case"]);
    CHECK(simd[18 * i + 17]["seed"] == 17);
    CHECK(simd[18 * i].size() == torch[i].size());
  }
}

TEST_CASE("all names each trial's exercise, also where one is left", "[cli]") {
  CHECK(trials_of("all --only elu" + kSmall)[0]["experiment"] == "activation");
}

TEST_CASE("what is printed on a terminal fits 80 columns, for one seed and for several", "[cli]") {
  const Scratch scratch;
  const std::string seeds = GENERATE(as<std::string>(), " --seeds 1", " --seeds 3");
  const std::vector<std::string> runs{
      "all" + kSmall,
      "reproduce --exercises linear,batch-size,test-set --quiet",
      "infer linear --vary learning-rate=0.001,0.01,0.1,1 --quiet",
      "sweep --vary learning-rate=0.001,0.01 --vary activation=sigmoid,tanh" + kSmall,
      "train" + kSmall,
      "dataset --plot none"};
  for (const std::string& words : runs) {
    const bool has_seeds = !words.starts_with("train") && !words.starts_with("dataset");
    const ProgramRun run =
        run_program(words + (has_seeds ? seeds : ""), "cd " + scratch.file("") + ";");
    INFO(run.error);
    REQUIRE(run.exit_code == 0);
    std::istringstream lines(run.output);
    for (std::string line; std::getline(lines, line);) {
      INFO(line);
      CHECK(line.size() <= 80);
    }
  }
}

TEST_CASE("exports are written to files beside the table", "[cli]") {
  const Scratch scratch;
  const ProgramRun run =
      run_program("linear --export-json " + scratch.file("a.json") + " --export-csv " +
                  scratch.file("a.csv") + " --export-markdown " + scratch.file("a.md") + kSmall);
  CHECK(run.exit_code == 0);
  CHECK_THAT(run.output, ContainsSubstring("case    published %  ours %"));
  const json record = json::parse(file_text(scratch.file("a.json")));
  CHECK(record["schema"] == 2);
  CHECK(record["experiment"] == "linear");
  CHECK(record["trials"][0]["experiment"] == "linear");
  CHECK(record["trials"][0]["case"] == "linear");
  CHECK_THAT(file_text(scratch.file("a.csv")), StartsWith("experiment,case,hidden"));
  CHECK_THAT(file_text(scratch.file("a.md")), StartsWith("## linear"));
}

TEST_CASE("verbose prints a line an epoch on standard error, quiet nothing", "[cli]") {
  CHECK(run_program("linear --quiet --verbose" + kSmall).error.empty());
  const ProgramRun run = run_program("linear --verbose" + kSmall);
  CHECK_THAT(run.error, Matches("linear linear, seed 0: epoch 1/2, train error [0-9.]+\n"
                                "linear linear, seed 0: epoch 2/2, train error [0-9.]+\n"));
}

TEST_CASE("a warning says when the user's value makes cases alike", "[cli]") {
  CHECK(run_program("epochs" + kSmall).error ==
        "spiral-exp: with these options only 1 of the 6 cases of epochs differ\n");
}

TEST_CASE("no escape sequence reaches a file", "[cli]") {
  const ProgramRun run = run_program("linear" + kSmall);
  CHECK(run.output.find('\033') == std::string::npos);
  CHECK(run.error.find('\033') == std::string::npos);
}

TEST_CASE("dataset exports the training set's points", "[cli]") {
  const ProgramRun csv = run_program("dataset --seed 5 --train-size 10 --plot none --export-csv -");
  CHECK(std::count(csv.output.begin(), csv.output.end(), '\n') == 11);
  CHECK_THAT(csv.output, StartsWith("x,y,label\n"));
  const ProgramRun run =
      run_program("dataset --seed 5 --train-size 10 --plot none --export-json -");
  const json points = json::parse(run.output);
  CHECK(points["x"].size() == 10);
  CHECK(points["label"] == json({0, 0, 0, 0, 0, 1, 1, 1, 1, 1}));
}

TEST_CASE("an interrupted run reports what is complete and exits with 130", "[cli]") {
  const int signal = GENERATE(SIGINT, SIGTERM, SIGHUP, SIGUSR1, SIGUSR2);
  const Scratch scratch;
  const ProgramRun run = run_until(
      {"activation", "--only", "relu,elu", "--jobs", "1", "--epochs", "300", "--train-size", "400",
       "--verbose", "--plot", "none", "--export-json", scratch.file("out.json")},
      "activation elu, seed 0: epoch 1/", signal);
  CHECK(run.exit_code == 130);
  CHECK_THAT(run.error,
             EndsWith("spiral-exp: interrupted; 1 of 2 trials are complete and reported\n"));
  const json record = json::parse(file_text(scratch.file("out.json")));
  CHECK(record["complete"] == false);
  REQUIRE(record["trials"].size() == 1);
  CHECK(record["trials"][0]["case"] == "relu");
}

TEST_CASE("a run that is interrupted before anything is complete keeps an older export", "[cli]") {
  const Scratch scratch;
  write_file(scratch.file("out.json"), "older");
  const ProgramRun run = run_until({"linear", "--epochs", "100000", "--verbose", "--plot", "none",
                                    "--export-json", scratch.file("out.json")},
                                   "linear linear, seed 0: epoch 1/", SIGINT);
  CHECK(run.exit_code == 130);
  CHECK(file_text(scratch.file("out.json")) == "older");
}

TEST_CASE("a terminal gets a bar and a bold heading, unless NO_COLOR is set", "[cli]") {
  const auto on_terminal = [](const std::string& variables) {
    const Scratch scratch;
    const std::string program = std::string(SPIRAL_EXP) + " linear" + kSmall;
    const std::string command = "script -qec '" + variables + " " + program + "' " +
                                scratch.file("screen") + " >/dev/null </dev/null";
    REQUIRE(std::system(command.c_str()) == 0);
    return file_text(scratch.file("screen"));
  };
  CHECK_THAT(on_terminal(""),
             ContainsSubstring(" %: linear linear\r") && ContainsSubstring("\033[1mlinear\033[0m"));
  CHECK_THAT(on_terminal("NO_COLOR=1"), !ContainsSubstring("\033[1m"));
}
