#include <fmt/format.h>

#include <cmath>
#include <exception>
#include <iterator>
#include <stdexcept>

#include "cli/commands/commands.hpp"
#include "cli/point_file.hpp"
#include "engine/saved_model.hpp"
#include "study/progress.hpp"

namespace spiral {

namespace {

void print_remarks(const PointReader& reader) {
  for (const std::string& remark : reader.columns().remarks) {
    print_warning(reader.name() + ": " + remark);
  }
}

}  // namespace

void predict_command(const Options& options) {
  SavedModel model(options.positional);
  PointFormat format = options.point_format;
  format.label_is_optional = true;
  PointReader reader = open_points(options.input, format);
  std::vector<LabelledPoint> points;
  std::string text;
  std::size_t count = 0;
  std::size_t right = 0;
  for (bool goes_on = true; goes_on;) {
    points.clear();
    std::exception_ptr refused;
    try {
      goes_on = reader.read(points);
    } catch (const PointsError&) {  // the points before it get their answers
      refused = std::current_exception();
    }
    const auto probabilities = model.predict(points);
    for (std::size_t i = 0; i < points.size(); ++i) {
      if (std::isnan(probabilities[i])) {
        throw std::runtime_error(fmt::format("{}: the model's numbers overflow at {},{}",
                                             options.positional, points[i].x, points[i].y));
      }
      const int predicted = probabilities[i] >= 0.5F ? 1 : 0;
      right += predicted == points[i].label ? 1U : 0U;
      fmt::format_to(std::back_inserter(text), "{},{}\n", probabilities[i], predicted);
    }
    if (count == 0 && !points.empty()) {
      text.insert(0, "probability,class\n");
      if (!options.training.quiet) print_remarks(reader);
    }
    count += points.size();
    fmt::print("{}", text);
    if (std::fflush(stdout) != 0) throw std::runtime_error("standard output could not be written");
    text.clear();
    if (refused) std::rethrow_exception(refused);
  }
  if (count == 0) throw PointsError(reader.name() + ": no points in it");
  reader.check_labels();
  if (!reader.columns().label || options.training.quiet) return;
  print_warning(fmt::format("accuracy {:.2f} % of {} labelled points",
                            100.0 * static_cast<double>(right) / static_cast<double>(count),
                            count));
}

}  // namespace spiral
