#include "cli/options.hpp"

#include <algorithm>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "cli/figure_options.hpp"
#include "cli/option_kinds.hpp"
#include "cli/shard_option.hpp"
#include "core/text.hpp"

namespace spiral {

namespace {

// Far above what is sensible, far below what overflows a count.
constexpr std::int64_t kMaxSeeds = 1'000'000;
constexpr std::int64_t kMaxJobs = 1024;
using Text = std::string;
using Texts = std::vector<std::string>;

OptionSpec export_file(const Text& name, ExportFormat format, const Text& help) {
  return {name, "FILE", help, "must be a file in a folder that exists, or - for standard output",
          [=](Options& o, const Text& text) {
            std::erase_if(o.exports, [&](const Export& e) { return e.option == name; });
            o.exports.push_back({format, name, text});
            return !text.empty();
          }};
}

/// The option that changes a field of every config.
OptionSpec field_option(const ConfigField& field) {
  const Text values = field.choices.empty() ? "" : ": " + list_words(field.choices, "or");
  const auto change = [&field](Options& o, const Text& text) {
    const auto value = field.parse(text);
    if (value) o.changes.push_back({&field, *value});
    return value.has_value();
  };
  return {field.option(),   field.value_name, field.help + values,
          field.constraint, change,           field.choices};
}

bool set_seed(Options& options, const Text& text) {
  const auto value = parse_unsigned(text);
  options.seeds.first = value.value_or(0);
  return value.has_value();
}

bool set_shard(Options& options, const Text& text) {
  const auto shard = parse_shard(text);
  options.shard = shard.value_or(Shard());
  return shard.has_value();
}

bool set_device(Options& options, const Text& text) {
  const auto index = parse_integer(text.substr(text.find(':') + 1), 0, 127);
  options.training.of_engine.device = text;
  return text == "cpu" || text == "cuda" || (index && text == "cuda:" + to_text(*index));
}

/// What is drawn is told by its path, a line each; and who begins with | expects a pipe.
bool set_out(Options& options, const Text& text) {
  options.plot.out = text;
  return !text.empty() && !text.starts_with('|') && text.find_first_of("\r\n") == Text::npos;
}

bool set_delimiter(Options& options, const Text& text) {
  options.point_format.delimiter = parse_delimiter(text);
  return options.point_format.delimiter.has_value();
}

bool set_features(Options& options, const Text& text) {
  options.point_format.features = split(text, ',');
  return options.point_format.features.size() == 2;
}

bool add_axis(Options& options, const Text& text) {
  options.axes.push_back(parse_axis(text));
  const ConfigField* added = options.axes.back().parameter;
  return std::count_if(options.axes.begin(), options.axes.end(),
                       [&](const Axis& axis) { return axis.parameter == added; }) == 1;
}

std::vector<OptionSpec> training_options() {
  std::vector<OptionSpec> options{
      words("only", "CASE,...", "train these cases alone", "must be labels of cases",
            [](auto& o, auto text) { o.only = split(text, ','); }),
      words("exercises", "EXERCISE,...", "these exercises alone", "must be names of exercises",
            [](auto& o, auto text) { o.exercises = split(text, ','); }),
      {"vary", "PARAMETER=V1,V2,...",
       "values to try, such as hidden=3x10,10-5-3; give it again for another parameter",
       "must be parameters with their values, each parameter once", add_axis},
      words("published", "FILE",
            "your numbers in a CSV file with the header case,accuracy, or exercise,case,accuracy "
            "where no EXERCISE is named",
            "must be a file, or - for standard input",
            [](auto& o, auto text) { o.published = text; }),
      integer("early-stop", 1, kMaxEpochs,
              "end after N epochs without a lower validation loss; keep the best epoch's weights",
              [](auto& o, auto n) { o.training.of_engine.patience = n; })};
  for (const ConfigField& field : config_fields()) options.push_back(field_option(field));
  return options;
}

std::vector<OptionSpec> seed_options() {
  const Texts devices{"cpu", "cuda"};
  Texts engines{"auto"};
  for (const EngineTraits& engine : engine_traits()) engines.push_back(engine.name);
  return {{"seed", "S", "first seed (default 0)",
           "must be an integer from 0 to 18446744073709551615", set_seed},
          integer("seeds", 1, kMaxSeeds, "train seeds S to S+N-1 of every case",
                  [](auto& o, auto n) { o.seeds.count = n; }),
          {"shard", "I/N",
           "train the I-th of N parts alone, on one of N machines; auto takes both from a Slurm "
           "array, auto/N the first from a Kubernetes Job",
           "must be I/N, such as 3/8, or auto, or auto/N", set_shard},
          with_choices(words("engine", "ENGINE",
                             "(default auto: torch for one seed; for more simd, on a GPU ensemble)",
                             "", [](auto& o, auto text) { o.training.engine = text; }),
                       engines),
          {"device", "DEVICE", "cpu, cuda or cuda:N (default cpu)", "must be cpu, cuda or cuda:N",
           set_device, devices},
          integer("jobs", 1, kMaxJobs, "trials side by side (default: as many as there are cores)",
                  [](auto& o, auto n) { o.training.jobs = static_cast<int>(n); })};
}

std::vector<OptionSpec> point_options() {
  const Texts delimiters = delimiter_names();
  return {
      words("data", "FILE", "train on this table of two features and a label, not on the spirals",
            "must be a file, or - for standard input", [](auto& o, auto text) { o.data = text; }),
      {"delimiter", "NAME", "comma, semicolon, tab or blank (default: found from the first lines)",
       "must be " + list_words(delimiters, "or"), set_delimiter, delimiters},
      {"features", "A,B",
       "the two columns of the features, by name, or by number without a header (default: all but "
       "the label)",
       "must be two columns", set_features},
      words("label", "COLUMN",
            "the column of the label (default: the third, or what --features leaves of three)",
            "must be a column", [](auto& o, auto text) { o.point_format.label = text; }),
      words("positive", "LABEL",
            "the label of class 1; the other one is class 0 (default: 1 and 0)", "must be a label",
            [](auto& o, auto text) { o.point_format.positive = text; }),
      with_choices(words("header", "ANSWER", "(default: yes where the first line has a name)", "",
                         [](auto& o, auto text) { o.point_format.header = text == "yes"; }),
                   {"yes", "no"})};
}

std::vector<OptionSpec> output_options() {
  return {export_file("save", ExportFormat::model,
                      "write the trained model, which Python's torch.load opens as a state_dict"),
          export_file("export-json", ExportFormat::json, "write everything as JSON"),
          export_file("export-csv", ExportFormat::csv, "write a line a record as CSV"),
          export_file("export-markdown", ExportFormat::markdown, "write the tables as Markdown"),
          {"out", "DIR", "folder for what is kept (default spiral-results)",
           "must be a folder whose name does not begin with | and is one line", set_out},
          flag("no-weights", "store the results without the models' weights",
               [](auto& o) { o.training.stores_weights = false; }),
          flag("partial", "merge although shards are missing", [](auto& o) { o.partial = true; }),
          flag("toml", "print them as an experiment file, a text to change and to run",
               [](auto& o) { o.toml = true; }),
          flag("fresh", "forget the stored results", [](auto& o) { o.fresh = true; }),
          flag("verify", "check certificate.json against the stored results, and write nothing",
               [](auto& o) { o.verify = true; })};
}

std::vector<OptionSpec> general_options() {
  return {
      flag("verbose", "print a line an epoch instead of a bar",
           [](auto& o) { o.training.progress = ProgressStyle::lines; }),
      flag("quiet", "print no progress and no warnings", [](auto& o) { o.training.quiet = true; }),
      integer("preempted-exit-code", 1, 255,
              "exit with this when a signal ended the run, so that a cluster starts it again "
              "(default 130)",
              [](auto& o, auto n) { o.interrupted_exit_code = static_cast<int>(n); }),
      flag("help", "print this help", [](auto& o) { o.help = true; })};
}

/// Every option, in the groups of the help and in their order.
const std::vector<OptionGroup>& all_options() {
  static const std::vector<OptionGroup> groups{
      {"What is trained", training_options()},  {"Points from a file", point_options()},
      {"Seeds and engine", seed_options()},     {"Figures", figure_options()},
      {"Exports and output", output_options()}, {"General", general_options()}};
  return groups;
}

OptionSpec option(const Text& name) {
  for (const OptionGroup& group : all_options()) {
    for (const OptionSpec& spec : group.options) {
      if (spec.name == name) return spec;
    }
  }
  throw std::logic_error("no option " + name);
}

}  // namespace

std::vector<OptionSpec> options_of(const std::string& names) {
  std::vector<OptionSpec> specs;
  std::istringstream stream(names + " help");
  for (Text name; stream >> name;) {
    const auto equals = name.find('=');
    specs.push_back(option(name.substr(0, equals)));
    if (equals == Text::npos) continue;
    specs.back() = with_choices(specs.back(), split(name.substr(equals + 1), ','));
  }
  return specs;
}

std::vector<OptionGroup> grouped(const std::vector<OptionSpec>& options) {
  std::vector<OptionGroup> groups;
  for (const OptionGroup& all : all_options()) {
    OptionGroup& group = groups.emplace_back(OptionGroup{all.title, {}});
    for (const OptionSpec& spec : options) {
      if (std::ranges::count(all.options, spec.name, &OptionSpec::name) > 0) {
        group.options.push_back(spec);
      }
    }
    if (group.options.empty()) groups.pop_back();
  }
  return groups;
}

}  // namespace spiral
