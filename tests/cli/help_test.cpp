// What the help shows, as a student reads it: on a terminal of 80 columns, with examples that work.
#include <algorithm>
#include <filesystem>
#include <sstream>

#include "support/catch.hpp"
#include "support/program.hpp"

using namespace spiral;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// The lines of a page between this heading and the next blank one, with their indent.
std::vector<std::string> section(const std::string& page, const std::string& heading) {
  const auto lines = lines_of(page);
  const auto begin = std::find(lines.begin(), lines.end(), heading);
  if (begin == lines.end()) return {};
  return {begin + 1, std::find(begin, lines.end(), "")};
}

/// The lines of a section that are indented by two blanks, without what explains them.
std::vector<std::string> entries(const std::string& page, const std::string& heading) {
  std::vector<std::string> found;
  for (const std::string& line : section(page, heading)) {
    if (line.starts_with("  ") && line[2] != ' ') found.push_back(line.substr(2));
  }
  return found;
}

/// The subcommands, in the order of the help.
std::vector<std::string> subcommands() {
  const std::string page = run_program("--help").output;
  std::vector<std::string> names;
  for (const char* heading : {"The notebook, in its order:", "And:"}) {
    for (const std::string& line : entries(page, heading)) {
      names.push_back(line.substr(0, line.find(' ')));
    }
  }
  return names;
}

/// Options that make a subcommand's work short; of an option given twice the last one counts.
std::string short_work(const std::string& page, const std::string& example) {
  const auto has = [&](const std::string& text, const char* word) {
    return text.find(word) != std::string::npos;
  };
  std::string options;
  if (has(page, "--exercises ")) options += " --exercises linear";
  if (has(page, "--epochs ")) options += " --epochs 1";
  if (has(page, "--train-size ") && !has(example, "--data")) options += " --train-size 400";
  if (has(page, "--seeds "))
    options += has(page, "[CASE=NUMBER...]") ? " --seeds 39" : " --seeds 2";
  if (has(page, "--plot ")) options += " --plot none";
  return options;
}

void check_fits_terminal(const std::string& arguments) {
  const ProgramRun run = run_program(arguments);
  CHECK(run.exit_code == 0);
  for (const std::string& line : lines_of(run.output)) {
    INFO(arguments << ": " << line);
    CHECK(line.size() <= 80);
  }
}

}  // namespace

TEST_CASE("no line of a help page or of the list is longer than 80 columns", "[cli]") {
  check_fits_terminal("--help");
  check_fits_terminal("list");
  const auto names = subcommands();
  CHECK(names.size() > 20);
  for (const std::string& name : names) check_fits_terminal("help " + name);
}

TEST_CASE("a help page shows its options in groups, the usual ones last", "[cli]") {
  const std::string page = run_program("help activation").output;
  const auto place = [&](const std::string& heading) {
    INFO(heading);
    const auto found = page.find("\n\n" + heading + ":\n");
    REQUIRE(found != std::string::npos);
    return found;
  };
  CHECK(place("What is trained") < place("Seeds and engine"));
  CHECK(place("Seeds and engine") < place("Figures"));
  CHECK(place("Figures") < place("Exports and output"));
  CHECK(place("Exports and output") < place("General"));
  CHECK(page.find("Points from a file") == std::string::npos);
  CHECK(entries(page, "General:").back().starts_with("--help "));
}

TEST_CASE("a help text that is longer than its line goes on below its beginning", "[cli]") {
  CHECK_THAT(run_program("help activation").output,
             ContainsSubstring("  --activate-last-hidden      put the activation after the last "
                               "hidden layer\n                              too, which"));
}

TEST_CASE("the file that the help of run shows is judged", "[cli]") {
  const Scratch folder;
  const std::string page = run_program("help run").output;
  const auto begin = page.find("  title = ");
  write_file(folder.file("a.toml"), page.substr(begin, page.find("  More: ") - begin));
  std::string points = "x,y,label\n";
  for (int i = 0; i < 60; ++i) {
    points +=
        std::to_string(i % 7) + "," + std::to_string(i % 4) + "," + std::to_string(i % 2) + "\n";
  }
  write_file(folder.file("moons.csv"), points);
  const ProgramRun run = run_program("reproduce " + folder.file("a.toml") +
                                     " --seeds 2 --quiet --out " + folder.file("out"));
  INFO(run.error);
  CHECK(run.exit_code == 0);
  CHECK_THAT(file_text(folder.file("out/report.md")), ContainsSubstring("| n-1 | "));
}

TEST_CASE("every help page ends with two examples, and they work in the order of the pages",
          "[cli]") {
  const Scratch folder;
  // What an example hands its output to is another program.
  for (const std::string reader : {"less", "man"}) {
    write_file(folder.file(reader), "#!/bin/sh\nexec cat\n");
    std::filesystem::permissions(folder.file(reader), std::filesystem::perms::owner_all);
  }
  std::filesystem::create_directories(folder.file(".config/fish/completions"));
  const std::string bin = std::filesystem::path(SPIRAL_EXP).parent_path();
  const std::string there = "cd " + folder.file("") + " && HOME=$PWD PATH=$PWD:" + bin + ":$PATH ";
  for (const std::string& name : subcommands()) {
    const std::string page = run_program("help " + name).output;
    const auto examples = entries(page, "Examples:");
    INFO(name);
    CHECK(examples.size() == 2);
    for (const std::string& example : examples) {
      CHECK(example.find("spiral-exp " + name) != std::string::npos);
      const ProgramRun run =
          run_program("-c '" + example + short_work(page, example) + "'", there, "sh");
      INFO(example << "\n" << run.error);
      // What is checked against so short trainings is an outlier.
      CHECK((run.exit_code == 0 || (name == "check" && run.exit_code == 3)));
    }
  }
}

TEST_CASE("the examples of the program's own page work", "[cli]") {
  const Scratch folder;
  const auto examples = entries(run_program("--help").output, "Examples:");
  CHECK(examples.size() == 2);
  for (const std::string& example : examples) {
    REQUIRE(example.starts_with("spiral-exp "));
    const std::string words = example.substr(example.find(' ') + 1);
    const ProgramRun run = run_program(
        words + short_work(run_program("help " + words.substr(0, words.find(' '))).output, words),
        "cd " + folder.file("") + ";");
    INFO(example << "\n" << run.error);
    CHECK(run.exit_code == 0);
  }
}
