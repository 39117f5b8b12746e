#include "run/store_database.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <unistd.h>

#include <bit>

namespace spiral {

namespace {

// "spir" in ASCII: tells a store from other SQLite files.
constexpr int kApplicationId = 0x73706972;
constexpr int kSchema = 1;
// Another process writes for milliseconds at a time.
constexpr int kPatienceMilliseconds = 60'000;

constexpr const char* kTables = R"(
CREATE TABLE environment (
  id INTEGER PRIMARY KEY,
  numerics INTEGER NOT NULL, libtorch TEXT NOT NULL, cpu_capability TEXT NOT NULL,
  blas TEXT NOT NULL, device TEXT NOT NULL, engine TEXT NOT NULL, simd TEXT NOT NULL,
  UNIQUE (numerics, libtorch, cpu_capability, blas, device, engine, simd));
CREATE TABLE setting (
  id INTEGER PRIMARY KEY,
  hidden TEXT NOT NULL, activation TEXT NOT NULL, activate_last_hidden INTEGER NOT NULL,
  loss TEXT NOT NULL, optimizer TEXT NOT NULL, learning_rate REAL NOT NULL,
  epochs INTEGER NOT NULL, batch_size INTEGER NOT NULL, train_size INTEGER NOT NULL,
  val_size INTEGER NOT NULL, test_size INTEGER NOT NULL, noise REAL NOT NULL,
  UNIQUE (hidden, activation, activate_last_hidden, loss, optimizer, learning_rate, epochs,
          batch_size, train_size, val_size, test_size, noise));
CREATE TABLE trial (
  id INTEGER PRIMARY KEY,
  environment INTEGER NOT NULL REFERENCES environment,
  setting INTEGER NOT NULL REFERENCES setting,
  seed INTEGER NOT NULL,
  train_error BLOB NOT NULL,  -- doubles, one an epoch
  accuracy REAL, notebook_accuracy REAL, test_accuracy REAL, test_notebook_accuracy REAL,
  boundary_width REAL, boundary_roughness REAL, seconds REAL NOT NULL,
  UNIQUE (environment, setting, seed));
CREATE TABLE weights (
  trial INTEGER PRIMARY KEY REFERENCES trial,
  weights BLOB NOT NULL);  -- floats, layer by layer, weight before bias
CREATE TABLE run (
  id INTEGER PRIMARY KEY,
  command TEXT NOT NULL, version TEXT NOT NULL, threads INTEGER NOT NULL,
  environment INTEGER NOT NULL REFERENCES environment,
  first_seed INTEGER NOT NULL, seeds INTEGER NOT NULL, exercises TEXT NOT NULL);
)";

/// While it lives, no other thread or process opens a store in the folder of `file`: SQLite lets one
/// of two fail that make a database at the same moment. A killed process holds no lock.
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

std::string names_of(const StoredRow& row) {
  std::vector<std::string> names;
  for (const auto& [name, value] : row) names.emplace_back(name);
  return fmt::format("{}", fmt::join(names, ", "));
}

void bind(SQLite::Statement& statement, const StoredRow& row) {
  int place = 0;
  for (const auto& column : row) {
    ++place;
    std::visit([&](const auto& value) { statement.bind(place, value); }, column.second);
  }
}

}  // namespace

std::int64_t stored(std::uint64_t seed) { return std::bit_cast<std::int64_t>(seed); }

StoredRow row_of(const Environment& environment) {
  return {{"numerics", std::int64_t{environment.numerics}},
          {"libtorch", environment.libtorch},
          {"cpu_capability", environment.cpu_capability},
          {"blas", environment.blas},
          {"device", environment.device},
          {"engine", environment.engine},
          {"simd", environment.simd}};
}

StoredRow row_of(const Setting& setting) {
  return {{"hidden", fmt::format("{}", fmt::join(setting.hidden, ","))},
          {"activation", std::string(to_string(setting.activation))},
          {"activate_last_hidden", std::int64_t{setting.activate_last_hidden ? 1 : 0}},
          {"loss", std::string(to_string(setting.loss))},
          {"optimizer", std::string(to_string(setting.optimizer))},
          {"learning_rate", setting.learning_rate},
          {"epochs", setting.epochs},
          {"batch_size", setting.batch_size},
          {"train_size", setting.train_size},
          {"val_size", setting.val_size},
          {"test_size", setting.test_size},
          {"noise", setting.noise}};
}

Store::Database::Database(const std::filesystem::path& file) : file_(file) {
  const OpeningLock lock(file);
  refuse_what_is_no_store();
  attempt([&] {
    database_.emplace(file_.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE,
                      kPatienceMilliseconds);
    database_->exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
    SQLite::Transaction transaction(*database_, SQLite::TransactionBehavior::IMMEDIATE);
    if (database_->execAndGet("PRAGMA application_id").getInt() != kApplicationId) {
      database_->exec(kTables);
      database_->exec(fmt::format("PRAGMA application_id = {}", kApplicationId));
      database_->exec(fmt::format("PRAGMA user_version = {}", kSchema));
    }
    transaction.commit();
  });
}

std::int64_t Store::Database::id(const std::string& table, const StoredRow& row) {
  const std::string names = names_of(row);
  const std::string places =
      fmt::format("{}", fmt::join(std::vector<std::string>(row.size(), "?"), ", "));
  SQLite::Statement find(get(),
                         fmt::format("SELECT id FROM {} WHERE ({}) = ({})", table, names, places));
  bind(find, row);
  if (find.executeStep()) return find.getColumn(0).getInt64();
  SQLite::Statement insert(
      get(), fmt::format("INSERT INTO {} ({}) VALUES ({}) RETURNING id", table, names, places));
  bind(insert, row);
  insert.executeStep();
  return insert.getColumn(0).getInt64();
}

SQLite::Statement Store::Database::trials(const std::string& columns, const Setting& setting,
                                          const Environment& environment, std::uint64_t first,
                                          std::int64_t count) {
  const std::int64_t low = stored(first);
  const std::int64_t high = stored(first + static_cast<std::uint64_t>(count - 1));
  // Seeds from 2^63 on are negative here, so that a range may jump from the highest to the lowest.
  const std::string in_range = low <= high ? "seed BETWEEN ? AND ? ORDER BY seed"
                                           : "(seed >= ? OR seed <= ?) ORDER BY seed < 0, seed";
  SQLite::Statement query(
      get(),
      "SELECT " + columns + " FROM trial WHERE environment = ? AND setting = ? AND " + in_range);
  query.bind(1, id("environment", row_of(environment)));
  query.bind(2, id("setting", row_of(setting)));
  query.bind(3, low);
  query.bind(4, high);
  return query;
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
    if (schema > kSchema) {
      throw StoreError(fmt::format(
          "{}: the store has schema {}, from a newer spiral-exp; this one knows up to {}",
          file_.string(), schema, kSchema));
    }
    if (look.execAndGet("PRAGMA quick_check(1)").getString() != "ok") {
      throw SQLite::Exception("", SQLITE_CORRUPT);
    }
  });
}

}  // namespace spiral
