#include "report/page_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <utility>

#include "report/charts.hpp"

namespace spiral {

namespace {

std::string percent_encoded(const std::string& text) {
  std::string encoded;
  for (const char c : text) {
    const bool is_plain =
        (std::isalnum(static_cast<unsigned char>(c)) != 0) || c == '-' || c == '.';
    encoded += is_plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return encoded;
}

std::string csv_of(const Table& table) {
  std::string csv;
  const auto add = [&](const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      std::string quoted;
      for (const char c : cells[i]) quoted += c == '"' ? "\"\"" : std::string(1, c);
      csv += (i == 0 ? "\"" : ",\"") + quoted + "\"";
    }
    csv += "\n";
  };
  add(table.header);
  for (const auto& row : table.rows) add(row);
  return csv;
}

std::string json_of(const Table& table) {
  auto rows = nlohmann::ordered_json::array();
  for (const auto& row : table.rows) {
    nlohmann::ordered_json record;
    for (std::size_t i = 0; i < row.size(); ++i) record[table.header[i]] = row[i];
    rows.push_back(std::move(record));
  }
  return rows.dump();
}

}  // namespace

std::string element(const std::string& tag, const std::string& text) {
  return fmt::format("<{0}>{1}</{0}>", tag, escape_markup(text));
}

std::string list_html(const std::vector<std::string>& items) {
  std::string html = "<ul>";
  for (const std::string& item : items) html += element("li", item) + "\n";
  return html + "</ul>";
}

std::string class_of(std::string verdict) {
  std::ranges::replace(verdict, ' ', '-');
  return verdict;
}

std::string badge(const std::string& verdict) {
  if (verdict.empty()) return "";
  return fmt::format("<span class=\"badge {}\">{}</span>", class_of(verdict), verdict);
}

std::string downloads(const std::string& name, const Table& table) {
  return fmt::format(
      "<p class=\"data\">Data: <a download=\"{0}.csv\" href=\"data:text/csv,{1}\">CSV</a> "
      "<a download=\"{0}.json\" href=\"data:application/json,{2}\">JSON</a></p>\n",
      name, percent_encoded(csv_of(table)), percent_encoded(json_of(table)));
}

std::string table_html(const std::string& caption, const std::vector<Column>& columns,
                       const std::vector<Row>& rows) {
  std::string html = fmt::format(
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\"><table>"
      "<caption>{0}</caption><thead><tr>",
      escape_markup(caption));
  // Columns in which no row has anything are left out.
  std::vector<std::size_t> shown;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (std::ranges::any_of(rows, [=](const Row& row) { return !row.cells[i].empty(); })) {
      shown.push_back(i);
    }
  }
  for (const std::size_t i : shown) {
    html += fmt::format("<th scope=\"col\" class=\"{}\">{}</th>", columns[i].kind, columns[i].name);
  }
  html += "</tr></thead><tbody>\n";
  for (const Row& row : rows) {
    const std::string id = row.id.empty() ? "" : " id=\"" + escape_markup(row.id) + "\"";
    html += fmt::format("<tr{} data-verdict=\"{}\"><th scope=\"row\">{}</th>", id, row.verdict,
                        row.cells.front());
    for (const std::size_t i : shown) {
      if (i == 0) continue;
      html += fmt::format("<td class=\"{}\">{}</td>", columns[i].kind, row.cells[i]);
    }
    html += "</tr>\n";
  }
  return html + "</tbody></table></div>\n";
}

std::string table_html(const std::string& caption, const Table& table) {
  std::vector<Column> columns;
  for (const std::string& name : table.header) {
    const bool is_words = columns.empty() || name == "verdict" || name == "published words";
    columns.push_back({name, is_words ? "" : "num"});
  }
  std::vector<Row> rows;
  for (const auto& cells : table.rows) {
    Row row{.id = {}, .verdict = {}, .cells = {}};
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const bool is_verdict = table.header[i] == "verdict";
      if (is_verdict) row.verdict = cells[i];
      row.cells.push_back(is_verdict ? badge(cells[i]) : escape_markup(cells[i]));
    }
    rows.push_back(std::move(row));
  }
  return table_html(caption, columns, rows);
}

}  // namespace spiral
