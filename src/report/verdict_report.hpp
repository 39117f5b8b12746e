// The report of a whole reproduction: which of the notebook's numbers and sentences its seeds bear
// out, as a page, as Markdown and as a summary; and that of an inference.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "statistics/verdict.hpp"
#include "study/reproduce.hpp"

namespace spiral {

/// An exercise with its verdict and, as SVG, the boundaries of the worst, the median and the best
/// seed of every case.
struct AssessedExercise {
  ExerciseVerdict verdict;
  std::string boundaries;
};

/// What every rendering reads.
struct VerdictReport {
  StoredRun run;
  std::vector<AssessedExercise> exercises;
};

/// Assesses the reproduction, which must outlive the report.
VerdictReport assess_reproduction(const Reproduction& reproduction);

/// A page that needs nothing but itself.
std::string to_html(const VerdictReport& report);

/// The same for a repository's page; it shows the pictures of `boundaries_file` beside it.
std::string to_markdown(const VerdictReport& report);

/// Where the Markdown looks for an exercise's boundaries.
std::string boundaries_file(const Experiment& experiment);

/// The verdicts on one screen.
std::string summary(const VerdictReport& report);

/// Writes report.html, report.md and its pictures into the folder; returns the summary and, a line
/// each, where the two are.
/// Throws: OutputError naming the file.
std::string write_verdict_report(const Reproduction& reproduction,
                                 const std::filesystem::path& folder);

/// Which candidate the published numbers speak for: the tables and the sentence for the console.
std::string inference_text(const std::vector<Candidate>& candidates, const SeedRange& seeds,
                           const std::string& engine);

}  // namespace spiral
