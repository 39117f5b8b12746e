// One store out of the stores of a study's shards, as if one machine had trained it all.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "study/store.hpp"

namespace spiral {

/// What came of a merge.
struct Merged {
  /// Of all shards together; one shard of one.
  StoredRun run;
  /// Numbers of the shards that were missing or incomplete.
  std::vector<std::int64_t> missing;
  /// How many trials the shards had; of one that several had, one is kept.
  std::int64_t trials = 0;
};

/// What a user asks of a merge.
struct MergeOptions {
  std::filesystem::path folder;
  /// Folders of shards.
  std::vector<std::filesystem::path> shards;
  /// Takes what is there also where shards are missing.
  bool accepts_missing = false;
};

/// Adds the trials of the shards to the folder's store, which is made where it is missing, in one
/// transaction: what ends a merge early leaves the store as it was. The shards are only read.
/// Throws: UsageError, before anything is written, where shards are of different commands,
/// arithmetics or numbers of shards, or some are missing; and where a trial is there twice with
/// different results. StoreError.
Merged merge(const MergeOptions& options);

}  // namespace spiral
