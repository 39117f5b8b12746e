#include "cli/notebook_file.hpp"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <utility>

#include "cli/command_line.hpp"
#include "cli/point_file.hpp"
#include "core/text.hpp"
#include "experiment_file/experiment_file.hpp"
#include "experiments/catalog.hpp"
#include "study/progress.hpp"

namespace spiral {

namespace {

namespace fs = std::filesystem;

// A text of them is kept with every reproduction.
constexpr std::size_t kMaxFilePoints = 1'000'000;

std::string text_of(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (error) throw UsageError(path + ": " + error.message());
  if (!fs::is_regular_file(status)) throw UsageError(path + ": must be a file");
  std::ifstream stream(path, std::ios::binary);
  std::string text(kMaxExperimentFile + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!stream.is_open() || stream.bad()) throw UsageError(path + ": cannot be read");
  text.resize(static_cast<std::size_t>(stream.gcount()));
  if (text.size() <= kMaxExperimentFile) return text;
  throw UsageError(path + ": must have at most " + std::to_string(kMaxExperimentFile) + " bytes");
}

/// The file of points that an experiment file names, which must be in its folder, whatever links
/// say.
std::string path_beside(const std::string& file, const std::string& name) {
  const fs::path folder = fs::path(file).parent_path();
  const fs::path path = folder / name;
  std::error_code error;
  const fs::path real = fs::canonical(path, error);
  if (error) throw UsageError(file + ": " + path.string() + ": " + error.message());
  const fs::path home = fs::canonical(folder.empty() ? "." : folder);
  if (std::ranges::mismatch(home, real).in1 != home.end()) {
    throw UsageError(file + ": " + path.string() +
                     ": is a link that leaves the folder; --data can name the file");
  }
  if (!fs::is_regular_file(real)) throw UsageError(path.string() + ": must be a file");
  return path.string();
}

/// Points that stand in a text.
PointReader points_within(const PointTable& table, const std::string& name) {
  return {[rest = std::string_view(table.points)](char* buffer, std::size_t size) mutable {
            const std::size_t count = std::min(size, rest.size());
            std::memcpy(buffer, rest.data(), count);
            rest.remove_prefix(count);
            return count;
          },
          name, table.format};
}

/// Reads the file's points and fits its exercises to them; its own text keeps them.
LabelledPoints take_points(ExperimentFile& file, PointReader reader,
                           std::optional<std::int64_t> val_size) {
  LabelledPoints read = read_labelled_points(std::move(reader), kMaxFilePoints);
  const auto held_out = val_size ? val_size : file.data->val_size;
  fit_to_points(file.exercises, read.points.size(), held_out);
  PointTable table = inline_table(read.points);
  table.val_size = held_out;
  table.is_split = file.data->is_split;
  file.data = std::move(table);
  return read;
}

Notebook to_notebook(ExperimentFile file, std::vector<LabelledPoint> points) {
  Notebook notebook{.exercises = {}, .title = file.title, .text = write_experiment_file(file)};
  notebook.exercises = std::move(file.exercises);
  if (file.data) {
    notebook.points =
        std::make_shared<const PointSet>(PointSet{std::move(points), file.data->is_split});
  }
  return notebook;
}

/// --val-size, where the user gave it.
std::optional<std::int64_t> val_size_of(const Options& options) {
  std::optional<std::int64_t> size;
  for (const ConfigChange& change : options.changes) {
    if (change.field->name == "val_size") size = std::get<std::int64_t>(change.value);
  }
  return size;
}

void print_remarks(const std::vector<std::string>& of_reading, const Notebook& notebook,
                   const Options& options) {
  if (options.training.quiet) return;
  const TrainConfig& config = notebook.exercises.front().cases.front().config;
  for (const auto& remarks : {of_reading, data_warnings(*notebook.points, config)}) {
    for (const std::string& remark : remarks) print_warning(remark);
  }
}

Notebook read_file(Options& options) {
  ExperimentFile file =
      read_experiment_file(text_of(options.file), options.file, subcommands_beside_exercises());
  if (!file.data) {
    if (!options.data) return to_notebook(std::move(file), {});
    throw UsageError("--data with " + options.file +
                     ": it has the spirals; its [data] must name a file");
  }
  refuse_options_of_spirals(options, options.file);
  if (!options.data && !file.data->file.empty()) {
    options.data = path_beside(options.file, file.data->file);
  }
  PointReader reader = options.data ? open_points(*options.data, file.data->format)
                                    : points_within(*file.data, options.file + ", points");
  LabelledPoints read = take_points(file, std::move(reader), val_size_of(options));
  Notebook notebook = to_notebook(std::move(file), std::move(read.points));
  print_remarks(read.remarks, notebook, options);
  options.training.of_engine.points = notebook.points;
  return notebook;
}

}  // namespace

Notebook read_notebook(Options& options) {
  if (!options.file.empty()) {
    Notebook notebook = read_file(options);
    options.notebook = notebook.text;
    return notebook;
  }
  if (!options.data) return {.exercises = catalog()};
  throw UsageError("--data without an experiment file: the notebook has the spirals");
}

Notebook stored_notebook(const std::string& text) {
  if (text.empty()) return {.exercises = catalog()};
  ExperimentFile file = read_experiment_file(text, "the stored experiment file");
  if (!file.data) return to_notebook(std::move(file), {});
  LabelledPoints read =
      take_points(file, points_within(*file.data, "the stored points"), std::nullopt);
  return to_notebook(std::move(file), std::move(read.points));
}

}  // namespace spiral
