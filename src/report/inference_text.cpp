// What an inference says on the console: which value of a parameter the published numbers speak
// for.
#include <fmt/format.h>

#include <algorithm>

#include "report/table.hpp"
#include "report/verdict_report.hpp"
#include "report/verdict_tables.hpp"
#include "statistics/inference.hpp"

namespace spiral {

namespace {

// The test set's figure is a soft score, which the notebook prints to a hundredth of a percent.
constexpr std::size_t kStepsOfSoftScore = 10'000;

/// A candidate, and what its seeds say.
struct Assessment {
  std::string name;
  std::vector<CaseVerdict> cases;
  Posterior posterior = {};

  bool has_numbers() const { return cases.front().number.has_value(); }
  std::int64_t compatible() const {
    return std::ranges::count_if(cases, [](const CaseVerdict& verdict) {
      return verdict.number && verdict.number->compatible;
    });
  }
};

std::vector<Observation> observations(const std::vector<CaseVerdict>& cases) {
  std::vector<Observation> row;
  for (const CaseVerdict& verdict : cases) {
    const auto& [label, config, published, place] = *verdict.item;
    row.push_back({.published = published.value().accuracy_percent,
                   .seeds = verdict.accuracies,
                   .points = config.test_size > 0 ? kStepsOfSoftScore
                                                  : static_cast<std::size_t>(config.val_size)});
  }
  return row;
}

std::vector<Assessment> assess_candidates(const std::vector<Candidate>& candidates) {
  std::vector<Assessment> assessments;
  std::vector<std::vector<Observation>> rows;
  for (const Candidate& candidate : candidates) {
    assessments.push_back({candidate.point.name, assess_cases(candidate.results)});
    rows.push_back(observations(assessments.back().cases));
  }
  const auto posteriors = posteriors_of(rows);
  for (std::size_t i = 0; i < posteriors.size(); ++i) assessments[i].posterior = posteriors[i];
  return assessments;
}

Table weights_table(const std::vector<Assessment>& assessments) {
  Table table{
      .header = {"value", "log-likelihood", "weight", "95 % over seeds", "numbers compatible"},
      .rows = {}};
  for (const Assessment& assessment : assessments) {
    const auto& [log_likelihood, weight, interval] = assessment.posterior;
    table.rows.push_back(
        {assessment.name, fmt::format("{:.2f}", log_likelihood), fmt::format("{:.2f}", weight),
         fmt::format("{:.2f} to {:.2f}", interval.low, interval.high),
         assessment.has_numbers()
             ? fmt::format("{} of {}", assessment.compatible(), assessment.cases.size())
             : "too few seeds"});
  }
  return table;
}

/// Each case's median under each candidate beside what was published.
Table medians_table(const std::vector<Assessment>& assessments) {
  Table table{.header = {"case", "published %"}, .rows = {}};
  for (const Assessment& assessment : assessments) table.header.push_back(assessment.name);
  const auto& cases = assessments.front().cases;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const Case& item = *cases[i].item;
    std::vector<std::string> row{item.label,
                                 fmt::format("{:.2f}", item.published.value().accuracy_percent)};
    for (const Assessment& assessment : assessments) {
      row.push_back(fmt::format("{:.1f}", assessment.cases[i].median));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

/// What the weights come to, in a sentence.
std::string conclusion(const std::vector<Assessment>& assessments) {
  if (!assessments.front().has_numbers()) {
    return fmt::format("Too few seeds for a verdict: it takes {}.", kMinSeeds);
  }
  const auto best = std::ranges::max_element(
      assessments, {}, [](const Assessment& each) { return each.posterior.weight; });
  const auto& [log_likelihood, weight, interval] = best->posterior;
  if (best->compatible() == 0) {
    return fmt::format(
        "The published numbers speak for none of these values: under the likeliest, {}, each of "
        "them is an outlier.",
        best->name);
  }
  for (auto other = best + 1; other != assessments.end(); ++other) {
    if (other->posterior.weight == best->posterior.weight) {
      return fmt::format("The published numbers cannot tell {} from {}.", best->name, other->name);
    }
  }
  return fmt::format(
      "The published numbers speak for {}: weight {:.2f}, if all values were equally likely "
      "before; with other seeds, {:.2f} to {:.2f}.",
      best->name, weight, interval.low, interval.high);
}

}  // namespace

std::string inference_text(const TrainedCandidates& trained) {
  const auto& [engine, seeds, candidates] = trained;
  const auto assessments = assess_candidates(candidates);
  return fmt::format("{}: the published numbers under each value, {}{} ({} engine)\n\n{}\n{}\n{}\n",
                     candidates.front().results.experiment.name, count_seeds(seeds.count),
                     seeds.count == 1 ? "" : " each", engine,
                     render_console(weights_table(assessments)),
                     render_console(medians_table(assessments)), conclusion(assessments));
}

}  // namespace spiral
