#include "report/verdict_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <system_error>
#include <utility>

#include "report/svg.hpp"
#include "report/verdict_tables.hpp"
#include "study/output_file.hpp"

namespace spiral {

namespace {

// A tile of a report is 200 pixels wide and the plane some 26 units: a cell is two pixels.
constexpr double kTileStep = 0.25;

/// Of an even number of seeds the median is the lower one.
BoundaryRow boundary_row(const Reproduction& reproduction, const CaseVerdict& verdict) {
  const std::size_t last = verdict.seeds.size() - 1;
  const std::pair<const char*, std::size_t> chosen[] = {
      {"worst", 0}, {"median", last / 2}, {"best", last}};
  BoundaryRow row{.label = verdict.item->label, .tiles = {}};
  for (const auto& [which, place] : chosen) {
    const TrialKey key{verdict.item->config, verdict.seeds[place], verdict.item->place};
    row.tiles.push_back({.caption = fmt::format("{} {:.1f} %", which, verdict.accuracies[place]),
                         .detail = fmt::format("seed {}", key.seed),
                         .grid = reproduction.boundary(key, kTileStep)});
  }
  return row;
}

VerdictReport assess_reproduction(const Reproduction& reproduction) {
  VerdictReport report{.run = reproduction.run, .exercises = {}};
  for (const ExperimentResults& results : reproduction.experiments) {
    ExerciseVerdict verdict = assess(results);
    std::vector<BoundaryRow> rows;
    for (const CaseVerdict& of_case : verdict.cases) {
      rows.push_back(boundary_row(reproduction, of_case));
    }
    const std::string title = "Decision boundaries of " + results.experiment.name;
    report.exercises.push_back({std::move(verdict), boundary_sheet(title, rows)});
  }
  return report;
}

/// Where the Markdown looks for an exercise's boundaries.
std::string boundaries_file(const Experiment& experiment) {
  return "report-boundaries/" + experiment.name + ".svg";
}

/// The seeds' accuracies as a row of bars, 5 % each; what is below the scale in the first.
std::string sparkline(const std::vector<double>& accuracies) {
  constexpr std::size_t kBins = 12;
  constexpr const char* kBars[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  std::vector<std::size_t> bins(kBins);
  for (const double accuracy : accuracies) {
    const auto bin = static_cast<std::size_t>(strip_share(accuracy) * kBins);
    ++bins[std::min(bin, kBins - 1)];
  }
  const auto largest = static_cast<double>(*std::max_element(bins.begin(), bins.end()));
  std::string line = "`";
  for (const std::size_t count : bins) {
    line += kBars[static_cast<std::size_t>(std::ceil(8 * static_cast<double>(count) / largest))];
  }
  return line + "`";
}

std::string exercise_markdown(const AssessedExercise& exercise) {
  const Experiment& experiment = *exercise.verdict.experiment;
  Table numbers = numbers_table(exercise.verdict);
  numbers.header.emplace_back(kSeedsColumn);
  for (std::size_t row = 0; row < numbers.rows.size(); ++row) {
    numbers.rows[row].push_back(sparkline(exercise.verdict.cases[row].accuracies));
  }
  std::string text = fmt::format("## {}\n\n{}.\n\n{}\n", experiment.name, experiment.summary,
                                 render_markdown(numbers));
  const Table claims = claims_table(exercise.verdict);
  if (!claims.rows.empty()) text += render_markdown(claims) + "\n";
  return text + fmt::format(
                    "<details><summary>Boundaries of the worst, the median and the best "
                    "seed</summary>\n\n![Decision boundaries of {}]({})\n\n</details>\n\n",
                    experiment.name, boundaries_file(experiment));
}

/// For a repository's page; it shows the pictures of `boundaries_file` beside it.
std::string to_markdown(const VerdictReport& report) {
  std::string text = fmt::format(
      "# Which of the notebook's claims survive {}\n\n{}. {}.\n\n`{}`\n\n## Verdict\n\n",
      count_seeds(report.run.seeds.count), extent(report), describe(report.run.environment),
      report.run.command);
  for (const VerdictList& list : verdict_lists(report)) {
    text += "**" + list.heading + "**\n\n";
    for (const std::string& item : list.items) text += "- " + item + "\n";
    if (!list.items.empty()) text += "\n";
  }
  for (const auto& exercise : report.exercises) text += exercise_markdown(exercise);
  text += "## How to read it\n\n";
  for (const std::string& note : notes()) text += "- " + note + "\n";
  return text;
}

/// The verdicts on one screen.
std::string summary(const VerdictReport& report) {
  std::string text = extent(report) + "\n";
  for (const VerdictList& list : verdict_lists(report)) {
    text += "\n" + list.heading + "\n";
    for (const std::string& item : list.items) text += "  " + item + "\n";
  }
  return text;
}

void write_file(const std::filesystem::path& file, const std::string& text) {
  try {
    write_atomically(file.string(), text);
  } catch (const OutputError& error) {
    throw OutputError(file.string() + ": " + error.what());
  }
}

}  // namespace

std::string write_verdict_report(const Reproduction& reproduction,
                                 const std::filesystem::path& folder) {
  const VerdictReport report = assess_reproduction(reproduction);
  for (const auto& [verdict, boundaries] : report.exercises) {
    const auto file = folder / boundaries_file(*verdict.experiment);
    // A folder that cannot be made shows in the file that cannot be written.
    std::error_code error;
    std::filesystem::create_directories(file.parent_path(), error);
    write_file(file, boundaries);
  }
  const auto markdown = folder / "report.md";
  const auto page = folder / "report.html";
  write_file(markdown, to_markdown(report));
  write_file(page, to_html(report));
  return fmt::format("{}\n{}\n{}\n", summary(report), page.string(), markdown.string());
}

}  // namespace spiral
