// Parts of a study for many machines, which need not know of each other.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "study/plan.hpp"

namespace spiral {

/// For each trial the number of the shard, from 1 to `count`, that trains it. It follows from the
/// list and the count alone: every machine and every engine finds the same. Trials of one case stay
/// together in blocks that fill a SIMD vector, and the blocks go, the dearest first, to the shard
/// that has the least to do by the SIMD engine's estimate.
/// Source: longest processing time first, R. L. Graham, "Bounds on multiprocessing timing
/// anomalies", 1969.
std::vector<std::int64_t> assign_shards(const std::vector<PlannedTrial>& trials,
                                        std::int64_t count);

/// Where in the folder of --out a shard has its own: "shard-3-of-8"; `out` itself for a whole study.
std::filesystem::path shard_folder(const std::filesystem::path& out, const Shard& shard);

}  // namespace spiral
