#include "cli/options.hpp"

#include <algorithm>
#include <cxxopts.hpp>

#include "cli/nearest.hpp"
#include "cli/usage_error.hpp"

namespace spiral {

namespace {

/// Says of a missing or a superfluous value what cxxopts would say without naming what is allowed.
void check_values_are_there(const std::vector<OptionSpec>& specs,
                            const std::vector<std::string>& arguments) {
  for (const OptionSpec& spec : specs) {
    const std::string option = "--" + spec.name;
    if (!spec.argument.empty() && !arguments.empty() && arguments.back() == option) {
      throw UsageError(option + ": its value is missing; " + spec.allowed);
    }
    for (const std::string& argument : arguments) {
      if (spec.argument.empty() && argument.starts_with(option + "=")) {
        throw UsageError(argument + ": " + option + " takes no value");
      }
    }
  }
}

/// cxxopts only finds options and their values; what a value means is the table's business.
cxxopts::ParseResult find_options(const std::string& command, const std::vector<OptionSpec>& specs,
                                  const std::vector<std::string>& arguments) {
  cxxopts::Options parser("spiral-exp " + command);
  parser.allow_unrecognised_options();
  for (const OptionSpec& spec : specs) {
    const bool is_switch = spec.argument.empty();
    const std::string names = spec.name == "help" ? "h,help" : spec.name;
    parser.add_options()(
        names, "",
        is_switch ? std::static_pointer_cast<cxxopts::Value>(cxxopts::value<bool>())
                  : std::static_pointer_cast<cxxopts::Value>(cxxopts::value<std::string>()));
  }
  std::vector<const char*> argv{command.c_str()};
  for (const std::string& argument : arguments) argv.push_back(argument.c_str());
  try {
    return parser.parse(static_cast<int>(argv.size()), argv.data());
  } catch (const cxxopts::exceptions::exception& error) {
    throw UsageError(std::string(error.what()) + "; see spiral-exp " + command + " --help");
  }
}

void refuse_unknown(const std::string& command, const std::vector<OptionSpec>& specs,
                    const cxxopts::ParseResult& found) {
  if (found.unmatched().empty()) return;
  const std::string& word = found.unmatched().front();
  if (!word.starts_with("-")) {
    throw UsageError("unexpected argument '" + word + "'; see spiral-exp " + command + " --help");
  }
  std::vector<std::string> known;
  for (const OptionSpec& spec : specs) known.push_back("--" + spec.name);
  const std::string name = word.substr(0, word.find('='));
  throw UsageError("unknown option '" + name + "'; " + suggestion(name, known) +
                   "; see spiral-exp " + command + " --help");
}

}  // namespace

Options parse_options(const std::string& command, const std::vector<OptionSpec>& specs,
                      const std::vector<std::string>& arguments, Options options) {
  check_values_are_there(specs, arguments);
  const auto found = find_options(command, specs, arguments);
  refuse_unknown(command, specs, found);
  for (const auto& given : found.arguments()) {
    const auto spec = std::find_if(specs.begin(), specs.end(),
                                   [&](const auto& s) { return s.name == given.key(); });
    if (!spec->set(options, given.value())) {
      throw UsageError(spec->name, given.value(), spec->allowed);
    }
    options.given.insert(spec->name);
  }
  return options;
}

}  // namespace spiral
