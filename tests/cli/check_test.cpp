// A reader's own numbers, checked as a reader or a grader does it.
#include <nlohmann/json.hpp>

#include "support/catch.hpp"
#include "support/program.hpp"

using namespace spiral;

namespace {

ProgramRun run_in(const Scratch& scratch, const std::string& arguments) {
  return run_program("check " + arguments, "cd " + scratch.file("") + ";");
}

/// Refused in one line, before anything is made but `file`, which is there.
void check_refused(const std::string& arguments, const std::string& message,
                   const std::string& file = "") {
  const Scratch scratch;
  if (!file.empty()) write_file(scratch.file("mine.csv"), file);
  const ProgramRun run = run_in(scratch, arguments);
  INFO(arguments << "\n" << file);
  CHECK(run.exit_code == 2);
  CHECK(run.output.empty());
  CHECK(run.error == "spiral-exp: " + message + "\n");
  CHECK_FALSE(std::filesystem::exists(scratch.file("spiral-results")));
}

}  // namespace

TEST_CASE("a number that another seed could have given ends with 0, an outlier with 3", "[check]") {
  const Scratch scratch;
  const ProgramRun good = run_in(scratch, "linear 58.2 --quiet");
  CHECK(good.exit_code == 0);
  CHECK(good.error.empty());
  CHECK_THAT(good.output, ContainsSubstring("\nlinear   58.2 ") &&
                              EndsWith("Your number could be that of another seed.\n"));
  const ProgramRun bad = run_in(scratch, "linear linear=99 --quiet");
  CHECK(bad.exit_code == 3);
  CHECK(bad.error == "spiral-exp: Your number is an outlier\n");
  CHECK_THAT(bad.output, ContainsSubstring("  outlier\n"));
}

TEST_CASE("a check takes what is stored, and stores what it trains", "[check]") {
  const Scratch scratch;
  const std::string out = " --out " + scratch.file("out");
  REQUIRE(run_program("reproduce --exercises linear --seeds 40 --quiet" + out).exit_code == 0);
  const ProgramRun half = run_in(scratch, "linear 58.2 --seeds 50" + out);
  CHECK(half.error == "spiral-exp: 40 of 50 trials are stored already\n");
  const ProgramRun all = run_in(scratch, "linear 58.2 --seeds 50" + out);
  CHECK(all.error == "spiral-exp: 50 of 50 trials are stored already\n");
  CHECK(all.output == half.output);
  CHECK(run_in(scratch, "linear 58.2 --seeds 50 --fresh" + out).error.empty());
}

TEST_CASE("numbers of several exercises come from one file, in any spelling of a table",
          "[check]") {
  const Scratch scratch;
  const std::string check = "--seeds 39 --quiet --export-json - ";
  const auto numbers_of = [&](const std::string& more, const std::string& text) {
    write_file(scratch.file("mine.csv"), text);
    const ProgramRun run = run_in(scratch, check + more);
    INFO(text << run.error);
    REQUIRE(run.exit_code == 0);
    return nlohmann::json::parse(run.output)["numbers"];
  };
  const auto both = numbers_of(
      "--published mine.csv", "exercise,case,accuracy\nfirst-model,first,60\nlinear,linear,58.2\n");
  REQUIRE(both.size() == 2);
  CHECK(both[0]["experiment"] == "linear");
  CHECK(both[0]["published"] == 58.2);
  CHECK(both[1]["case"] == "first");
  CHECK(numbers_of("--published mine.csv",
                   "\xEF\xBB\xBF"
                   "Accuracy;Exercise;Case\r\n\r\n60;first-model;first\r\n"
                   "58.2;linear;\"linear\"\r\n") == both);
  CHECK(numbers_of("linear --published mine.csv", "case\taccuracy\nlinear\t58.2")[0] == both[0]);
  const ProgramRun piped =
      run_program("-c 'cat mine.csv | " SPIRAL_EXP " check linear --published - " + check + "'",
                  "cd " + scratch.file("") + ";", "sh");
  CHECK(nlohmann::json::parse(piped.output)["numbers"][0] == both[0]);
}

TEST_CASE("a reader who changed a cell checks against the changed one", "[check]") {
  const Scratch scratch;
  const ProgramRun run = run_in(scratch,
                                "first-model 53.4 --epochs 1 --train-size 400 --seeds 39 --quiet "
                                "--export-json check.json");
  INFO(run.error);
  const auto number = nlohmann::json::parse(file_text(scratch.file("check.json")))["numbers"].at(0);
  CHECK(number["epochs"] == 1);
  CHECK(number["train_size"] == 400);
}

TEST_CASE("a number that is none is refused before any training", "[check]") {
  check_refused("activation relu=101", "relu=101: must be a number from 0 to 100, in percent");
  check_refused("activation relu=-1", "relu=-1: must be a number from 0 to 100, in percent");
  check_refused("activation relu=nan", "relu=nan: must be a number from 0 to 100, in percent");
  check_refused("activation relu=", "relu=: must be a number from 0 to 100, in percent");
  check_refused("activation =97", "=97: must be CASE=NUMBER, such as relu=97.3");
  check_refused("activation relu=0.973",
                "relu=0.973: must be in percent; the fraction 0.973 is 97.3");
  check_refused("linear 1", "1: must be in percent; the fraction 1 is 100");
}

TEST_CASE("an exercise or a case that there is not is told the nearest one", "[check]") {
  check_refused("activatoin relu=97", "unknown exercise 'activatoin'; did you mean activation?");
  check_refused("linaer --published mine.csv", "unknown exercise 'linaer'; did you mean linear?",
                "case,accuracy\nlinear,58.2\n");
  check_refused("activation rely=97", "activation has no case 'rely'; did you mean relu?");
  check_refused("activation 97",
                "97: must be CASE=NUMBER, with one of the cases relu, sigmoid, tanh, elu or "
                "identity of activation");
  check_refused("activation relu=97 relu=98", "case relu of activation is there twice");
  check_refused("activation",
                "your numbers are missing: spiral-exp check activation CASE=NUMBER..., or "
                "--published FILE");
}

TEST_CASE("too few seeds for a verdict are refused with how many it takes", "[check]") {
  check_refused("linear 58.2 --seeds 38",
                "--seeds 38: must be at least 39 for a verdict on a number");
}

TEST_CASE("a wrong file of numbers is told with its line", "[check]") {
  const std::string check = "--published mine.csv";
  check_refused(check, "mine.csv, line 1: unknown column 'acuracy'; did you mean accuracy?",
                "exercise,case,acuracy\n");
  check_refused(check, "mine.csv, line 1: the column 'case' is there twice",
                "case,case,accuracy\n");
  check_refused(check,
                "mine.csv, line 1: must name the columns, case,accuracy or exercise,case,accuracy",
                "exercise,accuracy\n");
  check_refused(check,
                "mine.csv, line 1: must have a column exercise, or the command line must name one",
                "case,accuracy\n");
  check_refused("linear " + check,
                "mine.csv, line 1: it has a column exercise; must name exercises there or on the "
                "command line",
                "exercise,case,accuracy\n");
  check_refused("linear " + check, "mine.csv: there is no number in it", "case,accuracy\n\n");
  check_refused("linear " + check, "mine.csv, line 3: has 1 cells; must be 2, as the header",
                "case,accuracy\nlinear,58.2\nlinear\n");
  check_refused("linear " + check,
                "mine.csv, line 2: 58,2: must be a number from 0 to 100, in percent, with a dot "
                "before its fraction",
                "case;accuracy\nlinear;58,2\n");
  check_refused("linear " + check,
                "mine.csv, line 2: linear has no case 'linaer'; did you mean linear?",
                "case,accuracy\nlinaer,58.2\n");
  check_refused(check, "mine.csv, line 2: unknown exercise 'linaer'; did you mean linear?",
                "exercise,case,accuracy\nlinaer,linear,58.2\n");
  check_refused("linear " + check, "mine.csv, line 3: case linear of linear is there twice",
                "case,accuracy\nlinear,58.2\nlinear,58.3\n");
  check_refused("linear " + check, "mine.csv, line 1: it is longer than 1000 bytes",
                std::string(1001, 'a'));
  check_refused("linear " + check, "mine.csv: cannot be read");
  check_refused("linear --published .", ".: cannot be read");
  check_refused("linear 58.2 " + check, "58.2 with --published: must be one of them",
                "case,accuracy\n");
}

TEST_CASE("an export takes neither the place of the numbers nor of the store", "[check]") {
  check_refused("linear --published mine.csv --export-json mine.csv",
                "--export-json mine.csv: --published is read from there; must be another file",
                "case,accuracy\nlinear,58.2\n");
  check_refused("linear 58.2 --export-json spiral-results/trials.db",
                "--export-json spiral-results/trials.db: the store is there; must be another file");
}
