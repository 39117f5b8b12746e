#include "run/store.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sqlite3.h>

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <mutex>
#include <sstream>

namespace spiral {

namespace {

// "spir" in ASCII: tells a store from other SQLite files.
constexpr int kApplicationId = 0x73706972;
constexpr int kSchema = 1;
// Another process writes for milliseconds at a time.
constexpr int kPatienceMilliseconds = 60'000;

// A seed is stored as the signed number with its bits. What is NaN is stored as NULL.
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

constexpr const char* kResultColumns =
    "seed, train_error, accuracy, notebook_accuracy, test_accuracy, test_notebook_accuracy, "
    "boundary_width, boundary_roughness, seconds";

std::int64_t stored(std::uint64_t seed) { return std::bit_cast<std::int64_t>(seed); }

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

void bind_environment(SQLite::Statement& statement, const Environment& environment) {
  statement.bind(1, environment.numerics);
  statement.bind(2, environment.libtorch);
  statement.bind(3, environment.cpu_capability);
  statement.bind(4, environment.blas);
  statement.bind(5, environment.device);
  statement.bind(6, environment.engine);
  statement.bind(7, environment.simd);
}

void bind_setting(SQLite::Statement& statement, const Setting& setting) {
  statement.bind(1, fmt::format("{}", fmt::join(setting.hidden, ",")));
  statement.bind(2, std::string(to_string(setting.activation)));
  statement.bind(3, setting.activate_last_hidden ? 1 : 0);
  statement.bind(4, std::string(to_string(setting.loss)));
  statement.bind(5, std::string(to_string(setting.optimizer)));
  statement.bind(6, setting.learning_rate);
  statement.bind(7, setting.epochs);
  statement.bind(8, setting.batch_size);
  statement.bind(9, setting.train_size);
  statement.bind(10, setting.val_size);
  statement.bind(11, setting.test_size);
  statement.bind(12, setting.noise);
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

/// One connection, its prepared statements, and the names of what went wrong.
class Store::Database {
 public:
  explicit Database(const std::filesystem::path& file) : file_(file) {
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

  /// Runs `work` on the database alone, and tells what goes wrong as a StoreError.
  template <class Work>
  auto attempt(Work work) -> decltype(work()) {
    const std::lock_guard lock(mutex_);
    try {
      return work();
    } catch (const SQLite::Exception& error) {
      fail(error.getErrorCode(), error.what());
    }
  }

  SQLite::Database& get() { return *database_; }

  std::int64_t environment_id(const Environment& environment) {
    return id("environment",
              {"numerics", "libtorch", "cpu_capability", "blas", "device", "engine", "simd"},
              [&](SQLite::Statement& statement) { bind_environment(statement, environment); });
  }

  std::int64_t setting_id(const Setting& setting) {
    return id("setting",
              {"hidden", "activation", "activate_last_hidden", "loss", "optimizer", "learning_rate",
               "epochs", "batch_size", "train_size", "val_size", "test_size", "noise"},
              [&](SQLite::Statement& statement) { bind_setting(statement, setting); });
  }

  /// A query of trials of one setting in [first, first + count), by seed.
  SQLite::Statement trials(const std::string& columns, const Setting& setting,
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
    query.bind(1, environment_id(environment));
    query.bind(2, setting_id(setting));
    query.bind(3, low);
    query.bind(4, high);
    return query;
  }

 private:
  [[noreturn]] void fail(int code, const std::string& reason) const {
    const std::string name = file_.string() + ": ";
    switch (code & 0xFF) {
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
        throw StoreError(name + reason);
    }
  }

  /// Looks without touching: opening for writing may change a file.
  void refuse_what_is_no_store() {
    if (!std::filesystem::exists(file_) || std::filesystem::is_empty(file_)) return;
    attempt([&] {
      SQLite::Database look(file_.string(), SQLite::OPEN_READONLY, kPatienceMilliseconds);
      if (look.execAndGet("PRAGMA application_id").getInt() != kApplicationId) {
        throw SQLite::Exception("", SQLITE_NOTADB);
      }
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

  /// The row of these values, which is made where it is missing.
  template <class Bind>
  std::int64_t id(const std::string& table, const std::vector<std::string>& columns, Bind bind) {
    const std::string names = fmt::format("{}", fmt::join(columns, ", "));
    const std::string places =
        fmt::format("{}", fmt::join(std::vector<std::string>(columns.size(), "?"), ", "));
    SQLite::Statement find(
        get(), fmt::format("SELECT id FROM {} WHERE ({}) = ({})", table, names, places));
    bind(find);
    if (find.executeStep()) return find.getColumn(0).getInt64();
    SQLite::Statement insert(
        get(), fmt::format("INSERT INTO {} ({}) VALUES ({}) RETURNING id", table, names, places));
    bind(insert);
    insert.executeStep();
    return insert.getColumn(0).getInt64();
  }

  std::filesystem::path file_;
  std::mutex mutex_;
  std::optional<SQLite::Database> database_;
};

Store::Store(const std::filesystem::path& file) : database_(std::make_unique<Database>(file)) {}

Store::~Store() = default;

void Store::add(const std::vector<TrialResult>& results, const Environment& environment) {
  database_->attempt([&] {
    SQLite::Transaction transaction(database_->get(), SQLite::TransactionBehavior::IMMEDIATE);
    const std::int64_t environment_id = database_->environment_id(environment);
    SQLite::Statement insert(database_->get(),
                             fmt::format("INSERT OR IGNORE INTO trial (environment, setting, {}) "
                                         "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                         kResultColumns));
    SQLite::Statement insert_weights(database_->get(),
                                     "INSERT INTO weights VALUES (last_insert_rowid(), ?)");
    for (const TrialResult& result : results) {
      insert.reset();
      insert.bind(1, environment_id);
      insert.bind(2, database_->setting_id(result.trial.setting));
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
    insert.bind(4, database_->environment_id(run.environment));
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
