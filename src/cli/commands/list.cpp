#include <fmt/format.h>

#include "cli/commands/commands.hpp"
#include "cli/notebook_file.hpp"
#include "experiment_file/experiment_file.hpp"
#include "report/results_table.hpp"

namespace spiral {

void list_command(const Options& options) {
  Options with_points = options;
  const Notebook notebook = read_notebook(with_points);
  if (!options.toml) return fmt::print("{}", catalog_text(notebook));
  fmt::print("{}", notebook.text.empty()
                       ? write_experiment_file(
                             {.title = "The two-spirals notebook", .exercises = notebook.exercises})
                       : notebook.text);
}

}  // namespace spiral
