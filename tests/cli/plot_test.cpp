// Figures that cannot be drawn, with gnuplots that misbehave.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "support/catch.hpp"
#include "support/program.hpp"

using namespace spiral;

namespace {

/// A folder with a gnuplot of one's own. The first that is started is the real one, which is asked for
/// its terminals; each other one, $n, does `behaviour`.
std::string fake_gnuplot(const Scratch& scratch, const std::string& behaviour) {
  write_file(scratch.file("gnuplot"),
             "#!/bin/sh\nreal() { PATH=${PATH#*:} exec gnuplot \"$@\"; }\n"
             "cd \"${0%/*}\"\n"
             "echo >>starts; n=$(wc -l <starts)\n"
             "[ $n -gt 1 ] || real \"$@\"\n" +
                 behaviour + "\n");
  std::filesystem::permissions(scratch.file("gnuplot"), std::filesystem::perms::owner_all);
  return "PATH=" + scratch.file("") + ":$PATH";
}

/// The run fails, but its table is printed, its export written and no picture left half done.
void check_fails_late(const std::string& behaviour, const std::string& reason) {
  const Scratch scratch;
  const ProgramRun run = run_program(
      "dataset --plot png --export-csv " + scratch.file("a.csv") + " --out " + scratch.file("out"),
      fake_gnuplot(scratch, behaviour));
  CHECK(run.exit_code == 1);
  CHECK(run.error == "spiral-exp: " + scratch.file("out/dataset.png") + ": " + reason + "\n");
  CHECK_THAT(run.output, ContainsSubstring("label"));
  CHECK_THAT(file_text(scratch.file("a.csv")), StartsWith("x,y,label\n"));
  CHECK(std::filesystem::is_empty(scratch.file("out")));
}

/// A gnuplot that tells that it was started, then takes all and answers nothing.
const std::string kSilent = "echo >silent; cat >/dev/null; echo >ended";

/// Starts a program whose gnuplot never answers and, once that gnuplot is there, sends `signal`.
void kill_while_it_draws(const Scratch& scratch, int signal) {
  const std::string command = fake_gnuplot(scratch, kSilent) + " TMPDIR=" + scratch.file("tmp") +
                              " exec " SPIRAL_EXP " dataset --plot png --out " +
                              scratch.file("out") + " >/dev/null 2>&1";
  const pid_t child = fork();
  if (child == 0) {
    ::signal(signal, SIG_DFL);  // under nohup SIGHUP would be ignored
    execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
  }
  while (!std::filesystem::exists(scratch.file("silent"))) {
  }
  kill(child, signal);
  int status = 0;
  waitpid(child, &status, 0);
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

TEST_CASE("a gnuplot that does not start is no missing gnuplot", "[cli]") {
  const Scratch scratch;
  const ProgramRun run =
      run_program("linear --epochs 1000000 --plot png",
                  "touch " + scratch.file("starts") + "; echo >>" + scratch.file("starts") + "; " +
                      fake_gnuplot(scratch, "echo 'error while loading libgd.so.3' >&2; exit 127"));
  CHECK(run.exit_code == 1);
  CHECK(run.error ==
        "spiral-exp: gnuplot ended with exit code 127: error while loading libgd.so.3\n");
}

TEST_CASE("a terminal that this gnuplot lacks is named before training", "[cli]") {
  const Scratch scratch;
  write_file(scratch.file("gnuplot"),
             "#!/bin/sh\nsed -u 's/^load.*/set print \"\\/dev\\/fd\\/3\"; print \"png svg\"/' | "
             "PATH=${PATH#*:} gnuplot\n");
  std::filesystem::permissions(scratch.file("gnuplot"), std::filesystem::perms::owner_all);
  const ProgramRun run =
      run_program("linear --epochs 1000000 --plot pdf --out " + scratch.file("out"),
                  "PATH=" + scratch.file("") + ":$PATH");
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

TEST_CASE("an --out that gnuplot or a list of paths would misread is refused", "[cli]") {
  for (const std::string out : {"'|cat'", "'two\nlines'"}) {
    const ProgramRun run = run_program("linear --epochs 1000000 --plot png --out " + out);
    CHECK(run.exit_code == 2);
    CHECK_THAT(run.error,
               EndsWith("must be a folder whose name does not begin with | and is one line\n"));
    CHECK(std::count(run.error.begin(), run.error.end(), '\n') == 1);
  }
}

TEST_CASE("a gnuplot that dies loses no results", "[cli]") {
  check_fails_late("kill -9 $$", "gnuplot ended by signal 9");
  check_fails_late("read -r line; kill -9 $$", "gnuplot ended by signal 9");
  check_fails_late("exit 3", "gnuplot ended with exit code 3");
  check_fails_late("echo '\"/dev/fd/5\" line 2: warning: it is nothing' >&2; exit 3",
                   "gnuplot ended with exit code 3");
}

TEST_CASE("what gnuplot refuses is told in its words", "[cli]") {
  check_fails_late(
      "(echo 'set terminal pngcairo; plot nonsense(x)'; cat) | PATH=${PATH#*:} gnuplot",
      "gnuplot: undefined function: nonsense");
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

TEST_CASE("words on gnuplot's standard error are no failure where the figure is whole", "[cli]") {
  const Scratch scratch;
  const ProgramRun run = run_program(
      "dataset --plot png --out " + scratch.file("out"),
      fake_gnuplot(scratch, "echo 'Fontconfig error: No writable cache directories' >&2; real"));
  CHECK(run.error.empty());
  CHECK(run.exit_code == 0);
  CHECK_THAT(file_text(scratch.file("out/dataset.png")), ContainsSubstring("IEND"));
}

TEST_CASE("what a user set up for gnuplot changes no figure", "[cli]") {
  const Scratch scratch;
  const auto drawn = [&](const std::string& environment, const std::string& format) {
    const ProgramRun run =
        run_program("linear --epochs 2 --quiet --plot " + format + " --out " + scratch.file("out"),
                    environment);
    CHECK(run.exit_code == 0);
    CHECK(run.error.empty());
    return format == "ascii" ? run.output.substr(run.output.find("Model: linear"))
                             : file_text(scratch.file("out/linear-linear." + format));
  };
  write_file(scratch.file(".gnuplot"),
             "set logscale y\nprint 'hi'\nset term qt\ncd '/'\nset polar\n"
             "set decimalsign ','\nset grid\nexit\n");
  for (const std::string format : {"png", "ascii"}) {
    CHECK(drawn("HOME=" + scratch.file("") + " GNUTERM=nonsense", format) ==
          drawn("HOME=/nowhere", format));
  }
}

TEST_CASE("one figure that cannot be drawn costs no other one", "[cli]") {
  const Scratch scratch;
  const ProgramRun run = run_program(
      "activation --only relu,tanh --epochs 1 --train-size 100 --quiet --plot png --out " +
          scratch.file("out"),
      fake_gnuplot(scratch, "[ $n = 2 ] || real \"$@\"; exit 4"));
  CHECK(run.exit_code == 1);
  CHECK(run.error == "spiral-exp: " + scratch.file("out/activation-relu.png") +
                         ": gnuplot ended with exit code 4\n");
  CHECK_FALSE(std::filesystem::exists(scratch.file("out/activation-relu.png")));
  CHECK(std::filesystem::exists(scratch.file("out/activation-tanh.png")));
  CHECK(std::filesystem::exists(scratch.file("out/activation-overview.png")));
}

TEST_CASE("a gnuplot that may not write leaves no part of a figure", "[cli]") {
  check_fails_late("ulimit -f 8; PATH=${PATH#*:} exec gnuplot", "gnuplot ended by signal 25");
}

TEST_CASE("killed while it draws, the program leaves no file and no gnuplot", "[cli]") {
  for (const int signal : {SIGTERM, SIGHUP, SIGKILL}) {
    const Scratch scratch;
    std::filesystem::create_directory(scratch.file("tmp"));
    kill_while_it_draws(scratch, signal);
    while (!std::filesystem::exists(scratch.file("ended"))) {  // it is told that nobody is there
    }
    CHECK(std::filesystem::is_empty(scratch.file("tmp")));
    CHECK(std::filesystem::is_empty(scratch.file("out")));
  }
}

TEST_CASE("figures that nobody asked for are PNG files where there is no display", "[cli]") {
  const Scratch scratch;
  const ProgramRun run =
      run_program("dataset", "cd " + scratch.file("") + "; DISPLAY= WAYLAND_DISPLAY=");
  CHECK(run.exit_code == 0);
  CHECK_THAT(run.output, EndsWith("\nspiral-results/dataset.png\n"));
  CHECK(std::filesystem::exists(scratch.file("spiral-results/dataset.png")));
}

TEST_CASE("a window without a display that answers is refused before training", "[cli]") {
  for (const std::string display : {"DISPLAY= WAYLAND_DISPLAY=", "DISPLAY=:9999",
                                    "DISPLAY=localhost:999.0", "DISPLAY= WAYLAND_DISPLAY=dead"}) {
    const ProgramRun run = run_program("linear --epochs 1000000 --plot window", display);
    CHECK(run.exit_code == 1);
    CHECK_THAT(run.error, StartsWith("spiral-exp: --plot window: "));
    CHECK(std::count(run.error.begin(), run.error.end(), '\n') == 1);
  }
}

TEST_CASE("figures go to files where a display is named that does not answer", "[cli]") {
  const Scratch scratch;
  const ProgramRun run = run_program("dataset --out " + scratch.file("out"), "DISPLAY=:9999");
  CHECK(run.exit_code == 0);
  CHECK_THAT(run.error, StartsWith("spiral-exp: figures go to files, for there is no window: "));
  CHECK(std::count(run.error.begin(), run.error.end(), '\n') == 1);
  CHECK(std::filesystem::exists(scratch.file("out/dataset.png")));
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
