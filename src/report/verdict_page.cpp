#include "report/verdict_page.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/charts.hpp"
#include "report/page_table.hpp"
#include "report/verdict_tables.hpp"
#include "report/verdict_words.hpp"

namespace spiral {

namespace {

/// A place on the page to link to.
std::string case_id(const Experiment& experiment, const Case& item) {
  std::string id = experiment.name + "/" + item.label;
  std::ranges::replace(id, ' ', '_');
  return id;
}

std::optional<double> percent_of(const CaseVerdict& verdict) {
  const auto& published = verdict.item->published;
  return published ? std::optional(published->accuracy_percent) : std::nullopt;
}

std::string numbers_html(const ExerciseVerdict& verdict, bool is_alternative) {
  std::vector<Row> rows;
  for (const CaseVerdict& of_case : verdict.cases) {
    const bool is_asked =
        is_alternative ? !of_case.item->assumption.empty() : !of_case.is_auxiliary;
    if (!is_asked) continue;
    const auto published = percent_of(of_case);
    const std::string word = published ? number_verdict(of_case.number) : "";
    rows.push_back({.id = case_id(*verdict.experiment, *of_case.item),
                    .verdict = word,
                    .cells = {escape_markup(of_case.item->label), badge(word),
                              published ? fmt::format("{:.2f}", *published) : "",
                              fmt::format("{:.1f} <small>{:.1f} to {:.1f}</small>", of_case.median,
                                          of_case.quartiles.low, of_case.quartiles.high),
                              of_case.number && of_case.number->deviations
                                  ? fmt::format("{:+.1f}", *of_case.number->deviations)
                                  : "",
                              fmt::format("{:.0f} %", 100 * of_case.solved.share()),
                              strip_plot(of_case.accuracies, of_case.seeds, published)}});
  }
  if (rows.empty()) return "";
  return table_html(is_alternative ? "Under other values of what the cell inherits" : "Numbers",
                    {{"case"},
                     {"verdict"},
                     {"published %", "num"},
                     {"median % <small>quartiles</small>", "num"},
                     {"off by sd", "num"},
                     {"fits", "num"},
                     {"seeds, in %"}},
                    rows);
}

std::vector<std::optional<double>> shares_of(const ClaimVerdict& claim) {
  std::vector<std::optional<double>> shares;
  for (const ShareOfSeeds& share : claim.by_threshold) {
    shares.push_back(share.seeds == 0 ? std::nullopt : std::optional(share.share()));
  }
  return shares;
}

std::string claims_html(const AssessedExercise& exercise) {
  std::vector<Row> rows;
  for (std::size_t i = 0; i < exercise.verdict.claims.size(); ++i) {
    const ClaimVerdict& claim = exercise.verdict.claims[i];
    const ShareOfSeeds& textbook = exercise.textbook[i].share;
    const std::string word(to_string(claim.verdict));
    rows.push_back(
        {.id = claim.claim->id,
         .verdict = word,
         .cells = {
             fmt::format("<details><summary>{}</summary><p><a href=\"#{}\">{}</a>, from the {}: "
                         "<code>{}</code></p>{}</details>",
                         escape_markup(claim.claim->sentence), claim.claim->id, claim.claim->id,
                         to_string(claim.claim->source), escape_markup(claim.claim->rule),
                         list_html(claim_details(claim))),
             badge(word),
             claim.interval
                 ? fmt::format("{:.1f} <small>{:.0f} to {:.0f}</small>", 100 * claim.share.share(),
                               100 * claim.interval->low, 100 * claim.interval->high)
                 : "no seed can tell",
             textbook.seeds > 0 ? fmt::format("{:.0f}", 100 * textbook.share()) : "",
             share_plot(shares_of(claim))}});
  }
  if (rows.empty()) return "";
  return table_html("Claims",
                    {{"claim"},
                     {"verdict"},
                     {"holds in %", "num"},
                     {"textbook %", "num"},
                     {"looser to stricter"}},
                    rows) +
         downloads(exercise.verdict.experiment->name + "-claims", claims_table(exercise));
}

std::string variance_html(const std::vector<VarianceShare>& shares) {
  constexpr const char* kNames[] = {"data", "initial weights", "order of the points"};
  std::vector<BarPart> parts;
  double left = 1;
  for (const VarianceShare& share : shares) {
    // Chance can make the shares add up to more than the whole.
    const double part = std::min(left, share.share);
    parts.push_back({kNames[static_cast<std::size_t>(share.draws)], part});
    left -= part;
  }
  parts.push_back({"two of them together", left});
  std::string key;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    key += fmt::format("<span class=\"key part-{}\"></span>{} ", i + 1, parts[i].name);
  }
  return "<h3>Where the variance is</h3>\n" + stacked_bar(parts) + "<p class=\"legend\">" + key +
         "</p>" + element("p", variance_sentence(shares)) + "\n";
}

std::string boundaries_html(const AssessedExercise& exercise) {
  std::string html =
      "<details class=\"boundaries\"><summary>Boundaries of the worst, the median and the best "
      "seed of each case</summary>\n<p class=\"legend\"><span class=\"key zero\"></span>label 0 "
      "<span class=\"key one\"></span>label 1, paler where undecided; the line: probability 0.5; "
      "dots: a quarter of the validation points, white label 1, black label 0</p>\n"
      "<div class=\"tiles\">";
  for (const BoundaryRow& row : exercise.boundaries) {
    for (const BoundaryTile& tile : row.tiles) {
      html +=
          fmt::format("<figure>{}<figcaption><b>{}</b> {}, {}</figcaption></figure>\n",
                      boundary_picture(tile), escape_markup(row.label), tile.caption, tile.detail);
    }
  }
  return html + "</div></details>\n";
}

std::string exercise_html(const AssessedExercise& exercise) {
  const ExerciseVerdict& verdict = exercise.verdict;
  const Experiment& experiment = *verdict.experiment;
  std::string html = fmt::format("<section id=\"{0}\"><h2>{0}</h2>\n<p>{1}.</p>\n", experiment.name,
                                 escape_markup(experiment.summary));
  html += numbers_html(verdict, false) +
          downloads(experiment.name + "-numbers", numbers_table(verdict));
  const Table errors = train_errors_table(verdict);
  if (!errors.rows.empty()) html += table_html("Published train errors", errors);
  for (const Inherited& inherited : experiment.inherits) {
    if (!inherited.evidence.empty()) html += element("p", inherited.evidence) + "\n";
  }
  html += numbers_html(verdict, true) + claims_html(exercise);
  if (exercise.variance) html += variance_html(*exercise.variance);
  html += "<details><summary>Shapes: width, edginess, overfit</summary>\n" +
          table_html("Medians of the seeds", shapes_table(verdict)) + "</details>\n";
  return html + boundaries_html(exercise) + "</section>\n";
}

/// One line a published number, each a link to its row.
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
                          escape_markup(case_id(experiment, *of_case.item)), compatible ? "" : "✗ ",
                          escape_markup(name),
                          range_plot({.range = compatible_range(of_case.accuracies),
                                      .quartiles = of_case.quartiles,
                                      .median = of_case.median,
                                      .published = of_case.item->published->accuracy_percent,
                                      .compatible = compatible}));
    }
  }
  return "<div class=\"overview\">" + html +
         "</div>\n<p class=\"legend\">Accuracies from 40 to 100 %. Thin line: 95 % of the seeds; "
         "thick line: the middle half; bar: the median; dot: the published number, a square where "
         "it is an outlier. Above, a box is a claim.</p>\n";
}

/// One box a claim, sorted by verdict, each a link to its row.
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

std::string reading_guide(const VerdictReport& report) {
  std::string html =
      "<section id=\"reading\"><h2>How to read it</h2>\n<p>In the tables a dot is a seed, the bar "
      "the "
      "median, the triangle the published number. Open a claim to see its rule and its "
      "evidence.</p>\n<dl>";
  for (const auto& [name, meaning] : glossary()) {
    html += element("dt", name) + element("dd", meaning) + "\n";
  }
  html += "</dl>";
  if (report.edginess_and_words) {
    html += fmt::format(
        "<p>Over {} cases of which the notebook says how edgy they are, edginess follows its words "
        "with a rank correlation of {:.2f}.</p>",
        report.cases_with_words, *report.edginess_and_words);
  }
  return html + "</section>\n";
}

}  // namespace

std::string to_html(const VerdictReport& report) {
  const std::string seeds = count_seeds(report.run.seeds.count);
  std::string html = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
      "<title>The two-spirals notebook, {0}</title><style>{1}{2}</style></head>\n<body>\n"
      "<nav aria-label=\"Contents\"><ul><li><a href=\"#verdict\">Verdict</a></li>"
      "<li><a href=\"#reading\">How to read it</a></li>",
      seeds, page_style(), boundary_style());
  for (const AssessedExercise& exercise : report.exercises) {
    html += fmt::format("<li><a href=\"#{0}\">{0}</a></li>", exercise.verdict.experiment->name);
  }
  html += fmt::format(
      "</ul></nav>\n<main><section id=\"verdict\"><h1>What of the notebook survives {}</h1>\n"
      "<p class=\"headline\">{}</p>\n{}{}",
      seeds, escape_markup(headline(report)), verdict_bar(report), overview_html(report));
  html += "<details><summary>The verdicts in words</summary>\n";
  for (const auto& [heading, items] : verdict_lists(report)) {
    html += element("h3", heading) + "\n";
    if (!items.empty()) html += list_html(items) + "\n";
  }
  html += fmt::format("</details>\n<p class=\"legend\">{}. {}.</p></section>\n", extent(report),
                      escape_markup(describe(report.run.environment)));
  html += reading_guide(report);
  for (const AssessedExercise& exercise : report.exercises) html += exercise_html(exercise);
  return html + "</main>\n<footer><p>Made by " + element("code", report.run.command) +
         "</p></footer>\n<script>" + page_script() + "</script>\n</body></html>\n";
}

}  // namespace spiral
