#include "report/verdict_page.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/charts.hpp"
#include "report/glossary.hpp"
#include "report/page_table.hpp"
#include "report/results_table.hpp"
#include "report/verdict_lists.hpp"
#include "report/verdict_overview.hpp"
#include "report/verdict_tables.hpp"
#include "report/verdict_words.hpp"

namespace spiral {

namespace {

Row number_row(const Experiment& experiment, const CaseVerdict& verdict) {
  const auto& published = verdict.item->published;
  const std::string word = published ? number_verdict(verdict.number) : "";
  const auto& number = verdict.number;
  return {
      .id = case_id(experiment, *verdict.item),
      .verdict = word,
      .cells = {escape_markup(verdict.item->label), badge(word),
                published ? accuracy_text(*published) : "", fmt::format("{:.2f}", verdict.median),
                fmt::format("{:.1f} to {:.1f}", verdict.quartiles.low, verdict.quartiles.high),
                number ? fmt::format("{} of {}", number->as_far, verdict.seeds.size()) : "",
                number && number->deviations ? fmt::format("{:+.1f}", *number->deviations) : "",
                fmt::format("{:.0f}", 100 * verdict.solved.share()),
                strip_plot(verdict.accuracies, verdict.seeds,
                           published ? std::optional(published->accuracy_percent) : std::nullopt)}};
}

std::string numbers_html(const ExerciseVerdict& verdict, bool is_alternative) {
  std::vector<Row> rows;
  for (const CaseVerdict& of_case : verdict.cases) {
    const bool is_asked =
        is_alternative ? !of_case.item->assumption.empty() : !of_case.is_auxiliary;
    if (is_asked) rows.push_back(number_row(*verdict.experiment, of_case));
  }
  if (rows.empty()) return "";
  const std::vector<Column> columns{{"case"},
                                    {"verdict"},
                                    {"published %", "num"},
                                    {"median %", "num"},
                                    {"quartiles", "num"},
                                    {"seeds as far out", "num"},
                                    {"off by sd", "num"},
                                    {"fits in %", "num"},
                                    {"seeds, in %", "picture"}};
  const std::string& name = verdict.experiment->name;
  return is_alternative
             ? table_html("Under other values of what the cell inherits", columns, rows) +
                   downloads(name + "-alternatives", alternatives_table(verdict))
             : table_html("Numbers", columns, rows) +
                   downloads(name + "-numbers", numbers_table(verdict));
}

std::vector<std::optional<double>> shares_of(const ClaimVerdict& claim) {
  std::vector<std::optional<double>> shares;
  for (const ShareOfSeeds& share : claim.by_threshold) {
    shares.push_back(share.seeds == 0 ? std::nullopt : std::optional(share.share()));
  }
  return shares;
}

/// The claim's sentence; unfolded, its rule and its evidence.
std::string claim_cell(const ClaimVerdict& verdict) {
  const Claim& claim = *verdict.claim;
  return fmt::format(
      "<details><summary>{}</summary><p><a href=\"#{}\">{}</a>, from the {}: <code>{}</code></p>{}"
      "</details>",
      escape_markup(claim.sentence), claim.id, claim.id, to_string(claim.source),
      escape_markup(claim.rule), list_html(claim_details(verdict)));
}

std::string claims_html(const AssessedExercise& exercise) {
  std::vector<Row> rows;
  for (std::size_t i = 0; i < exercise.verdict.claims.size(); ++i) {
    const ClaimVerdict& claim = exercise.verdict.claims[i];
    const ShareOfSeeds& textbook = exercise.textbook[i].share;
    const std::string word(to_string(claim.verdict));
    rows.push_back(
        {.id = claim.claim->id, .verdict = word, .cells = {claim_cell(claim), badge(word)}});
    auto& cells = rows.back().cells;
    const auto& interval = claim.interval;
    cells.push_back(interval ? fmt::format("{:.1f}", 100 * claim.share.share()) : "");
    cells.push_back(
        interval ? fmt::format("{:.0f} to {:.0f}", 100 * interval->low, 100 * interval->high) : "");
    cells.push_back(fmt::to_string(claim.share.seeds));
    cells.push_back(textbook.seeds == 0
                        ? ""
                        : fmt::format("{:.0f} of {}", 100 * textbook.share(), textbook.seeds));
    cells.push_back(share_plot(shares_of(claim)));
  }
  if (rows.empty()) return "";
  return table_html("Claims",
                    {{"claim"},
                     {"verdict"},
                     {"holds in %", "num"},
                     {"interval", "num"},
                     {"of seeds", "num"},
                     {"textbook %", "num"},
                     {"looser to stricter", "picture"}},
                    rows) +
         downloads(exercise.verdict.experiment->name + "-claims", claims_table(exercise));
}

std::string variance_html(const std::vector<VarianceShare>& shares) {
  constexpr const char* kNames[] = {"data", "initial weights", "order of the points"};
  std::vector<BarPart> parts;
  double sum = 0;
  for (const VarianceShare& share : shares) sum += share.share;
  double left = 1;
  for (const VarianceShare& share : shares) {
    // Estimates can add up to more than the whole.
    const double part = share.share / std::max(1., sum);
    parts.push_back({kNames[static_cast<std::size_t>(share.draws)], part});
    left -= part;
  }
  parts.push_back({"interaction", std::max(0., left)});
  std::string key;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    key += fmt::format("<span class=\"key part-{}\"></span>{} ", i + 1, parts[i].name);
  }
  return "<h3>Where the variance is</h3>\n" + stacked_bar(parts) + "<p class=\"legend\">" + key +
         "</p>" + element("p", variance_sentence(shares)) + "\n";
}

std::string boundaries_html(const AssessedExercise& exercise) {
  if (exercise.boundaries.empty()) return "";
  std::string html =
      "<details class=\"boundaries\"><summary>Boundaries of the worst, the middle and the best "
      "seed of each case</summary>\n<p class=\"legend\">Probability of label 1: "
      "<span class=\"key zero\"></span>below .1 <span class=\"key unsure-zero\"></span>.1 to .5 "
      "<span class=\"key unsure-one\"></span>.5 to .9 <span class=\"key one\"></span>above .9; the "
      "line: .5. Dots: a quarter of the validation points, white label 1, black label 0.</p>\n"
      "<div class=\"tiles\">";
  for (const BoundaryRow& row : exercise.boundaries) {
    html += "<div class=\"case\">";
    for (const BoundaryTile& tile : row.tiles) {
      html +=
          fmt::format("<figure>{}<figcaption><b>{}</b> {}, {}</figcaption></figure>\n",
                      boundary_picture(tile), escape_markup(row.label), tile.caption, tile.detail);
    }
    html += "</div>\n";
  }
  return html + "</div></details>\n";
}

std::string trained_html(const AssessedExercise& exercise) {
  const Table varied = varied_table(exercise.verdict.experiment->cases);
  return "<details><summary>What was trained</summary>\n" +
         element("p", trained_in_words(exercise)) +
         (varied.header.size() > 1 ? table_html("What differs", varied) : "") + "</details>\n";
}

std::string exercise_html(const AssessedExercise& exercise) {
  const ExerciseVerdict& verdict = exercise.verdict;
  const Experiment& experiment = *verdict.experiment;
  std::string html = fmt::format("<section id=\"{0}\"><h2>{0}</h2>\n<p>{1}.</p>\n", experiment.name,
                                 escape_markup(experiment.summary));
  html += numbers_html(verdict, false) + trained_html(exercise);
  const Table errors = train_errors_table(verdict);
  if (!errors.rows.empty()) {
    html += "<details><summary>Published train errors</summary>\n" +
            table_html("Published train errors", errors) +
            downloads(experiment.name + "-train-errors", errors) + "</details>\n";
  }
  for (const Inherited& inherited : experiment.inherits) {
    if (!inherited.evidence.empty()) html += element("p", inherited.evidence) + "\n";
  }
  html += numbers_html(verdict, true) + claims_html(exercise);
  if (exercise.variance) html += variance_html(*exercise.variance);
  html += "<details><summary>Shapes: width, edginess, overfit</summary>\n" +
          table_html("Medians of the seeds", shapes_table(verdict)) + "</details>\n";
  return html + boundaries_html(exercise) + "</section>\n";
}

std::string reading_guide(const VerdictReport& report) {
  std::string html =
      "<section id=\"reading\"><h2>How to read it</h2>\n<p>In the tables a dot is a seed, the bar "
      "the "
      "median, the triangle the published number. Open a claim to see its rule and its "
      "evidence.</p>\n<dl>";
  for (const auto& [name, meaning] : glossary(report)) {
    html += element("dt", name) + element("dd", meaning) + "\n";
  }
  html += "</dl>";
  html += element("p", edginess_sentence(report));
  return html + "</section>\n";
}

}  // namespace

std::string to_html(const VerdictReport& report) {
  const std::string seeds = count_seeds(report.run.seeds.count);
  std::string html = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
      "<title>{}, {}</title><style>{}{}</style></head>\n<body>\n"
      "<nav aria-label=\"Contents\"><ul><li><a href=\"#verdict\">Verdict</a></li>"
      "<li><a href=\"#reading\">How to read it</a></li>",
      escape_markup(report.title.empty() ? "The two-spirals notebook" : report.title), seeds,
      page_style(), boundary_style());
  for (const AssessedExercise& exercise : report.exercises) {
    html += fmt::format("<li><a href=\"#{0}\">{0}</a></li>", exercise.verdict.experiment->name);
  }
  html += fmt::format(
      "</ul></nav>\n<main><section id=\"verdict\"><h1>{}</h1>\n"
      "<p class=\"headline\">{}</p>\n{}{}<p id=\"filter\"></p>\n",
      escape_markup(question(report, "results")), escape_markup(headline(report)),
      overview_html(report), verdict_bar(report));
  html += "<details class=\"words\"><summary>The verdicts in words</summary>\n";
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
