// The notebook's exercises, in its order. To add one: a file beside this, a line in each list.
#pragma once

#include <vector>

#include "core/experiment.hpp"

namespace spiral {

Experiment linear();
Experiment first_model();
Experiment working_model();
Experiment architecture();
Experiment activation();
Experiment neurons();
Experiment batch_size();
Experiment learning_rate();
Experiment epochs();
Experiment optimizer();
Experiment loss();
Experiment test_set();

/// Every exercise, in the notebook's order, each case in its place of Run All.
/// Throws: ClaimError for a rule that cannot be read.
std::vector<Experiment> catalog();

}  // namespace spiral
