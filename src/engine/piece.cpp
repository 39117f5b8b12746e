#include "engine/piece.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace spiral {

void check_piece(const std::vector<Trial>& trials, std::size_t most) {
  if (trials.empty() || trials.size() > most) {
    throw std::invalid_argument(
        fmt::format("1 to {} trials are trained together, not {}", most, trials.size()));
  }
  for (const Trial& trial : trials) {
    if (!(trial.setting == trials.front().setting)) {
      throw std::invalid_argument("trials that are trained together share one setting: not " +
                                  trials.front().setting.name + " and " + trial.setting.name);
    }
  }
}

void share_time(std::vector<TrialResult>& results, double seconds) {
  for (TrialResult& result : results) {
    result.seconds = seconds / static_cast<double>(results.size());
  }
}

}  // namespace spiral
