#include "report/verdict_report.hpp"

#include <fmt/format.h>

#include <array>
#include <system_error>
#include <tuple>

#include "report/output_file.hpp"
#include "report/svg.hpp"
#include "report/verdict_tables.hpp"

namespace spiral {

namespace {

// A tile of a report is 200 pixels wide and the plane some 26 units: a cell is two pixels.
constexpr double kTileStep = 0.25;

BoundaryRow boundary_row(const Reproduction& reproduction, const CaseVerdict& verdict) {
  const Case& item = *verdict.item;
  BoundaryRow row{.label = item.label, .tiles = {}};
  const auto& accuracies = verdict.accuracies;
  const std::array<std::tuple<const char*, std::uint64_t, double>, 3> chosen{
      {{"worst", verdict.worst_seed, accuracies.front()},
       {"median", verdict.median_seed, accuracies[(accuracies.size() - 1) / 2]},
       {"best", verdict.best_seed, accuracies.back()}}};
  for (const auto& [which, seed, accuracy] : chosen) {
    const TrialKey key{item.config, seed, item.place};
    row.tiles.push_back({.caption = fmt::format("{} {:.1f} %", which, accuracy),
                         .detail = fmt::format("seed {}", seed),
                         .grid = reproduction.boundary(key, kTileStep)});
  }
  return row;
}

void write_file(const std::filesystem::path& file, const std::string& text) {
  try {
    write_atomically(file.string(), text);
  } catch (const OutputError& error) {
    throw OutputError(file.string() + ": " + error.what());
  }
}

}  // namespace

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

std::string summary(const VerdictReport& report) {
  std::string text = extent(report) + "\n";
  for (const VerdictList& list : verdict_lists(report)) {
    text += "\n" + list.heading + "\n";
    for (const std::string& item : list.items) text += "  " + item + "\n";
  }
  return text;
}

}  // namespace spiral
