#include "cli/options.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cxxopts.hpp>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "core/text.hpp"

namespace spiral {

namespace {

// Far above what is sensible, far below what overflows a count.
constexpr std::int64_t kMaxSeeds = 1'000'000;
constexpr std::int64_t kMaxJobs = 1024;
using enum PlotFormat;
constexpr std::array kPlotFormats{window, png, svg, pdf, gif, ascii, none};
constexpr std::array kDelimiters{std::pair{"comma", ','}, std::pair{"semicolon", ';'},
                                 std::pair{"tab", '\t'}, std::pair{"blank", ' '}};

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
  for (const auto& [name, character] : kDelimiters) {
    if (text == name || text == Text(1, character)) options.point_format.delimiter = character;
  }
  return options.point_format.delimiter.has_value();
}

bool set_features(Options& options, const Text& text) {
  options.point_format.features = split(text, ',');
  return options.point_format.features.size() == 2;
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
  const Texts devices{"cpu", "cuda"};
  Texts engines{"auto"};
  for (const EngineTraits& engine : engine_traits()) engines.push_back(engine.name);
  return {
      {"seed", "S", "first seed (default 0)", "must be an integer from 0 to 18446744073709551615",
       set_seed},
      integer("seeds", 1, kMaxSeeds, "train seeds S to S+N-1 of every case",
              [](auto& o, auto n) { o.seeds.count = n; }),
      words("only", "CASE,...", "train these cases alone", "must be labels of cases",
            [](auto& o, auto text) { o.only = split(text, ','); }),
      words("exercises", "EXERCISE,...", "these exercises alone", "must be names of exercises",
            [](auto& o, auto text) { o.exercises = split(text, ','); }),
      with_choices(words("engine", "ENGINE",
                         "(default auto: torch for one seed; for more simd, on a GPU ensemble)", "",
                         [](auto& o, auto text) { o.training.engine = text; }),
                   engines),
      {"device", "DEVICE", "cpu, cuda or cuda:N (default cpu)", "must be cpu, cuda or cuda:N",
       set_device, devices},
      integer("jobs", 1, kMaxJobs, "trials side by side (default: as many as there are cores)",
              [](auto& o, auto n) { o.training.jobs = static_cast<int>(n); }),
      {"vary", "PARAMETER=V1,V2,...",
       "values to try, such as hidden=3x10,10-5-3; give it again for another parameter",
       "must be parameters with their values, each parameter once", add_axis},
      words("data", "FILE", "train on this table of two features and a label, not on the spirals",
            "must be a file, or - for standard input", [](auto& o, auto text) { o.data = text; }),
      integer("early-stop", 1, kMaxEpochs,
              "end after N epochs without a lower validation loss; keep the best epoch's weights",
              [](auto& o, auto n) { o.training.of_engine.patience = n; }),
      flag("fresh", "forget the stored results", [](auto& o) { o.fresh = true; }),
      flag("verify", "check certificate.json against the stored results, and write nothing",
           [](auto& o) { o.verify = true; })};
}

std::vector<OptionSpec> point_options() {
  Texts delimiters;
  for (const auto& [name, character] : kDelimiters) delimiters.push_back(name);
  return {
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
  Texts formats;
  for (const PlotFormat format : kPlotFormats) formats.push_back(to_string(format));
  return {
      export_file("save", ExportFormat::model,
                  "write the trained model, which Python's torch.load opens as a state_dict"),
      export_file("export-json", ExportFormat::json, "write everything as JSON"),
      export_file("export-csv", ExportFormat::csv, "write a line a record as CSV"),
      export_file("export-markdown", ExportFormat::markdown, "write the tables as Markdown"),
      with_choices({"plot", "FORMAT", "(default window; png without a display)", "", set_plot},
                   formats),
      {"out", "DIR", "folder for what is kept (default spiral-results)",
       "must be a folder whose name does not begin with | and is one line", set_out},
      integer("plot-size", 100, 4000, "side of a figure's panel in pixels (default 400)",
              [](auto& o, auto n) { o.plot.style.pixels = static_cast<int>(n); }),
      with_choices(
          words("aspect", "ASPECT", "(default fill, as in the notebook: the plane fills its box)",
                "", [](auto& o, auto text) { o.plot.style.equal_axes = text == "equal"; }),
          {"fill", "equal"}),
      {"grid-step", "X", "grid of the decision boundary (default 0.05; the notebook: 0.01)",
       "must be a number from 0.005 to 1", set_grid_step},
      integer("gif-every", 1, kMaxEpochs,
              "epochs from frame to frame of a GIF (default: about 50 frames)",
              [](auto& o, auto n) { o.plot.gif_every = n; }),
      flag("verbose", "print a line an epoch instead of a bar",
           [](auto& o) { o.training.progress = ProgressStyle::lines; }),
      flag("quiet", "print no progress and no warnings", [](auto& o) { o.training.quiet = true; }),
      flag("help", "print this help", [](auto& o) { o.help = true; })};
}

OptionSpec option(const Text& name) {
  static const std::vector<std::vector<OptionSpec>> tables{training_options(), point_options(),
                                                           output_options()};
  for (const auto& table : tables) {
    for (const OptionSpec& spec : table) {
      if (spec.name == name) return spec;
    }
  }
  const ConfigField* field = find_config_field(name);
  if (field == nullptr) throw std::logic_error("no option " + name);
  return field_option(*field);
}

/// Says of a missing or a superfluous value what cxxopts would say without its constraint.
void check_value_is_there(const OptionSpec& spec, const Texts& arguments) {
  const Text name = "--" + spec.name;
  const bool is_switch = spec.placeholder.empty();
  for (const Text& argument : arguments) {
    if (is_switch && argument.starts_with(name + "=")) {
      throw UsageError(argument + ": " + name + " takes no value");
    }
  }
  if (is_switch || arguments.empty() || arguments.back() != name) return;
  throw UsageError(name + ": its value is missing; " + spec.constraint);
}

/// cxxopts only finds options and their values; what a value means is the table's business.
cxxopts::ParseResult find_options(const Text& command, const std::vector<OptionSpec>& specs,
                                  const Texts& arguments) {
  cxxopts::Options parser("spiral-exp " + command);
  parser.allow_unrecognised_options();
  for (const OptionSpec& spec : specs) {
    check_value_is_there(spec, arguments);
    std::shared_ptr<cxxopts::Value> value = cxxopts::value<Text>();
    if (spec.placeholder.empty()) value = cxxopts::value<bool>();
    parser.add_options()(spec.name == "help" ? "h,help" : spec.name, "", value);
  }
  std::vector<const char*> argv{command.c_str()};
  for (const Text& argument : arguments) argv.push_back(argument.c_str());
  try {
    return parser.parse(static_cast<int>(argv.size()), argv.data());
  } catch (const cxxopts::exceptions::exception& error) {
    throw UsageError(Text(error.what()) + "; see spiral-exp " + command + " --help");
  }
}

void refuse_unknown(const std::vector<OptionSpec>& specs, const Texts& words) {
  const auto unknown = std::find_if(words.begin(), words.end(), [](const Text& word) {
    return word.starts_with("-") && word != "-";
  });
  if (unknown == words.end()) return;
  Texts known;
  for (const OptionSpec& spec : specs) known.push_back("--" + spec.name);
  const Text name = unknown->substr(0, unknown->find('='));
  throw UsageError("unknown option '" + name + "'; " + suggestion(name, known));
}

/// cxxopts would take -data for the options d, a, t and a. What follows an option may be its value.
void refuse_single_dashes(const std::vector<OptionSpec>& specs, const Texts& arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const Text& word = arguments[i];
    const bool may_be_value = i > 0 && arguments[i - 1].starts_with("--");
    const bool has_letters =
        word.size() > 2 && std::isalpha(static_cast<unsigned char>(word[1])) != 0;
    if (word[0] == '-' && has_letters && !may_be_value) refuse_unknown(specs, {word});
  }
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

Options parse_options(const std::string& command, const std::vector<OptionSpec>& specs,
                      const std::vector<std::string>& arguments, Options options) {
  if (is_terminal(stderr)) options.training.progress = ProgressStyle::bar;
  const auto dashes = std::find(arguments.begin(), arguments.end(), "--");
  refuse_single_dashes(specs, {arguments.begin(), dashes});
  const auto found = find_options(command, specs, {arguments.begin(), dashes});
  options.operands = found.unmatched();
  refuse_unknown(specs, options.operands);
  if (dashes != arguments.end()) {
    options.operands.insert(options.operands.end(), dashes + 1, arguments.end());
  }
  for (const auto& argument : found.arguments()) {
    const auto spec = std::find_if(specs.begin(), specs.end(),
                                   [&](const auto& s) { return s.name == argument.key(); });
    if (!spec->set(options, argument.value())) {
      throw UsageError(spec->name, argument.value(), spec->constraint);
    }
    options.explicitly_set.insert(spec->name);
  }
  if (options.training.quiet) options.training.progress = ProgressStyle::none;
  return options;
}

}  // namespace spiral
