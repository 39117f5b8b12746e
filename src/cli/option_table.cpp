// The options themselves.
#include <limits>
#include <map>

#include "cli/options.hpp"
#include "cli/parse_value.hpp"
#include "cli/usage_error.hpp"

namespace spiral {

namespace {

// Far above what is sensible, far below what overflows a count.
constexpr std::int64_t kMostSeeds = 1'000'000;
constexpr std::int64_t kMostJobs = 1024;

/// The option that replaces a parameter of every setting.
OptionSpec override_option(const std::string& name, const std::string& argument,
                           const std::string& help) {
  const Parameter* parameter = find_parameter(name);
  return {name, argument, help, parameter->allowed, [=](Options& options, const std::string& text) {
            const auto override = parameter->parse(text);
            if (override) options.overrides.push_back(*override);
            return override.has_value();
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

OptionSpec seeds_option(const std::string& help) {
  return {"seeds", "N", help, whole_range(1, kMostSeeds),
          [](Options& options, const std::string& text) {
            const auto value = parse_whole(text, 1, kMostSeeds);
            if (value) options.seeds = *value;
            return value.has_value();
          }};
}

OptionSpec engine_option() {
  return {"engine",
          "ENGINE",
          "auto, torch or fused (default auto: torch for one seed or on a GPU, else fused)",
          "allowed are auto, torch and fused",
          [](Options& options, const std::string& text) {
            const std::map<std::string, EngineChoice> engines{{"auto", EngineChoice::automatic},
                                                              {"torch", EngineChoice::torch},
                                                              {"fused", EngineChoice::fused}};
            const auto found = engines.find(text);
            if (found == engines.end()) return false;
            options.engine = found->second;
            return true;
          },
          {"auto", "torch", "fused"}};
}

OptionSpec device_option() {
  return {"device",
          "DEVICE",
          "cpu, cuda or cuda:N (default cpu)",
          "allowed are cpu, cuda and cuda:N",
          [](Options& options, const std::string& text) {
            const auto colon = text.find(':');
            const auto index = parse_whole(text.substr(colon + 1), 0, 127);
            const bool indexed = index && text == "cuda:" + std::to_string(*index);
            options.device = text;
            return text == "cpu" || text == "cuda" || indexed;
          },
          {"cpu", "cuda"}};
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
            options.overrides.push_back(*find_parameter("activate-last-hidden")->parse("yes"));
            return true;
          }};
}

OptionSpec train_size_option() {
  return override_option("train-size", "N", "points to train on (the notebook: 4000)");
}

OptionSpec noise_option() {
  return override_option("noise", "X", "standard deviation of the noise (the notebook: 0.3)");
}

OptionSpec export_json_option() {
  return export_option("export-json", ExportFormat::json, "write everything as JSON");
}

OptionSpec export_csv_option() {
  return export_option("export-csv", ExportFormat::csv, "write a line a record as CSV");
}

OptionSpec plot_option() {
  return {"plot",
          "FORMAT",
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
          },
          {"window", "png", "svg", "pdf", "gif", "ascii", "none"}};
}

OptionSpec out_option(const std::string& holds) {
  return {"out", "DIR", "folder for " + holds + " (default spiral-results)", "allowed is a folder",
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

OptionSpec exercises_option() {
  return {"exercises", "EXERCISE,...", "these exercises alone", "allowed are names of exercises",
          [](Options& options, const std::string& text) {
            options.exercises = split_at_commas(text);
            return true;
          }};
}

OptionSpec vary_option() {
  return {"vary", "PARAMETER=V1,V2,...",
          "values to try, such as hidden=3x10,10-5-3; give it again for another parameter",
          "allowed are parameters with their values, each parameter once",
          [](Options& options, const std::string& text) {
            const Variation variation = parse_variation(text);
            for (const Variation& other : options.variations) {
              if (other.parameter == variation.parameter) return false;
            }
            options.variations.push_back(variation);
            return true;
          }};
}

OptionSpec fresh_option() {
  return switch_option("fresh", &Options::fresh, "forget the results that are stored there");
}

OptionSpec quiet_option() {
  return switch_option("quiet", &Options::quiet, "print no progress and no remarks");
}

OptionSpec help_option() { return switch_option("help", &Options::help, "print this help"); }

}  // namespace

std::vector<OptionSpec> exercise_options() {
  return {
      seed_option(),
      seeds_option("train seeds S to S+N-1 of every setting (default 1)"),
      only_option(),
      engine_option(),
      device_option(),
      jobs_option(),
      override_option("epochs", "N", "passes over the training set"),
      override_option("batch-size", "N", "points per step"),
      override_option("learning-rate", "X", "step size of the optimizer"),
      train_size_option(),
      override_option("val-size", "N", "points to validate on (the notebook: 1000)"),
      noise_option(),
      activate_last_hidden_option(),
      export_json_option(),
      export_csv_option(),
      export_option("export-markdown", ExportFormat::markdown, "write the tables as Markdown"),
      plot_option(),
      out_option("the figures"),
      plot_size_option(),
      grid_step_option(),
      gif_every_option(),
      switch_option("verbose", &Options::verbose, "print a line an epoch instead of a bar"),
      quiet_option(),
      help_option(),
  };
}

std::vector<OptionSpec> dataset_options() {
  return {seed_option(),       train_size_option(), noise_option(),           export_json_option(),
          export_csv_option(), plot_option(),       out_option("the figure"), help_option()};
}

std::vector<OptionSpec> no_options() { return {help_option()}; }

std::vector<OptionSpec> reproduce_options() {
  return {seed_option(),
          seeds_option("train seeds S to S+N-1 of every setting (default 1000)"),
          exercises_option(),
          engine_option(),
          device_option(),
          jobs_option(),
          out_option("the results and the report"),
          fresh_option(),
          quiet_option(),
          help_option()};
}

std::vector<OptionSpec> infer_options() {
  return {vary_option(),
          seed_option(),
          seeds_option("train seeds S to S+N-1 under each value (default 100)"),
          engine_option(),
          device_option(),
          jobs_option(),
          out_option("the results"),
          fresh_option(),
          quiet_option(),
          help_option()};
}

}  // namespace spiral
