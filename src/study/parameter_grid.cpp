#include "study/parameter_grid.hpp"

#include <algorithm>

#include "core/text.hpp"
#include "study/plan.hpp"

namespace spiral {

Axis parse_axis(const std::string& text) {
  const auto equals = text.find('=');
  const std::string name = text.substr(0, equals);
  const ConfigField* parameter = find_config_field(name);
  if (parameter == nullptr) {
    std::vector<std::string> names;
    for (const ConfigField& field : config_fields()) names.push_back(field.option());
    throw UsageError("vary", text, "unknown parameter '" + name + "'; " + suggestion(name, names));
  }
  if (equals == std::string::npos) {
    throw UsageError("vary", text, "its values are missing; must be " + name + "=V1,V2,...");
  }
  Axis axis{.parameter = parameter, .points = {}};
  const auto values = split(text.substr(equals + 1), ',');
  check_combinations(values.size());
  for (const std::string& value : values) {
    const std::string point = name + "=" + value;
    const auto parsed = parameter->parse(value);
    if (!parsed) throw UsageError("vary", point, parameter->constraint);
    const bool is_twice =
        std::any_of(axis.points.begin(), axis.points.end(),
                    [&](const GridPoint& other) { return other.changes.front().value == *parsed; });
    if (is_twice) throw UsageError("vary", point, "this value is there twice");
    axis.points.push_back({point, value, {{parameter, *parsed}}});
  }
  return axis;
}

Experiment sweep_experiment(const TrainConfig& base, const std::vector<Axis>& axes) {
  Experiment sweep{.name = "sweep", .summary = {}, .varied = {}, .cases = {}};
  for (const Axis& axis : axes) {
    sweep.varied += (sweep.varied.empty() ? "" : "/") + axis.parameter->option();
  }
  sweep.summary = "Every combination of " + sweep.varied;
  for (const GridPoint& point : grid_points(axes)) {
    Case item{.label = point.label, .config = base};
    for (const ConfigChange& change : point.changes) change.apply(item.config);
    item.place = place_outside_notebook(item.config);
    sweep.cases.push_back(std::move(item));
  }
  return sweep;
}

}  // namespace spiral
