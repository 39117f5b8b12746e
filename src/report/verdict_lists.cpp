#include "report/verdict_lists.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "report/verdict_words.hpp"

namespace spiral {

namespace {

/// "architecture 3: published 90.90 %, seeds' median 100.0 %, 25.1 standard deviations off".
std::string outlier_name(const Experiment& experiment, const CaseVerdict& verdict) {
  const Interval seeds = compatible_range(verdict.accuracies);
  return fmt::format(
      "{} {}: published {} %; compatible would be {:.2f} to {:.2f} %{}", experiment.name,
      verdict.item->label, accuracy_text(*verdict.item->published), seeds.low, seeds.high,
      verdict.number->deviations
          ? fmt::format("; {:+.1f} standard deviations off", *verdict.number->deviations)
          : "");
}

std::string claim_name(const ClaimVerdict& claim) {
  std::string name = claim.claim->id + ": " + claim.claim->sentence;
  if (claim.share.seeds == 0) return name;
  name += fmt::format(" ({:.1f} % of {} seeds", 100 * claim.share.share(), claim.share.seeds);
  if (claim.seeds_needed) name += fmt::format("; about {} seeds would decide", *claim.seeds_needed);
  if (claim.published == false) name += "; the published numbers say no";
  return name + ")";
}

constexpr const char* kMeanings[] = {
    "robust: true of nine seeds in ten or more",
    "likely: true of two seeds in three or more",
    "leaning yes: true of more seeds than not",
    "of existence, and seen",
    "as good as tossing a coin",
    "undecided: it takes more seeds",
    "on shapes, and cannot be asked: in no seed do their networks fit",
    "leaning no: false of more seeds than not",
    "unlikely: false of two seeds in three or more",
    "refuted: false of nine seeds in ten or more",
    "of existence, and not seen"};

using ClaimsByVerdict = std::map<Verdict, std::vector<std::string>>;

std::vector<std::string> outlier_names(const VerdictReport& report) {
  std::vector<std::string> names;
  for (const AssessedExercise& exercise : report.exercises) {
    for (const CaseVerdict& of_case : exercise.verdict.cases) {
      const bool is_outlier = of_case.number && !of_case.number->compatible();
      if (is_outlier && !of_case.is_auxiliary) {
        names.push_back(outlier_name(*exercise.verdict.experiment, of_case));
      }
    }
  }
  return names;
}

/// Claims of which the missing activation makes half of the seeds say something else.
std::vector<std::string> artefacts(const VerdictReport& report) {
  constexpr double kTurned = .5;
  std::vector<std::string> names;
  for (const AssessedExercise& exercise : report.exercises) {
    for (std::size_t i = 0; i < exercise.textbook.size(); ++i) {
      const ClaimVerdict& claim = exercise.verdict.claims[i];
      const ShareOfSeeds& textbook = exercise.textbook[i].share;
      if (claim.share.seeds == 0 || textbook.seeds == 0) continue;
      if (std::abs(claim.share.share() - textbook.share()) < kTurned) continue;
      names.push_back(
          fmt::format("{}: {} ({:.0f} % of seeds; with that activation, {:.0f} % of {})",
                      claim.claim->id, claim.claim->sentence, 100 * claim.share.share(),
                      100 * textbook.share(), textbook.seeds));
    }
  }
  return names;
}

std::vector<VerdictList> number_lists(const VerdictReport& report) {
  const auto& count = report.outliers;
  const bool has_numbers = std::ranges::any_of(report.exercises, [](const auto& exercise) {
    return std::ranges::any_of(exercise.verdict.cases, [](const CaseVerdict& of_case) {
      return !of_case.is_auxiliary && of_case.item->published;
    });
  });
  if (!has_numbers) return {};
  if (!count && report.run.is_partial) {
    return {{"Outliers are not counted where shards are missing", {}}};
  }
  if (!count) {
    return {
        {fmt::format("Too few seeds for a verdict on numbers: it takes {}", kMinSeeds + 1), {}}};
  }
  const bool are_many = 20 * count->seeds_with_as_many < count->seeds;
  std::vector<VerdictList> lists{
      {fmt::format("{} of {} published numbers are compatible with the seeds, {}",
                   count->numbers - count->outliers, count->numbers,
                   plural(count->outliers, "is an outlier", "are outliers")),
       outlier_names(report)}};
  if (count->outliers > 0) {
    lists.push_back(
        {fmt::format("{} {} many? {}: {} of {} seeds have as many or more, each against all others",
                     count->outliers == 1 ? "Is" : "Are",
                     plural(count->outliers, "outlier", "outliers"), are_many ? "Yes" : "No",
                     count->seeds_with_as_many, count->seeds),
         {}});
  }
  if (!report.no_shares.empty()) {
    lists.push_back({"No count of the points that validate gives", report.no_shares});
  }
  if (!report.duplicates.empty()) {
    lists.push_back(
        {"The same training was published more than once, with other results", report.duplicates});
  }
  return lists;
}

}  // namespace

std::vector<VerdictList> verdict_lists(const VerdictReport& report) {
  ClaimsByVerdict claims;
  std::size_t family = 0;
  for (const AssessedExercise& exercise : report.exercises) {
    for (const ClaimVerdict& claim : exercise.verdict.claims) {
      claims[claim.verdict].push_back(claim_name(claim));
      ++family;
    }
  }
  std::vector<VerdictList> lists = number_lists(report);
  for (const auto& [verdict, items] : claims) {
    lists.push_back({plural(items.size(), "claim is ", "claims are ") +
                         kMeanings[static_cast<std::size_t>(verdict)],
                     items});
  }
  const auto turned = artefacts(report);
  if (!turned.empty()) {
    lists.push_back(
        {"What the activation that is left out after the last hidden layer turns over", turned});
  }
  const auto seeds = static_cast<std::size_t>(report.run.seeds.count);
  if (seeds < seeds_for_robust(family)) {
    lists.push_back({fmt::format("With {}, no claim can be robust or refuted: it takes {}",
                                 count_seeds(report.run.seeds.count), seeds_for_robust(family)),
                     {}});
  }
  if (seeds < kFewSeeds) {
    lists.push_back(
        {fmt::format("With fewer than {} seeds most verdicts stay open", kFewSeeds), {}});
  }
  return lists;
}

}  // namespace spiral
