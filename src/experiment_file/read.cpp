#include <algorithm>
#include <filesystem>
#include <set>

#include "experiment_file/experiment_file.hpp"
#include "experiment_file/read_exercise.hpp"

namespace spiral {

namespace {

constexpr std::size_t kMaxExercises = 100;

toml::table parse_toml(const std::string& text, const std::string& name) {
  try {
    return toml::parse(text);
  } catch (const toml::parse_error& error) {
    fail_at(name, error.source().begin, std::string(error.description()));
  }
}

std::string path_within(const TomlValue& value) {
  const std::string text = value.line();
  const std::filesystem::path path(text);
  const bool leaves = std::ranges::find(path, "..") != path.end();
  if (!path.is_absolute() && !leaves) return text;
  value.fail("must be a file in the folder of this one; --data names any other");
}

PointTable read_points(const TomlValue& data) {
  data.check_keys({"file", "points", "features", "label", "positive", "delimiter", "header",
                   "val_size", "split"});
  PointTable table;
  const auto file = data.find("file");
  const auto points = data.find("points");
  if (file && points) points->fail("must not stand beside file; one of them has the points");
  if (file) table.file = path_within(*file);
  if (points) table.points = points->text();
  if (points && table.points.empty()) points->fail("must not be empty");
  PointFormat& format = table.format;
  format.dashes = "";
  if (const auto columns = data.find("features")) {
    for (const TomlValue& each : columns->list(2)) format.features.push_back(each.scalar());
    if (format.features.size() != 2) columns->fail("must be two columns");
  }
  if (const auto label = data.find("label")) format.label = label->scalar();
  if (const auto positive = data.find("positive")) format.positive = positive->scalar();
  if (const auto delimiter = data.find("delimiter")) {
    format.delimiter = parse_delimiter(delimiter->text());
    if (!format.delimiter) delimiter->fail("must be " + list_words(delimiter_names(), "or"));
  }
  if (const auto header = data.find("header")) format.header = header->boolean();
  if (const auto size = data.find("val_size")) table.val_size = size->integer(1, kMaxPoints);
  if (const auto split = data.find("split")) {
    table.is_split = split->text() == "last";
    if (!table.is_split && split->text() != "random") split->fail("must be random or last");
  }
  return table;
}

/// Where the points come from, or else what the spirals are like.
void read_data(const TomlValue& data, ExperimentFile& file, FileContext& context) {
  if (!data.find("file") && !data.find("points")) {
    std::vector<std::string> known{"file", "points"};
    for (const char* of_spirals : {"train_size", "val_size", "noise"}) known.push_back(of_spirals);
    data.check_keys(known);
    return read_config(data, {}, context, context.base);
  }
  file.data = read_points(data);
  context.has_points = true;
}

void check_names(const std::vector<TomlValue>& tables, const std::vector<std::string>& reserved) {
  std::set<std::string> names;
  std::set<std::string> ids;
  const auto check = [](const std::string& what, const TomlValue& word,
                        std::set<std::string>& known) {
    if (known.insert(word.text()).second) return;
    word.fail("two " + what + " are called " + quote_word(word.text()));
  };
  for (const TomlValue& table : tables) {
    const TomlValue name = table.at("name");
    const bool is_reserved = std::ranges::find(reserved, name.text()) != reserved.end();
    if (is_reserved) name.fail(name.text() + " is a subcommand; must be another name");
    check("exercises", name, names);
    const auto claims = table.find("claims");
    if (!claims) continue;
    for (const TomlValue& claim : claims->list(kMaxClaims)) check("claims", claim.at("id"), ids);
  }
}

/// Figures are files, whose names have no slash.
void check_figures(const std::vector<TomlValue>& tables, const std::vector<Experiment>& exercises) {
  std::set<std::string> files;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    std::vector<std::string> labels{"overview", "convergence"};
    for (const Case& item : exercises[i].cases) labels.push_back(item.label);
    for (const std::string& label : labels) {
      std::string file = exercises[i].name + "-" + label;
      std::ranges::replace(file, '/', '-');
      if (files.insert(file).second) continue;
      tables[i].fail("two figures would be called " + quote_word(file));
    }
  }
}

void check_order(const std::vector<TomlValue>& tables, const std::vector<Experiment>& exercises,
                 bool has_points) {
  bool is_behind = false;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const Experiment& experiment = exercises[i];
    if (experiment.before_validation && (is_behind || has_points)) {
      tables[i]
          .at("before_validation")
          .fail(has_points ? "must be false: points of a file are split before any training"
                           : "must be false: an exercise before this one has a validation set");
    }
    if (experiment.scores_last_model && i == 0) {
      tables[i].at("scores_last_model").fail("must be false: no exercise stands before this one");
    }
    is_behind = !experiment.before_validation;
  }
}

}  // namespace

ExperimentFile read_experiment_file(const std::string& text, const std::string& name,
                                    const std::vector<std::string>& reserved) {
  const toml::table parsed = parse_toml(text, name);
  const TomlSource source(name, text);
  const TomlValue root(parsed, source);
  root.check_keys({"title", "data", "exercise"});
  ExperimentFile file{.title = root.at("title").line()};
  FileContext context{.base = usual_config()};
  if (const auto data = root.find("data")) read_data(*data, file, context);
  if (!root.at("exercise").is_list()) root.at("exercise").fail("must be written as [[exercise]]");
  const std::vector<TomlValue> tables = root.at("exercise").list(kMaxExercises);
  if (tables.empty()) root.at("exercise").fail("must have an exercise, as [[exercise]]");
  for (const TomlValue& table : tables) file.exercises.push_back(read_exercise(table, context));
  check_order(tables, file.exercises, context.has_points);
  assign_places(file.exercises);
  for (std::size_t i = 0; i < tables.size(); ++i) finish_exercise(tables[i], file.exercises[i]);
  check_names(tables, reserved);
  check_figures(tables, file.exercises);
  return file;
}

void fit_to_points(std::vector<Experiment>& exercises, std::size_t count,
                   std::optional<std::int64_t> val_size) {
  const auto points = static_cast<std::int64_t>(count);
  const std::int64_t held_out = val_size.value_or(std::max<std::int64_t>(1, points / 5));
  if (held_out >= points) {
    throw UsageError("val_size " + to_text(held_out) + ": must be fewer than the " +
                     to_text(points) + " points");
  }
  for (Experiment& experiment : exercises) {
    for (Cases* cases : {&experiment.cases, &experiment.auxiliary}) {
      for (Case& item : *cases) {
        item.config.train_size = points - held_out;
        item.config.val_size = held_out;
        item.config.noise = 0;
        if (item.config.batch_size <= item.config.train_size) continue;
        throw UsageError("batch_size " + to_text(item.config.batch_size) + " of case " +
                         item.label + ": with " + to_text(item.config.train_size) +
                         " points to train on it must be from 1 to " +
                         to_text(item.config.train_size));
      }
    }
  }
}

}  // namespace spiral
