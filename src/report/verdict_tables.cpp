#include "report/verdict_tables.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/verdict_words.hpp"

namespace spiral {

namespace {

std::string range(const Interval& interval, double unit = 1) {
  return fmt::format("{:.1f} to {:.1f}", unit * interval.low, unit * interval.high);
}

std::string optional_figure(const std::optional<double>& value, double unit = 1) {
  return value ? fmt::format("{:.2f}", unit * *value) : "none";
}

std::string share_percent(const ShareOfSeeds& share) {
  return share.seeds == 0 ? "" : fmt::format("{:.1f}", 100 * share.share());
}

std::string deviations(const std::optional<NumberVerdict>& number) {
  return number && number->deviations ? fmt::format("{:+.1f}", *number->deviations) : "";
}

std::string as_far(const CaseVerdict& verdict) {
  if (!verdict.number) return "";
  return fmt::format("{} of {}", verdict.number->as_far, verdict.seeds.size());
}

void add_number_row(Table& table, const CaseVerdict& verdict) {
  const auto& published = verdict.item->published;
  table.rows.push_back({verdict.item->label, published ? number_verdict(verdict.number) : "",
                        published ? accuracy_text(*published) : "",
                        fmt::format("{:.2f}", verdict.median), range(verdict.quartiles),
                        range(compatible_range(verdict.accuracies)), as_far(verdict),
                        deviations(verdict.number), share_percent(verdict.solved)});
}

Table empty_numbers_table(const std::string& first) {
  return {.header = {first, "verdict", "published %", "median %", "quartiles %", "compatible %",
                     "seeds as far out", "off by sd", "fits in %"},
          .rows = {}};
}

/// Leaves out the columns that no row has anything in.
Table without_empty_columns(const Table& table) {
  Table kept{.header = {}, .rows = std::vector<std::vector<std::string>>(table.rows.size())};
  for (std::size_t column = 0; column < table.header.size(); ++column) {
    const bool is_empty =
        std::ranges::all_of(table.rows, [=](const auto& row) { return row[column].empty(); });
    if (is_empty) continue;
    kept.header.push_back(table.header[column]);
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      kept.rows[i].push_back(table.rows[i][column]);
    }
  }
  return kept;
}

}  // namespace

Table numbers_table(const ExerciseVerdict& verdict) {
  Table table = empty_numbers_table("case");
  for (const CaseVerdict& of_case : verdict.cases) {
    if (!of_case.is_auxiliary) add_number_row(table, of_case);
  }
  return without_empty_columns(table);
}

Table alternatives_table(const ExerciseVerdict& verdict) {
  Table table = empty_numbers_table("case under");
  for (const CaseVerdict& of_case : verdict.cases) {
    if (!of_case.item->assumption.empty()) add_number_row(table, of_case);
  }
  return table;
}

Table train_errors_table(const ExerciseVerdict& verdict) {
  Table table{.header = {"train error", "verdict", "published", "off by sd", "percentile"},
              .rows = {}};
  for (const CaseVerdict& of_case : verdict.cases) {
    for (std::size_t epoch = 0; epoch < of_case.train_errors.size(); ++epoch) {
      const NumberVerdict& number = of_case.train_errors[epoch];
      const std::string name = verdict.experiment->cases.size() == 1
                                   ? fmt::format("epoch {}", epoch + 1)
                                   : fmt::format("{}, epoch {}", of_case.item->label, epoch + 1);
      table.rows.push_back(
          {name, number_verdict(number),
           to_text(number.published, of_case.item->published->train_error_decimals),
           deviations(number), fmt::format("{:.0f}", 100 * number.percentile)});
    }
  }
  return table;
}

Table shapes_table(const ExerciseVerdict& verdict) {
  Table table{.header = {"case", "published words", "width", "edginess", "overfit, % points"},
              .rows = {}};
  for (const CaseVerdict& of_case : verdict.cases) {
    if (!of_case.item->assumption.empty()) continue;
    const auto& published = of_case.item->published;
    const bool has_words = published && published->boundary != "-";
    table.rows.push_back(
        {of_case.is_auxiliary ? of_case.item->label + " (for claims alone)" : of_case.item->label,
         has_words ? published->boundary : "", optional_figure(of_case.width),
         optional_figure(of_case.edginess), optional_figure(of_case.overfit, 100)});
  }
  return without_empty_columns(table);
}

Table claims_table(const AssessedExercise& exercise) {
  Table table{.header = {"claim", "verdict", "holds in %", "95 % of all claims", "of seeds",
                         "stricter", "looser", "textbook %", "says", "asked of a seed", "source"},
              .rows = {}};
  for (std::size_t i = 0; i < exercise.verdict.claims.size(); ++i) {
    const ClaimVerdict& claim = exercise.verdict.claims[i];
    const ShareOfSeeds& textbook = exercise.textbook.at(i).share;
    table.rows.push_back(
        {claim.claim->id, std::string(to_string(claim.verdict)), share_percent(claim.share),
         claim.interval ? range(*claim.interval, 100) : "",
         fmt::format("{} of {}", claim.share.seeds, claim.asked),
         std::string(to_string(claim.stricter)), std::string(to_string(claim.looser)),
         textbook.seeds == 0 ? ""
                             : fmt::format("{} of {}", share_percent(textbook), textbook.seeds),
         claim.claim->sentence, claim.claim->rule, std::string(to_string(claim.claim->source))});
  }
  return without_empty_columns(table);
}

}  // namespace spiral
