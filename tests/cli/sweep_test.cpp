// Sweeps as a user sees them.
#include <fcntl.h>
#include <sys/file.h>

#include <array>
#include <nlohmann/json.hpp>

#include "support/catch.hpp"
#include "support/program.hpp"

using namespace spiral;

namespace {

nlohmann::json trials_of(const ProgramRun& run) {
  INFO(run.error);
  REQUIRE(run.exit_code == 0);
  auto trials = nlohmann::json::parse(run.output)["trials"];
  for (auto& trial : trials) trial.erase("seconds");
  return trials;
}

}  // namespace

TEST_CASE("a sweep trains every combination, each as train does", "[cli]") {
  const Scratch scratch;
  const auto trials = trials_of(run_program(
      "sweep --vary learning_rate=0.1,1 --vary hidden=3x5,3x10 --seed 2 --epochs 2 --plot none "
      "--engine torch --export-json - --out " +
      scratch.file("out")));
  REQUIRE(trials.size() == 4);
  CHECK(trials[0]["case"] == "0.1/3x5");
  CHECK(trials[3]["case"] == "1/3x10");
  for (const auto& trial : trials) {
    const std::string label = trial["case"];
    const auto slash = label.find('/');
    const auto alone = trials_of(run_program("train --learning-rate " + label.substr(0, slash) +
                                             " --hidden " + label.substr(slash + 1) +
                                             " --seed 2 --epochs 2 --plot none --export-json -"));
    CHECK(alone[0]["train_error"] == trial["train_error"]);
    CHECK(alone[0]["accuracy"] == trial["accuracy"]);
  }
}

TEST_CASE("a sweep takes what is stored, with the same figures, and trains what is not", "[cli]") {
  const Scratch scratch;
  const std::string sweep =
      "sweep --vary activation=relu,tanh --train-size 200 --epochs 2 --engine torch "
      "--plot png --out " +
      scratch.file("out") + " --export-json " + scratch.file("run.json");
  REQUIRE(run_program(sweep).exit_code == 0);
  const auto first = run_program(sweep + " --seeds 2");
  CHECK(first.error == "spiral-exp: 2 of 4 trials are stored already\n");
  REQUIRE(first.exit_code == 0);
  const std::string picture = file_text(scratch.file("out") + "/sweep-tanh.png");
  const auto trials = nlohmann::json::parse(file_text(scratch.file("run.json")))["trials"];

  const auto again = run_program(sweep + " --seeds 2");
  CHECK(again.error == "spiral-exp: 4 of 4 trials are stored already\n");
  CHECK(nlohmann::json::parse(file_text(scratch.file("run.json")))["trials"] == trials);
  CHECK(file_text(scratch.file("out") + "/sweep-tanh.png") == picture);

  // Its kernels compute other bits: nothing of theirs is mixed with these.
  const auto elsewhere = run_program(sweep + " --seeds 2", "ATEN_CPU_CAPABILITY=default");
  CHECK_THAT(elsewhere.error, !ContainsSubstring("stored already"));

  const auto more = run_program(sweep + " --seeds 3");
  CHECK(more.error == "spiral-exp: 4 of 6 trials are stored already\n");
  const auto longer = nlohmann::json::parse(file_text(scratch.file("run.json")))["trials"];
  REQUIRE(longer.size() == 6);
  CHECK(longer[1] == trials[1]);
  CHECK(longer[3] == trials[2]);
  CHECK(longer[2]["seed"] == 2);
}

TEST_CASE("a sweep waits for a store that another process keeps locked, and says so", "[cli]") {
  const Scratch scratch;
  const int folder = open(scratch.file("").c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  REQUIRE(flock(folder, LOCK_EX) == 0);
  const std::string command = std::string(SPIRAL_EXP) +
                              " sweep --vary activation=relu --epochs 1 --plot none --out " +
                              scratch.file("") + " 2>&1";
  std::FILE* const output = popen(command.c_str(), "r");
  std::array<char, 1000> line{};
  REQUIRE(std::fgets(line.data(), line.size(), output) != nullptr);
  CHECK(std::string(line.data()) == "spiral-exp: " + scratch.file("trials.db") +
                                        ": another process keeps it locked; waiting\n");
  close(folder);
  while (std::fgets(line.data(), line.size(), output) != nullptr) {
  }
  CHECK(pclose(output) == 0);
}

TEST_CASE("a sweep without values, or with too many, is refused", "[cli]") {
  const auto refused = [](const std::string& arguments) {
    const auto run = run_program("sweep --plot none " + arguments);
    CHECK(run.exit_code == 2);
    return run.error;
  };
  CHECK_THAT(refused(""), ContainsSubstring("--vary is missing"));
  CHECK_THAT(refused("--vary epochs=1,2 --epochs 3"),
             ContainsSubstring("--epochs with --vary epochs"));
  CHECK_THAT(refused("--vary neurons=3"), ContainsSubstring("--vary neurons=3"));
  std::string values = "1";
  for (int i = 2; i <= 101; ++i) values += "," + std::to_string(i);
  CHECK_THAT(refused("--vary epochs=" + values + " --vary batch_size=" + values),
             ContainsSubstring("more than 10000 combinations"));
}

TEST_CASE("a store and an export of the same trials are equal to the last bit", "[cli]") {
  const Scratch scratch;
  const std::string sweep =
      "sweep --vary hidden=3x3,5-4 --vary activation=relu,tanh --epochs 2 --train-size 200 --seeds "
      "3 --seed 18446744073709551613 --plot none --quiet --out ";
  run_program(sweep + scratch.file("a") + " --export-json " + scratch.file("a.json"));
  const ProgramRun same =
      run_program("compare " + scratch.file("a") + " " + scratch.file("a.json"));
  CHECK(same.exit_code == 0);
  CHECK_THAT(same.output, ContainsSubstring("Trials in both: 12; equal to the last bit: 12; "
                                            "different: 0.\nBoth ran on the same arithmetic, "));
  run_program(sweep + scratch.file("b") + " --batch-size 10");
  const ProgramRun none = run_program("compare " + scratch.file("a") + " " + scratch.file("b"));
  CHECK(none.exit_code == 2);
  CHECK_THAT(none.error,
             EndsWith(" share no trial; the first ones part in batch_size: 32 and 10\n"));
  std::string a_seed_earlier = sweep;
  a_seed_earlier.replace(sweep.find("613 "), 3, "612");
  run_program(a_seed_earlier + scratch.file("c"));
  const ProgramRun some = run_program("compare " + scratch.file("a") + " " + scratch.file("c"));
  CHECK(some.exit_code == 3);
  CHECK(some.error == "spiral-exp: each run has trials that the other has not\n");
  CHECK_THAT(some.output, ContainsSubstring("equal to the last bit: 8; different: 0.\n"));
  run_program(sweep + scratch.file("a") + " --epochs 1", "ATEN_CPU_CAPABILITY=default");
  CHECK_THAT(run_program("compare " + scratch.file("a") + " " + scratch.file("b")).error,
             ContainsSubstring(": holds trials of several engines or arithmetics"));
  CHECK(run_program("compare " + scratch.file("empty") + " " + scratch.file("a")).exit_code == 2);
}
