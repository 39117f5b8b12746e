// An exercise of the notebook as data: its settings, and what the notebook published and said of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "experiment/claim.hpp"
#include "experiment/setting.hpp"

namespace spiral {

/// A row of one of the notebook's tables.
struct Published {
  std::string setting;
  /// Units: percent, as printed.
  double accuracy_percent;
  /// The "decision boundary" column, in the notebook's words; empty where it has none.
  std::string boundary = {};
  /// Train error of each epoch, where the notebook printed it.
  std::vector<double> train_error = {};
};

/// One subcommand.
struct Experiment {
  std::string name;
  /// One line for the help.
  std::string summary;
  /// What its settings differ in, for the figures' titles: "Batch size".
  std::string varied;
  /// In the notebook's order; names are unique.
  std::vector<Setting> settings;
  /// The notebook draws the convergence by itself as well.
  bool plots_convergence = false;
  /// At most one row a setting.
  std::vector<Published> published = {};
  /// What the notebook says of them.
  std::vector<Claim> claims = {};
  /// Settings that the notebook does not train, but speaks of in a claim.
  std::vector<Setting> probes = {};
};

/// The published row of `setting`, if there is one.
inline const Published* find_published(const Experiment& experiment, const std::string& setting) {
  for (const Published& row : experiment.published) {
    if (row.setting == setting) return &row;
  }
  return nullptr;
}

}  // namespace spiral
