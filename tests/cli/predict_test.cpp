// What a saved model says of points, as they come.
#include <algorithm>
#include <sstream>

#include "support/catch.hpp"
#include "support/program.hpp"

using namespace spiral;

namespace {

std::size_t lines(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

std::string in_quotes(const std::string& path) { return "'" + path + "'"; }

}  // namespace

TEST_CASE("the points before a bad line are answered", "[cli]") {
  const Scratch scratch;
  const std::string model = scratch.file("model.pt");
  REQUIRE(run_program("train --epochs 1 --plot none --save " + model).exit_code == 0);
  write_file(scratch.file("bad.csv"), "1,2\n3,4\nbad,1\n");
  const auto run = run_program("predict " + model + " " + scratch.file("bad.csv"));
  CHECK(run.exit_code == 2);
  CHECK(lines(run.output) == 3);
  CHECK_THAT(run.error, ContainsSubstring("line 3: 'bad'"));
}

TEST_CASE("a prediction does not depend on the points beside it", "[cli]") {
  const Scratch scratch;
  const std::string model = scratch.file("model.pt");
  REQUIRE(run_program("train --epochs 1 --plot none --save " + model).exit_code == 0);
  std::string many;
  std::string others;
  for (int i = 0; i < 3000; ++i) {
    const std::string line = std::to_string(i % 19 - 9) + ".25,1.5\n";
    many += line;
    others += i % 7 == 3 ? line : "1e9,-3\n";
  }
  write_file(scratch.file("many.csv"), many);
  write_file(scratch.file("others.csv"), others);
  std::istringstream first(run_program("predict " + model + " " + scratch.file("many.csv")).output);
  std::istringstream second(
      run_program("predict " + model + " " + scratch.file("others.csv")).output);
  std::string expected;
  std::string actual;
  for (int i = -1; i < 3000; ++i) {
    REQUIRE(std::getline(first, expected));
    REQUIRE(std::getline(second, actual));
    if (i % 7 == 3) CHECK(actual == expected);
  }
}

TEST_CASE("predict answers each piece of a stream before the next one comes", "[cli]") {
  const Scratch scratch;
  const std::string model = scratch.file("model.pt");
  REQUIRE(run_program("train --epochs 1 --plot none --save " + model).exit_code == 0);
  // The second line is sent only once the first one is answered; a stuck stream ends by timeout.
  const std::string talk = "mkfifo " + scratch.file("in") + " " + scratch.file("answers") +
                           "; (timeout 60 " + SPIRAL_EXP + " predict " + model + " - <" +
                           scratch.file("in") +
                           " | (read -r header; read -r first; echo \"$first\" >" +
                           scratch.file("answers") + "; cat >" + scratch.file("rest") +
                           ")) & exec 3>" + scratch.file("in") + "; echo 1,2 >&3; read -r first <" +
                           scratch.file("answers") + "; [ -n \"$first\" ] && echo \"$first\" >" +
                           scratch.file("answered") + " && echo 3,4 >&3; exec 3>&-; wait";
  REQUIRE(std::system(("sh -c " + in_quotes(talk)).c_str()) == 0);
  CHECK(lines(file_text(scratch.file("answered"))) == 1);
  CHECK(lines(file_text(scratch.file("rest"))) == 1);
}
