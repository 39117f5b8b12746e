#include "study/merge.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <bit>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "core/text.hpp"
#include "study/store_tables.hpp"

namespace spiral {

namespace {

namespace fs = std::filesystem;

/// A shard's store and what it was asked for.
struct StoredShard {
  fs::path folder;
  StoredRun run;
};

StoredShard read_shard(const fs::path& folder) {
  Store store(store_file(folder), Store::Access::read_only);
  const auto run = store.last_run();
  if (!run)
    throw UsageError(folder.string() + ": its store is no shard's; nothing was asked of it");
  return {folder, *run};
}

/// What two shards must have in common, by its name.
std::vector<std::pair<std::string, std::string>> identity_of(const StoredRun& run) {
  std::vector<std::pair<std::string, std::string>> identity{
      {"command", "'" + run.command + "'"},
      {"number of shards", fmt::to_string(run.shard.count)},
      {"experiment file", run.notebook}};
  const bool any_engine = run.environment.bits == Environment::kPythonBits;
  const auto columns = environment_columns();
  for (const auto& field : environment_fields()) {
    if (any_engine && (field.name == "engine" || field.name == "simd")) continue;
    if (std::ranges::count(columns, field.name) == 0) continue;
    identity.emplace_back(field.name, to_text(field.get(run.environment)));
  }
  return identity;
}

void check_same_study(const std::vector<StoredShard>& shards) {
  const auto expected = identity_of(shards.front().run);
  for (const StoredShard& shard : shards) {
    const auto found = identity_of(shard.run);
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const auto& [name, value] = expected[i];
      if (found[i].second == value) continue;
      if (name == "experiment file") {
        throw UsageError(fmt::format("{} and {} are of different experiment files",
                                     shards.front().folder.string(), shard.folder.string()));
      }
      throw UsageError(fmt::format("{}: its {} is {}, that of {} is {}; must be the same",
                                   shard.folder.string(), name, found[i].second,
                                   shards.front().folder.string(), value));
    }
  }
}

/// Numbers of the shards of which none is complete.
std::vector<std::int64_t> missing_shards(const std::vector<StoredShard>& shards) {
  std::set<std::int64_t> complete;
  for (const StoredShard& shard : shards) {
    if (shard.run.is_complete) complete.insert(shard.run.shard.number);
  }
  std::vector<std::int64_t> missing;
  for (std::int64_t number = 1; number <= shards.front().run.shard.count; ++number) {
    if (!complete.contains(number)) missing.push_back(number);
  }
  return missing;
}

/// "shards 3 and 5 (not complete)".
std::string in_words(const std::vector<std::int64_t>& missing,
                     const std::vector<StoredShard>& shards) {
  std::vector<std::string> names;
  for (const std::int64_t number : missing) {
    const bool is_begun = std::ranges::any_of(
        shards, [=](const StoredShard& shard) { return shard.run.shard.number == number; });
    names.push_back(fmt::to_string(number) + (is_begun ? " (not complete)" : ""));
  }
  return (names.size() > 1 ? "shards " : "shard ") + list_words(names, "and");
}

std::vector<std::string> joined(std::vector<std::string> columns,
                                const std::vector<std::string>& more) {
  columns.insert(columns.end(), more.begin(), more.end());
  return columns;
}

/// Copies trials from one database to another; each has its own ids for a config and an environment.
class TrialCopy {
 public:
  explicit TrialCopy(SQLite::Database& to)
      : to_(to),
        insert_(to, fmt::format("INSERT OR IGNORE INTO trial ({}) VALUES (:{}) RETURNING id",
                                fmt::join(columns_, ", "), fmt::join(columns_, ", :"))),
        insert_weights_(to, "INSERT INTO weights VALUES (?, ?)"),
        is_same_(to, fmt::format("SELECT :seconds, ({}) IS (:{}) FROM trial WHERE environment = "
                                 ":environment AND config = :config AND place = :place AND seed = "
                                 ":seed",
                                 fmt::join(result_columns(), ", "),
                                 fmt::join(result_columns(), ", :"))) {}

  /// Returns how many trials there were.
  std::int64_t add(const fs::path& folder) {
    const SQLite::Database from(store_file(folder).string(), SQLite::OPEN_READONLY);
    const auto environments = copy_table(from, "environment", environment_columns());
    const auto configs = copy_table(from, "config", config_columns());
    SQLite::Statement trials(from,
                             "SELECT trial.*, weights FROM trial LEFT JOIN weights ON "
                             "weights.trial = trial.id ORDER BY trial.id");
    std::int64_t count = 0;
    for (; trials.executeStep(); ++count) {
      Row row = read_row(trials, joined(result_columns_, {"seconds", "place", "seed"}));
      row.emplace_back("environment", environments.at(trials.getColumn("environment").getInt64()));
      row.emplace_back("config", configs.at(trials.getColumn("config").getInt64()));
      add_trial(row, trials.getColumn("weights"), folder);
    }
    return count;
  }

 private:
  /// The rows' ids there, by their ids here.
  std::map<std::int64_t, std::int64_t> copy_table(const SQLite::Database& from,
                                                  const std::string& table,
                                                  const std::vector<std::string>& columns) {
    std::map<std::int64_t, std::int64_t> ids;
    SQLite::Statement rows(from, "SELECT * FROM " + table);
    while (rows.executeStep()) {
      ids[rows.getColumn("id").getInt64()] = *find_or_insert(to_, table, read_row(rows, columns));
    }
    return ids;
  }

  void add_trial(const Row& row, const SQLite::Column& weights, const fs::path& folder) {
    bind(insert_, row);
    if (!insert_.executeStep()) return check_same(row, folder);
    if (weights.isNull()) return;
    insert_weights_.reset();
    insert_weights_.bind(1, insert_.getColumn(0).getInt64());
    insert_weights_.bindNoCopy(2, weights.getBlob(), weights.getBytes());
    insert_weights_.exec();
  }

  /// Of a trial that is there already.
  void check_same(const Row& row, const fs::path& folder) {
    bind(is_same_, row);
    is_same_.executeStep();
    if (is_same_.getColumn(1).getInt() != 0) return;
    const auto value = [&](const char* name) {
      return std::get<std::int64_t>(std::ranges::find(row, name, &Row::value_type::first)->second);
    };
    throw UsageError(fmt::format(
        "{}: seed {} has other results there than in another shard ({}); must be the same",
        folder.string(), std::bit_cast<std::uint64_t>(value("seed")),
        config_text(value("config"))));
  }

  /// "hidden 10-10-10, activation relu, ...".
  std::string config_text(std::int64_t config) {
    SQLite::Statement row(to_, "SELECT * FROM config WHERE id = ?");
    row.bind(1, config);
    row.executeStep();
    std::vector<std::string> parts;
    for (const auto& [name, value] : read_row(row, config_columns())) {
      parts.push_back(name + " " + to_text(value));
    }
    return fmt::format("{}", fmt::join(parts, ", "));
  }

  const std::vector<std::string> result_columns_ = result_columns();
  const std::vector<std::string> columns_ =
      joined(result_columns_, {"seconds", "place", "seed", "environment", "config"});
  SQLite::Database& to_;
  SQLite::Statement insert_;
  SQLite::Statement insert_weights_;
  SQLite::Statement is_same_;
};

}  // namespace

Merged merge(const MergeOptions& options) {
  std::vector<StoredShard> shards;
  for (const fs::path& folder : options.shards) {
    std::error_code error;
    if (fs::equivalent(folder, options.folder, error)) {
      throw UsageError(folder.string() + ": the merged store goes there; must be another folder");
    }
    shards.push_back(read_shard(folder));
  }
  check_same_study(shards);
  Merged merged{.run = shards.front().run, .missing = missing_shards(shards)};
  const auto count = merged.run.shard.count;
  if (!merged.missing.empty() && !options.accepts_missing) {
    throw UsageError(
        fmt::format("missing of {}: {}; run them to their ends, or --partial merges what "
                    "is there",
                    count, in_words(merged.missing, shards)));
  }
  merged.run.shard = {};
  merged.run.is_partial = !merged.missing.empty();
  merged.run.is_complete = true;
  const auto store = open_store(options.folder);
  store->write([&](SQLite::Database& database) {
    TrialCopy copy(database);
    for (const StoredShard& shard : shards) merged.trials += copy.add(shard.folder);
    insert_run(database, merged.run);
  });
  return merged;
}

}  // namespace spiral
