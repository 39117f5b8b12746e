// Results that outlive the run: one SQLite file, which several processes may share. A result is
// found again by all that determines it: its key and its environment, not the exercise that asked
// for it.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
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

/// What a reproduction was asked for, so that its report can be made again.
struct StoredRun {
  /// As the user would type it.
  std::string command;
  Environment environment;
  SeedRange seeds;
  /// Names of exercises.
  std::vector<std::string> exercises;
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

  /// What is there already is kept. May be called from several threads at once.
  void add(const std::vector<TrialResult>& results, const Environment& environment);

  /// Those seeds' results that are there, in the seeds' order, without their weights.
  std::vector<TrialResult> results(const TrainConfig& config, const Place& place,
                                   const Environment& environment, const SeedRange& seeds);

  /// Of a result that is there: all of them.
  std::vector<float> weights(const TrialKey& key, const Environment& environment);

  void add_run(const StoredRun& run);

  /// The run that was added last.
  std::optional<StoredRun> last_run();

 private:
  /// Runs `work` on the database alone; what SQLite throws becomes a StoreError.
  template <class Work>
  auto attempt(const Work& work);

  /// The same in one transaction.
  template <class Work>
  void write(const Work& work);

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
