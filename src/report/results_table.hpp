// The notebook's tables, its figures beside ours.
#pragma once

#include <vector>

#include "experiment/experiment.hpp"
#include "experiment/trial.hpp"
#include "report/table.hpp"

namespace spiral {

/// One row a setting, with the median of its seeds and their range where there are several. "ours"
/// is computed as the notebook computes it, to be comparable with "published", a column of exercises
/// that the notebook gives numbers for; a column "accuracy" with the right figure is added where the
/// two differ. A seed that diverged counts as the lowest.
/// Units: percent, seconds.
Table results_table(const Experiment& experiment, const std::vector<TrialResult>& results);

/// Train error by epoch, median over seeds, beside what the notebook printed; no rows if it printed
/// none or if nothing was trained.
Table train_error_table(const Experiment& experiment, const std::vector<TrialResult>& results);

/// The results that belong to `experiment`, in their order.
std::vector<TrialResult> results_of(const Experiment& experiment,
                                    const std::vector<TrialResult>& results);

}  // namespace spiral
