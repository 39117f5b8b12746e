// A setting as result files and model files spell it.
#pragma once

#include <nlohmann/json.hpp>

#include "experiment/setting.hpp"

namespace spiral {

/// All but its name, from "hidden" to "noise".
nlohmann::ordered_json setting_json(const Setting& setting);

}  // namespace spiral
