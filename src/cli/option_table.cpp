// The options themselves.
#include <limits>
#include <map>

#include "cli/figure_options.hpp"
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
  return {name,
          argument,
          help,
          parameter->allowed,
          [=](Options& options, const std::string& text) {
            const auto override = parameter->parse(text);
            if (override) options.overrides.push_back(*override);
            return override.has_value();
          },
          parameter->choices};
}

/// The same for a parameter whose values are few.
OptionSpec choice_option(const std::string& name, const std::string& by_default) {
  return override_option(
      name, "NAME", listed(find_parameter(name)->choices, "or") + " (default " + by_default + ")");
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

OptionSpec engine_option(
    const std::string& automatic = "torch for one seed, else fused, or batched on a GPU") {
  return {"engine",
          "ENGINE",
          "auto, torch, batched or fused (default auto: " + automatic + ")",
          "allowed are auto, torch, batched and fused",
          [](Options& options, const std::string& text) {
            const std::map<std::string, EngineChoice> engines{{"auto", EngineChoice::automatic},
                                                              {"torch", EngineChoice::torch},
                                                              {"batched", EngineChoice::batched},
                                                              {"fused", EngineChoice::fused}};
            const auto found = engines.find(text);
            if (found == engines.end()) return false;
            options.engine = found->second;
            return true;
          },
          {"auto", "torch", "batched", "fused"}};
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

OptionSpec data_option() {
  return {"data", "FILE", "train on this CSV of two features and a label in place of the spirals",
          "allowed is a file, or - for standard input",
          [](Options& options, const std::string& text) {
            options.data = text;
            return !text.empty();
          }};
}

OptionSpec early_stop_option() {
  return {"early-stop", "PATIENCE",
          "end after as many epochs without a lower validation loss; keep the best epoch's weights",
          whole_range(1, kMostEpochs), [](Options& options, const std::string& text) {
            options.patience = parse_whole(text, 1, kMostEpochs);
            return options.patience.has_value();
          }};
}

OptionSpec save_option() {
  return export_option("save", ExportFormat::model,
                       "write the trained model, which Python's torch.load opens as a state_dict");
}

std::vector<OptionSpec> network_options() {
  return {override_option("hidden", "LAYERS", "hidden layers, as 10,10,10 or 3x10 (default 3x10)"),
          choice_option("activation", "relu"), choice_option("loss", "mse"),
          choice_option("optimizer", "sgd")};
}

std::vector<OptionSpec> training_options() {
  return {override_option("epochs", "N", "passes over the training set"),
          override_option("batch-size", "N", "points per step"),
          override_option("learning-rate", "X", "step size of the optimizer"),
          train_size_option(),
          override_option("val-size", "N", "points to validate on (the notebook: 1000)"),
          noise_option(),
          activate_last_hidden_option()};
}

std::vector<OptionSpec> output_options(const std::string& out_holds = "the figures") {
  return {export_json_option(),
          export_csv_option(),
          export_option("export-markdown", ExportFormat::markdown, "write the tables as Markdown"),
          plot_option(),
          out_option(out_holds),
          plot_size_option(),
          grid_step_option(),
          gif_every_option(),
          switch_option("verbose", &Options::verbose, "print a line an epoch instead of a bar"),
          quiet_option()};
}

std::vector<OptionSpec> joined(const std::vector<std::vector<OptionSpec>>& parts) {
  std::vector<OptionSpec> all;
  for (const auto& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

}  // namespace

std::vector<OptionSpec> exercise_options() {
  return joined(
      {{seed_option(), seeds_option("train seeds S to S+N-1 of every setting (default 1)"),
        only_option(), engine_option(), device_option(), jobs_option()},
       training_options(),
       output_options(),
       {help_option()}});
}

std::vector<OptionSpec> sweep_options() {
  return joined({{vary_option(), seed_option(),
                  seeds_option("train seeds S to S+N-1 of every combination (default 1)"),
                  engine_option("fused, or batched on a GPU"), device_option(), jobs_option()},
                 network_options(),
                 training_options(),
                 output_options("the figures and the results"),
                 {help_option()}});
}

std::vector<OptionSpec> train_options() {
  return joined(
      {{seed_option(), data_option(), early_stop_option(), save_option(), device_option()},
       network_options(),
       training_options(),
       output_options(),
       {help_option()}});
}

std::vector<OptionSpec> predict_options() { return {quiet_option(), help_option()}; }

std::vector<OptionSpec> model_plot_options() {
  return {plot_option({"window", "png", "svg", "pdf", "ascii"}), out_option("the figure"),
          plot_size_option(), grid_step_option(), help_option()};
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
          engine_option("fused, or batched on a GPU"),
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
          engine_option("fused, or batched on a GPU"),
          device_option(),
          jobs_option(),
          out_option("the results"),
          fresh_option(),
          quiet_option(),
          help_option()};
}

}  // namespace spiral
