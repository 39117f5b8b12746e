// A verdict report as a page that needs nothing but itself.
#include <fmt/format.h>

#include "report/svg.hpp"
#include "report/verdict_report.hpp"
#include "report/verdict_tables.hpp"

namespace spiral {

namespace {

constexpr const char* kStyle = R"(
:root { color-scheme: light dark; --text: #1a202c; --back: #fff; --faint: #5a6577; --line: #d5dbe3;
  --good: #22713a; --bad: #b3261e; --accent: #2b6cb0; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e4e8ee; --back: #14181f; --faint: #9aa6b5; --line: #39424f;
    --good: #6cc788; --bad: #f28b82; --accent: #7fb4ea; } }
* { box-sizing: border-box; }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--text); background: var(--back);
  max-width: 72rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
h1, h2, h3 { line-height: 1.2; } h2 { margin-top: 3rem; border-top: 1px solid var(--line);
  padding-top: 1rem; }
a { color: var(--accent); } code { font-size: .9em; }
nav ul { padding: 0; list-style: none; display: flex; flex-wrap: wrap; gap: .3rem 1rem; }
.scroll { overflow-x: auto; background: linear-gradient(90deg, var(--back), transparent 2rem) local,
  linear-gradient(-90deg, var(--back), transparent 2rem) local,
  linear-gradient(90deg, var(--line), transparent .6rem),
  linear-gradient(-90deg, var(--line), transparent .6rem); }
.scroll:focus-visible { outline: 2px solid var(--accent); }
table { border-collapse: collapse; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem;
  border-bottom: 1px solid var(--line); min-width: 4.5rem; overflow-wrap: normal; }
thead th { border-bottom-width: 2px; } tbody th { white-space: nowrap; }
td.words { min-width: 11rem; }
.compatible, .robust, .likely { color: var(--good); font-weight: 600; }
.outlier, .unlikely, .refuted { color: var(--bad); font-weight: 600; }
.strip .scale { stroke: var(--line); } .strip .dots { stroke: var(--accent); stroke-width: 3;
  stroke-linecap: round; opacity: .6; fill: none; }
.strip .median { stroke: var(--text); stroke-width: 1.5; } .strip .published { fill: var(--bad);
  stroke: var(--back); stroke-width: .7; }
.boundaries { max-width: 100%; height: auto; }
.legend { color: var(--faint); } footer { margin-top: 3rem; color: var(--faint); font-size: .9rem; }
@page { size: A4 landscape; margin: 12mm; }
@media print { body { font-size: 10pt; max-width: none; padding: 0; } nav { display: none; }
  .scroll { overflow: visible; background: none; } h2, h3 { break-after: avoid; }
  tr { break-inside: avoid; } table { font-size: 8pt; } th, td { padding: .15rem .35rem;
  min-width: 0; } td.words { min-width: 0; } .strip { width: 120px; height: auto; }
  .boundaries { width: 280px; } section { margin-top: 1rem; } h2 { margin-top: 1rem; } }
)";

/// The word that a verdict begins with, or that a cell is a sentence, as a class that the style
/// knows.
std::string cell_class(const std::string& column, const std::string& cell) {
  if (column == "says" || column == "asked of a seed") return " class=\"words\"";
  if (column != "verdict" || cell.empty()) return "";
  const std::string word = cell.substr(0, cell.find_first_of(", "));
  return word == "too" || word == "coin" ? "" : " class=\"" + word + "\"";
}

/// `strips`, if any, are markup for each row, shown behind the first column.
std::string table_html(const std::string& caption, const Table& table,
                       const std::vector<std::string>& strips) {
  std::string html = fmt::format(
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\"><table>"
      "<thead><tr>",
      escape_markup(caption));
  for (std::size_t column = 0; column < table.header.size(); ++column) {
    html += "<th scope=\"col\">" + escape_markup(table.header[column]) + "</th>";
    if (column == 0 && !strips.empty()) html += "<th scope=\"col\">seeds, 40 to 100 %</th>";
  }
  html += "</tr></thead><tbody>\n";
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const auto& cells = table.rows[row];
    html += "<tr><th scope=\"row\">" + escape_markup(cells.front()) + "</th>";
    if (!strips.empty()) html += "<td>" + strips[row] + "</td>";
    for (std::size_t column = 1; column < cells.size(); ++column) {
      html += fmt::format("<td{}>{}</td>", cell_class(table.header[column], cells[column]),
                          escape_markup(cells[column]));
    }
    html += "</tr>\n";
  }
  return html + "</tbody></table></div>\n";
}

std::string exercise_html(const AssessedExercise& exercise) {
  const ExerciseVerdict& verdict = exercise.verdict;
  const Experiment& experiment = *verdict.experiment;
  std::vector<std::string> strips;
  for (const CaseVerdict& of_case : verdict.cases) {
    const auto& published = of_case.item->published;
    strips.push_back(strip_plot(
        of_case.accuracies, published ? std::optional(published->accuracy_percent) : std::nullopt));
  }
  std::string html = fmt::format(
      "<section id=\"{0}\"><h2>{0}</h2>\n<p>{1}.</p>\n<h3>Numbers</h3>\n"
      "<p class=\"legend\">A dot is a seed, the bar the median, the triangle the "
      "published number.</p>\n",
      experiment.name, escape_markup(experiment.summary));
  html += table_html("Numbers: what was published beside what the seeds give",
                     numbers_table(verdict), strips);
  const Table claims = claims_table(verdict);
  if (!claims.rows.empty()) {
    html += "<h3>Claims</h3>\n" + table_html("Claims: in how many seeds they hold", claims, {});
  }
  return html +
         "<h3>Boundaries</h3>\n<p>The seeds with the worst, the median and the best "
         "accuracy of each case; of an even number the lower median. Red is label 1; pale is "
         "where the model is undecided.</p>\n" +
         exercise.boundaries + "</section>\n";
}

std::string lists_html(const VerdictReport& report) {
  std::string html;
  for (const VerdictList& list : verdict_lists(report)) {
    html += "<h3>" + escape_markup(list.heading) + "</h3>\n";
    if (list.items.empty()) continue;
    html += "<ul>";
    for (const std::string& item : list.items) html += "<li>" + escape_markup(item) + "</li>\n";
    html += "</ul>\n";
  }
  return html;
}

}  // namespace

std::string to_html(const VerdictReport& report) {
  const std::string seeds = count_seeds(report.run.seeds.count);
  std::string html = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
      "<title>The two-spirals notebook, {}</title><style>{}</style></head>\n<body>\n"
      "<main><h1>Which of the notebook's claims survive {}</h1>\n<p>{}. {}.</p>\n",
      seeds, kStyle, seeds, extent(report), escape_markup(describe(report.run.environment)));
  html += "<nav aria-label=\"Exercises\"><ul>";
  for (const auto& exercise : report.exercises) {
    html += fmt::format("<li><a href=\"#{0}\">{0}</a></li>", exercise.verdict.experiment->name);
  }
  html += "<li><a href=\"#notes\">How to read it</a></li>";
  html += "</ul></nav>\n<section><h2>Verdict</h2>\n" + lists_html(report) + "</section>\n";
  for (const auto& exercise : report.exercises) html += exercise_html(exercise);
  html += "<section id=\"notes\"><h2>How to read it</h2><ul>";
  for (const std::string& note : notes()) html += "<li>" + escape_markup(note) + "</li>\n";
  return html + "</ul></section></main>\n<footer><p>Made by <code>" +
         escape_markup(report.run.command) + "</code></p></footer>\n</body></html>\n";
}

}  // namespace spiral
