#include "study/store_database.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "core/text.hpp"

namespace spiral {

namespace {

// "spir" in ASCII: tells a store from other SQLite files.
constexpr int kApplicationId = 0x73706972;
constexpr int kSchema = 2;
// Another process writes for milliseconds at a time.
constexpr int kPatienceMilliseconds = 60'000;

/// While it lives, no other thread or process opens a store in the folder of `file`: SQLite lets
/// one of two fail that make a database at the same moment. A killed process holds no lock.
class OpeningLock {
 public:
  explicit OpeningLock(const std::filesystem::path& file)
      : folder_(open(std::filesystem::absolute(file).parent_path().c_str(),
                     O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    if (folder_ >= 0) flock(folder_, LOCK_EX);
  }
  OpeningLock(const OpeningLock&) = delete;
  OpeningLock& operator=(const OpeningLock&) = delete;
  ~OpeningLock() {
    if (folder_ >= 0) close(folder_);
  }

 private:
  int folder_;
};

/// A column's declaration, by a value of its type.
std::string column(const std::string& name, const FieldValue& kind) {
  struct Type {
    const char* operator()(std::monostate) const { return "INTEGER"; }
    const char* operator()(bool) const { return "INTEGER NOT NULL"; }
    const char* operator()(std::int64_t) const { return "INTEGER NOT NULL"; }
    const char* operator()(std::uint64_t) const { return "INTEGER NOT NULL"; }
    const char* operator()(double) const { return "REAL"; }
    const char* operator()(const std::string&) const { return "TEXT NOT NULL"; }
    const char* operator()(const std::vector<std::int64_t>&) const { return "TEXT NOT NULL"; }
    const char* operator()(const std::vector<double>&) const { return "BLOB NOT NULL"; }
  };
  return name + " " + std::visit(Type(), kind);
}

std::vector<std::string> names_of(const StoredRow& row) {
  std::vector<std::string> names;
  for (const auto& [name, value] : row) names.push_back(name);
  return names;
}

std::string table_of(const std::string& name, const StoredRow& row) {
  std::vector<std::string> columns;
  for (const auto& [of, value] : row) columns.push_back(column(of, value));
  return fmt::format("CREATE TABLE {} (id INTEGER PRIMARY KEY, {}, UNIQUE ({}));", name,
                     fmt::join(columns, ", "), fmt::join(names_of(row), ", "));
}

std::string places_for(const StoredRow& row) {
  return fmt::format("{}", fmt::join(std::vector<std::string>(row.size(), "?"), ", "));
}

void bind_row(SQLite::Statement& statement, const StoredRow& row) {
  int place = 0;
  for (const auto& [name, value] : row) bind_value(statement, ++place, value);
}

template <class Record>
StoredRow row_from(const std::vector<Field<Record>>& fields, const Record& record) {
  StoredRow row;
  for (const auto& field : fields) row.emplace_back(field.name, field.get(record));
  return row;
}

}  // namespace

StoredRow row_of(const Environment& environment) {
  auto fields = environment_fields();
  std::erase_if(fields, [](const Field<Environment>& field) {
    return field.name == "version" || field.name == "threads";
  });
  return row_from(fields, environment);
}

StoredRow row_of(const TrainConfig& config) {
  StoredRow row;
  for (const ConfigField& field : config_fields()) row.emplace_back(field.name, field.get(config));
  return row;
}

std::vector<Field<TrialResult>> stored_result_fields() {
  auto fields = result_fields();
  std::erase_if(fields, [](const Field<TrialResult>& field) {
    return field.name == "seed" || field.name == "place";
  });
  return fields;
}

std::int64_t stored_seed(std::uint64_t seed) { return std::bit_cast<std::int64_t>(seed); }

std::string stored_place(const Place& place) {
  return fmt::format("{},{},{}", place.validation, place.model, place.end);
}

void bind_value(SQLite::Statement& statement, int place, const FieldValue& value) {
  struct Bind {
    SQLite::Statement& statement;
    int place;
    void operator()(std::monostate) const { statement.bind(place); }
    void operator()(bool x) const { statement.bind(place, x ? 1 : 0); }
    void operator()(std::int64_t x) const { statement.bind(place, x); }
    void operator()(std::uint64_t x) const { statement.bind(place, stored_seed(x)); }
    void operator()(double x) const {
      std::isnan(x) ? statement.bind(place) : statement.bind(place, x);
    }
    void operator()(const std::string& x) const { statement.bind(place, x); }
    void operator()(const std::vector<std::int64_t>& x) const {
      statement.bind(place, fmt::format("{}", fmt::join(x, ",")));
    }
    void operator()(const std::vector<double>& x) const {
      statement.bind(place, x.data(), static_cast<int>(x.size() * sizeof(double)));
    }
  };
  std::visit(Bind{statement, place}, value);
}

FieldValue read_value(const SQLite::Column& column, const FieldValue& kind) {
  if (std::holds_alternative<std::vector<double>>(kind)) {
    std::vector<double> values(static_cast<std::size_t>(column.getBytes()) / sizeof(double));
    if (!values.empty()) {
      std::memcpy(values.data(), column.getBlob(), values.size() * sizeof(double));
    }
    return values;
  }
  if (column.isNull()) return {};
  if (column.isInteger()) return std::int64_t{column.getInt64()};
  if (column.isFloat()) return column.getDouble();
  return column.getString();
}

Store::Database::Database(const std::filesystem::path& file, Access access) : file_(file) {
  const OpeningLock lock(file);
  refuse_what_is_no_store();
  attempt([&] {
    if (access == Access::read_only) {
      database_.emplace(file_.string(), SQLite::OPEN_READONLY, kPatienceMilliseconds);
      // A store whose making was cut short has no tables to read.
      if (database_->execAndGet("PRAGMA application_id").getInt() == kApplicationId) return;
      throw StoreError(file_.string() + ": nothing is stored there");
    }
    database_.emplace(file_.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE,
                      kPatienceMilliseconds);
    database_->exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
    SQLite::Transaction transaction(*database_, SQLite::TransactionBehavior::IMMEDIATE);
    if (database_->execAndGet("PRAGMA application_id").getInt() != kApplicationId) make_tables();
    transaction.commit();
  });
}

void Store::Database::make_tables() {
  TrialResult kinds;
  kinds.boundary_roughness = 0.0;
  std::vector<std::string> results;
  for (const auto& field : stored_result_fields()) {
    results.push_back(field.name.starts_with("test_") ? field.name + " REAL"
                                                      : column(field.name, field.get(kinds)));
  }
  database_->exec(table_of("environment", row_of(Environment())));
  database_->exec(table_of("config", row_of(TrainConfig())));
  database_->exec(fmt::format(
      "CREATE TABLE trial (id INTEGER PRIMARY KEY, environment INTEGER NOT NULL REFERENCES "
      "environment, config INTEGER NOT NULL REFERENCES config, place TEXT NOT NULL, seed INTEGER "
      "NOT NULL, {}, UNIQUE (environment, config, place, seed));"
      // Floats, layer by layer, weight before bias.
      "CREATE TABLE weights (trial INTEGER PRIMARY KEY REFERENCES trial, weights BLOB NOT NULL);"
      "CREATE TABLE run (id INTEGER PRIMARY KEY, command TEXT NOT NULL, version TEXT NOT NULL, "
      "threads INTEGER NOT NULL, environment INTEGER NOT NULL REFERENCES environment, "
      "first_seed INTEGER NOT NULL, seeds INTEGER NOT NULL, exercises TEXT NOT NULL);"
      "PRAGMA application_id = {}; PRAGMA user_version = {}",
      fmt::join(results, ", "), kApplicationId, kSchema));
}

std::optional<std::int64_t> Store::Database::find_id(const std::string& table,
                                                     const StoredRow& row) {
  SQLite::Statement find(get(), fmt::format("SELECT id FROM {} WHERE ({}) = ({})", table,
                                            fmt::join(names_of(row), ", "), places_for(row)));
  bind_row(find, row);
  if (!find.executeStep()) return std::nullopt;
  return find.getColumn(0).getInt64();
}

std::int64_t Store::Database::make_id(const std::string& table, const StoredRow& row) {
  if (const auto id = find_id(table, row)) return *id;
  SQLite::Statement insert(get(), fmt::format("INSERT INTO {} ({}) VALUES ({}) RETURNING id", table,
                                              fmt::join(names_of(row), ", "), places_for(row)));
  bind_row(insert, row);
  insert.executeStep();
  return insert.getColumn(0).getInt64();
}

void Store::Database::fail(const SQLite::Exception& error) const {
  const std::string name = file_.string() + ": ";
  switch (error.getErrorCode() & 0xFF) {
    case SQLITE_NOTADB:
      throw StoreError(name + "it is no store of spiral-exp");
    case SQLITE_CORRUPT:
      throw StoreError(name + "the store is damaged; move it away to start a new one");
    case SQLITE_FULL:
      throw StoreError(name + "no room is left on the disk");
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
      throw StoreError(name + "it cannot be opened for writing");
    default:
      throw StoreError(name + error.what());
  }
}

/// Looks without touching: opening for writing may change a file. A database without tables is a
/// store whose making was cut short.
void Store::Database::refuse_what_is_no_store() {
  if (!std::filesystem::exists(file_) || std::filesystem::is_empty(file_)) return;
  attempt([&] {
    SQLite::Database look(file_.string(), SQLite::OPEN_READONLY, kPatienceMilliseconds);
    const int application = look.execAndGet("PRAGMA application_id").getInt();
    const int tables = look.execAndGet("SELECT count(*) FROM sqlite_master").getInt();
    if (application == 0 && tables == 0) return;
    if (application != kApplicationId) throw SQLite::Exception("", SQLITE_NOTADB);
    const int schema = look.execAndGet("PRAGMA user_version").getInt();
    if (schema != kSchema) {
      throw StoreError(fmt::format(
          "{}: the store has schema {}, from {} spiral-exp; this one reads {}; move it away to "
          "start a new one",
          file_.string(), schema, schema > kSchema ? "a newer" : "an older", kSchema));
    }
    if (look.execAndGet("PRAGMA quick_check(1)").getString() != "ok") {
      throw SQLite::Exception("", SQLITE_CORRUPT);
    }
  });
}

}  // namespace spiral
