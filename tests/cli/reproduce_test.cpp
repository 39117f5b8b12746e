// What a user sees of reproductions and inferences.
#include <signal.h>

#include "support/catch.hpp"
#include "support/program.hpp"

using namespace spiral;

namespace {

const std::string kSmall = "reproduce --exercises linear,first-model --seeds 40";

ProgramRun run_in(const Scratch& scratch, const std::string& arguments,
                  const std::string& prefix = "") {
  return run_program(arguments + " --out " + scratch.file("out"), prefix);
}

}  // namespace

TEST_CASE("a reproduction ends with its verdicts and a report", "[reproduce]") {
  const Scratch scratch;
  const ProgramRun run = run_in(scratch, kSmall);
  INFO(run.error);
  REQUIRE(run.exit_code == 0);
  CHECK_THAT(run.output, StartsWith("40 seeds (0 to 39) of each of 2 cases\n"));
  CHECK_THAT(run.output,
             ContainsSubstring("of 12 published numbers are compatible with the seeds"));
  CHECK_THAT(run.output, ContainsSubstring("linear-1: A linear classifier cannot separate"));
  CHECK_THAT(run.output,
             EndsWith(scratch.file("out/report.html") + "\n" + scratch.file("out/report.md") +
                      "\n" + scratch.file("out/certificate.json") + "\n"));
  const std::string page = file_text(scratch.file("out/report.html"));
  CHECK_THAT(page, StartsWith("<!DOCTYPE html>"));
  CHECK_THAT(page,
             ContainsSubstring("spiral-exp reproduce --exercises linear,first-model --seeds 40"));
  const std::string text = file_text(scratch.file("out/report.md"));
  CHECK_THAT(text, ContainsSubstring("| linear-1 |"));
  CHECK_THAT(text, ContainsSubstring("(report-boundaries/linear.svg)"));
  CHECK_THAT(file_text(scratch.file("out/report-boundaries/linear.svg")), StartsWith("<svg "));
}

TEST_CASE("a second reproduction trains only what is missing", "[reproduce]") {
  const Scratch scratch;
  REQUIRE(run_in(scratch, "reproduce --exercises linear --seeds 20").exit_code == 0);
  const ProgramRun more = run_in(scratch, "reproduce --exercises linear --seeds 25");
  CHECK(more.error == "spiral-exp: 30 of 55 trials are stored already\n");
  CHECK_THAT(more.output, StartsWith("25 seeds"));
  const ProgramRun all = run_in(scratch, "reproduce --exercises linear --seeds 25");
  CHECK(all.error == "spiral-exp: 55 of 55 trials are stored already\n");
  CHECK(all.output == more.output);
  const ProgramRun fresh = run_in(scratch, "reproduce --exercises linear --seeds 25 --fresh");
  CHECK(fresh.error.empty());
  CHECK(fresh.output == more.output);
}

TEST_CASE("grown step by step, a reproduction is the same as in one go", "[reproduce]") {
  const Scratch one_go;
  const Scratch steps;
  REQUIRE(run_in(one_go, kSmall).exit_code == 0);
  REQUIRE(run_in(steps, "reproduce --exercises first-model --seeds 3 --seed 11").exit_code == 0);
  REQUIRE(run_in(steps, "reproduce --exercises linear --seeds 7 --jobs 1").exit_code == 0);
  REQUIRE(run_in(steps, kSmall).exit_code == 0);
  CHECK(file_text(steps.file("out/report.html")) == file_text(one_go.file("out/report.html")));
  CHECK(file_text(steps.file("out/report.md")) == file_text(one_go.file("out/report.md")));
}

TEST_CASE("the report is made again from the store", "[reproduce]") {
  const Scratch scratch;
  REQUIRE(run_in(scratch, kSmall).exit_code == 0);
  const std::string page = file_text(scratch.file("out/report.html"));
  std::filesystem::remove(scratch.file("out/report.html"));
  const ProgramRun run = run_program("report " + scratch.file("out"));
  CHECK(run.exit_code == 0);
  CHECK(file_text(scratch.file("out/report.html")) == page);
}

TEST_CASE("with few seeds there is no verdict", "[reproduce]") {
  const Scratch scratch;
  const ProgramRun run = run_in(scratch, "reproduce --exercises linear --seeds 3");
  CHECK_THAT(run.output, ContainsSubstring("Too few seeds for a verdict on numbers: it takes 40"));
  CHECK_THAT(run.output, ContainsSubstring("With fewer than 60 seeds most verdicts stay open"));
  CHECK_THAT(run.output, ContainsSubstring("1 claim is undecided"));
  CHECK_THAT(file_text(scratch.file("out/report.html")),
             !ContainsSubstring("badge compatible") && !ContainsSubstring("badge robust"));
}

TEST_CASE("one seed is a reproduction, too", "[reproduce]") {
  const Scratch scratch;
  const ProgramRun run = run_in(scratch, "reproduce --exercises linear --seeds 1");
  INFO(run.error);
  CHECK(run.exit_code == 0);
  CHECK_THAT(run.output, StartsWith("1 seed (0) of one case\n"));
}

TEST_CASE("a certificate is verified against the store", "[reproduce]") {
  const Scratch scratch;
  REQUIRE(run_in(scratch, kSmall + " --engine torch").exit_code == 0);
  const std::string file = scratch.file("out/certificate.json");
  const std::string verify = "report --verify " + scratch.file("out");
  const ProgramRun agrees = run_program(verify);
  INFO(agrees.error);
  CHECK(agrees.exit_code == 0);
  CHECK_THAT(agrees.output, StartsWith(file + ": its hash and all verdicts are what "));
  const std::string text = file_text(file);
  const auto change = [&](const std::string& from, const std::string& to, int exit_code = 3) {
    std::string changed = text;
    changed.replace(changed.find(from), from.size(), to);
    write_file(file, changed);
    const ProgramRun run = run_program(verify);
    CHECK(run.exit_code == exit_code);
    return run.error;
  };
  CHECK_THAT(change("\"verdict\": \"compatible\"", "\"verdict\": \"outlier\""),
             ContainsSubstring("1 entry differs from what the store gives: "
                               "/exercises/0/numbers/0/verdict: the store gives \"compatible\""));
  CHECK_THAT(change("\"sha256\": \"", "\"sha256\": \"0"), ContainsSubstring("/results/sha256: "));
  CHECK_THAT(change("{", "[", 1), ContainsSubstring("it is no JSON"));
  std::filesystem::remove(file);
  CHECK_THAT(run_program(verify).error, ContainsSubstring("there is no such certificate"));
}

TEST_CASE("a report without a reproduction names the folder", "[reproduce]") {
  const Scratch scratch;
  const ProgramRun run = run_program("report " + scratch.file("nowhere"));
  CHECK(run.exit_code == 2);
  CHECK_THAT(run.error, StartsWith("spiral-exp: " + scratch.file("nowhere/trials.db") + ": "));
  CHECK(run_program("report").error ==
        "spiral-exp: DIR is missing: spiral-exp report DIR [options]\n");
}

TEST_CASE("an unknown exercise is refused with the nearest one", "[reproduce]") {
  const Scratch scratch;
  const ProgramRun run = run_in(scratch, "reproduce --exercises linaer");
  CHECK(run.exit_code == 2);
  CHECK(run.error == "spiral-exp: unknown exercise 'linaer'; did you mean linear?\n");
  CHECK_THAT(run_in(scratch, "reproduce --exercises everything").error,
             ContainsSubstring("must be linear, first-model, "));
  CHECK(scratch.empty());
}

TEST_CASE("a store that is none is told before any training, and left as it is", "[reproduce]") {
  const Scratch scratch;
  std::filesystem::create_directory(scratch.file("out"));
  write_file(scratch.file("out/trials.db"), "no database");
  const ProgramRun run = run_in(scratch, kSmall);
  CHECK(run.exit_code == 1);
  CHECK(run.error ==
        "spiral-exp: " + scratch.file("out/trials.db") + ": it is no store of spiral-exp\n");
  CHECK(file_text(scratch.file("out/trials.db")) == "no database");
}

TEST_CASE("a disk that fills up leaves what is complete, and the run goes on when there is room",
          "[reproduce]") {
  const Scratch scratch;
  const ProgramRun full =
      run_in(scratch, "reproduce --exercises first-model --seeds 2000 --quiet", "ulimit -f 256;");
  CHECK(full.exit_code == 1);
  CHECK_THAT(full.error, StartsWith("spiral-exp: " + scratch.file("out/trials.db") + ": "));
  CHECK(std::count(full.error.begin(), full.error.end(), '\n') == 1);
  const ProgramRun again = run_in(scratch, "reproduce --exercises first-model --seeds 2000");
  CHECK(again.exit_code == 0);
  CHECK_THAT(again.error, ContainsSubstring(" trials are stored already"));
}

TEST_CASE("values of a parameter are weighed by the published numbers", "[infer]") {
  const Scratch scratch;
  const ProgramRun run = run_in(scratch, "infer epochs --vary train_size=100,4000 --seeds 40");
  INFO(run.error);
  REQUIRE(run.exit_code == 0);
  CHECK_THAT(run.output, ContainsSubstring("\ntrain_size=100 ") &&
                             ContainsSubstring("\ntrain_size=4000 ") &&
                             ContainsSubstring("\npublished %      59.70  68.50 "));
  CHECK_THAT(run.output, ContainsSubstring("The published numbers speak for train_size=4000: "
                                           "weight 1.00"));
  CHECK_THAT(run.output, ContainsSubstring("\n0.8 to 1.0 "));
}

TEST_CASE("several parameters are varied together", "[infer]") {
  const Scratch scratch;
  const ProgramRun run =
      run_in(scratch, "infer linear --vary epochs=1,10 --vary hidden=0x1,2-3 --seeds 20 --quiet");
  INFO(run.error);
  REQUIRE(run.exit_code == 0);
  for (const char* value : {"epochs=1 hidden=0x1", "epochs=1 hidden=2-3", "epochs=10 hidden=0x1",
                            "epochs=10 hidden=2-3"}) {
    CHECK_THAT(run.output, ContainsSubstring(std::string("\n") + value));
  }
}

TEST_CASE("what cannot be inferred is refused in one line that says why", "[infer]") {
  const auto error_of = [](const std::string& arguments) {
    const Scratch scratch;
    const ProgramRun run = run_in(scratch, arguments);
    CHECK(run.exit_code == 2);
    CHECK(scratch.empty());
    return run.error;
  };
  CHECK_THAT(error_of("infer"), ContainsSubstring("EXERCISE is missing"));
  CHECK_THAT(error_of("infer linaer --vary epochs=1,2"), ContainsSubstring("did you mean linear?"));
  CHECK_THAT(error_of("infer epochs"), ContainsSubstring("--vary is missing"));
  CHECK_THAT(error_of("infer linear --vary epochs=1"), ContainsSubstring("it takes two"));
  CHECK_THAT(error_of("infer linear --vary epochs=1,2 --vary epochs=3,4"),
             ContainsSubstring("each parameter once"));
  CHECK_THAT(error_of("infer linear --vary learning_rate=0.1,1e-1"),
             ContainsSubstring("--vary learning_rate=1e-1: this value is there twice"));
  CHECK_THAT(error_of("infer epochs --vary epochs=10,20"),
             ContainsSubstring("epochs varies it itself: 5 in 5, and 10 in 10"));
  CHECK_THAT(error_of("infer loss --vary epochs=1"), ContainsSubstring("nothing was published"));
  CHECK_THAT(error_of("infer epochs --vary test-size=0,500"),
             ContainsSubstring("--vary test-size: "));
  CHECK_THAT(error_of("infer epochs --vary colour=red"), ContainsSubstring("batch-size"));
  CHECK_THAT(error_of("infer epochs --vary epochs=0"),
             ContainsSubstring("must be an integer from 1"));
  CHECK_THAT(error_of("infer epochs --vary activation=relu,step"),
             ContainsSubstring("must be relu, sigmoid, tanh, elu or identity"));
  CHECK_THAT(error_of("infer epochs --vary hidden=3y5"), ContainsSubstring("as 3x10"));
  CHECK_THAT(error_of("infer epochs --vary batch_size=32,5000"),
             ContainsSubstring("it must be from 1 to 4000"));
}

TEST_CASE("values that make no difference are told apart by no number", "[infer]") {
  const Scratch scratch;
  // A network without hidden layers has no activation.
  const ProgramRun run =
      run_in(scratch, "infer linear --vary activation=relu,tanh --seeds 40 --quiet");
  CHECK_THAT(run.output, EndsWith("The published numbers cannot tell activation=relu from "
                                  "activation=tanh.\n"));
}

TEST_CASE("what no value explains is named", "[infer]") {
  const Scratch scratch;
  const ProgramRun run =
      run_in(scratch, "infer working-model --vary epochs=1,2 --seeds 40 --quiet");
  CHECK_THAT(run.output, ContainsSubstring("No value explains working."));
}

TEST_CASE("with few seeds nothing is inferred", "[infer]") {
  const Scratch scratch;
  const ProgramRun run = run_in(scratch, "infer linear --vary epochs=1,2 --seeds 38 --quiet");
  CHECK_THAT(run.output, EndsWith("Too few seeds for a verdict: it takes 39.\n"));
}

TEST_CASE("an inherited value can be asked for, of a network its neurons alone", "[infer]") {
  const Scratch scratch;
  const ProgramRun run = run_in(scratch, "infer architecture --vary hidden=2,3 --seeds 1 --quiet");
  INFO(run.error);
  CHECK(run.exit_code == 0);
  CHECK_THAT(run.output, ContainsSubstring("\nhidden=2 ") && ContainsSubstring("  10\n"));
}
