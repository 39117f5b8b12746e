#include "report/verdict_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>

#include "core/text.hpp"
#include "report/certificate.hpp"
#include "report/charts.hpp"
#include "report/glossary.hpp"
#include "report/results_table.hpp"
#include "report/verdict_lists.hpp"
#include "report/verdict_page.hpp"
#include "report/verdict_tables.hpp"
#include "report/verdict_words.hpp"
#include "study/output_file.hpp"

namespace spiral {

namespace {

constexpr const char* kCertificate = "certificate.json";

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

std::string section(const std::string& lead, const Table& table) {
  return table.rows.empty() ? "" : lead + "\n\n" + render_markdown(table) + "\n";
}

std::string exercise_markdown(const AssessedExercise& exercise) {
  const ExerciseVerdict& verdict = exercise.verdict;
  const Experiment& experiment = *verdict.experiment;
  Table numbers = numbers_table(verdict);
  numbers.header.emplace_back("seeds, 40 to 100 %");
  for (std::size_t row = 0; row < numbers.rows.size(); ++row) {
    numbers.rows[row].push_back(sparkline(verdict.cases[row].accuracies));
  }
  std::string text = fmt::format("## {}\n\n{}.\n\n{}\n", experiment.name, experiment.summary,
                                 render_markdown(numbers));
  text += trained_in_words(exercise) + "\n\n";
  const Table varied = varied_table(experiment.cases);
  if (varied.header.size() > 1) text += render_markdown(varied) + "\n";
  text += section("Its published train errors:", train_errors_table(verdict));
  for (const Inherited& inherited : experiment.inherits) {
    if (!inherited.evidence.empty()) text += inherited.evidence + "\n\n";
  }
  text += section("Under the other values:", alternatives_table(verdict));
  if (exercise.variance) text += variance_sentence(*exercise.variance) + "\n\n";
  text += section("The claims:", claims_table(exercise));
  text += section("Shapes, medians of the seeds:", shapes_table(verdict));
  if (exercise.boundaries.empty()) return text;
  return text + fmt::format(
                    "<details><summary>Boundaries of the worst, the median and the best "
                    "seed</summary>\n\n![Decision boundaries of {}]({})\n\n</details>\n\n",
                    experiment.name, boundaries_file(experiment));
}

/// For a repository's page; it shows the pictures of `boundaries_file` beside it.
std::string to_markdown(const VerdictReport& report) {
  std::string text = fmt::format(
      "# {}\n\n{}\n\n{}. {}.\n\n`{}`\n\n## Verdict\n\n", question(report, "numbers and claims"),
      headline(report), extent(report), describe(report.run.environment), report.run.command);
  for (const VerdictList& list : verdict_lists(report)) {
    text += "**" + list.heading + "**\n\n";
    for (const std::string& item : list.items) text += "- " + item + "\n";
    if (!list.items.empty()) text += "\n";
  }
  for (const auto& exercise : report.exercises) text += exercise_markdown(exercise);
  text += "## How to read it\n\n";
  for (const auto& [name, meaning] : glossary(report)) {
    text += fmt::format("- **{}**: {}\n", name, meaning);
  }
  const std::string edginess = edginess_sentence(report);
  if (!edginess.empty()) text += "\n" + edginess + "\n";
  return text;
}

/// The verdicts on one screen.
std::string summary(const VerdictReport& report) {
  std::string text = wrap(extent(report)) + "\n\n" + wrap(headline(report)) + "\n";
  for (const VerdictList& list : verdict_lists(report)) {
    text += "\n" + wrap(list.heading) + "\n";
    for (const std::string& item : list.items) text += wrap("  " + item, 4) + "\n";
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
  for (const AssessedExercise& exercise : report.exercises) {
    if (exercise.boundaries.empty()) continue;
    const Experiment& experiment = *exercise.verdict.experiment;
    const auto file = folder / boundaries_file(experiment);
    // A folder that cannot be made shows in the file that cannot be written.
    std::error_code error;
    std::filesystem::create_directories(file.parent_path(), error);
    write_file(file,
               boundary_sheet("Decision boundaries of " + experiment.name, exercise.boundaries));
  }
  const auto markdown = folder / "report.md";
  const auto page = folder / "report.html";
  const auto certified = folder / kCertificate;
  write_file(markdown, to_markdown(report));
  write_file(page, to_html(report));
  write_file(certified, certificate(reproduction, report).dump(1) + "\n");
  return fmt::format("{}\n{}\n{}\n{}\n", summary(report), page.string(), markdown.string(),
                     certified.string());
}

CertificateCheck verify_certificate(const Reproduction& reproduction,
                                    const std::filesystem::path& folder) {
  constexpr std::size_t kShown = 5;
  const auto file = folder / kCertificate;
  const auto expected = certificate(reproduction, assess_reproduction(reproduction));
  const auto differences = certificate_differences(file, expected);
  if (differences.empty()) {
    return {true, fmt::format("{}: its hash and all verdicts are what the store's {} trials give",
                              file.string(), expected["results"]["trials"].dump())};
  }
  std::string text = fmt::format("{}: {} from what the store gives", file.string(),
                                 plural(differences.size(), "entry differs", "entries differ"));
  for (std::size_t i = 0; i < std::min(kShown, differences.size()); ++i) {
    text += (i == 0 ? ": " : "; ") + differences[i];
  }
  return {false, text};
}

}  // namespace spiral
