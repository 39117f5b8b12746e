// A verdict report as a page that needs nothing but itself.
#include <fmt/format.h>

#include "report/svg.hpp"
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

std::string element(const std::string& tag, const std::string& text) {
  return fmt::format("<{0}>{1}</{0}>", tag, escape_markup(text));
}

std::string list_html(const std::vector<std::string>& items) {
  std::string html = "<ul>";
  for (const std::string& item : items) html += element("li", item) + "\n";
  return html + "</ul>";
}

/// The style knows a class for sentences, and one for each verdict by the word that it begins with.
std::string cell_html(const std::string& column, const std::string& cell) {
  if (column == kSeedsColumn) return "<td>" + cell + "</td>";
  std::string name;
  if (column == "says" || column == "asked of a seed") name = "words";
  if (column == "verdict") name = cell.substr(0, cell.find_first_of(", "));
  if (name.empty() || name == "too" || name == "coin") return element("td", cell);
  return fmt::format("<td class=\"{}\">{}</td>", name, escape_markup(cell));
}

std::string table_html(const std::string& caption, const Table& table) {
  std::string html = fmt::format(
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{}\"><table>"
      "<thead><tr>",
      escape_markup(caption));
  for (const std::string& name : table.header) {
    html += "<th scope=\"col\">" + escape_markup(name) + "</th>";
  }
  html += "</tr></thead><tbody>\n";
  for (const auto& row : table.rows) {
    html += "<tr><th scope=\"row\">" + escape_markup(row.front()) + "</th>";
    for (std::size_t i = 1; i < row.size(); ++i) html += cell_html(table.header[i], row[i]);
    html += "</tr>\n";
  }
  return html + "</tbody></table></div>\n";
}

/// Each case's strip plot is markup, shown behind the case's name.
Table numbers_with_strips(const ExerciseVerdict& verdict) {
  Table table = numbers_table(verdict);
  table.header.insert(table.header.begin() + 1, kSeedsColumn);
  for (std::size_t i = 0; i < verdict.cases.size(); ++i) {
    const auto& published = verdict.cases[i].item->published;
    const auto percent = published ? std::optional(published->accuracy_percent) : std::nullopt;
    table.rows[i].insert(table.rows[i].begin() + 1,
                         strip_plot(verdict.cases[i].accuracies, percent));
  }
  return table;
}

std::string exercise_html(const AssessedExercise& exercise) {
  const ExerciseVerdict& verdict = exercise.verdict;
  std::string html = fmt::format(
      "<section id=\"{0}\"><h2>{0}</h2>\n<p>{1}.</p>\n<h3>Numbers</h3>\n"
      "<p class=\"legend\">A dot is a seed, the bar the median, the triangle the "
      "published number.</p>\n{2}",
      verdict.experiment->name, escape_markup(verdict.experiment->summary),
      table_html("Numbers: what was published beside what the seeds give",
                 numbers_with_strips(verdict)));
  const Table claims = claims_table(verdict);
  if (!claims.rows.empty()) {
    html += "<h3>Claims</h3>\n" + table_html("Claims: in how many seeds they hold", claims);
  }
  return html +
         "<h3>Boundaries</h3>\n<p>The seeds with the worst, the median and the best "
         "accuracy of each case; of an even number the lower median. Red is label 1; pale is "
         "where the model is undecided.</p>\n" +
         exercise.boundaries + "</section>\n";
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
  html +=
      "<li><a href=\"#notes\">How to read it</a></li></ul></nav>\n"
      "<section><h2>Verdict</h2>\n";
  for (const auto& [heading, items] : verdict_lists(report)) {
    html += element("h3", heading) + "\n";
    if (!items.empty()) html += list_html(items) + "\n";
  }
  html += "</section>\n";
  for (const auto& exercise : report.exercises) html += exercise_html(exercise);
  html += "<section id=\"notes\"><h2>How to read it</h2>" + list_html(notes());
  return html + "</section></main>\n<footer><p>Made by " + element("code", report.run.command) +
         "</p></footer>\n</body></html>\n";
}

}  // namespace spiral
