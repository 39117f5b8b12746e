// A verdict report as Markdown, for a repository's page.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/svg.hpp"
#include "report/verdict_report.hpp"
#include "report/verdict_tables.hpp"

namespace spiral {

namespace {

/// The seeds' accuracies as a row of bars, 5 % each; what is below the scale in the first.
std::string sparkline(const std::vector<double>& accuracies) {
  constexpr std::size_t kBins = 12;
  constexpr const char* kBars[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  std::vector<std::size_t> bins(kBins);
  for (const double accuracy : accuracies) {
    const auto bin = static_cast<std::size_t>(std::max(0.0, strip_share(accuracy) * kBins));
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
  numbers.header.emplace_back("seeds, 40 to 100 %");
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

}  // namespace

std::string boundaries_file(const Experiment& experiment) {
  return "report-boundaries/" + experiment.name + ".svg";
}

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

}  // namespace spiral
