// Engines: one config and many seeds in, whole results out. No LibTorch in this header.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/geometry.hpp"
#include "core/training_observer.hpp"
#include "core/trial.hpp"

namespace spiral {

/// What an engine is and can do.
struct EngineTraits {
  /// As --engine and the exports spell it: "torch".
  std::string name;
  bool runs_on_cuda;
  bool stops_early;
};

/// Every engine: torch, ensemble, simd.
const std::vector<EngineTraits>& engine_traits();

/// What an engine is told of all its trials.
struct EngineOptions {
  /// "cpu", "cuda" or "cuda:N".
  std::string device = "cpu";
  /// Trains on these in place of the spirals; a config's val_size of them, drawn by the seed, are held
  /// out to validate on.
  OwnPoints points = nullptr;
  /// Training ends after as many epochs without a lower validation loss, with the weights of the
  /// lowest.
  std::optional<std::int64_t> patience = {};
};

/// Safe to use from several threads at once.
class Engine {
 public:
  explicit Engine(const EngineTraits& traits) : traits_(traits) {}
  virtual ~Engine() = default;
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  const EngineTraits& traits() const { return traits_; }

  /// How many seeds of `config` one call trains at once.
  virtual std::size_t max_seeds(const TrainConfig& config) const = 0;

  /// About how long such a call takes, compared with other configs.
  virtual double cost(const TrainConfig& config) const = 0;

  /// Whether its results have the bits of Python's PyTorch, of the same version on this machine. The SIMD
  /// engine tries a batch or two of each kind: it knows the order of LibTorch's operations for some
  /// versions, BLAS libraries and processors alone.
  virtual bool has_python_bits(const std::vector<TrainConfig>& configs) const = 0;

  /// Trains and evaluates `config` at each of the seeds; returns a result a seed, in order. A seed's
  /// result has the same bits whichever other seeds share the call (on a GPU that is the BLAS's
  /// choice); `seconds` are its share of the call's. The observer's trials are places among the seeds.
  /// Throws: Interrupted; std::invalid_argument unless there are 1 to max_seeds() seeds.
  virtual std::vector<TrialResult> train(const TrainConfig& config, const Place& place,
                                         const std::vector<std::uint64_t>& seeds,
                                         TrainingObserver& observer) const = 0;

 private:
  const EngineTraits& traits_;
};

/// The engine of this name.
/// Throws: UsageError for a name that is none, and where the engine cannot do what the options ask.
std::unique_ptr<Engine> make_engine(const std::string& name, const EngineOptions& options);

/// The SIMD engine's cost, also where another engine trains.
double simd_cost(const TrainConfig& config);

/// The training set that a trial starts from.
std::vector<LabelledPoint> training_points(const TrialKey& key);

/// What the model that a trial ended with makes of its validation set and of the plane; `points` as in
/// the EngineOptions that trained it.
/// Throws: std::invalid_argument where the weights are not as many as the config's.
PredictionMap prediction_map(const TrialKey& key, const std::vector<float>& weights,
                             const OwnPoints& points, double grid_step);

}  // namespace spiral
