#include "study/store_tables.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <bit>
#include <iterator>
#include <ranges>
#include <utility>

#include "core/text.hpp"

namespace spiral {

namespace {

/// What of an environment determines no result: what libraries are called, their fingerprint says
/// better.
bool is_of_run(const std::string& field) {
  return field == "version" || field == "libtorch" || field == "cpu_capability" ||
         field == "blas" || field == "threads";
}

/// The other fields are stored elsewhere: a trial's seed and place in its key, its overfit as two
/// accuracies, an environment's fields of a run in the run.
bool is_column(const std::string& field) {
  return field != "seed" && field != "place" && field != "overfit" && !is_of_run(field);
}

template <class Fields, class Record>
Row fields_row(const Fields& fields, const Record& record) {
  Row row;
  for (const auto& field : fields) {
    if (is_column(field.name)) row.emplace_back(field.name, field.get(record));
  }
  return row;
}

Row fields_of_run(const Environment& environment) {
  Row row;
  for (const auto& field : environment_fields()) {
    if (is_of_run(field.name)) row.emplace_back(field.name, field.get(environment));
  }
  return row;
}

/// A run but for its environment.
Row row_of_run(const StoredRun& run) {
  return {{"subcommand", run.subcommand},
          {"command", run.command},
          {"first_seed", run.seeds.first},
          {"seeds", run.seeds.count},
          {"exercises", fmt::format("{}", fmt::join(run.exercises, ","))},
          {"shard", run.shard.number},
          {"shards", run.shard.count},
          {"is_partial", run.is_partial},
          {"notebook", run.notebook},
          {"is_complete", run.is_complete}};
}

}  // namespace

void make_tables(SQLite::Database& database) {
  for (const auto& [table, row] :
       {std::pair("environment", fields_row(environment_fields(), Environment())),
        std::pair("config", row_of(TrainConfig()))}) {
    database.exec(fmt::format("CREATE TABLE {} (id INTEGER PRIMARY KEY, {}, UNIQUE ({}))", table,
                              declare(row), fmt::join(names_of(row), ", ")));
  }
  TrialResult example;
  example.test.emplace();
  example.boundary_width.emplace();
  example.boundary_edginess.emplace();
  database.exec(fmt::format(
      "CREATE TABLE trial (id INTEGER PRIMARY KEY, environment INTEGER NOT NULL REFERENCES "
      "environment, config INTEGER NOT NULL REFERENCES config, place TEXT NOT NULL, seed INTEGER "
      "NOT NULL, {}, UNIQUE (environment, config, place, seed));"
      // Floats, layer by layer, weight before bias.
      "CREATE TABLE weights (trial INTEGER PRIMARY KEY REFERENCES trial, weights BLOB NOT NULL);"
      "CREATE TABLE run (id INTEGER PRIMARY KEY, {}, {}, environment INTEGER NOT NULL REFERENCES "
      "environment);"
      "PRAGMA application_id = {}; PRAGMA user_version = {}",
      declare(row_of(example)), declare(row_of_run({})), declare(fields_of_run({})), kApplicationId,
      kSchema));
}

Row row_of(const TrainConfig& config) { return fields_row(config_fields(), config); }

Row row_of(const TrialResult& result) { return fields_row(result_fields(), result); }

Row key_of(Environment environment) {
  if (environment.bits == Environment::kPythonBits) environment.engine = environment.simd = "";
  return fields_row(environment_fields(), environment);
}

std::vector<std::string> result_columns() {
  auto columns = names_of(row_of(TrialResult()));
  std::erase(columns, "seconds");
  return columns;
}

std::vector<std::string> config_columns() { return names_of(row_of(TrainConfig())); }

std::vector<std::string> environment_columns() {
  return names_of(fields_row(environment_fields(), Environment()));
}

std::uint64_t read_seed(const SQLite::Column& column) {
  return std::bit_cast<std::uint64_t>(column.getInt64());
}

void read_result(SQLite::Statement& row, TrialResult& result) {
  for (const auto& field : result_fields()) {
    if (!is_column(field.name)) continue;
    field.set(result, read_value(row.getColumn(field.name.c_str())));
  }
}

StoredRun read_run(SQLite::Statement& row) {
  const auto text = [&](const char* name) { return row.getColumn(name).getString(); };
  const auto number = [&](const char* name) { return row.getColumn(name).getInt64(); };
  StoredRun run{.subcommand = text("subcommand"),
                .command = text("command"),
                .environment = {},
                .seeds = {read_seed(row.getColumn("first_seed")), number("seeds")},
                .exercises = split(text("exercises"), ','),
                .shard = {number("shard"), number("shards")},
                .is_partial = number("is_partial") != 0,
                .notebook = text("notebook"),
                .is_complete = number("is_complete") != 0};
  for (const auto& field : environment_fields()) {
    field.set(run.environment, read_value(row.getColumn(field.name.c_str())));
  }
  return run;
}

void insert_run(SQLite::Database& database, const StoredRun& run) {
  Row row = row_of_run(run);
  std::ranges::move(fields_of_run(run.environment), std::back_inserter(row));
  const auto environment = find_or_insert(database, "environment", key_of(run.environment));
  row.emplace_back("environment", to_field(environment));
  insert(database, "run", row);
}

}  // namespace spiral
