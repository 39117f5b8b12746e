#include "study/stored_trials.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <bit>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

#include "core/text.hpp"
#include "study/sql_row.hpp"
#include "study/store.hpp"

namespace spiral {

namespace {

/// What `example` holds, from what SQLite keeps of it: it knows signed numbers, and no lists of them.
FieldValue like(const FieldValue& example, const FieldValue& stored) {
  if (std::holds_alternative<bool>(example)) return std::get<std::int64_t>(stored) != 0;
  if (std::holds_alternative<std::uint64_t>(example)) {
    return std::bit_cast<std::uint64_t>(std::get<std::int64_t>(stored));
  }
  if (!std::holds_alternative<std::vector<std::int64_t>>(example)) return stored;
  std::vector<std::int64_t> numbers;
  const auto& text = std::get<std::string>(stored);
  for (const std::string& number : text.empty() ? std::vector<std::string>() : split(text, ',')) {
    numbers.push_back(std::atoll(number.c_str()));
  }
  return numbers;
}

/// Sets the fields of `record` that are columns of the row.
template <class Fields, class Record>
void read_fields(const Fields& fields, SQLite::Statement& row, Record& record) {
  const Record example = record;
  for (const auto& field : fields) {
    for (int i = 0; i < row.getColumnCount(); ++i) {
      if (row.getColumnName(i) != field.name) continue;
      field.set(record, like(field.get(example), read_value(row.getColumn(i))));
    }
  }
}

StoredTrials read(SQLite::Database& database) {
  if (database.execAndGet("SELECT count(DISTINCT environment) FROM trial").getInt() > 1) {
    throw UsageError(database.getFilename() +
                     ": holds trials of several engines or arithmetics; export each run instead");
  }
  StoredTrials stored{.environment = {}};
  SQLite::Statement environment(
      database, "SELECT * FROM environment WHERE id = (SELECT environment FROM trial)");
  if (environment.executeStep()) read_fields(environment_fields(), environment, stored.environment);
  SQLite::Statement trials(
      database, "SELECT * FROM config JOIN trial ON config.id = trial.config ORDER BY trial.id");
  while (trials.executeStep()) {
    TrialResult& result = stored.results.emplace_back();
    read_fields(config_fields(), trials, result.key.config);
    read_fields(result_fields(), trials, result);
  }
  return stored;
}

}  // namespace

StoredTrials stored_trials(const std::filesystem::path& file) {
  // Refuses what is no store of this version.
  const Store store(file, Store::Access::read_only);
  try {
    SQLite::Database database(file.string(), SQLite::OPEN_READONLY);
    StoredTrials stored = read(database);
    if (stored.results.empty()) throw UsageError(file.string() + ": no trial is stored there");
    return stored;
  } catch (const SQLite::Exception& error) {
    throw StoreError(file.string() + ": " + error.what());
  }
}

}  // namespace spiral
