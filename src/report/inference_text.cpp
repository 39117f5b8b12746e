// What an inference says on the console: which value of a parameter the published numbers speak
// for, and how far such a weight can be trusted.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "core/text.hpp"
#include "report/table.hpp"
#include "report/verdict_report.hpp"
#include "report/verdict_words.hpp"
#include "statistics/inference.hpp"

namespace spiral {

namespace {

// Of which share of 0 to 1 an interval leaves nothing to tell.
constexpr double kCannotTell = .5;

/// A candidate, and what its seeds say of each number by itself.
struct Assessment {
  std::string name;
  std::vector<CaseVerdict> cases;

  std::int64_t compatible() const {
    return std::ranges::count_if(cases, [](const CaseVerdict& verdict) {
      return verdict.number && verdict.number->compatible();
    });
  }
};

/// A test score is a share of the test set's points, and a soft one: it is taken to the nearest
/// point.
std::vector<Observation> observations(const ExperimentResults& results) {
  std::vector<Observation> row;
  for (const CaseResults& of_case : results.cases) {
    const TrainConfig& config = of_case.item.config;
    Observation observation{.published = of_case.item.published.value().accuracy_percent,
                            .seeds = {},
                            .points = static_cast<std::size_t>(
                                config.test_size > 0 ? config.test_size : config.val_size)};
    for (const TrialResult& result : of_case.results) {
      const double figure = printed_accuracy(results.experiment, result);
      observation.seeds.push_back(std::isnan(figure) ? 0 : 100 * figure);
    }
    row.push_back(std::move(observation));
  }
  return row;
}

Table weights_table(const std::vector<Assessment>& assessments, const Inference& inference) {
  Table table{
      .header = {"value", "log-likelihood", "weight", "95 % over seeds", "numbers compatible"},
      .rows = {}};
  for (std::size_t i = 0; i < assessments.size(); ++i) {
    const auto& [log_likelihood, weight, interval] = inference.candidates[i];
    const Assessment& assessment = assessments[i];
    table.rows.push_back(
        {assessment.name, fmt::format("{:.2f}", log_likelihood), fmt::format("{:.2f}", weight),
         fmt::format("{:.2f} to {:.2f}", interval.low, interval.high),
         assessment.cases.front().number
             ? fmt::format("{} of {}", assessment.compatible(), assessment.cases.size())
             : "too few seeds"});
  }
  return table;
}

/// Each case's median under each candidate below what was published: a row a candidate, for a user
/// may name any number of these.
Table medians_table(const std::vector<Assessment>& assessments) {
  Table table{.header = {"case"}, .rows = {{"published %"}}};
  for (const CaseVerdict& of_case : assessments.front().cases) {
    table.header.push_back(of_case.item->label);
    table.rows.front().push_back(accuracy_text(of_case.item->published.value()));
  }
  for (const Assessment& assessment : assessments) {
    auto& row = table.rows.emplace_back(std::vector{assessment.name});
    for (const CaseVerdict& of_case : assessment.cases) {
      row.push_back(fmt::format("{:.2f}", of_case.median));
    }
  }
  return table;
}

Table reliability_table(const std::vector<ReliabilityBin>& bins) {
  Table table{.header = {"weight", "held-out weights", "their mean", "right"}, .rows = {}};
  for (const ReliabilityBin& bin : bins) {
    table.rows.push_back({fmt::format("{:.1f} to {:.1f}", bin.from, bin.to),
                          fmt::to_string(bin.weights),
                          bin.weights > 0 ? fmt::format("{:.2f}", bin.mean_weight) : "",
                          bin.weights > 0 ? fmt::format("{:.2f}", bin.share_right) : ""});
  }
  return table;
}

/// The cases that are outliers under every candidate.
std::vector<std::string> unexplained(const std::vector<Assessment>& assessments) {
  std::vector<std::string> labels;
  for (std::size_t i = 0; i < assessments.front().cases.size(); ++i) {
    const bool is_outlier = std::ranges::all_of(assessments, [&](const Assessment& each) {
      return each.cases[i].number && !each.cases[i].number->compatible();
    });
    if (is_outlier) labels.push_back(assessments.front().cases[i].item->label);
  }
  return labels;
}

/// What the weights come to, in sentences.
std::string conclusion(const std::vector<Assessment>& assessments, const Inference& inference) {
  if (!assessments.front().cases.front().number) {
    return fmt::format("Too few seeds for a verdict: it takes {}.", kMinSeeds);
  }
  const auto& candidates = inference.candidates;
  const auto best = std::ranges::max_element(candidates, {}, &Posterior::weight);
  const std::string& name = assessments[static_cast<std::size_t>(best - candidates.begin())].name;
  const Interval& interval = best->weight_interval;
  const auto twin = std::find_if(best + 1, candidates.end(), [&](const Posterior& other) {
    return other.weight == best->weight;
  });
  std::string text;
  if (twin != candidates.end()) {
    text = fmt::format("The published numbers cannot tell {} from {}.", name,
                       assessments[static_cast<std::size_t>(twin - candidates.begin())].name);
  } else if (interval.high - interval.low > kCannotTell) {
    text = fmt::format(
        "The published numbers cannot tell: the likeliest value, {}, has weight {:.2f}, but with "
        "other seeds {:.2f} to {:.2f}.",
        name, best->weight, interval.low, interval.high);
  } else {
    text = fmt::format(
        "The published numbers speak for {}: weight {:.2f}, if all values were equally likely "
        "before; with other seeds, {:.2f} to {:.2f}.",
        name, best->weight, interval.low, interval.high);
  }
  text = wrap(text);
  const auto labels = unexplained(assessments);
  if (!labels.empty()) {
    text += "\n" + wrap(fmt::format("No value explains {}.", fmt::join(labels, ", ")));
  }
  if (inference.fit_p_value < .05) {
    text += "\n" + wrap(fmt::format("No value explains the whole row: under {}, {:.1f} % of "
                                    "held-out rows are as unlikely.",
                                    name, 100 * inference.fit_p_value));
  }
  return text;
}

}  // namespace

std::string inference_text(const TrainedCandidates& trained) {
  const auto& [engine, seeds, candidates] = trained;
  std::vector<Assessment> assessments;
  std::vector<std::vector<Observation>> rows;
  for (const Candidate& candidate : candidates) {
    assessments.push_back({candidate.point.name, assess_cases(candidate.results)});
    rows.push_back(observations(candidate.results));
  }
  const Inference inference = infer(rows);
  const std::string heading =
      fmt::format("{}: the published numbers under each value, {}{} ({} engine)",
                  candidates.front().results.experiment.name, count_seeds(seeds.count),
                  seeds.count == 1 ? "" : " each", engine);
  const std::string held_out = fmt::format(
      "How often a weight is right, every seed's own row held out (likelihoods to the power "
      "{:.2f}):",
      inference.power);
  return fmt::format("{}\n\n{}\n{}\n{}\n\n{}\n{}\n", wrap(heading),
                     render_console(weights_table(assessments, inference)),
                     render_console(medians_table(assessments)), wrap(held_out),
                     render_console(reliability_table(inference.reliability)),
                     conclusion(assessments, inference));
}

}  // namespace spiral
