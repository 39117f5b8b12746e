// No file that a command needs, or has written, is replaced by another one that it writes.
#include <algorithm>

#include "support/catch.hpp"
#include "support/program.hpp"

using namespace spiral;

namespace {

/// The command is refused before it trains, with this reason; the file of this name stays as it is.
void check_kept(const Scratch& scratch, const std::string& file, const std::string& arguments,
                const std::string& reason) {
  const std::string before = file_text(scratch.file(file));
  const ProgramRun run = run_program(arguments, "cd " + scratch.file("") + ";");
  INFO(arguments << "\n" << run.output << run.error);
  CHECK(run.exit_code == 2);
  CHECK(run.output.empty());
  CHECK_THAT(run.error, EndsWith(": " + reason + "; must be another file\n"));
  CHECK(std::count(run.error.begin(), run.error.end(), '\n') == 1);
  CHECK(file_text(scratch.file(file)) == before);
}

ProgramRun run_in(const Scratch& scratch, const std::string& arguments) {
  return run_program(arguments, "cd " + scratch.file("") + ";");
}

const std::string kSweep =
    "sweep --vary activation=relu --epochs 1 --train-size 200 --plot none --out store ";

}  // namespace

TEST_CASE("no export goes to the store, by whatever name", "[cli]") {
  const Scratch scratch;
  check_kept(scratch, "store/trials.db", kSweep + "--export-json store/trials.db",
             "the store is there");
  REQUIRE(run_in(scratch, kSweep).exit_code == 0);
  std::filesystem::create_symlink("store/trials.db", scratch.file("soft.json"));
  std::filesystem::create_hard_link(scratch.file("store/trials.db"), scratch.file("hard.csv"));
  check_kept(scratch, "store/trials.db", kSweep + "--export-json ./store/../store/trials.db",
             "the store is there");
  check_kept(scratch, "store/trials.db", kSweep + "--export-json soft.json", "the store is there");
  check_kept(scratch, "store/trials.db", kSweep + "--export-csv hard.csv", "the store is there");
  check_kept(scratch, "store/trials.db", kSweep + "--export-csv store/trials.db-wal",
             "the store is there");
  // Another command does not use the store, and is no reason to lose it.
  check_kept(scratch, "store/trials.db",
             "linear --epochs 1 --plot none --out store --export-markdown store/trials.db",
             "the store is there");
}

TEST_CASE("no two exports go to one file, by whatever names", "[cli]") {
  const Scratch scratch;
  write_file(scratch.file("a"), "kept");
  std::filesystem::create_symlink("a", scratch.file("soft"));
  std::filesystem::create_hard_link(scratch.file("a"), scratch.file("hard"));
  std::filesystem::create_symlink("later", scratch.file("before"));
  const std::string reason = "another export goes there";
  for (const char* other : {"a", "./a", "soft", "hard"}) {
    check_kept(scratch, "a", std::string("linear --export-json a --export-csv ") + other, reason);
  }
  check_kept(scratch, "later", "linear --export-json later --export-csv before", reason);
  check_kept(scratch, "model", "train --save model --export-markdown model", reason);
  // run_program sends standard output to a file.
  check_kept(scratch, "none", "linear --export-json - --export-csv /dev/stdout", reason);
  check_kept(scratch, "none", "linear --export-json /dev/stdout --export-csv /dev/fd/1", reason);
}

TEST_CASE("standard output by another name is standard output", "[cli]") {
  const Scratch scratch;
  const std::string run = "linear --epochs 1 --plot none --quiet --export-json ";
  const std::string expected = run_in(scratch, run + "-").output;
  const auto without_seconds = [](const std::string& json) {
    return json.substr(0, json.find("\"seconds\""));
  };
  CHECK_THAT(expected, StartsWith("{\"schema\":2"));
  const std::string actual = run_in(scratch, run + "/dev/stdout").output;
  CHECK_THAT(actual, EndsWith("]}\n"));
  CHECK(without_seconds(actual) == without_seconds(expected));
  // What the shell has opened, and appends to, is not replaced.
  const std::string shared = std::string("(echo first; ") + SPIRAL_EXP + " " + run +
                             "/dev/stdout) >" + scratch.file("shared");
  REQUIRE(std::system(shared.c_str()) == 0);
  CHECK_THAT(file_text(scratch.file("shared")), StartsWith("first\n{\"schema\":2"));
}

TEST_CASE("nothing is written over the points that are read", "[cli]") {
  const Scratch scratch;
  write_file(scratch.file("points.csv"), "1,2,0\n3,4,1\n5,6,0\n");
  std::filesystem::create_symlink("points.csv", scratch.file("soft"));
  const std::string reason = "--data is read from there";
  const std::string train = "train --plot none --data points.csv ";
  check_kept(scratch, "points.csv", train + "--save points.csv", reason);
  check_kept(scratch, "points.csv", train + "--export-json soft", reason);
  check_kept(scratch, "points.csv", "train --plot none --data soft --export-csv points.csv",
             reason);
}

TEST_CASE("no figure replaces what the same command reads or has written", "[cli]") {
  const Scratch scratch;
  const ProgramRun trained = run_in(
      scratch, "train --hidden 3x10 --epochs 1 --plot png --out out --save out/train-3x10.png");
  CHECK(trained.exit_code == 1);
  CHECK(trained.error ==
        "spiral-exp: out/train-3x10.png: --save goes there; must be another file\n");
  CHECK_THAT(file_text(scratch.file("out/train-3x10.png")), StartsWith("PK"));

  std::filesystem::create_symlink("train-3x10.png", scratch.file("out/train-3x10-boundary.png"));
  const ProgramRun drawn = run_in(scratch, "plot out/train-3x10.png --plot png --out out");
  CHECK(drawn.exit_code == 1);
  CHECK(drawn.error ==
        "spiral-exp: out/train-3x10-boundary.png: the model is there; must be another file\n");
  CHECK_THAT(file_text(scratch.file("out/train-3x10.png")), StartsWith("PK"));
}

TEST_CASE("an export may go to the folder that the command makes, and to no other missing one",
          "[cli]") {
  const Scratch scratch;
  const std::string train = "train --epochs 1 --train-size 200 --quiet --out new ";
  for (const std::string plot : {"png", "none"}) {
    const ProgramRun run = run_in(scratch, train + "--plot " + plot + " --save new/m.pt");
    INFO(run.error);
    CHECK(run.exit_code == 0);
    CHECK_THAT(file_text(scratch.file("new/m.pt")), StartsWith("PK"));
    std::filesystem::remove_all(scratch.file("new"));
  }
  CHECK(run_in(scratch, "dataset --plot none --export-csv spiral-results/d.csv").exit_code == 0);
  CHECK(std::filesystem::exists(scratch.file("spiral-results/d.csv")));
  const ProgramRun refused = run_in(scratch, train + "--plot none --save newer/m.pt");
  CHECK(refused.exit_code == 2);
  CHECK_THAT(refused.error, ContainsSubstring("newer/m.pt: No such file or directory"));
  CHECK_FALSE(std::filesystem::exists(scratch.file("new")));
}
