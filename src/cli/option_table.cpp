// The options themselves.
#include <limits>
#include <map>

#include "cli/options.hpp"
#include "cli/parse_value.hpp"

namespace spiral {

namespace {

// Far above what is sensible, far below what overflows a count. Noise ends at 10, as wide as the
// spirals, because the boundary is measured on a grid over all points; a learning rate at 1e30,
// because float32 ends at 3.4e38.
constexpr std::int64_t kMostEpochs = 1'000'000;
constexpr std::int64_t kMostPoints = 10'000'000;
constexpr std::int64_t kMostSeeds = 1'000'000;
constexpr std::int64_t kMostJobs = 1024;

std::string whole_range(std::int64_t low, std::int64_t high) {
  return "allowed are whole numbers from " + std::to_string(low) + " to " + std::to_string(high);
}

OptionSpec whole_override(const std::string& name, std::int64_t Setting::*parameter,
                          std::int64_t low, std::int64_t high, const std::string& help) {
  return {name, "N", help, whole_range(low, high), [=](Options& options, const std::string& text) {
            const auto value = parse_whole(text, low, high);
            if (value) options.overrides.push_back([=](Setting& s) { s.*parameter = *value; });
            return value.has_value();
          }};
}

OptionSpec real_override(const std::string& name, double Setting::*parameter, bool (*valid)(double),
                         const std::string& allowed, const std::string& help) {
  return {name, "X", help, allowed, [=](Options& options, const std::string& text) {
            const auto value = parse_finite(text);
            if (!value || !valid(*value)) return false;
            options.overrides.push_back([=](Setting& s) { s.*parameter = *value; });
            return true;
          }};
}

OptionSpec export_option(const std::string& name, ExportFormat format, const std::string& help) {
  return {name, "FILE", help, "allowed is a file in a folder that exists, or - for standard output",
          [=](Options& options, const std::string& text) {
            if (text.empty()) return false;
            std::erase_if(options.exports, [&](const Export& e) { return e.option == name; });
            options.exports.push_back({format, name, text});
            return true;
          }};
}

OptionSpec switch_option(const std::string& name, bool Options::*flag, const std::string& help) {
  return {name, "", help, "", [=](Options& options, const std::string&) {
            options.*flag = true;
            return true;
          }};
}

OptionSpec seed_option() {
  return {"seed", "S", "first seed (default 0)",
          "allowed are whole numbers from 0 to " +
              std::to_string(std::numeric_limits<std::uint64_t>::max()),
          [](Options& options, const std::string& text) {
            const auto value = parse_unsigned(text);
            if (value) options.seed = *value;
            return value.has_value();
          }};
}

OptionSpec seeds_option() {
  return {"seeds", "N", "train seeds S to S+N-1 of every setting (default 1)",
          whole_range(1, kMostSeeds), [](Options& options, const std::string& text) {
            const auto value = parse_whole(text, 1, kMostSeeds);
            if (value) options.seeds = *value;
            return value.has_value();
          }};
}

OptionSpec engine_option() {
  return {"engine", "ENGINE",
          "auto, torch or fused (default auto: torch for one seed or on a GPU, else fused)",
          "allowed are auto, torch and fused", [](Options& options, const std::string& text) {
            const std::map<std::string, EngineChoice> engines{{"auto", EngineChoice::automatic},
                                                              {"torch", EngineChoice::torch},
                                                              {"fused", EngineChoice::fused}};
            const auto found = engines.find(text);
            if (found == engines.end()) return false;
            options.engine = found->second;
            return true;
          }};
}

OptionSpec device_option() {
  return {"device", "DEVICE", "cpu, cuda or cuda:N (default cpu)",
          "allowed are cpu, cuda and cuda:N", [](Options& options, const std::string& text) {
            const auto colon = text.find(':');
            const auto index = parse_whole(text.substr(colon + 1), 0, 127);
            const bool indexed = index && text == "cuda:" + std::to_string(*index);
            options.device = text;
            return text == "cpu" || text == "cuda" || indexed;
          }};
}

OptionSpec jobs_option() {
  return {"jobs", "N", "trials side by side (default: as many as there are cores)",
          whole_range(1, kMostJobs), [](Options& options, const std::string& text) {
            const auto value = parse_whole(text, 1, kMostJobs);
            if (value) options.jobs = static_cast<int>(*value);
            return value.has_value();
          }};
}

OptionSpec only_option() {
  return {"only", "SETTING,...", "train these settings alone", "allowed are names of settings",
          [](Options& options, const std::string& text) {
            options.only = split_at_commas(text);
            return true;
          }};
}

OptionSpec activate_last_hidden_option() {
  return {"activate-last-hidden", "",
          "put the activation after the last hidden layer too, which the notebook leaves out", "",
          [](Options& options, const std::string&) {
            options.overrides.push_back([](Setting& s) { s.activate_last_hidden = true; });
            return true;
          }};
}

OptionSpec train_size_option() {
  return whole_override("train-size", &Setting::train_size, 2, kMostPoints,
                        "points to train on (the notebook: 4000)");
}

OptionSpec noise_option() {
  return real_override(
      "noise", &Setting::noise, [](double x) { return 0 <= x && x <= 10; },
      "allowed are numbers from 0 to 10", "standard deviation of the noise (the notebook: 0.3)");
}

OptionSpec export_json_option() {
  return export_option("export-json", ExportFormat::json, "write everything as JSON");
}

OptionSpec export_csv_option() {
  return export_option("export-csv", ExportFormat::csv, "write a line a record as CSV");
}

OptionSpec plot_option() {
  return {"plot", "FORMAT",
          "window, png, svg, pdf, gif, ascii or none (default window; png without a display)",
          "allowed are window, png, svg, pdf, gif, ascii and none",
          [](Options& options, const std::string& text) {
            const std::map<std::string, PlotFormat> formats{
                {"window", PlotFormat::window}, {"png", PlotFormat::png},
                {"svg", PlotFormat::svg},       {"pdf", PlotFormat::pdf},
                {"gif", PlotFormat::gif},       {"ascii", PlotFormat::ascii},
                {"none", PlotFormat::none}};
            const auto found = formats.find(text);
            if (found == formats.end()) return false;
            options.plot.format = found->second;
            return true;
          }};
}

OptionSpec out_option() {
  return {"out", "DIR", "folder for the figures (default spiral-results)", "allowed is a folder",
          [](Options& options, const std::string& text) {
            options.plot.out = text;
            return !text.empty();
          }};
}

OptionSpec plot_size_option() {
  return {"plot-size", "N", "side of a figure's panel in pixels (default 400)",
          whole_range(100, 4000), [](Options& options, const std::string& text) {
            const auto value = parse_whole(text, 100, 4000);
            if (value) options.plot.panel = static_cast<int>(*value);
            return value.has_value();
          }};
}

OptionSpec grid_step_option() {
  return {"grid-step", "X", "grid of the decision boundary (default 0.05; the notebook: 0.01)",
          "allowed are numbers from 0.005 to 1", [](Options& options, const std::string& text) {
            const auto value = parse_finite(text);
            if (!value || *value < 0.005 || *value > 1) return false;
            options.plot.grid_step = *value;
            return true;
          }};
}

OptionSpec gif_every_option() {
  return {"gif-every", "N", "epochs from frame to frame of a GIF (default: about 50 frames)",
          whole_range(1, kMostEpochs), [](Options& options, const std::string& text) {
            options.plot.gif_every = parse_whole(text, 1, kMostEpochs);
            return options.plot.gif_every.has_value();
          }};
}

OptionSpec help_option() { return switch_option("help", &Options::help, "print this help"); }

}  // namespace

std::vector<OptionSpec> exercise_options() {
  return {
      seed_option(),
      seeds_option(),
      only_option(),
      engine_option(),
      device_option(),
      jobs_option(),
      whole_override("epochs", &Setting::epochs, 1, kMostEpochs, "passes over the training set"),
      whole_override("batch-size", &Setting::batch_size, 1, kMostPoints, "points per step"),
      real_override(
          "learning-rate", &Setting::learning_rate, [](double x) { return 0 < x && x <= 1e30; },
          "allowed are numbers above 0, up to 1e30", "step size of the optimizer"),
      train_size_option(),
      whole_override("val-size", &Setting::val_size, 1, kMostPoints,
                     "points to validate on (the notebook: 1000)"),
      noise_option(),
      activate_last_hidden_option(),
      export_json_option(),
      export_csv_option(),
      export_option("export-markdown", ExportFormat::markdown, "write the tables as Markdown"),
      plot_option(),
      out_option(),
      plot_size_option(),
      grid_step_option(),
      gif_every_option(),
      switch_option("verbose", &Options::verbose, "print a line an epoch instead of a bar"),
      switch_option("quiet", &Options::quiet, "print no progress and no remarks"),
      help_option(),
  };
}

std::vector<OptionSpec> dataset_options() {
  return {seed_option(),       train_size_option(), noise_option(), export_json_option(),
          export_csv_option(), plot_option(),       out_option(),   help_option()};
}

std::vector<OptionSpec> list_options() { return {help_option()}; }

}  // namespace spiral
