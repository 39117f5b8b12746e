#include "report/assessment.hpp"

#include <fmt/format.h>

#include <utility>

#include "report/verdict_words.hpp"
#include "statistics/words.hpp"

namespace spiral {

namespace {

// A tile of a report is 200 pixels wide and the plane some 26 units: a cell is two pixels.
constexpr double kTileStep = 0.25;

/// Of an even number of seeds the middle one is the lower of two. Nullopt without weights.
std::optional<BoundaryRow> boundary_row(const Reproduction& reproduction,
                                        const CaseVerdict& verdict) {
  const std::size_t last = verdict.seeds.size() - 1;
  const std::pair<const char*, std::size_t> chosen[] = {
      {"worst", 0}, {"middle", last / 2}, {"best", last}};
  BoundaryRow row{.label = verdict.item->label, .tiles = {}};
  for (const auto& [which, place] : chosen) {
    const TrialKey key{verdict.item->config, verdict.seeds[place], verdict.item->place};
    auto map = reproduction.map(key, kTileStep);
    if (!map) return std::nullopt;
    row.tiles.push_back({.caption = fmt::format("{} {:.2f} %", which, verdict.accuracies[place]),
                         .detail = fmt::format("seed {}", key.seed),
                         .map = *std::move(map)});
  }
  return row;
}

/// Calls `use` with every published case of the document and its exercise.
template <class Use>
void for_each_published(const VerdictReport& report, const Use& use) {
  for (const AssessedExercise& exercise : report.exercises) {
    for (const CaseVerdict& of_case : exercise.verdict.cases) {
      if (!of_case.is_auxiliary && of_case.item->published) use(exercise, of_case);
    }
  }
}

void compare_edginess_with_words(VerdictReport& report) {
  std::vector<double> measured;
  std::vector<double> said;
  for_each_published(report, [&](const AssessedExercise&, const CaseVerdict& of_case) {
    const auto in_words = edginess_in_words(of_case.item->published->boundary);
    if (!in_words || !of_case.edginess) return;
    measured.push_back(*of_case.edginess);
    said.push_back(*in_words);
  });
  report.cases_with_words = said.size();
  if (!said.empty()) report.edginess_and_words = rank_correlation(measured, said);
}

void name_duplicates(VerdictReport& report) {
  struct Number {
    const TrainConfig* config;
    std::string name;
    std::string printed;
  };
  std::vector<Number> all;
  for_each_published(report, [&](const AssessedExercise& exercise, const CaseVerdict& of_case) {
    all.push_back({&of_case.item->config,
                   exercise.verdict.experiment->name + " " + of_case.item->label,
                   accuracy_text(*of_case.item->published)});
  });
  for (std::size_t i = 0; i < all.size(); ++i) {
    std::string sentence = fmt::format("{}: {} %", all[i].name, all[i].printed);
    bool is_first = true;
    bool differs = false;
    for (std::size_t k = 0; k < all.size(); ++k) {
      if (k == i || !(*all[k].config == *all[i].config)) continue;
      if (k < i) is_first = false;
      if (all[k].printed != all[i].printed) differs = true;
      sentence += fmt::format("; {}: {} %", all[k].name, all[k].printed);
    }
    if (is_first && differs) report.duplicates.push_back(sentence);
  }
}

void name_no_shares(VerdictReport& report) {
  for_each_published(report, [&](const AssessedExercise& exercise, const CaseVerdict& of_case) {
    if (!of_case.is_no_share) return;
    report.no_shares.push_back(no_share_name(*exercise.verdict.experiment, of_case));
  });
}

/// The verdicts need no trials any more.
void drop_trials(ExperimentResults& results) {
  for (auto* cases : {&results.cases, &results.auxiliary}) {
    for (CaseResults& of_case : *cases) std::vector<TrialResult>().swap(of_case.results);
  }
}

void count_trainings(VerdictReport& report, const ExperimentResults& results) {
  for (const auto* cases : {&results.cases, &results.auxiliary}) {
    for (const CaseResults& of_case : *cases) {
      report.trainings += std::ssize(of_case.results);
      report.asked_for += report.run.seeds.count;
    }
  }
}

std::optional<std::vector<VarianceShare>> variance_of(const Reproduction& reproduction,
                                                      std::size_t exercise,
                                                      const ExperimentResults& results) {
  std::vector<ReplacedResults> replaced;
  for (ExperimentResults& with_draws : reproduction.replaced(exercise)) {
    if (with_draws.cases.empty()) break;
    const ReplacedDraws draws = *with_draws.cases.front().item.place.replaced;
    replaced.push_back({draws, std::move(with_draws)});
  }
  return variance_shares(results, replaced);
}

AssessedExercise assess_exercise(const Reproduction& reproduction, std::size_t exercise,
                                 const std::shared_ptr<ExperimentResults>& results,
                                 std::size_t claims) {
  const auto textbook = std::make_shared<ExperimentResults>(reproduction.textbook(exercise));
  AssessedExercise assessed{
      .results = results,
      .textbook_results = textbook,
      .verdict = assess(*results, claims),
      .has_own_points = reproduction.run().environment.data != Environment::kSpirals,
      .textbook = assess_claims(*textbook, claims),
      .variance = variance_of(reproduction, exercise, *results)};
  drop_trials(*textbook);
  for (const CaseVerdict& of_case : assessed.verdict.cases) {
    if (auto row = boundary_row(reproduction, of_case)) {
      assessed.boundaries.push_back(*std::move(row));
    }
  }
  return assessed;
}

}  // namespace

VerdictReport assess_reproduction(const Reproduction& reproduction) {
  VerdictReport report{.run = reproduction.run(), .title = reproduction.title()};
  std::vector<PublishedNumber> numbers;
  for (std::size_t i = 0; i < reproduction.exercises(); ++i) {
    const auto results = std::make_shared<ExperimentResults>(reproduction.results(i));
    report.exercises.push_back(assess_exercise(reproduction, i, results, reproduction.claims()));
    for (PublishedNumber& number : published_numbers(*results))
      numbers.push_back(std::move(number));
    count_trainings(report, *results);
    drop_trials(*results);
  }
  // Of a partial one the numbers are of other seeds each.
  if (!report.run.is_partial) report.outliers = count_outliers(numbers);
  name_duplicates(report);
  name_no_shares(report);
  compare_edginess_with_words(report);
  return report;
}

}  // namespace spiral
