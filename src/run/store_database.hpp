// The SQLite file behind the store: its tables, its errors, and the rows that results refer to.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "experiment/trial.hpp"
#include "run/store.hpp"

namespace spiral {

/// Columns and their values, in the table's order.
using StoredRow =
    std::vector<std::pair<const char*, std::variant<std::int64_t, double, std::string>>>;

/// A seed as the signed number with its bits, which is how SQLite holds it.
std::int64_t stored(std::uint64_t seed);

/// What of an environment, and of a setting, determines a result.
StoredRow row_of(const Environment& environment);
StoredRow row_of(const Setting& setting);

/// One connection to a store.
class Store::Database {
 public:
  /// Opens the file, or makes a new one; what is no store is refused and left as it is.
  /// Throws: StoreError.
  explicit Database(const std::filesystem::path& file);

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

  /// The id of the row of `table` with these values, which is made where it is missing.
  std::int64_t id(const std::string& table, const StoredRow& row);

  /// A query of trials of one setting in [first, first + count), by seed.
  SQLite::Statement trials(const std::string& columns, const Setting& setting,
                           const Environment& environment, std::uint64_t first, std::int64_t count);

 private:
  [[noreturn]] void fail(const SQLite::Exception& error) const;
  void refuse_what_is_no_store();

  std::filesystem::path file_;
  std::mutex mutex_;
  std::optional<SQLite::Database> database_;
};

}  // namespace spiral
