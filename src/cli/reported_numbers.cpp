#include "cli/reported_numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <utility>

#include "core/line_reader.hpp"
#include "core/point_columns.hpp"
#include "core/text.hpp"

namespace spiral {

namespace {

// Far above a notebook's numbers, far below what fills a memory.
constexpr std::size_t kMaxNumbers = 10'000;
constexpr std::size_t kLongestLine = 1'000;
const std::vector<std::string> kColumns{"exercise", "case", "accuracy"};

/// `text` is the number, `words` all that its user wrote.
Published parse_percent(const std::string& where, const std::string& words,
                        const std::string& text) {
  const auto value = parse_finite(text);
  if (!value || *value < 0 || *value > 100) {
    const bool has_comma = text.find(',') != std::string::npos;
    throw UsageError(where + words + ": must be a number from 0 to 100, in percent" +
                     (has_comma ? ", with a dot before its fraction" : ""));
  }
  if (is_fraction(*value)) {
    throw UsageError(fmt::format("{}{}: must be in percent; the fraction {} is {:g}", where, words,
                                 text, 100 * *value));
  }
  const int decimals = decimals_of(text, Published::kMaxAccuracyDecimals);
  return {.accuracy_percent = rounded(*value, decimals), .accuracy_decimals = decimals};
}

std::vector<ReportedNumber> parse_operands(const Options& options) {
  std::vector<ReportedNumber> numbers;
  for (std::size_t i = 1; i < options.operands.size(); ++i) {
    const std::string& words = options.operands[i];
    const auto equals = words.rfind('=');
    const std::string label = equals == std::string::npos ? "" : words.substr(0, equals);
    const std::string text = equals == std::string::npos ? words : words.substr(equals + 1);
    if (equals == 0) throw UsageError(words + ": must be CASE=NUMBER, such as relu=97.3");
    numbers.push_back({"", options.positional, label, parse_percent("", words, text)});
  }
  return numbers;
}

/// Takes a table's lines one after the other.
class NumberTable {
 public:
  /// `exercise` is that of the command line, empty where it names none.
  NumberTable(std::string file, std::string exercise)
      : file_(std::move(file)), exercise_(std::move(exercise)) {}

  void take(std::string_view line) {
    ++line_;
    const std::string where = fmt::format("{}, line {}: ", file_, line_);
    if (line.size() > kLongestLine) {
      throw UsageError(fmt::format("{}it is longer than {} bytes", where, kLongestLine));
    }
    if (line.find_first_not_of(" \t") == std::string_view::npos) return;
    columns_.empty() ? take_header(where, line) : take_row(where, line);
  }

  /// Once all lines were taken.
  std::vector<ReportedNumber> numbers() && {
    if (numbers_.empty()) throw UsageError(file_ + ": there is no number in it");
    return std::move(numbers_);
  }

 private:
  void take_header(const std::string& where, std::string_view line) {
    const auto found = line.find_first_of(",;\t");
    delimiter_ = found == std::string_view::npos ? ',' : line[found];
    for (const std::string& cell : split_cells(line, delimiter_)) {
      columns_.push_back(lower_case(cell));
      const bool is_known = std::ranges::count(kColumns, columns_.back()) > 0;
      if (!is_known) {
        throw UsageError(where + "unknown column '" + cell + "'; " + suggestion(cell, kColumns));
      }
      if (std::ranges::count(columns_, columns_.back()) > 1) {
        throw UsageError(where + "the column '" + cell + "' is there twice");
      }
    }
    const auto has = [&](const std::string& name) {
      return std::ranges::count(columns_, name) > 0;
    };
    if (!has("case") || !has("accuracy")) {
      throw UsageError(where + "must name the columns, case,accuracy or exercise,case,accuracy");
    }
    if (has("exercise") == exercise_.empty()) return;
    throw UsageError(where + (exercise_.empty()
                                  ? "must have a column exercise, or the command line must name one"
                                  : "it has a column exercise; must name exercises there or on the "
                                    "command line"));
  }

  void take_row(const std::string& where, std::string_view line) {
    const auto cells = split_cells(line, delimiter_);
    if (cells.size() != columns_.size()) {
      throw UsageError(fmt::format("{}has {} cells; must be {}, as the header", where, cells.size(),
                                   columns_.size()));
    }
    if (numbers_.size() == kMaxNumbers) {
      throw UsageError(fmt::format("{}must be {} numbers at most", where, kMaxNumbers));
    }
    const auto cell = [&](const std::string& name) {
      return cells[static_cast<std::size_t>(std::ranges::find(columns_, name) - columns_.begin())];
    };
    numbers_.push_back({where, exercise_.empty() ? cell("exercise") : exercise_, cell("case"),
                        parse_percent(where, cell("accuracy"), cell("accuracy"))});
  }

  const std::string file_;
  const std::string exercise_;
  char delimiter_ = ',';
  std::vector<std::string> columns_ = {};
  std::vector<ReportedNumber> numbers_ = {};
  std::int64_t line_ = 0;
};

std::vector<ReportedNumber> read_table(const std::string& path, const std::string& exercise) {
  const bool is_input = path == "-";
  const std::string name = is_input ? "standard input" : path;
  std::ifstream file;
  if (!is_input) file.open(path);
  std::istream& stream = is_input ? std::cin : file;
  LineReader lines([&](char* buffer, std::size_t size) {
    stream.read(buffer, static_cast<std::streamsize>(size));
    return static_cast<std::size_t>(stream.gcount());
  });
  NumberTable table(name, exercise);
  while (lines.read([&](std::string_view line) { table.take(line); })) {
  }
  if (stream.bad() || (!is_input && !file.is_open())) throw UsageError(name + ": cannot be read");
  return std::move(table).numbers();
}

/// The case of this number.
Case& find_case(Experiment& experiment, const ReportedNumber& number) {
  Cases& cases = experiment.cases;
  if (number.label.empty() && cases.size() == 1) return cases.front();
  std::vector<std::string> labels;
  for (const Case& item : cases) labels.push_back(item.label);
  if (number.label.empty()) {
    throw UsageError(fmt::format("{}{}: must be CASE=NUMBER, with one of the cases {} of {}",
                                 number.where, accuracy_text(number.number),
                                 list_words(labels, "or"), experiment.name));
  }
  const auto found = std::ranges::find(cases, number.label, &Case::label);
  if (found != cases.end()) return *found;
  throw UsageError(fmt::format("{}{} has no case '{}'; {}", number.where, experiment.name,
                               number.label, suggestion(number.label, labels)));
}

}  // namespace

std::vector<ReportedNumber> read_reported_numbers(const Options& options) {
  if (options.published && options.operands.size() > 1) {
    throw UsageError(options.operands[1] + " with --published: must be one of them");
  }
  if (options.published) return read_table(*options.published, options.positional);
  if (options.operands.size() > 1) return parse_operands(options);
  throw UsageError("your numbers are missing: spiral-exp check " + options.positional +
                   " CASE=NUMBER..., or --published FILE");
}

std::vector<Experiment> reported_experiments(std::vector<Experiment> catalog,
                                             const std::vector<ReportedNumber>& numbers) {
  std::vector<std::string> names;
  for (Experiment& experiment : catalog) {
    names.push_back(experiment.name);
    experiment.auxiliary.clear();
    for (Case& item : experiment.cases) item.published.reset();
  }
  for (const ReportedNumber& number : numbers) {
    const auto experiment = std::ranges::find(catalog, number.exercise, &Experiment::name);
    if (experiment == catalog.end()) {
      throw UsageError(number.where + "unknown exercise '" + number.exercise + "'; " +
                       suggestion(number.exercise, names));
    }
    Case& item = find_case(*experiment, number);
    if (item.published) {
      throw UsageError(fmt::format("{}case {} of {} is there twice", number.where, item.label,
                                   experiment->name));
    }
    item.published = number.number;
  }
  for (Experiment& experiment : catalog) {
    std::erase_if(experiment.cases, [](const Case& item) { return !item.published; });
  }
  std::erase_if(catalog, [](const Experiment& each) { return each.cases.empty(); });
  return catalog;
}

}  // namespace spiral
