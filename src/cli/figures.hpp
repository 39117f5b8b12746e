// Which figures a run leaves, and where.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/options.hpp"
#include "experiment/experiment.hpp"
#include "experiment/trial.hpp"
#include "plot/gnuplot.hpp"
#include "run/runner.hpp"

namespace spiral {

/// Finds gnuplot, its terminal and the folder before any training; does nothing for
/// PlotFormat::none. Returns the terminal, for the drawing below.
/// Throws: PlotError.
std::string prepare_plots(const PlotOptions& options);

/// Takes a picture of the first seed's boundaries every few epochs and draws an animation of each
/// setting as it ends; idle unless `options` asks for GIFs.
class AnimationRecorder : public RunObserver {
 public:
  AnimationRecorder(const std::vector<Trial>& trials, std::uint64_t first_seed,
                    const PlotOptions& options);

  void on_epoch(std::size_t trial, std::int64_t epoch, double train_error,
                const Snapshot& snapshot) override;
  void on_trial_done(std::size_t trial) override;

  /// The files drawn, in the trials' order.
  /// Throws: PlotError, the first one that came up.
  std::vector<std::string> paths() const;

 private:
  bool records(const Trial& trial) const;

  const std::vector<Trial>& trials_;
  const std::uint64_t first_seed_;
  const PlotOptions options_;
  // One a trial, each touched by its own trial's thread alone:
  std::vector<std::vector<Figure>> frames_;
  std::vector<std::string> paths_;
  std::vector<std::optional<PlotError>> errors_;
};

/// Draws the notebook's figures of `experiment` at its first seed and the overview, into files or,
/// as characters, onto standard output; prints the paths written. `results` are the experiment's
/// own.
/// Throws: PlotError.
void draw_experiment(const Experiment& experiment, const std::vector<TrialResult>& results,
                     const PlotOptions& options, const std::string& terminal);

/// Draws the training set likewise.
/// Throws: PlotError.
void draw_dataset(const std::vector<LabelledPoint>& points, const PlotOptions& options,
                  const std::string& terminal);

}  // namespace spiral
