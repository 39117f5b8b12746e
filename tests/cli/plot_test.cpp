// Figures that cannot be drawn, with gnuplots that misbehave.
#include <algorithm>
#include <filesystem>

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
void check_fails_late(const std::string& behaviour, const std::string& reason) {
  const Scratch scratch;
  const ProgramRun run =
      run_program("linear --out " + scratch.file("out") + kSmall + scratch.file("a.csv"),
                  fake_gnuplot(scratch, behaviour));
  CHECK(run.exit_code == 1);
  CHECK(run.error == "spiral-exp: " + scratch.file("out/linear-linear.png") + ": " + reason + "\n");
  CHECK_THAT(run.output, ContainsSubstring("published %"));
  CHECK_THAT(file_text(scratch.file("a.csv")), ContainsSubstring("\nlinear,linear,"));
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
      "spiral-exp: gnuplot was not found; on Debian: apt install gnuplot-x11, or gnuplot-nox where "
      "there is no display; --plot none needs no gnuplot\n");
  CHECK(run_program("linear --epochs 1 --plot none", without).exit_code == 0);
}

TEST_CASE("a terminal that this gnuplot lacks is named before training", "[cli]") {
  const Scratch scratch;
  const ProgramRun run = run_program(
      "linear --epochs 1000000 --plot pdf --out " + scratch.file("out"), fake_gnuplot(scratch, ""));
  CHECK(run.exit_code == 1);
  CHECK(run.error == "spiral-exp: this gnuplot has no terminal pdfcairo\n");
  CHECK_FALSE(std::filesystem::exists(scratch.file("out")));
}

TEST_CASE("an --out that is a file is named before training", "[cli]") {
  const Scratch scratch;
  write_file(scratch.file("out"), "");
  const ProgramRun run =
      run_program("linear --epochs 1000000 --plot png --out " + scratch.file("out"));
  CHECK(run.exit_code == 2);
  CHECK_THAT(run.error, StartsWith("spiral-exp: --out " + scratch.file("out") + ": "));
}

TEST_CASE("a gnuplot that dies loses no results", "[cli]") {
  check_fails_late("kill -9 $$", "gnuplot ended before the figure was drawn");
  check_fails_late("read -r line; kill -9 $$", "gnuplot ended before the figure was drawn");
  check_fails_late("exit 0", "gnuplot ended before the figure was drawn");
}

TEST_CASE("what gnuplot refuses is told in its words, though it exits with 0", "[cli]") {
  check_fails_late("(echo 'plot nonsense(x)'; cat) | PATH=${PATH#*:} gnuplot",
                   "gnuplot: line 0: undefined function: nonsense");
}

TEST_CASE("a gnuplot without windows, which refuses their commands, draws files", "[cli]") {
  const Scratch scratch;
  const ProgramRun run =
      run_program("dataset --plot png --out " + scratch.file("out"),
                  fake_gnuplot(scratch, "sed -u 's/^bind/refuse/' | PATH=${PATH#*:} gnuplot"));
  CHECK(run.error.empty());
  CHECK(run.exit_code == 0);
  CHECK(std::filesystem::exists(scratch.file("out/dataset.png")));
}

TEST_CASE("a picture that the disk has no room for leaves no part of it", "[cli]") {
  check_fails_late("ulimit -f 8; PATH=${PATH#*:} exec gnuplot",
                   "gnuplot could not write the whole file; is the disk full?");
}

TEST_CASE("a folder for temporary files may have any name, but must be there", "[cli]") {
  const Scratch scratch;
  const std::string odd = scratch.file("it's a `folder`");
  std::filesystem::create_directory(odd);
  const std::string arguments = "dataset --plot png --out " + scratch.file("out");
  const auto in = [](const std::string& folder) { return "TMPDIR=\"" + folder + "\""; };
  CHECK(run_program(arguments, in(scratch.file("it's a \\`folder\\`"))).exit_code == 0);
  const ProgramRun run = run_program(arguments, in("/nowhere"));
  CHECK(run.exit_code == 1);
  CHECK(run.error == "spiral-exp: no folder for temporary files; TMPDIR names another\n");
}

TEST_CASE("figures that nobody asked for are PNG files where there is no display", "[cli]") {
  const Scratch scratch;
  const ProgramRun run =
      run_program("dataset", "cd " + scratch.file("") + "; DISPLAY= WAYLAND_DISPLAY=");
  CHECK(run.exit_code == 0);
  CHECK_THAT(run.output, EndsWith("\nspiral-results/dataset.png\n"));
  CHECK(std::filesystem::exists(scratch.file("spiral-results/dataset.png")));
}

TEST_CASE("a window without a display is refused before training", "[cli]") {
  const ProgramRun run =
      run_program("linear --epochs 1000000 --plot window", "DISPLAY= WAYLAND_DISPLAY=");
  CHECK(run.exit_code == 1);
  CHECK(run.error == "spiral-exp: --plot window: there is no display; DISPLAY names one\n");
}

TEST_CASE("an export on standard output is not mixed with the figures' paths", "[cli]") {
  const Scratch scratch;
  const ProgramRun run =
      run_program("dataset --train-size 10 --plot png --export-csv - --out " + scratch.file("out"));
  CHECK(std::count(run.output.begin(), run.output.end(), '\n') == 11);
  CHECK(run.error == scratch.file("out/dataset.png") + "\n");
}

TEST_CASE("an interrupted run names the animations that it has drawn", "[cli]") {
  const Scratch scratch;
  const ProgramRun run =
      run_until({"activation", "--only", "relu,elu", "--jobs", "1", "--epochs", "300",
                 "--train-size", "400", "--verbose", "--plot", "gif", "--gif-every", "300", "--out",
                 scratch.file("out"), "--export-csv", "-"},
                "activation elu, seed 0: epoch 1/", SIGINT);
  CHECK(run.exit_code == 130);
  CHECK_THAT(run.error, ContainsSubstring("\n" + scratch.file("out/activation-relu.gif") + "\n"));
  CHECK(std::filesystem::exists(scratch.file("out/activation-relu.gif")));
}
