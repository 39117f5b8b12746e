#include "study/memory.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

namespace spiral {

namespace {

// Where a container's own limit stands, or "max", which is no number.
constexpr const char* kContainerLimit = "/sys/fs/cgroup/memory.max";

}  // namespace

std::uint64_t memory_limit() {
  std::uint64_t limit = static_cast<std::uint64_t>(sysconf(_SC_PHYS_PAGES)) *
                        static_cast<std::uint64_t>(sysconf(_SC_PAGE_SIZE));
  rlimit of_process{};
  if (getrlimit(RLIMIT_AS, &of_process) == 0) {
    limit = std::min<std::uint64_t>(limit, of_process.rlim_cur);
  }
  std::uint64_t of_container = 0;
  if (std::ifstream(kContainerLimit) >> of_container) limit = std::min(limit, of_container);
  return limit;
}

std::uint64_t least_memory(const TrainConfig& config) {
  std::int64_t neurons = 0;
  for (const std::int64_t layer : config.hidden) neurons += layer;
  const std::int64_t numbers = 2 * parameter_count(config) + config.batch_size * neurons;
  return static_cast<std::uint64_t>(numbers) * sizeof(float);
}

}  // namespace spiral
