#include <algorithm>
#include <cctype>
#include <cxxopts.hpp>

#include "cli/options.hpp"
#include "core/text.hpp"

namespace spiral {

namespace {

using Text = std::string;
using Texts = std::vector<std::string>;

/// Says of a missing or a superfluous value what cxxopts would say without its constraint.
void check_value_is_there(const OptionSpec& spec, const Texts& arguments) {
  const Text name = "--" + spec.name;
  const bool is_switch = spec.value_name.empty();
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
    if (spec.value_name.empty()) value = cxxopts::value<bool>();
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

/// As a shell reads it as one word.
Text quoted(const Text& word) {
  const bool is_plain = !word.empty() && std::ranges::all_of(word, [](const char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           Text("-_./:=,+%@").find(c) != Text::npos;
  });
  if (is_plain) return word;
  Text text = "'";
  for (const char c : word) text += c == '\'' ? "'\\''" : Text(1, c);
  return text + "'";
}

}  // namespace

Text command_text(const Text& command, const Options& options) {
  const Texts how{"fresh", "jobs",  "no-weights", "out", "preempted-exit-code",
                  "quiet", "shard", "verbose"};
  Text text = "spiral-exp " + command;
  if (!options.file.empty()) text += " " + quoted(options.file);
  for (const Text& operand : options.operands) text += " " + quoted(operand);
  auto given = options.explicitly_set;
  // Another version may have another default.
  if (options.seeds.count > 1 && !given.contains("seeds")) {
    given.emplace("seeds", to_text(options.seeds.count));
  }
  for (const auto& [name, value] : given) {
    if (std::ranges::count(how, name) > 0) continue;
    text += " --" + name;
    if (!value.empty()) text += " " + quoted(value);
  }
  return text;
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
    const bool is_switch = spec->value_name.empty();
    options.explicitly_set.emplace(spec->name, is_switch ? "" : argument.value());
  }
  if (options.training.quiet) options.training.progress = ProgressStyle::none;
  return options;
}

}  // namespace spiral
