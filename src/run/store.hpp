// Results that outlive the run: one SQLite file, which several processes may share. A result is
// found again by all that determines it: setting, seed and environment, not by the exercise that
// asked for it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "experiment/trial.hpp"

namespace spiral {

/// A store that cannot be read or written; `what()` names the file and the reason.
class StoreError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// What a reproduction was asked for, so that its report can be made again.
struct StoredRun {
  /// As the user would type it.
  std::string command;
  Environment environment;
  std::uint64_t first_seed;
  std::int64_t seeds;
  /// Names of exercises.
  std::vector<std::string> exercises;
};

/// Every member throws StoreError. A result is on the disk when `add` returns; a process that is
/// killed leaves the results of all its calls that returned, and no others.
class Store {
 public:
  /// Opens the file, or makes a new one where there is none. A file that is no store, is damaged or
  /// comes from a newer version is left as it is.
  explicit Store(const std::filesystem::path& file);
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  /// Forgets every result and run.
  void clear();

  /// What is there already is kept. May be called from several threads at once.
  void add(const std::vector<TrialResult>& results, const Environment& environment);

  /// The seeds in [first, first + count) of which there is a result.
  std::set<std::uint64_t> seeds(const Setting& setting, const Environment& environment,
                                std::uint64_t first, std::int64_t count);

  /// Those seeds' results, in the seeds' order, as trials of `experiment`; without their weights.
  std::vector<TrialResult> results(const std::string& experiment, const Setting& setting,
                                   const Environment& environment, std::uint64_t first,
                                   std::int64_t count);

  /// Of a result that is there.
  std::vector<float> weights(const Trial& trial, const Environment& environment);

  void add_run(const StoredRun& run);

  /// The run that was added last.
  std::optional<StoredRun> last_run();

 private:
  class Database;
  std::unique_ptr<Database> database_;
};

}  // namespace spiral
