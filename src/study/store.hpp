// Results that outlive the run: one SQLite file, which several processes may share. A result is
// found again by all that determines it: its key and its environment, not the exercise that asked
// for it.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/trial.hpp"
#include "study/plan.hpp"

namespace SQLite {
class Database;
}

namespace spiral {

/// A store that cannot be read or written; `what()` names the file and the reason.
class StoreError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// For another process that keeps a store locked.
struct Patience {
  std::chrono::milliseconds limit = std::chrono::minutes(1);
  /// Waits without saying so.
  bool quiet = false;
};

class LockWait;

/// What a store was asked for, so that a report can be made again, and shards put together.
struct StoredRun {
  /// "reproduce", "sweep", "activation".
  std::string subcommand = {};
  /// As a user would type it, without what says where and how alone: "spiral-exp reproduce --seeds 64".
  std::string command = {};
  Environment environment = {};
  SeedRange seeds = {};
  /// Names of exercises.
  std::vector<std::string> exercises = {};
  Shard shard = {};
  /// Of shards, some of which were missing.
  bool is_partial = false;
  /// The experiment file, its points included; empty for the notebook that is built in.
  std::string notebook = {};
  /// Whether all of its trials are stored.
  bool is_complete = false;
};

/// Every member throws StoreError. A result is on the disk when `add` returns; a process that is
/// killed leaves the results of all its calls that returned, and no others. Reads do not write.
class Store {
 public:
  enum class Access { read_only, read_write };

  /// Opens the file, or for writing makes a new one where there is none. A file that is no store,
  /// is damaged or comes from another version is left as it is.
  explicit Store(const std::filesystem::path& file, Access access = Access::read_write,
                 const Patience& patience = {});
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  const std::string& file() const { return file_; }

  /// Forgets every result and run.
  void clear();

  /// What is there already is kept. Results without weights are stored without them. May be called
  /// from several threads at once.
  void add(const std::vector<TrialResult>& results, const Environment& environment);

  /// Those seeds' results that are there, in the seeds' order, without their weights.
  std::vector<TrialResult> results(const TrainConfig& config, const Place& place,
                                   const Environment& environment, const SeedRange& seeds);

  /// Which of those seeds' results are there, in the seeds' order.
  std::vector<std::uint64_t> seeds(const TrainConfig& config, const Place& place,
                                   const Environment& environment, const SeedRange& seeds);

  /// Of a result: all of them, or none where it is not there, or was stored without.
  std::vector<float> weights(const TrialKey& key, const Environment& environment);

  void add_run(const StoredRun& run);

  /// Of the run that was added last.
  void complete_run();

  /// The run that was added last; of a subcommand's, if there is one, the last complete one.
  std::optional<StoredRun> last_run(const std::string& subcommand = "");

  /// Runs `work` on the database, all of it or nothing.
  void write(const std::function<void(SQLite::Database&)>& work);

 private:
  /// Runs `work` on the database alone; what SQLite throws becomes a StoreError.
  template <class Work>
  auto attempt(const Work& work);

  const std::string file_;
  const std::unique_ptr<LockWait> wait_;
  std::mutex mutex_;
  std::unique_ptr<SQLite::Database> database_;
};

/// Where a folder's store is.
std::filesystem::path store_file(const std::filesystem::path& folder);

/// The store of a folder, which is made where it is missing; emptied to start afresh.
/// Throws: StoreError; UsageError where the folder cannot be made.
std::unique_ptr<Store> open_store(const std::filesystem::path& folder, bool fresh = false,
                                  const Patience& patience = {});

}  // namespace spiral
