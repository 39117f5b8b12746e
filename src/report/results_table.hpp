// The notebook's tables, its figures beside ours.
#pragma once

#include <string>
#include <vector>

#include "core/experiment.hpp"
#include "report/exports.hpp"
#include "report/table.hpp"

namespace spiral {

/// One row a case, with the median of its seeds and their range where there are several. "ours" is
/// computed as the notebook computes it, to be comparable with "published", a column of exercises
/// that the notebook gives numbers for; a column "accuracy" with the right figure is added where
/// the two differ. A seed that diverged counts as the lowest.
/// Units: percent, seconds.
Table results_table(const ExperimentResults& results);

/// Train error by epoch, median over seeds, beside what the notebook printed; no rows if it printed
/// none or if nothing was trained.
Table train_error_table(const ExperimentResults& results);

/// The tables of every experiment that has results, for a terminal; headings in bold if
/// `is_styled`. A table that is too wide for it loses its seconds, then its train errors.
std::string console_tables(const RunRecord& record, bool is_styled);

/// What every case has: "hidden 3x10, activation relu"; on points of a user's own nothing that only the
/// spirals have but the sizes.
std::string common_values(const std::vector<Case>& cases, bool has_points);

/// An exercise's cases: what differs between them.
Table varied_table(const std::vector<Case>& cases);

/// An exercise's cases: what differs between them, and what the notebook published of each.
Table catalog_table(const Experiment& experiment);

/// Every exercise, for a terminal: the usual config and what the points are once, then each exercise's
/// own.
std::string catalog_text(const Notebook& notebook);

}  // namespace spiral
