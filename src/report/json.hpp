// A run as JSON, schema 1: every number with the digits that restore the same double, NaN as null.
#pragma once

#include <string>

#include "report/run_record.hpp"

namespace spiral {

/// One trial a line. A run of several exercises has the same shape; each trial then begins with the
/// name of its "experiment".
std::string to_json(const RunRecord& record);

}  // namespace spiral
