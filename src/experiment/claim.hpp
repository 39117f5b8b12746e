// A sentence of the notebook as a question that one seed's results answer with yes or no.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

namespace spiral {

/// What a claim may ask of one setting at one seed. Absent is what was not measured, or has no
/// value.
struct Figures {
  /// In [0, 1]; 0 where the training diverged: such a model tells nothing apart.
  std::optional<double> accuracy = {};
  std::optional<double> test_accuracy = {};
  /// The boundary's, as in TrialResult.
  std::optional<double> width = {};
  std::optional<double> roughness = {};
  /// Share of the epochs after the first in which the train error rises.
  std::optional<double> rising = {};
};

/// The settings of an exercise at one seed, or what the notebook published of them.
class Evidence {
 public:
  /// Thrown where a claim needs what is absent.
  struct Absent {};

  explicit Evidence(std::map<std::string, Figures> settings) : settings_(std::move(settings)) {}

  /// Each throws Absent.
  double accuracy(const std::string& setting) const { return get(setting, &Figures::accuracy); }
  double test_accuracy(const std::string& setting) const {
    return get(setting, &Figures::test_accuracy);
  }
  double width(const std::string& setting) const { return get(setting, &Figures::width); }
  double roughness(const std::string& setting) const { return get(setting, &Figures::roughness); }
  double rising(const std::string& setting) const { return get(setting, &Figures::rising); }

 private:
  double get(const std::string& setting, std::optional<double> Figures::*figure) const {
    const auto found = settings_.find(setting);
    if (found == settings_.end() || !(found->second.*figure)) throw Absent();
    return *(found->second.*figure);
  }

  std::map<std::string, Figures> settings_;
};

/// One sentence of the notebook.
struct Claim {
  /// "architecture-1".
  std::string id;
  /// What it says, in short.
  std::string text;
  /// What is asked of a seed, as a reader can check it: "acc(1) < .65".
  std::string rule;
  std::function<bool(const Evidence&)> holds;
};

/// Whether `evidence` bears the claim out; absent where it cannot tell.
std::optional<bool> holds(const Claim& claim, const Evidence& evidence);

}  // namespace spiral
