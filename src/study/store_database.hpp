// The SQLite file behind the store: its tables, which follow from the lists of fields, its errors,
// and the rows that results refer to.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/trial.hpp"
#include "study/store.hpp"

namespace spiral {

/// Columns and their values.
using StoredRow = std::vector<std::pair<std::string, FieldValue>>;

/// What of an environment determines a result: all but the program's version and its threads.
StoredRow row_of(const Environment& environment);
StoredRow row_of(const TrainConfig& config);

/// The columns of a result: its fields but seed and place, by which it is found.
std::vector<Field<TrialResult>> stored_result_fields();

/// A seed as the signed number with its bits, which is how SQLite holds it.
std::int64_t stored_seed(std::uint64_t seed);

/// "43,0,43".
std::string stored_place(const Place& place);

/// NaN is stored as NULL, a list of integers as text, one of doubles as a blob.
void bind_value(SQLite::Statement& statement, int place, const FieldValue& value);

/// What bind_value stored; `kind` holds any value of the field's type.
FieldValue read_value(const SQLite::Column& column, const FieldValue& kind);

/// One connection to a store.
class Store::Database {
 public:
  /// Opens the file, or for writing makes a new one; what is no store is refused and left as it is.
  /// Throws: StoreError.
  Database(const std::filesystem::path& file, Access access);

  /// Runs `work` on the database alone.
  /// Throws: StoreError, for what SQLite throws.
  template <class Work>
  auto attempt(Work work) -> decltype(work()) {
    const std::lock_guard lock(mutex_);
    try {
      return work();
    } catch (const SQLite::Exception& error) {
      fail(error);
    }
  }

  SQLite::Database& get() { return *database_; }

  /// The id of the row of `table` with these values.
  std::optional<std::int64_t> find_id(const std::string& table, const StoredRow& row);

  /// The same; the row is made where it is missing.
  std::int64_t make_id(const std::string& table, const StoredRow& row);

 private:
  [[noreturn]] void fail(const SQLite::Exception& error) const;
  void refuse_what_is_no_store();
  void make_tables();

  std::filesystem::path file_;
  std::mutex mutex_;
  std::optional<SQLite::Database> database_;
};

}  // namespace spiral
