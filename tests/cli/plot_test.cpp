// Figures that cannot be drawn, with gnuplots that misbehave.
#include "support/catch.hpp"
#include "support/program.hpp"

using namespace spiral;

namespace {

const std::string kSmall =
    " --epochs 1 --train-size 200 --val-size 50 --plot png --quiet --export-csv ";

/// A folder with a gnuplot of one's own, which knows its terminals and then does `behaviour`.
std::string fake_gnuplot(const Scratch& scratch, const std::string& behaviour) {
  write_file(scratch.file("gnuplot"),
             "#!/bin/sh\n[ \"$1\" = -e ] && exec echo pngcairo svg dumb\n" + behaviour + "\n");
  std::filesystem::permissions(scratch.file("gnuplot"), std::filesystem::perms::owner_all);
  return "PATH=" + scratch.file("") + ":$PATH";
}

/// The run fails, but its table is printed, its export written and no picture left half done.
void check_fails_late(const std::string& behaviour, const std::string& complaint) {
  const Scratch scratch;
  const ProgramRun run =
      run_program("linear --out " + scratch.file("out") + kSmall + scratch.file("a.csv"),
                  fake_gnuplot(scratch, behaviour));
  CHECK(run.exit_code == 1);
  CHECK(run.error ==
        "spiral-exp: " + scratch.file("out/linear-linear.png") + ": " + complaint + "\n");
  CHECK_THAT(run.output, ContainsSubstring("published %"));
  CHECK_THAT(file_text(scratch.file("a.csv")), ContainsSubstring("linear,linear,0"));
  CHECK(std::filesystem::is_empty(scratch.file("out")));
}

}  // namespace

TEST_CASE("without gnuplot a figure is refused before training, and none needs none", "[cli]") {
  const std::string without = "PATH=/nowhere";
  const ProgramRun run = run_program("linear --epochs 1000000 --plot png", without);
  CHECK(run.exit_code == 1);
  CHECK(run.output.empty());
  CHECK(
      run.error ==
      "spiral-exp: gnuplot was not found; on Debian: apt install gnuplot-nox; --plot none needs no "
      "gnuplot\n");
  CHECK(run_program("linear --epochs 1 --plot none", without).exit_code == 0);
}

TEST_CASE("a terminal that this gnuplot lacks is named before training", "[cli]") {
  const Scratch scratch;
  const ProgramRun run = run_program(
      "linear --epochs 1000000 --plot pdf --out " + scratch.file("out"), fake_gnuplot(scratch, ""));
  CHECK(run.exit_code == 1);
  CHECK(run.error == "spiral-exp: this gnuplot has no terminal pdfcairo\n");
}

TEST_CASE("an --out that is a file is named before training", "[cli]") {
  const Scratch scratch;
  write_file(scratch.file("out"), "");
  const ProgramRun run =
      run_program("linear --epochs 1000000 --plot png --out " + scratch.file("out"));
  CHECK(run.exit_code == 1);
  CHECK_THAT(run.error, StartsWith("spiral-exp: --out " + scratch.file("out") + ": "));
}

TEST_CASE("a gnuplot that dies loses no results", "[cli]") {
  check_fails_late("kill -9 $$", "gnuplot: Killed");
  check_fails_late("read -r line; kill -9 $$", "gnuplot: Killed");
  check_fails_late("exit 0", "gnuplot ended before the figure was drawn");
}

TEST_CASE("what gnuplot refuses is told in its words, though it exits with 0", "[cli]") {
  check_fails_late("cat >/dev/null; echo 'line 7: undefined variable: x' >&2; exit 0",
                   "gnuplot: line 7: undefined variable: x");
}

TEST_CASE("a gnuplot that draws nothing is a failure", "[cli]") {
  check_fails_late("cat >/dev/null; echo 'end of the figure' >&2", "gnuplot wrote nothing");
}
