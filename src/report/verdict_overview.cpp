#include "report/verdict_overview.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/charts.hpp"
#include "report/page_table.hpp"

namespace spiral {

namespace {

/// What stands before a number that is not simply compatible.
std::string number_sign(const std::optional<NumberVerdict>& number) {
  if (!number || (number->compatible() && !number->in_gap)) return "";
  return number->compatible() ? "◦ " : "✗ ";
}

}  // namespace

std::string case_id(const Experiment& experiment, const Case& item) {
  std::string id = experiment.name + "/" + item.label;
  std::ranges::replace(id, ' ', '_');
  return id;
}

std::string overview_html(const VerdictReport& report) {
  std::string html;
  for (const AssessedExercise& exercise : report.exercises) {
    const Experiment& experiment = *exercise.verdict.experiment;
    for (const CaseVerdict& of_case : exercise.verdict.cases) {
      if (of_case.is_auxiliary || !of_case.item->published) continue;
      const bool compatible = !of_case.number || of_case.number->compatible();
      // The only case of an exercise needs no name of its own.
      const std::string name =
          experiment.name + (experiment.cases.size() == 1 ? "" : " " + of_case.item->label);
      html += fmt::format("<a href=\"#{}\"><span>{}{}</span>{}</a>\n",
                          escape_markup(case_id(experiment, *of_case.item)),
                          number_sign(of_case.number), escape_markup(name),
                          range_plot({.range = compatible_range(of_case.accuracies),
                                      .quartiles = of_case.quartiles,
                                      .median = of_case.median,
                                      .published = of_case.item->published->accuracy_percent,
                                      .compatible = compatible}));
    }
  }
  return "<p class=\"legend\">Accuracies of the published cases from 40 to 100 %, with a line at "
         "60 and "
         "80. Thin line: the numbers that would be compatible; thick line: the middle half of the "
         "seeds; bar: their median; dot: the published number, a square with ✗ where it is an "
         "outlier, ◦ where it lies in a gap.</p>\n<div class=\"overview\">" +
         html + "</div>\n";
}

std::string verdict_bar(const VerdictReport& report) {
  std::vector<const ClaimVerdict*> claims;
  for (const AssessedExercise& exercise : report.exercises) {
    for (const ClaimVerdict& claim : exercise.verdict.claims) claims.push_back(&claim);
  }
  std::ranges::stable_sort(claims, {}, &ClaimVerdict::verdict);
  std::string html;
  const ClaimVerdict* before = nullptr;
  for (const ClaimVerdict* claim : claims) {
    const std::string word(to_string(claim->verdict));
    if (before == nullptr || before->verdict != claim->verdict) {
      const auto count = std::ranges::count(claims, claim->verdict, &ClaimVerdict::verdict);
      html += fmt::format("{}<span class=\"group\"><small>{} {}</small>",
                          before == nullptr ? "" : "</span>\n", count, word);
    }
    html += fmt::format(
        "<a class=\"box {0}\" href=\"#{1}\" title=\"{2}: {3}\" aria-label=\"{2}: {3}, {4}\"></a>",
        class_of(word), claim->claim->id, claim->claim->id, escape_markup(claim->claim->sentence),
        word);
    before = claim;
  }
  return "<div class=\"verdicts\">" + html + (claims.empty() ? "" : "</span>") + "</div>\n";
}

}  // namespace spiral
