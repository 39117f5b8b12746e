#include "study/store.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <bit>
#include <cstring>

#include "core/text.hpp"
#include "study/store_database.hpp"

namespace spiral {

namespace {

std::vector<std::string> result_columns() {
  std::vector<std::string> names;
  for (const auto& field : stored_result_fields()) names.push_back(field.name);
  return names;
}

/// A query of the trials of one config at one place, by seed.
SQLite::Statement select_trials(SQLite::Database& database, const std::string& columns,
                                std::int64_t environment, std::int64_t config, const Place& place,
                                const SeedRange& seeds) {
  const std::int64_t low = stored_seed(seeds.first);
  const std::int64_t high = stored_seed(seeds.at(seeds.count - 1));
  // Seeds from 2^63 on are negative here, so that a range may jump from the highest to the lowest.
  const std::string in_range = low <= high ? "seed BETWEEN ? AND ? ORDER BY seed"
                                           : "(seed >= ? OR seed <= ?) ORDER BY seed < 0, seed";
  SQLite::Statement query(database, "SELECT " + columns +
                                        " FROM trial WHERE environment = ? AND config = ? AND "
                                        "place = ? AND " +
                                        in_range);
  query.bind(1, environment);
  query.bind(2, config);
  query.bind(3, stored_place(place));
  query.bind(4, low);
  query.bind(5, high);
  return query;
}

}  // namespace

Store::Store(const std::filesystem::path& file, Access access)
    : database_(std::make_unique<Database>(file, access)) {}

Store::~Store() = default;

void Store::add(const std::vector<TrialResult>& results, const Environment& environment) {
  const auto fields = stored_result_fields();
  database_->attempt([&] {
    SQLite::Transaction transaction(database_->get(), SQLite::TransactionBehavior::IMMEDIATE);
    const std::int64_t environment_id = database_->make_id("environment", row_of(environment));
    SQLite::Statement insert(
        database_->get(),
        fmt::format("INSERT OR IGNORE INTO trial (environment, config, place, seed, {}) "
                    "VALUES (?, ?, ?, ?{})",
                    fmt::join(result_columns(), ", "),
                    fmt::join(std::vector<std::string>(fields.size() + 1, ""), ", ?")));
    SQLite::Statement insert_weights(database_->get(),
                                     "INSERT INTO weights VALUES (last_insert_rowid(), ?)");
    for (const TrialResult& result : results) {
      insert.reset();
      insert.bind(1, environment_id);
      insert.bind(2, database_->make_id("config", row_of(result.key.config)));
      insert.bind(3, stored_place(result.key.place));
      insert.bind(4, stored_seed(result.key.seed));
      int place = 4;
      for (const auto& field : fields) bind_value(insert, ++place, field.get(result));
      if (insert.exec() == 0) continue;  // another process was faster
      insert_weights.reset();
      insert_weights.bind(1, result.weights.data(),
                          static_cast<int>(result.weights.size() * sizeof(float)));
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

std::vector<TrialResult> Store::results(const TrainConfig& config, const Place& place,
                                        const Environment& environment, const SeedRange& seeds) {
  const auto fields = stored_result_fields();
  return database_->attempt([&] {
    std::vector<TrialResult> results;
    const auto environment_id = database_->find_id("environment", row_of(environment));
    const auto config_id = database_->find_id("config", row_of(config));
    if (!environment_id || !config_id) return results;
    auto rows =
        select_trials(database_->get(), fmt::format("seed, {}", fmt::join(result_columns(), ", ")),
                      *environment_id, *config_id, place, seeds);
    while (rows.executeStep()) {
      TrialResult result{.key = {config, 0, place}};
      result.key.seed = std::bit_cast<std::uint64_t>(rows.getColumn(0).getInt64());
      int column = 0;
      for (const auto& field : fields) {
        field.set(result, read_value(rows.getColumn(++column), field.get(result)));
      }
      results.push_back(std::move(result));
    }
    return results;
  });
}

std::vector<float> Store::weights(const TrialKey& key, const Environment& environment) {
  return database_->attempt([&] {
    std::vector<float> weights;
    const auto environment_id = database_->find_id("environment", row_of(environment));
    const auto config_id = database_->find_id("config", row_of(key.config));
    if (!environment_id || !config_id) return weights;
    auto rows = select_trials(database_->get(),
                              "(SELECT weights FROM weights WHERE weights.trial = trial.id)",
                              *environment_id, *config_id, key.place, {key.seed, 1});
    if (!rows.executeStep()) return weights;
    const SQLite::Column blob = rows.getColumn(0);
    weights.resize(static_cast<std::size_t>(blob.getBytes()) / sizeof(float));
    if (!weights.empty()) {
      std::memcpy(weights.data(), blob.getBlob(), weights.size() * sizeof(float));
    }
    return weights;
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
    insert.bind(4, database_->make_id("environment", row_of(run.environment)));
    insert.bind(5, stored_seed(run.seeds.first));
    insert.bind(6, run.seeds.count);
    insert.bind(7, fmt::format("{}", fmt::join(run.exercises, ",")));
    insert.exec();
  });
}

std::optional<StoredRun> Store::last_run() {
  return database_->attempt([&]() -> std::optional<StoredRun> {
    SQLite::Statement row(database_->get(),
                          "SELECT * FROM run JOIN environment ON environment.id = run.environment "
                          "ORDER BY run.id DESC LIMIT 1");
    if (!row.executeStep()) return std::nullopt;
    StoredRun run{.command = row.getColumn("command").getString(),
                  .environment = {},
                  .seeds = {std::bit_cast<std::uint64_t>(row.getColumn("first_seed").getInt64()),
                            row.getColumn("seeds").getInt64()},
                  .exercises = split(row.getColumn("exercises").getString(), ',')};
    for (const auto& field : environment_fields()) {
      field.set(run.environment,
                read_value(row.getColumn(field.name.c_str()), field.get(run.environment)));
    }
    return run;
  });
}

std::filesystem::path store_file(const std::filesystem::path& folder) {
  return folder / "trials.db";
}

std::unique_ptr<Store> open_store(const std::filesystem::path& folder, bool fresh) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) throw UsageError("out", folder.string(), error.message() + "; must be a folder");
  auto store = std::make_unique<Store>(store_file(folder));
  if (fresh) store->clear();
  return store;
}

}  // namespace spiral
