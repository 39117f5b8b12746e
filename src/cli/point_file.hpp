// CSV files of points as the command line names them.
#pragma once

#include <string>

#include "data/point_reader.hpp"

namespace spiral {

/// Reads a file, or standard input for "-".
/// Throws: PointsError where it cannot be opened, and at a reading that fails.
PointReader open_points(const std::string& path);

}  // namespace spiral
