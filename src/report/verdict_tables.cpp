#include "report/verdict_tables.hpp"

#include <fmt/format.h>

#include <map>

namespace spiral {

namespace {

std::string range(const Interval& interval, double unit = 1) {
  return fmt::format("{:.1f} to {:.1f}", unit * interval.low, unit * interval.high);
}

std::string share_percent(const ShareOfSeeds& share) {
  return fmt::format("{:.1f} ({})", 100 * share.share(), range(share.interval(), 100));
}

std::string optional_figure(const std::optional<double>& value) {
  return value ? fmt::format("{:.2f}", *value) : "none";
}

std::string number_verdict(const CaseVerdict& verdict) {
  if (!verdict.item->published) return "";
  if (!verdict.number) return "too few seeds for a verdict";
  return fmt::format("{}, percentile {:.0f}", verdict.number->compatible ? "compatible" : "outlier",
                     100 * verdict.number->percentile);
}

std::string yes_or_no(const std::optional<bool>& answer) {
  if (!answer) return "cannot tell";
  return *answer ? "yes" : "no";
}

/// "architecture 3: published 90.90 %, seeds' median 100.0 %, central 95 % from 99.7 to 100.0 %".
std::string outlier_name(const Experiment& experiment, const CaseVerdict& verdict) {
  return fmt::format("{} {}: published {:.2f} %, seeds' median {:.1f} %, central 95 % from {} %",
                     experiment.name, verdict.item->label,
                     verdict.item->published->accuracy_percent, verdict.median,
                     range(central_95(verdict.accuracies)));
}

std::string claim_name(const ClaimVerdict& claim) {
  return fmt::format("{}: {} ({:.1f} % of {} seeds{})", claim.claim->id, claim.claim->sentence,
                     100 * claim.share->share(), claim.share->seeds,
                     claim.published == false ? "; the notebook's own table says no" : "");
}

}  // namespace

Table numbers_table(const ExerciseVerdict& verdict) {
  Table table{.header = {"case", "published %", "published words", "verdict", "median %",
                         "median's 95 % interval", "quartiles %", "seeds at 99 % or more, %",
                         "width", "roughness"},
              .rows = {}};
  for (const CaseVerdict& of_case : verdict.cases) {
    const auto& [label, config, published, place] = *of_case.item;
    table.rows.push_back({of_case.is_auxiliary ? label + " (auxiliary)" : label,
                          published ? fmt::format("{:.2f}", published->accuracy_percent) : "",
                          published && published->boundary != "-" ? published->boundary : "",
                          number_verdict(of_case), fmt::format("{:.1f}", of_case.median),
                          range(of_case.median_interval), range(of_case.quartiles),
                          share_percent(of_case.solved), optional_figure(of_case.width),
                          optional_figure(of_case.roughness)});
  }
  return table;
}

Table claims_table(const ExerciseVerdict& verdict) {
  Table table{.header = {"claim", "says", "asked of a seed", "verdict", "holds in % of seeds",
                         "seeds", "in the notebook's table"},
              .rows = {}};
  for (const ClaimVerdict& claim : verdict.claims) {
    table.rows.push_back(
        {claim.claim->id, claim.claim->sentence, claim.claim->rule,
         claim.verdict ? std::string(to_string(*claim.verdict)) : "too few seeds for a verdict",
         claim.share ? share_percent(*claim.share) : "",
         fmt::to_string(claim.share ? claim.share->seeds : 0), yes_or_no(claim.published)});
  }
  return table;
}

std::vector<VerdictList> verdict_lists(const VerdictReport& report) {
  std::size_t assessed = 0;
  std::vector<std::string> outliers;
  std::map<Verdict, std::vector<std::string>> claims;
  std::vector<std::string> undecided;
  for (const auto& [verdict, boundaries] : report.exercises) {
    for (const CaseVerdict& of_case : verdict.cases) {
      if (!of_case.number) continue;
      ++assessed;
      if (!of_case.number->compatible) {
        outliers.push_back(outlier_name(*verdict.experiment, of_case));
      }
    }
    for (const ClaimVerdict& claim : verdict.claims) {
      if (claim.verdict) {
        claims[*claim.verdict].push_back(claim_name(claim));
      } else {
        undecided.push_back(claim.claim->id + ": " + claim.claim->sentence);
      }
    }
  }
  if (assessed == 0 && !undecided.empty()) {
    return {{fmt::format("Too few seeds for a verdict: it takes {}", kMinSeeds), {}}};
  }
  std::vector<VerdictList> lists{
      {fmt::format("{} of {} published numbers lie in the central 95 % of seeds, {} outside, where "
                   "{:.1f} would be by chance alone",
                   assessed - outliers.size(), assessed, outliers.size(),
                   .05 * static_cast<double>(assessed)),
       outliers}};
  for (const auto& [verdict, items] : claims) {
    constexpr const char* kMeanings[] = {
        "robust: true of nine seeds in ten or more", "likely: true of most seeds", "a coin toss",
        "unlikely: false of most seeds", "refuted: false of nine seeds in ten or more"};
    lists.push_back(
        {fmt::format("{} {} {}", items.size(), items.size() == 1 ? "claim is" : "claims are",
                     kMeanings[static_cast<std::size_t>(verdict)]),
         items});
  }
  if (!undecided.empty()) {
    lists.push_back({fmt::format("{} {} too few seeds that can tell", undecided.size(),
                                 undecided.size() == 1 ? "claim has" : "claims have"),
                     undecided});
  }
  return lists;
}

std::string count_seeds(std::int64_t seeds) {
  return seeds == 1 ? "1 seed" : fmt::format("{} seeds", seeds);
}

std::string extent(const VerdictReport& report) {
  std::size_t cases = 0;
  for (const auto& exercise : report.exercises) cases += exercise.verdict.cases.size();
  const SeedRange& seeds = report.run.seeds;
  const auto last = seeds.at(seeds.count - 1);
  return fmt::format(
      "{} ({}) of {}", count_seeds(seeds.count),
      seeds.count == 1 ? fmt::to_string(last) : fmt::format("{} to {}", seeds.first, last),
      cases == 1 ? "one case" : fmt::format("each of {} cases", cases));
}

std::string describe(const Environment& environment) {
  const std::string engine =
      environment.bits == Environment::kPythonBits
          ? "the bits of Python's PyTorch"
          : fmt::format("{} engine{}, bits close to those of Python's PyTorch", environment.engine,
                        environment.simd.empty() ? "" : " (" + environment.simd + ")");
  return fmt::format("spiral-exp {}, LibTorch {} ({}, {}), {}, {}", environment.version,
                     environment.libtorch, environment.cpu_capability, environment.blas,
                     environment.device, engine);
}

std::vector<std::string> notes() {
  return {
      "One seed is one Run All of the notebook: torch.manual_seed(S) first, then every cell. The "
      "training and the validation set are the same for all cases of a seed; initial weights and "
      "orders are each case's own. The notebook shows one draw of each number; here each is a "
      "distribution.",
      "Compatible: the published number lies in the central 95 % of the seeds. Of twenty numbers "
      "one lies outside by chance, however true they are, and with few seeds more: the edges of "
      "the central 95 % are then themselves a matter of chance. The percentile is the share of "
      "seeds below the number, ties counted half.",
      "The median's 95 % interval is a percentile bootstrap of 2000 samples; shares of seeds have "
      "Wilson's 95 % interval. A claim is robust if that interval lies at or above .90, likely "
      "above .50, a coin toss around .50, unlikely below .50, refuted at or below .10. It takes "
      "35 seeds that all agree to make a claim robust or refuted.",
      "A claim that something is the best holds also in a seed where others are as good: several "
      "such claims can be likely at once. A claim on several cases holds where all of them bear "
      "it out; the numbers above it show which do not.",
      "A claim on a boundary is asked of the seeds that have one. A training that diverged counts "
      "as accuracy 0.",
      "Width is the share of the plane around the data where the probability lies between 0.1 and "
      "0.9; roughness is by how many radians the boundary turns per unit of length: figures for "
      "the notebook's words thin, large, edgy and smooth.",
      "Kept from the notebook: its activation follows every hidden layer but the last, so one "
      "hidden layer is a linear classifier; for cross-entropy its accuracy cuts logits at 0.5; its "
      "test score swaps the arguments and is a soft score. The medians here are computed its way; "
      "claims and the share of seeds at 99 % use the right accuracy.",
      "The notebook's batch-size cell does not set the epochs: 150 is assumed here. An auxiliary "
      "case is one that it speaks of without showing a run."};
}

}  // namespace spiral
