// The figures of a run: while it trains and when it has.
#pragma once

#include <exception>
#include <memory>
#include <vector>

#include "core/experiment.hpp"
#include "core/training_observer.hpp"
#include "plot/figures.hpp"
#include "plot/plan.hpp"
#include "study/training.hpp"

namespace spiral {

/// Watches a run for a window, a terminal or GIFs, and draws the figures at its end.
class RunFigures {
 public:
  /// All of these outlive the figures; `store` is null for none.
  RunFigures(const PlotPlan& plan, const Training& training, Store* store,
             std::uint64_t first_seed);
  ~RunFigures();

  /// Who watches these trials, whose study outlives the figures: the first seed's are drawn as they
  /// train.
  std::vector<TrainingObserver*> observe(const std::vector<PlannedTrial>& trials);

  /// Ends what moves, so that others may write to the terminal.
  void end_live();

  /// Draws the figures of a run that is complete, and prints their paths; those of an incomplete
  /// one are left out but for the animations that are drawn already. Returns what failed, each a
  /// PlotError: one figure that cannot be drawn costs no other one.
  std::vector<std::exception_ptr> draw(const RunOutcome& outcome);

 private:
  class AnimationRecorder;
  class LiveRecorder;

  Figure live_figure(const PlannedTrial& trial, const std::vector<double>& train_error,
                     const PredictionMap& map) const;
  std::vector<Figure> figures_of(const ExperimentResults& results) const;
  std::vector<MappedCase> map_medians(const ExperimentResults& results) const;

  const PlotPlan& plan_;
  const Training& training_;
  Store* const store_;
  const std::uint64_t first_seed_;
  std::vector<PlannedTrial> trials_;
  std::unique_ptr<AnimationRecorder> animations_;
  std::unique_ptr<LiveRecorder> live_;
  std::vector<std::exception_ptr> live_failures_;
  /// No more is shown in a window.
  bool is_closed_ = false;
};

}  // namespace spiral
