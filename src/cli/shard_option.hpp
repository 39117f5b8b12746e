// The value of --shard, also where a cluster's environment has it.
#pragma once

#include <optional>
#include <string>

#include "study/plan.hpp"

namespace spiral {

/// Reads "3/8", "auto" and "auto/8". A task of a Slurm array knows its number and how many there are;
/// a pod of an indexed Kubernetes Job knows its number alone. Nullopt for another text.
/// Throws: UsageError where the environment does not tell, or contradicts.
std::optional<Shard> parse_shard(const std::string& text);

}  // namespace spiral
