#include "cli/point_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <memory>
#include <span>
#include <utility>

#include "core/text.hpp"

namespace spiral {

namespace {

[[noreturn]] void fail(const std::string& name) {
  throw PointsError(name + ": " + std::strerror(errno));
}

std::size_t read_some(int file, const std::string& name, char* buffer, std::size_t size) {
  ssize_t count = 0;
  do {
    count = ::read(file, buffer, size);
  } while (count < 0 && errno == EINTR);
  if (count < 0) fail(name);
  return static_cast<std::size_t>(count);
}

/// Mean and standard deviation of a feature.
std::pair<double, double> spread(const std::vector<LabelledPoint>& points,
                                 float LabelledPoint::*feature) {
  const auto n = static_cast<double>(points.size());
  double sum = 0;
  for (const LabelledPoint& point : points) sum += static_cast<double>(point.*feature);
  double squares = 0;
  for (const LabelledPoint& point : points) {
    const double difference = static_cast<double>(point.*feature) - sum / n;
    squares += difference * difference;
  }
  return {sum / n, std::sqrt(squares / n)};
}

}  // namespace

PointReader open_points(const std::string& path, const PointFormat& format) {
  const bool is_input = path == "-";
  const std::string name = is_input ? "standard input" : path;
  const int descriptor = is_input ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) fail(name);
  const std::shared_ptr<const int> file(new int(descriptor), [](const int* opened) {
    if (*opened != STDIN_FILENO) ::close(*opened);
    delete opened;
  });
  return {
      [file, name](char* buffer, std::size_t size) { return read_some(*file, name, buffer, size); },
      name, format};
}

void check_data_options(const Options& options) {
  for (const std::string name : {"delimiter", "features", "label", "positive", "header"}) {
    if (options.explicitly_set.contains(name) && !options.data) {
      throw UsageError("--" + name + " without --data: only a file of points can have it");
    }
  }
}

void refuse_options_of_spirals(const Options& options, const std::string& points) {
  for (const std::string name : {"train-size", "noise"}) {
    if (options.explicitly_set.contains(name)) {
      throw UsageError("--" + name + " with " + points + ": only the spirals can have it");
    }
  }
}

LabelledPoints read_own_points(const Options& options) {
  refuse_options_of_spirals(options, "--data");
  return read_labelled_points(open_points(*options.data, options.point_format),
                              static_cast<std::size_t>(kMaxPoints));
}

void fit_sizes(TrainConfig& config, std::size_t points, const Options& options) {
  const auto n = static_cast<std::int64_t>(points);
  const auto is_set = [&](const char* option) { return options.explicitly_set.contains(option); };
  if (!is_set("val-size")) config.val_size = std::max<std::int64_t>(1, n / 5);
  config.train_size = n - config.val_size;
  config.noise = 0;
  if (config.train_size < 1) {
    throw UsageError(fmt::format("{} of the {} points of {} to validate on: must be fewer",
                                 config.val_size, n, *options.data));
  }
  if (!is_set("batch-size")) config.batch_size = std::min(config.batch_size, config.train_size);
}

std::vector<std::string> data_warnings(const PointSet& data, const TrainConfig& config) {
  const std::vector<LabelledPoint>& points = data.points;
  std::vector<std::string> warnings;
  const auto have_one_label = [](const auto& some) {
    const int label = some.front().label;
    return std::ranges::all_of(some, [=](const LabelledPoint& p) { return p.label == label; });
  };
  const auto train = std::span(points).first(static_cast<std::size_t>(config.train_size));
  const auto val = std::span(points).last(static_cast<std::size_t>(config.val_size));
  if (have_one_label(points)) {
    warnings.push_back(fmt::format("every label is {}", points.front().label));
  } else if (data.is_split && (have_one_label(train) || have_one_label(val))) {
    warnings.push_back(fmt::format("the points that {} have one label, {}; are they sorted?",
                                   have_one_label(val) ? "validate" : "are trained on",
                                   (have_one_label(val) ? val : train).front().label));
  }
  if (std::min(config.train_size, config.val_size) < 10) {
    warnings.push_back(fmt::format("few points: {} to train on, {} to validate on",
                                   config.train_size, config.val_size));
  }
  for (const auto& [name, feature] :
       {std::pair{"first", &LabelledPoint::x}, std::pair{"second", &LabelledPoint::y}}) {
    const auto [mean, deviation] = spread(points, feature);
    // The spirals' are 0 and about 4.
    if (deviation > 0.1 && deviation < 20 && std::abs(mean) < 10 * deviation) continue;
    warnings.push_back(
        fmt::format("the {} feature has mean {:.3g} and deviation {:.3g}; networks learn best from "
                    "features near mean 0 and deviation 1",
                    name, mean, deviation));
  }
  return warnings;
}

}  // namespace spiral
