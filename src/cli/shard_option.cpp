#include "cli/shard_option.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <limits>

#include "core/text.hpp"

namespace spiral {

namespace {

// More machines than there are.
constexpr std::int64_t kMaxShards = 1'000'000;

std::optional<std::int64_t> number_in(const char* variable) {
  const char* text = std::getenv(variable);
  if (text == nullptr) return std::nullopt;
  const auto number = parse_integer(text, 0, std::numeric_limits<std::int64_t>::max());
  if (!number) throw UsageError(fmt::format("{}={}: must be a number", variable, text));
  return number;
}

/// Of a whole array alone the number of a task tells which shard it is: `--array=3,5` is for a user
/// who names the shard.
Shard slurm_shard(std::int64_t task) {
  const auto first = number_in("SLURM_ARRAY_TASK_MIN").value_or(1);
  const auto last = number_in("SLURM_ARRAY_TASK_MAX").value_or(0);
  const auto count = number_in("SLURM_ARRAY_TASK_COUNT").value_or(0);
  if (first > 1 || last - first + 1 != count) {
    throw UsageError(fmt::format(
        "--shard auto: the array has {} tasks from {} to {}; must be 1-N or 0-N without gaps; for "
        "some tasks of it: --shard $SLURM_ARRAY_TASK_ID/N",
        count, first, last));
  }
  return {task - first + 1, count};
}

Shard shard_of_environment(const std::optional<std::int64_t>& count) {
  Shard shard;
  if (const auto task = number_in("SLURM_ARRAY_TASK_ID")) {
    shard = slurm_shard(*task);
  } else if (const auto pod = number_in("JOB_COMPLETION_INDEX")) {
    if (!count) {
      throw UsageError(
          "--shard auto: JOB_COMPLETION_INDEX does not say of how many; must be auto/N");
    }
    shard = {*pod + 1, *count};
  } else {
    throw UsageError(
        "--shard auto: neither SLURM_ARRAY_TASK_ID nor JOB_COMPLETION_INDEX is set; must be I/N");
  }
  if (shard.number <= shard.count && count.value_or(shard.count) == shard.count) return shard;
  throw UsageError(fmt::format("--shard auto: the environment says {}/{}, the option {} shards",
                               shard.number, shard.count, count.value_or(shard.count)));
}

}  // namespace

std::optional<Shard> parse_shard(const std::string& text) {
  const auto slash = text.find('/');
  const std::string number = text.substr(0, slash);
  std::optional<std::int64_t> count;
  if (slash != std::string::npos) {
    count = parse_integer(text.substr(slash + 1), 1, kMaxShards);
    if (!count) return std::nullopt;
  }
  if (number == "auto") return shard_of_environment(count);
  const auto parsed = parse_integer(number, 1, count.value_or(0));
  if (!parsed) return std::nullopt;
  return Shard{*parsed, *count};
}

}  // namespace spiral
