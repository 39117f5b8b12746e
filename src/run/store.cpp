#include "run/store.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <sstream>

#include "run/store_database.hpp"

namespace spiral {

namespace {

// What is NaN is stored as NULL.
constexpr const char* kResultColumns =
    "seed, train_error, accuracy, notebook_accuracy, test_accuracy, test_notebook_accuracy, "
    "boundary_width, boundary_roughness, seconds";

template <class Number>
std::vector<Number> numbers(const SQLite::Column& blob) {
  std::vector<Number> values(static_cast<std::size_t>(blob.getBytes()) / sizeof(Number));
  if (!values.empty()) std::memcpy(values.data(), blob.getBlob(), values.size() * sizeof(Number));
  return values;
}

template <class Number>
void bind_blob(SQLite::Statement& statement, int place, const std::vector<Number>& values) {
  statement.bind(place, values.data(), static_cast<int>(values.size() * sizeof(Number)));
}

std::optional<double> number(const SQLite::Column& column) {
  return column.isNull() ? std::nullopt : std::optional(column.getDouble());
}

double number_or_nan(const SQLite::Column& column) {
  return number(column).value_or(std::numeric_limits<double>::quiet_NaN());
}

void bind_number(SQLite::Statement& statement, int place, std::optional<double> value) {
  if (value && !std::isnan(*value)) {
    statement.bind(place, *value);
  } else {
    statement.bind(place);
  }
}

TrialResult read_result(SQLite::Statement& row, const std::string& experiment,
                        const Setting& setting) {
  TrialResult result{
      .trial = {experiment, setting, std::bit_cast<std::uint64_t>(row.getColumn(0).getInt64())},
      .train_error = numbers<double>(row.getColumn(1)),
      .validation = {number_or_nan(row.getColumn(2)), number_or_nan(row.getColumn(3))},
      .test = {},
      .boundary_width = number_or_nan(row.getColumn(6)),
      .boundary_roughness = number(row.getColumn(7)),
      .seconds = row.getColumn(8).getDouble()};
  if (setting.test_size > 0) {
    result.test = {number_or_nan(row.getColumn(4)), number_or_nan(row.getColumn(5))};
  }
  return result;
}

}  // namespace

Store::Store(const std::filesystem::path& file) : database_(std::make_unique<Database>(file)) {}

Store::~Store() = default;

void Store::add(const std::vector<TrialResult>& results, const Environment& environment) {
  database_->attempt([&] {
    SQLite::Transaction transaction(database_->get(), SQLite::TransactionBehavior::IMMEDIATE);
    const std::int64_t environment_id = database_->id("environment", row_of(environment));
    SQLite::Statement insert(database_->get(),
                             fmt::format("INSERT OR IGNORE INTO trial (environment, setting, {}) "
                                         "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                         kResultColumns));
    SQLite::Statement insert_weights(database_->get(),
                                     "INSERT INTO weights VALUES (last_insert_rowid(), ?)");
    for (const TrialResult& result : results) {
      insert.reset();
      insert.bind(1, environment_id);
      insert.bind(2, database_->id("setting", row_of(result.trial.setting)));
      insert.bind(3, stored(result.trial.seed));
      bind_blob(insert, 4, result.train_error);
      bind_number(insert, 5, result.validation.accuracy);
      bind_number(insert, 6, result.validation.notebook_accuracy);
      bind_number(insert, 7, result.test ? std::optional(result.test->accuracy) : std::nullopt);
      bind_number(insert, 8,
                  result.test ? std::optional(result.test->notebook_accuracy) : std::nullopt);
      bind_number(insert, 9, result.boundary_width);
      bind_number(insert, 10, result.boundary_roughness);
      insert.bind(11, result.seconds);
      if (insert.exec() == 0) continue;  // another process was faster
      insert_weights.reset();
      bind_blob(insert_weights, 1, result.weights);
      insert_weights.exec();
    }
    transaction.commit();
  });
}

void Store::clear() {
  database_->attempt([&] {
    SQLite::Transaction transaction(database_->get(), SQLite::TransactionBehavior::IMMEDIATE);
    database_->get().exec("DELETE FROM weights; DELETE FROM trial; DELETE FROM run");
    transaction.commit();
  });
}

std::set<std::uint64_t> Store::seeds(const Setting& setting, const Environment& environment,
                                     std::uint64_t first, std::int64_t count) {
  return database_->attempt([&] {
    std::set<std::uint64_t> seeds;
    auto rows = database_->trials("seed", setting, environment, first, count);
    while (rows.executeStep()) {
      seeds.insert(std::bit_cast<std::uint64_t>(rows.getColumn(0).getInt64()));
    }
    return seeds;
  });
}

std::vector<TrialResult> Store::results(const std::string& experiment, const Setting& setting,
                                        const Environment& environment, std::uint64_t first,
                                        std::int64_t count) {
  return database_->attempt([&] {
    std::vector<TrialResult> results;
    auto rows = database_->trials(kResultColumns, setting, environment, first, count);
    while (rows.executeStep()) results.push_back(read_result(rows, experiment, setting));
    return results;
  });
}

std::vector<float> Store::weights(const Trial& trial, const Environment& environment) {
  return database_->attempt([&] {
    auto rows = database_->trials("(SELECT weights FROM weights WHERE weights.trial = trial.id)",
                                  trial.setting, environment, trial.seed, 1);
    rows.executeStep();
    return numbers<float>(rows.getColumn(0));
  });
}

void Store::add_run(const StoredRun& run) {
  database_->attempt([&] {
    SQLite::Statement insert(database_->get(),
                             "INSERT INTO run (command, version, threads, environment, first_seed, "
                             "seeds, exercises) VALUES (?, ?, ?, ?, ?, ?, ?)");
    insert.bind(1, run.command);
    insert.bind(2, run.environment.version);
    insert.bind(3, run.environment.threads);
    insert.bind(4, database_->id("environment", row_of(run.environment)));
    insert.bind(5, stored(run.first_seed));
    insert.bind(6, run.seeds);
    insert.bind(7, fmt::format("{}", fmt::join(run.exercises, ",")));
    insert.exec();
  });
}

std::optional<StoredRun> Store::last_run() {
  return database_->attempt([&]() -> std::optional<StoredRun> {
    SQLite::Statement row(database_->get(),
                          "SELECT command, version, threads, first_seed, seeds, exercises, "
                          "numerics, libtorch, cpu_capability, blas, device, engine, simd "
                          "FROM run JOIN environment ON environment.id = run.environment "
                          "ORDER BY run.id DESC LIMIT 1");
    if (!row.executeStep()) return std::nullopt;
    const auto text = [&](int column) { return row.getColumn(column).getString(); };
    StoredRun run{.command = text(0),
                  .environment = {.version = text(1),
                                  .libtorch = text(7),
                                  .cpu_capability = text(8),
                                  .blas = text(9),
                                  .device = text(10),
                                  .threads = row.getColumn(2).getInt(),
                                  .engine = text(11),
                                  .simd = text(12),
                                  .numerics = row.getColumn(6).getInt()},
                  .first_seed = std::bit_cast<std::uint64_t>(row.getColumn(3).getInt64()),
                  .seeds = row.getColumn(4).getInt64(),
                  .exercises = {}};
    std::istringstream names(text(5));
    for (std::string name; std::getline(names, name, ',');) run.exercises.push_back(name);
    return run;
  });
}

}  // namespace spiral
