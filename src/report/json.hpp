// A run as JSON, schema 1: every number with the digits that restore the same double, NaN as null.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "report/run_record.hpp"

namespace spiral {

/// The "environment" of every JSON file.
nlohmann::ordered_json environment_json(const Environment& environment);

/// One trial a line. `all` has the same shape; each trial then begins with the name of its
/// "experiment". A run that ended early says "complete": false.
std::string to_json(const RunRecord& record);

}  // namespace spiral
