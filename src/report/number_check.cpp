#include "report/number_check.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "core/text.hpp"
#include "report/json_fields.hpp"
#include "report/table.hpp"
#include "report/verdict_words.hpp"

namespace spiral {

namespace {

// Five points of the validation set's 1000. Units: percent.
constexpr double kNear = .5;

std::string percent(double value) { return fmt::format("{:.2f}", value); }

std::size_t count_near(double number, const std::vector<double>& accuracies) {
  // Not to lose a seed at the edge to the last bit: figures are hundredths.
  const double reach = kNear + 1e-9;
  return static_cast<std::size_t>(std::ranges::count_if(
      accuracies, [=](double accuracy) { return std::abs(accuracy - number) <= reach; }));
}

Table table_of(const std::string& exercise, const std::vector<CheckedNumber>& numbers) {
  Table table{.header = {"case", "yours", "median", "compatible", "percentile", "as far", "near",
                         "verdict"},
              .rows = {}};
  for (const auto& [experiment, of_case, compatible, near] : numbers) {
    if (experiment->name != exercise) continue;
    const NumberVerdict& number = of_case.number.value();
    table.rows.push_back(
        {of_case.item->label, accuracy_text(*of_case.item->published), percent(of_case.median),
         percent(compatible.low) + "-" + percent(compatible.high),
         fmt::format("{:.1f}", 100 * number.percentile), fmt::to_string(number.as_far),
         fmt::to_string(near), number_verdict(number)});
  }
  return table;
}

/// Those whose verdict it is, each by its exercise and case.
std::vector<std::string> names_of(const NumberCheck& check, const std::string& verdict) {
  std::vector<std::string> names;
  for (const CheckedNumber& each : check.numbers) {
    if (number_verdict(each.of_case.number) != verdict) continue;
    names.push_back(each.experiment->name + " " + each.of_case.item->label);
  }
  return names;
}

/// What the numbers come to.
std::string conclusion(const NumberCheck& check) {
  const std::size_t count = check.numbers.size();
  const auto outliers = names_of(check, "outlier");
  const auto in_gaps = names_of(check, "in a gap");
  std::string text = outliers.empty()
                         ? (count == 1 ? "Your number could be that of another seed."
                                       : fmt::format("Each of your {} numbers could be that of "
                                                     "another seed.",
                                                     count))
                         : outliers_in_words(check) +
                               ", which hardly a seed gives: " + list_words(outliers, "and") + ".";
  if (!in_gaps.empty()) {
    text += " In a gap, where hardly a seed lies but on both sides: " + list_words(in_gaps, "and") +
            ".";
  }
  std::vector<std::string> no_shares;
  for (const CheckedNumber& each : check.numbers) {
    if (each.of_case.is_no_share) {
      no_shares.push_back(no_share_name(*each.experiment, each.of_case));
    }
  }
  if (!no_shares.empty()) {
    text += " But no count of points gives " + list_words(no_shares, "and") + ".";
  }
  if (!outliers.empty() && count > 1 && check.count) {
    text += fmt::format(" Of the seeds, {} of {} have as many outliers, each against all others.",
                        check.count->seeds_with_as_many, check.count->seeds);
  }
  return text;
}

}  // namespace

std::size_t NumberCheck::outliers() const {
  return static_cast<std::size_t>(std::ranges::count_if(numbers, [](const CheckedNumber& each) {
    return !each.of_case.number.value().compatible();
  }));
}

NumberCheck check_numbers(const Environment& environment, const SeedRange& seeds,
                          const std::vector<ExperimentResults>& results) {
  NumberCheck check{.environment = environment, .seeds = seeds};
  std::vector<PublishedNumber> all;
  for (const ExperimentResults& exercise : results) {
    for (CaseVerdict& of_case : assess_cases(exercise)) {
      const double number = of_case.number.value().published;
      const Interval range = compatible_range(of_case.accuracies);
      const std::size_t near = count_near(number, of_case.accuracies);
      check.numbers.push_back({&exercise.experiment, std::move(of_case), range, near});
    }
    std::ranges::move(published_numbers(exercise), std::back_inserter(all));
  }
  check.count = count_outliers(all);
  return check;
}

std::string outliers_in_words(const NumberCheck& check) {
  const std::size_t count = check.numbers.size();
  const std::size_t outliers = check.outliers();
  if (count == 1) return "Your number is an outlier";
  return fmt::format("{} of your {} numbers {}", outliers, count,
                     outliers == 1 ? "is an outlier" : "are outliers");
}

std::string to_text(const NumberCheck& check) {
  const SeedRange& seeds = check.seeds;
  std::string text = wrap(fmt::format("Your numbers among {} ({} to {}), in percent ({} engine)",
                                      count_seeds(seeds.count), seeds.first,
                                      seeds.at(seeds.count - 1), check.environment.engine)) +
                     "\n";
  std::string before;
  for (const CheckedNumber& each : check.numbers) {
    const std::string& name = each.experiment->name;
    if (name == before) continue;
    text += fmt::format("\n{}\n\n{}", wrap(name + ": " + each.experiment->summary),
                        render_console(table_of(name, check.numbers)));
    before = name;
  }
  return text +
         fmt::format("\n{}\n\n{}\n",
                     wrap(fmt::format(
                         "Outliers are as far out as fewer than 5 in 100 runs. compatible: the "
                         "seeds' range without them; as far: seeds as far out as yours or "
                         "farther, on its side; near: seeds within {} points of yours.",
                         kNear)),
                     wrap(conclusion(check)));
}

std::string to_json(const NumberCheck& check) {
  using Json = nlohmann::ordered_json;
  Json json{{"schema", 1},
            {"environment", environment_json(check.environment)},
            {"seeds", {{"first", check.seeds.first}, {"count", check.seeds.count}}},
            {"outliers", check.outliers()},
            {"seeds_with_as_many", Json()},
            {"numbers", Json::array()}};
  if (check.count) json["seeds_with_as_many"] = check.count->seeds_with_as_many;
  for (const auto& [experiment, of_case, compatible, near] : check.numbers) {
    Json number{{"experiment", experiment->name}, {"case", of_case.item->label}};
    add_fields(config_fields(), of_case.item->config, number);
    add_number(of_case.number, number);
    number["median"] = of_case.median;
    number["compatible_from"] = compatible.low;
    number["compatible_to"] = compatible.high;
    number["as_far"] = of_case.number.value().as_far;
    number["within_half_a_point"] = near;
    json["numbers"].push_back(std::move(number));
  }
  return json.dump(1) + "\n";
}

}  // namespace spiral
