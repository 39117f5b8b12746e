#include "study/store.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <ranges>
#include <utility>

#include "core/text.hpp"
#include "study/file_system.hpp"
#include "study/output_file.hpp"
#include "study/sql_row.hpp"
#include "study/store_lock.hpp"
#include "study/store_tables.hpp"

namespace spiral {

namespace {

constexpr const char* kDamaged = "the store is damaged; move it away to start a new one";

/// What tells trials apart but for their seed; `id_of` gives the id of a table's row. An id that is
/// absent is NULL, which nothing equals.
template <class IdOf>
Row key_of(SQLite::Database& database, const Environment& environment, const TrainConfig& config,
           const Place& place, const IdOf& id_of) {
  return {{"environment", to_field(id_of(database, "environment", key_of(environment)))},
          {"config", to_field(id_of(database, "config", row_of(config)))},
          {"place", to_field(place)}};
}

/// These columns of the trials that are there of a range of seeds, in their order.
SQLite::Statement select_trials(SQLite::Database& database, const std::string& columns,
                                const Environment& environment, const TrainConfig& config,
                                const Place& place, const SeedRange& seeds) {
  Row row = key_of(database, environment, config, place, find_id);
  row.emplace_back("first", seeds.first);
  row.emplace_back("last", seeds.at(seeds.count - 1));
  row.emplace_back("count", seeds.count);
  // Seeds from 2^63 on are negative here, so that a range may jump from the highest to the lowest.
  return prepare(database,
                 "SELECT " + columns +
                     " FROM trial WHERE environment = :environment AND config = :config AND place "
                     "= :place AND :count > 0 AND (seed BETWEEN :first AND :last OR (:first > "
                     ":last AND (seed >= "
                     ":first OR seed <= :last))) ORDER BY seed < 0, seed",
                 row);
}

int application_id(SQLite::Database& database) {
  return database.execAndGet("PRAGMA application_id").getInt();
}

/// SQLite would wait for a pipe without an end.
void refuse_what_is_no_file(const std::string& file) {
  std::error_code error;
  const auto status = std::filesystem::status(file, error);
  const bool is_known = std::filesystem::status_known(status);
  if (is_known && (!exists(status) || is_regular_file(status))) return;
  throw StoreError(fmt::format("{}: {}; move it away to start a new store", file,
                               is_known ? "it is no regular file" : error.message()));
}

/// Looks without touching: opening for writing may change a file. A database without tables is a
/// store whose making was cut short.
void refuse_what_is_no_store(const std::string& file, bool writes, LockWait& wait) {
  refuse_what_is_no_file(file);
  if (!std::filesystem::exists(file) || std::filesystem::is_empty(file)) return;
  // What a killed process left half written is taken back first, by one that may write.
  const bool is_unfinished = std::filesystem::exists(file + "-journal");
  SQLite::Database look(file,
                        writes && is_unfinished ? SQLite::OPEN_READWRITE : SQLite::OPEN_READONLY);
  wait.listen_to(look);
  const int application = application_id(look);
  const int tables = look.execAndGet("SELECT count(*) FROM sqlite_master").getInt();
  if (application == 0 && tables == 0) return;
  if (application != kApplicationId) throw SQLite::Exception("", SQLITE_NOTADB);
  const int schema = look.execAndGet("PRAGMA user_version").getInt();
  if (schema != kSchema) {
    throw StoreError(fmt::format(
        "{}: the store has schema {}, from {} spiral-exp; this one reads {}; move it away to "
        "start a new one",
        file, schema, schema > kSchema ? "a newer" : "an older", kSchema));
  }
  if (look.execAndGet("PRAGMA quick_check(1)").getString() != "ok") {
    throw SQLite::Exception("", SQLITE_CORRUPT);
  }
}

/// Who writes beside others needs memory that they share, which no network file system has: there one
/// process has the store until it ends.
void choose_journal(SQLite::Database& database, const std::filesystem::path& file) {
  database.exec(network_file_system(file)
                    ? "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE; "
                      "BEGIN EXCLUSIVE; COMMIT"
                    : "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
}

std::string reason(const SQLite::Exception& error) {
  switch (error.getErrorCode() & 0xFF) {
    case SQLITE_NOTADB:
      return "it is no store of spiral-exp";
    case SQLITE_CORRUPT:
      return kDamaged;
    case SQLITE_BUSY:
      return "another process keeps it locked; try again when that has ended";
    case SQLITE_FULL:
      return "no room is left on the disk";
    case SQLITE_READONLY:
      if (error.getExtendedErrorCode() == SQLITE_READONLY_ROLLBACK) {
        return "a run that was killed left it half written; the same command repairs it";
      }
      return "it cannot be written";
    case SQLITE_CANTOPEN:
      return "it cannot be opened";
    case SQLITE_PROTOCOL:
    case SQLITE_IOERR:
      return fmt::format(
          "{}; where a file system grants no locks, put --out on a local disk, and "
          "merge the shards",
          error.what());
    default:
      return error.what();
  }
}

}  // namespace

template <class Work>
auto Store::attempt(const Work& work) {
  const std::lock_guard lock(mutex_);
  try {
    return work();
  } catch (const SQLite::Exception& error) {
    throw StoreError(file_ + ": " + reason(error));
  } catch (const std::bad_variant_access&) {  // text where a number belongs
    throw StoreError(file_ + ": " + kDamaged);
  }
}

void Store::write(const std::function<void(SQLite::Database&)>& work) {
  attempt([&] {
    SQLite::Transaction transaction(*database_, SQLite::TransactionBehavior::IMMEDIATE);
    work(*database_);
    transaction.commit();
  });
}

Store::Store(const std::filesystem::path& file, Access access, const Patience& patience)
    : file_(file.string()), wait_(std::make_unique<LockWait>(file_, patience)) {
  const bool writes = access == Access::read_write;
  std::optional<OpeningLock> lock;
  attempt([&] {
    lock.emplace(file, *wait_);
    refuse_what_is_no_store(file_, writes, *wait_);
    database_ = std::make_unique<SQLite::Database>(
        file_, writes ? SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE : SQLite::OPEN_READONLY);
    wait_->listen_to(*database_);
    if (writes) choose_journal(*database_, file);
    // A store whose making was cut short has no tables to read.
    if (!writes && application_id(*database_) != kApplicationId) {
      throw StoreError(file_ + ": nothing is stored there");
    }
  });
  if (!writes) return;
  write([](SQLite::Database& database) {
    if (application_id(database) != kApplicationId) make_tables(database);
  });
}

Store::~Store() = default;

void Store::clear() {
  write([](SQLite::Database& database) {
    database.exec("DELETE FROM weights; DELETE FROM trial; DELETE FROM run");
  });
}

void Store::add(const std::vector<TrialResult>& results, const Environment& environment) {
  write([&](SQLite::Database& database) {
    for (const TrialResult& result : results) {
      Row row = key_of(database, environment, result.key.config, result.key.place, find_or_insert);
      row.emplace_back("seed", result.key.seed);
      std::ranges::move(row_of(result), std::back_inserter(row));
      const auto trial = insert(database, "trial", row);
      if (!trial || result.weights.empty()) continue;  // another process was faster, or none wanted
      SQLite::Statement weights(database, "INSERT INTO weights VALUES (?, ?)");
      weights.bind(1, *trial);
      weights.bind(2, result.weights.data(),
                   static_cast<int>(result.weights.size() * sizeof(float)));
      weights.exec();
    }
  });
}

std::vector<std::uint64_t> Store::seeds(const TrainConfig& config, const Place& place,
                                        const Environment& environment, const SeedRange& seeds) {
  return attempt([&] {
    auto rows = select_trials(*database_, "seed", environment, config, place, seeds);
    std::vector<std::uint64_t> stored;
    while (rows.executeStep()) stored.push_back(read_seed(rows.getColumn(0)));
    return stored;
  });
}

std::vector<TrialResult> Store::results(const TrainConfig& config, const Place& place,
                                        const Environment& environment, const SeedRange& seeds) {
  return attempt([&] {
    auto rows = select_trials(*database_, "*", environment, config, place, seeds);
    std::vector<TrialResult> results;
    while (rows.executeStep()) {
      TrialResult& result = results.emplace_back();
      result.key = {config, read_seed(rows.getColumn("seed")), place};
      read_result(rows, result);
      if (std::ssize(result.train_error) != config.epochs)
        throw StoreError(file_ + ": " + kDamaged);
    }
    return results;
  });
}

std::vector<float> Store::weights(const TrialKey& key, const Environment& environment) {
  return attempt([&] {
    Row row = key_of(*database_, environment, key.config, key.place, find_id);
    row.emplace_back("seed", key.seed);
    auto found = prepare(*database_,
                         "SELECT weights FROM weights JOIN trial ON trial.id = weights.trial WHERE "
                         "environment = :environment AND config = :config AND place = :place AND "
                         "seed = :seed",
                         row);
    if (!found.executeStep()) return std::vector<float>();
    auto weights = read_blob<float>(found.getColumn(0));
    if (std::ssize(weights) != parameter_count(key.config)) {
      throw StoreError(file_ + ": " + kDamaged);
    }
    return weights;
  });
}

void Store::add_run(const StoredRun& run) {
  write([&](SQLite::Database& database) { insert_run(database, run); });
}

void Store::complete_run() {
  write([](SQLite::Database& database) {
    database.exec("UPDATE run SET is_complete = 1 WHERE id = (SELECT max(id) FROM run)");
  });
}

std::optional<StoredRun> Store::last_run(const std::string& subcommand) {
  return attempt([&]() -> std::optional<StoredRun> {
    auto row = prepare(*database_,
                       "SELECT * FROM run JOIN environment ON environment.id = run.environment "
                       "WHERE :subcommand IN ('', subcommand) "
                       "ORDER BY :subcommand <> '' AND is_complete DESC, run.id DESC LIMIT 1",
                       {{"subcommand", subcommand}});
    if (!row.executeStep()) return std::nullopt;
    return read_run(row);
  });
}

std::filesystem::path store_file(const std::filesystem::path& folder) {
  return folder / "trials.db";
}

std::unique_ptr<Store> open_store(const std::filesystem::path& folder, bool fresh,
                                  const Patience& patience) {
  make_out_folder(folder);
  auto store = std::make_unique<Store>(store_file(folder), Store::Access::read_write, patience);
  if (fresh) store->clear();
  return store;
}

}  // namespace spiral
