// Wrong input, given to the real binary: one line that names it, exit 2, nothing written.
#include <algorithm>

#include "support/catch.hpp"
#include "support/program.hpp"

using namespace spiral;

namespace {

void check_refused(const std::string& arguments, const std::string& message) {
  const ProgramRun run = run_program(arguments);
  INFO(arguments << "\n" << run.error);
  CHECK(run.exit_code == 2);
  CHECK(run.output.empty());
  CHECK(run.error == "spiral-exp: " + message + "\n");
}

}  // namespace

TEST_CASE("an unknown subcommand is told the nearest one", "[cli]") {
  check_refused("activatoin", "unknown subcommand 'activatoin'; did you mean activation?");
  check_refused("tarin", "unknown subcommand 'tarin'; did you mean train?");
  check_refused("help tarin", "unknown subcommand 'tarin'; did you mean train?");
}

TEST_CASE("options before the subcommand are refused with the order", "[cli]") {
  check_refused("--epochs 1 linear",
                "the subcommand comes first, then its options: spiral-exp SUBCOMMAND --epochs");
}

TEST_CASE("help and the version have the names they have elsewhere", "[cli]") {
  const auto output_of = [](const std::string& arguments) {
    const ProgramRun run = run_program(arguments);
    CHECK(run.exit_code == 0);
    CHECK(run.error.empty());
    return run.output;
  };
  const std::string page = output_of("");
  CHECK_THAT(page, ContainsSubstring("usage: spiral-exp SUBCOMMAND"));
  for (const std::string same : {"help", "--help", "-h"}) CHECK(output_of(same) == page);
  const std::string train = output_of("train --help");
  CHECK_THAT(train, ContainsSubstring("usage: spiral-exp train [options]"));
  for (const std::string same : {"help train", "--help train"}) CHECK(output_of(same) == train);
  CHECK(output_of("-V") == output_of("--version"));
}

TEST_CASE("an unknown option is told the nearest one", "[cli]") {
  check_refused("activation --epoch 3", "unknown option '--epoch'; did you mean --epochs?");
  check_refused("completions --epochs 3", "unknown option '--epochs'; must be --help");
  check_refused("train --lr 0.1", "unknown option '--lr'; did you mean --learning-rate?");
  const ProgramRun jobs = run_program("train --jobs 2");
  CHECK(jobs.exit_code == 2);
  CHECK_THAT(jobs.error, StartsWith("spiral-exp: unknown option '--jobs'; must be --seed, "));
}

TEST_CASE("sizes, panels and colours of figures are checked before any work", "[cli]") {
  check_refused(
      "activation --figure-width 6.5",
      "--figure-width 6.5: must be a length from 1in to 100in, such as 6.5in, 16cm or 165mm");
  check_refused(
      "activation --figure-width 5mm",
      "--figure-width 5mm: must be a length from 1in to 100in, such as 6.5in, 16cm or 165mm");
  check_refused("activation --font-size 3", "--font-size 3: must be a number from 4 to 72");
  check_refused(
      "activation --panel boundry",
      "--panel boundry: must be some of convergence, real, prediction or boundary, each once");
  check_refused(
      "activation --panel real,real",
      "--panel real,real: must be some of convergence, real, prediction or boundary, each once");
  check_refused("activation --palette blue", "--palette blue: must be notebook or safe");
  check_refused("activation --plot png --plot-size 200 --figure-width 6in",
                "--plot-size with --figure-width: must be one of them");
}

TEST_CASE("an unknown parameter is told the nearest one", "[cli]") {
  check_refused("sweep --vary lr=0.1",
                "--vary lr=0.1: unknown parameter 'lr'; did you mean learning-rate?");
  check_refused("sweep --vary epoch=3",
                "--vary epoch=3: unknown parameter 'epoch'; did you mean epochs?");
  check_refused("sweep --vary epochs",
                "--vary epochs: its values are missing; must be epochs=V1,V2,...");
}

TEST_CASE("a word that belongs nowhere is refused", "[cli]") {
  check_refused("linear loss", "unexpected argument 'loss'; see spiral-exp linear --help");
  check_refused("linear -- --epochs 1",
                "unexpected argument '--epochs'; see spiral-exp linear --help");
  check_refused("train points.csv",
                "unexpected argument 'points.csv'; points to train on are given by --data FILE");
  check_refused("predict m.pt a.csv b.csv",
                "unexpected argument 'b.csv'; see spiral-exp predict --help");
}

TEST_CASE("options stand before operands, among them, or end at two dashes", "[cli]") {
  const std::string missing = "m.pt: No such file or directory\n";
  for (const std::string words : {"predict --quiet m.pt", "predict m.pt --quiet",
                                  "predict m.pt --quiet -", "predict --quiet -- m.pt -"}) {
    CHECK_THAT(run_program(words, "cd /;").error, EndsWith(missing));
  }
}

TEST_CASE("a missing value and a superfluous one are refused", "[cli]") {
  check_refused("linear --epochs",
                "--epochs: its value is missing; must be an integer from 1 to 1000000");
  check_refused("linear --epochs ''", "--epochs '': must be an integer from 1 to 1000000");
  check_refused("linear --quiet=false", "--quiet=false: --quiet takes no value");
}

TEST_CASE("a message stays one line, whatever the user put into it", "[cli]") {
  check_refused("activation --only \"$(printf 'a\\nb')\"",
                "--only a?b: must be of the cases relu, sigmoid, tanh, elu and identity");
}

TEST_CASE("more trials than memory bears are refused", "[cli]") {
  check_refused("activation --seeds 200001", "--seeds 200001: must be at most 200000 with 5 cases");
}

TEST_CASE("numbers out of their range are refused with the range", "[cli]") {
  const std::string epochs = ": must be an integer from 1 to 1000000";
  check_refused("linear --epochs 0", "--epochs 0" + epochs);
  check_refused("linear --epochs -3", "--epochs -3" + epochs);
  check_refused("linear --epochs=ten", "--epochs ten" + epochs);
  check_refused("linear --batch-size 0", "--batch-size 0: must be an integer from 1 to 10000000");
  check_refused("linear --learning-rate nan",
                "--learning-rate nan: must be a number above 0, up to 1e30");
  check_refused("linear --learning-rate 0",
                "--learning-rate 0: must be a number above 0, up to 1e30");
  check_refused("linear --noise -1", "--noise -1: must be a number from 0 to 10");
  check_refused("linear --train-size 1", "--train-size 1: must be an integer from 2 to 10000000");
  check_refused("linear --jobs 0", "--jobs 0: must be an integer from 1 to 1024");
}

TEST_CASE("a seed is an unsigned 64-bit number, and so is the last of several", "[cli]") {
  const std::string constraint = ": must be an integer from 0 to 18446744073709551615";
  check_refused("linear --seed -1", "--seed -1" + constraint);
  check_refused("linear --seed 18446744073709551616", "--seed 18446744073709551616" + constraint);
  check_refused("linear --seed 18446744073709551614 --seeds 3",
                "--seeds 3: must be at most 2 after --seed 18446744073709551614");
}

TEST_CASE("a batch larger than the training set is refused", "[cli]") {
  check_refused("linear --batch-size 5000",
                "--batch-size 5000: with 4000 points to train on (linear, case linear) it must be "
                "from 1 to 4000");
  check_refused("batch-size --train-size 300",
                "--batch-size 400: with 300 points to train on (batch-size, case 400) it must be "
                "from 1 to 300");
}

TEST_CASE("an unknown case is told the known ones", "[cli]") {
  check_refused("activation --only relu,gelu",
                "--only gelu: must be of the cases relu, sigmoid, tanh, elu and identity");
}

TEST_CASE("a device that is none is refused", "[cli]") {
  const std::string constraint = ": must be cpu, cuda or cuda:N";
  check_refused("linear --device tpu", "--device tpu" + constraint);
  check_refused("linear --device cuda:x", "--device cuda:x" + constraint);
  check_refused("linear --device cuda:07", "--device cuda:07" + constraint);
}

TEST_CASE("a device that is not there is found before anything is made", "[cli]") {
  const Scratch scratch;
  const std::string arguments =
      "activation --device cuda:127 --epochs 1 --plot png --export-json a.json";
  const ProgramRun run = run_program(arguments, "cd " + scratch.file("") + ";");
  CHECK(run.exit_code == 2);
  CHECK(run.output.empty());
  CHECK_THAT(run.error, Matches("spiral-exp: --device cuda:127: [^\n]+\n"));
  CHECK(scratch.empty());
}

TEST_CASE("an unknown shell is told the nearest one", "[cli]") {
  check_refused("completions bush", "unknown shell 'bush'; did you mean bash?");
  check_refused("completions c", "unknown shell 'c'; must be bash, fish or zsh");
}

TEST_CASE("an export that cannot be written is found before training", "[cli]") {
  const std::string remedy = "; must be a file that can be written, or -";
  check_refused("linear --epochs 1000000 --export-json /nowhere/out.json",
                "--export-json /nowhere/out.json: No such file or directory" + remedy);
  check_refused("linear --epochs 1000000 --export-csv /",
                "--export-csv /: Is a directory" + remedy);
  check_refused("linear --epochs 1000000 --export-json - --export-csv -",
                "--export-csv -: another export goes there; must be another file");
  check_refused("linear --export-csv " + std::string(300, 'x'),
                "--export-csv " + std::string(300, 'x') + ": File name too long" + remedy);
}

TEST_CASE("an engine that is none, or that the device lacks, is refused", "[cli]") {
  check_refused("linear --engine fast", "--engine fast: must be auto, torch, ensemble or simd");
  check_refused("linear --engine simd --device cuda",
                "--engine simd: on cuda it must be torch or ensemble");
}

TEST_CASE("a folder without write permission is found before training", "[cli]") {
  // /proc takes no new files, not even from root.
  const ProgramRun run = run_program("linear --epochs 1000000 --export-json /proc/out.json");
  CHECK(run.exit_code == 2);
  CHECK(run.output.empty());
  CHECK_THAT(run.error, StartsWith("spiral-exp: --export-json /proc/out.json: "));
}

TEST_CASE("a disk that fills up while exporting is named, and other exports are written", "[cli]") {
  const Scratch scratch;
  const ProgramRun run =
      run_program("linear --plot none --epochs 1 --export-json /dev/full --export-csv " +
                  scratch.file("out.csv"));
  CHECK(run.exit_code == 2);
  CHECK(run.error ==
        "spiral-exp: --export-json /dev/full: No space left on device; must be a file that can be "
        "written, or -\n");
  CHECK_THAT(file_text(scratch.file("out.csv")), ContainsSubstring("\nlinear,linear,"));
}

TEST_CASE("a file that may not grow is an error and leaves nothing behind", "[cli]") {
  const Scratch scratch;
  const ProgramRun run =
      run_program("all --plot none --epochs 1 --train-size 400 --quiet --export-json " +
                      scratch.file("out.json"),
                  "ulimit -f 8;");
  CHECK(run.exit_code == 2);
  CHECK_THAT(run.error, ContainsSubstring("out.json: File too large"));
  CHECK(scratch.empty());
}

TEST_CASE("a standard error that is closed or full stops nothing", "[cli]") {
  for (const char* closed : {"2>&-", "2>/dev/full"}) {
    const std::string program = SPIRAL_EXP;
    const auto exit_code = [&](const std::string& arguments) {
      return WEXITSTATUS(
          std::system((program + " " + arguments + " >/dev/null " + closed).c_str()));
    };
    CHECK(exit_code("linear --epochs 0") == 2);
    CHECK(exit_code("linear --plot none --epochs 1 --verbose") == 0);
  }
}

TEST_CASE("a standard output that cannot be written is a failure", "[cli]") {
  const Scratch scratch;
  const std::string command = std::string(SPIRAL_EXP) + " list >/dev/full 2>" + scratch.file("err");
  const int status = std::system(command.c_str());
  CHECK(WEXITSTATUS(status) == 1);
  CHECK_THAT(file_text(scratch.file("err")), Matches("spiral-exp: [^\n]+\n"));
}
