#include "report/markdown.hpp"

#include <fmt/format.h>

#include "report/results_table.hpp"

namespace spiral {

std::string to_markdown(const RunRecord& record) {
  std::string text;
  for (const Experiment& experiment : record.experiments) {
    const auto results = results_of(experiment, record.results);
    text += fmt::format("## {}\n\n{}.\n\n{}\n", experiment.name, experiment.summary,
                        render_markdown(results_table(experiment, results)));
    const Table train_errors = train_error_table(experiment, results);
    if (!train_errors.rows.empty()) text += render_markdown(train_errors) + "\n";
  }
  const Environment& environment = record.environment;
  return text + fmt::format("spiral-exp {}, LibTorch {} ({}, {}), {}, engine {}.\n",
                            environment.version, environment.libtorch, environment.cpu_capability,
                            environment.blas, environment.device, environment.engine);
}

}  // namespace spiral
