#include "cli/reproduction.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>

#include "cli/nearest.hpp"
#include "cli/usage_error.hpp"
#include "engine/stored_picture.hpp"
#include "experiments/catalog.hpp"
#include "report/output_file.hpp"
#include "report/svg.hpp"

namespace spiral {

namespace {

// A tile of a report is 200 pixels wide and the plane some 26 units: a cell is two pixels.
constexpr double kPictureStep = 0.25;

BoundaryRow boundary_row(Store& store, const StoredRun& run, const Setting& setting,
                         const SettingVerdict& verdict) {
  BoundaryRow row{.setting = setting.name, .tiles = {}};
  const std::array<std::tuple<const char*, std::uint64_t, double>, 3> chosen{
      {{"worst", verdict.worst_seed, verdict.accuracies.front()},
       {"median", verdict.median_seed, verdict.accuracies[(verdict.accuracies.size() - 1) / 2]},
       {"best", verdict.best_seed, verdict.accuracies.back()}}};
  for (const auto& [which, seed, accuracy] : chosen) {
    const Trial trial{"report", setting, seed};
    row.tiles.push_back(
        {.caption = fmt::format("{} {:.1f} %", which, accuracy),
         .detail = fmt::format("seed {}", seed),
         .grid = stored_picture(trial, store.weights(trial, run.environment), kPictureStep).grid});
  }
  return row;
}

void write_file(const std::filesystem::path& file, const std::string& text) {
  try {
    write_whole(file.string(), text);
  } catch (const OutputError& error) {
    throw OutputError(file.string() + ": " + error.what());
  }
}

}  // namespace

std::vector<Experiment> choose_exercises(const std::vector<std::string>& names) {
  auto experiments = catalog();
  if (names.empty()) return experiments;
  std::vector<std::string> known;
  for (const Experiment& experiment : experiments) known.push_back(experiment.name);
  for (const std::string& name : names) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      throw UsageError("unknown exercise '" + name + "'; " + suggestion(name, known));
    }
  }
  std::erase_if(experiments, [&](const Experiment& experiment) {
    return std::find(names.begin(), names.end(), experiment.name) == names.end();
  });
  return experiments;
}

std::vector<Setting> all_settings(const std::vector<Experiment>& experiments) {
  std::vector<Setting> settings;
  for (const Experiment& experiment : experiments) {
    settings.insert(settings.end(), experiment.settings.begin(), experiment.settings.end());
    settings.insert(settings.end(), experiment.probes.begin(), experiment.probes.end());
  }
  return settings;
}

std::vector<TrialResult> stored_results(Store& store, const Experiment& experiment,
                                        const StoredRun& run) {
  std::vector<TrialResult> results;
  for (const Setting& setting : all_settings({experiment})) {
    auto own = store.results(experiment.name, setting, run.environment, run.first_seed, run.seeds);
    if (static_cast<std::int64_t>(own.size()) < run.seeds) {
      throw StoreError(fmt::format(
          "{}, setting {}: {} of {} seeds are stored; '{}' with the same --out trains the others",
          experiment.name, setting.name, own.size(), run.seeds, run.command));
    }
    std::move(own.begin(), own.end(), std::back_inserter(results));
  }
  return results;
}

Reproduction assemble_reproduction(Store& store, const StoredRun& run,
                                   const std::vector<Experiment>& experiments) {
  Reproduction reproduction{.command = run.command,
                            .environment = run.environment,
                            .first_seed = run.first_seed,
                            .seeds = run.seeds,
                            .exercises = {}};
  for (const Experiment& experiment : experiments) {
    auto verdict = judge(experiment, stored_results(store, experiment, run));
    const auto settings = all_settings({experiment});
    std::vector<BoundaryRow> rows;
    for (std::size_t i = 0; i < settings.size(); ++i) {
      rows.push_back(boundary_row(store, run, settings[i], verdict.settings[i]));
    }
    reproduction.exercises.push_back(
        {std::move(verdict), boundary_sheet("Decision boundaries of " + experiment.name, rows)});
  }
  return reproduction;
}

void deliver_reproduction(const Reproduction& reproduction, const std::filesystem::path& folder) {
  for (const auto& [verdict, boundaries] : reproduction.exercises) {
    const auto file = folder / boundaries_file(*verdict.experiment);
    std::error_code error;
    std::filesystem::create_directories(file.parent_path(), error);
    write_file(file, boundaries);
  }
  write_file(folder / "report.md", reproduction_markdown(reproduction));
  write_file(folder / "report.html", reproduction_html(reproduction));
  fmt::print("{}\n{}\n{}\n", reproduction_summary(reproduction), (folder / "report.html").string(),
             (folder / "report.md").string());
}

}  // namespace spiral
