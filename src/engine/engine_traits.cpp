// What the engines can do, apart from what makes them: the command line knows it without LibTorch.
#include "engine/engine.hpp"

namespace spiral {

const std::vector<EngineTraits>& engine_traits() {
  static const std::vector<EngineTraits> traits{
      {.name = "torch", .runs_on_cuda = true, .stops_early = true},
      {.name = "ensemble", .runs_on_cuda = true, .stops_early = false},
      {.name = "simd", .runs_on_cuda = false, .stops_early = false}};
  return traits;
}

}  // namespace spiral
