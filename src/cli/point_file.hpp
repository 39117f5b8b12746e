// CSV files of points as the command line names them, and what a training on one's own needs.
#pragma once

#include <string>
#include <vector>

#include "cli/options.hpp"
#include "core/point_reader.hpp"

namespace spiral {

/// Reads a file, or standard input for "-".
/// Throws: PointsError where it cannot be opened, and at a reading that fails.
PointReader open_points(const std::string& path, const PointFormat& format);

/// Throws: UsageError where options say how --data is written, and there is none.
void check_data_options(const Options& options);

/// Throws: UsageError where options say what only the spirals can have; `points` is what stands in
/// their place: "--data".
void refuse_options_of_spirals(const Options& options, const std::string& points);

/// The points of --data.
/// Throws: UsageError where other options contradict it; PointsError.
LabelledPoints read_own_points(const Options& options);

/// Holds a fifth of `points` out, or as many as the user says; the rest is trained on.
/// Throws: UsageError where nothing is left.
void fit_sizes(TrainConfig& config, std::size_t points, const Options& options);

/// A sentence on each way in which data are valid, but teach a network little.
std::vector<std::string> data_warnings(const PointSet& data, const TrainConfig& config);

}  // namespace spiral
