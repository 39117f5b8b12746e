#include "cli/options.hpp"

#include <algorithm>
#include <array>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "cli/shard_option.hpp"
#include "core/text.hpp"

namespace spiral {

namespace {

// Far above what is sensible, far below what overflows a count.
constexpr std::int64_t kMaxSeeds = 1'000'000;
constexpr std::int64_t kMaxJobs = 1024;
using enum PlotFormat;
constexpr std::array kPlotFormats{window, png, svg, pdf, gif, ascii, none};
/// In the order of PanelKind.
const std::array<std::string, 4> kPanels{"convergence", "real", "prediction", "boundary"};

using Text = std::string;
using Texts = std::vector<std::string>;

OptionSpec flag(const Text& name, const Text& help, void (*set)(Options&)) {
  return {name, "", help, "", [=](Options& o, const Text&) { return set(o), true; }};
}

OptionSpec words(const Text& name, const Text& placeholder, const Text& help,
                 const Text& constraint, void (*set)(Options&, Text)) {
  return {name, placeholder, help, constraint, [=](Options& o, const Text& text) {
            if (!text.empty()) set(o, text);
            return !text.empty();
          }};
}

OptionSpec integer(const Text& name, std::int64_t low, std::int64_t high, const Text& help,
                   void (*set)(Options&, std::int64_t)) {
  return {name, "N", help, integer_from_to(low, high), [=](Options& o, const Text& text) {
            const auto value = parse_integer(text, low, high);
            if (value) set(o, *value);
            return value.has_value();
          }};
}

OptionSpec export_file(const Text& name, ExportFormat format, const Text& help) {
  return {name, "FILE", help, "must be a file in a folder that exists, or - for standard output",
          [=](Options& o, const Text& text) {
            std::erase_if(o.exports, [&](const Export& e) { return e.option == name; });
            o.exports.push_back({format, name, text});
            return !text.empty();
          }};
}

/// The option refuses all but these values, and its help begins with them.
OptionSpec with_choices(OptionSpec spec, const Texts& choices) {
  const auto set = spec.set;
  spec.set = [=](Options& o, const Text& text) {
    return std::find(choices.begin(), choices.end(), text) != choices.end() && set(o, text);
  };
  spec.constraint = "must be " + list_words(choices, "or");
  spec.help = list_words(choices, "or") + " " + spec.help.substr(spec.help.find('('));
  spec.choices = choices;
  return spec;
}

/// The option that changes a field of every config.
OptionSpec field_option(const ConfigField& field) {
  const Text values = field.choices.empty() ? "" : ": " + list_words(field.choices, "or");
  const auto change = [&field](Options& o, const Text& text) {
    const auto value = field.parse(text);
    if (value) o.changes.push_back({&field, *value});
    return value.has_value();
  };
  return {field.option(), field.placeholder, field.help + values, field.constraint,
          change,         field.choices};
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

bool set_plot(Options& options, const Text& text) {
  for (const PlotFormat format : kPlotFormats) {
    if (to_string(format) == text) options.plot.format = format;
  }
  return true;
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

/// "6.5in", "165mm".
bool set_figure_width(Options& options, const Text& text) {
  for (const auto& [unit, per_inch] : {std::pair("in", 1.), {"cm", 2.54}, {"mm", 25.4}}) {
    if (!text.ends_with(unit)) continue;
    const double inches = parse_finite(text.substr(0, text.size() - 2)).value_or(0) / per_inch;
    options.plot.style.figure_width = inches * kUnitsPerInch;
    return 1 <= inches && inches <= 100;
  }
  return false;
}

bool set_font_size(Options& options, const Text& text) {
  const double points = parse_finite(text).value_or(0);
  options.plot.style.font_size = points / 72 * kUnitsPerInch;
  return 4 <= points && points <= 72;
}

bool set_panels(Options& options, const Text& text) {
  std::vector<PanelKind>& panels = options.plot.style.panels;
  panels.clear();
  for (const Text& name : split(text, ',')) {
    const auto found = std::ranges::find(kPanels, name);
    if (found == kPanels.end()) return false;
    const auto kind = static_cast<PanelKind>(found - kPanels.begin());
    if (std::ranges::count(panels, kind) > 0) return false;
    panels.push_back(kind);
  }
  return true;
}

bool set_grid_step(Options& options, const Text& text) {
  options.plot.grid_step = parse_finite(text).value_or(0);
  return 0.005 <= options.plot.grid_step && options.plot.grid_step <= 1;
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

std::vector<OptionSpec> figure_options() {
  Texts formats;
  for (const PlotFormat format : kPlotFormats) formats.push_back(to_string(format));
  const Texts panels{kPanels.begin(), kPanels.end()};
  return {with_choices({"plot", "FORMAT", "(default window; png without a display)", "", set_plot},
                       formats),
          integer("plot-size", 100, 4000, "side of a figure's panel in pixels (default 400)",
                  [](auto& o, auto n) { o.plot.style.side = static_cast<double>(n); }),
          {"figure-width", "WIDTH", "a figure's whole width instead, for print: 6.5in, 165mm",
           "must be a length from 1in to 100in, such as 6.5in, 16cm or 165mm", set_figure_width},
          {"font-size", "POINTS",
           "of a figure's letters, at most a twelfth of a panel (default: what suits it)",
           "must be a number from 4 to 72", set_font_size},
          {"panel", "PANEL,...", list_words(panels, "or") + ": what the figure of a training shows",
           "must be some of " + list_words(panels, "or") + ", each once", set_panels},
          with_choices(words("palette", "PALETTE",
                             "(default notebook; safe is for the colour-blind and grey prints)", "",
                             [](auto& o, auto text) {
                               o.plot.style.palette =
                                   text == "safe" ? &safe_palette() : &notebook_palette();
                             }),
                       {"notebook", "safe"}),
          with_choices(words("aspect", "ASPECT",
                             "(default fill, as in the notebook: the plane fills its box)", "",
                             [](auto& o, auto text) { o.plot.style.equal_axes = text == "equal"; }),
                       {"fill", "equal"}),
          {"grid-step", "X", "grid of the decision boundary (default 0.05; the notebook: 0.01)",
           "must be a number from 0.005 to 1", set_grid_step},
          integer("gif-every", 1, kMaxEpochs,
                  "epochs from frame to frame of a GIF (default: about 50 frames)",
                  [](auto& o, auto n) { o.plot.gif_every = n; })};
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
