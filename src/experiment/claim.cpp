#include "experiment/claim.hpp"

namespace spiral {

std::optional<bool> holds(const Claim& claim, const Evidence& evidence) {
  try {
    return claim.holds(evidence);
  } catch (const Evidence::Absent&) {
    return std::nullopt;
  }
}

}  // namespace spiral
