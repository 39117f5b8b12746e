#include <fmt/format.h>

#include "cli/commands.hpp"
#include "report/table.hpp"

namespace spiral {

namespace {

std::vector<std::string> list_row(const Experiment& experiment, const Setting& setting) {
  const Published* published = find_published(experiment, setting.name);
  return {experiment.name,
          setting.name,
          shape_name(setting.hidden),
          std::string(to_string(setting.activation)),
          std::string(to_string(setting.loss)),
          std::string(to_string(setting.optimizer)),
          value_name(setting.learning_rate),
          value_name(setting.batch_size),
          value_name(setting.epochs),
          published ? fmt::format("{:.2f}", published->accuracy_percent) : "",
          published ? published->boundary : ""};
}

}  // namespace

int list_command(const std::vector<Experiment>& exercises) {
  Table table{.header = {"exercise", "setting", "hidden", "activation", "loss", "optimizer",
                         "learning rate", "batch", "epochs", "published %", "published boundary"},
              .rows = {}};
  for (const Experiment& experiment : exercises) {
    for (const Setting& setting : experiment.settings) {
      table.rows.push_back(list_row(experiment, setting));
    }
  }
  fmt::print("{}", render_console(table));
  return kExitDone;
}

}  // namespace spiral
