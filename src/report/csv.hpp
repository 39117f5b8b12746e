// A run as CSV (RFC 4180): a line a trial.
#pragma once

#include <string>
#include <vector>

#include "report/run_record.hpp"

namespace spiral {

/// Cells with a comma, a quote or a line break are quoted.
std::string csv_line(const std::vector<std::string>& cells);

/// The columns are JSON's and then the environment's, but for the train error, of which only the
/// last epoch's stands here, and the hidden layers, as "3x10". What is absent or not finite is an
/// empty cell.
std::string to_csv(const RunRecord& record);

}  // namespace spiral
