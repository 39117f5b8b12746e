#include "engine/engine.hpp"

#include <algorithm>
#include <array>

#include "core/text.hpp"
#include "engine/factories.hpp"

namespace spiral {

namespace {

using Factory = std::unique_ptr<Engine> (*)(const EngineTraits&, const EngineOptions&);

// In the order of engine_traits().
constexpr std::array<Factory, 3> kFactories{make_torch_engine, make_ensemble_engine,
                                            make_simd_engine};

}  // namespace

std::unique_ptr<Engine> make_engine(const std::string& name, const EngineOptions& options) {
  const auto can_do = [&](const EngineTraits& traits) {
    return (traits.runs_on_cuda || options.device == "cpu") &&
           (traits.stops_early || !options.patience);
  };
  std::vector<std::string> able;
  for (std::size_t i = 0; i < engine_traits().size(); ++i) {
    const EngineTraits& traits = engine_traits()[i];
    if (!can_do(traits)) continue;
    if (traits.name == name) return kFactories[i](traits, options);
    able.push_back(traits.name);
  }
  throw UsageError("engine", name,
                   std::string(options.device == "cpu" ? "" : "on " + options.device + " it ") +
                       "must be " + list_words(able, "or") +
                       (options.points ? " with points of one's own" : "") +
                       (options.patience ? " with early stopping" : ""));
}

}  // namespace spiral
