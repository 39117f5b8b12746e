#include "cli/option_kinds.hpp"

#include <algorithm>

#include "core/text.hpp"

namespace spiral {

OptionSpec flag(const std::string& name, const std::string& help, void (*set)(Options&)) {
  return {name, "", help, "", [=](Options& o, const std::string&) { return set(o), true; }};
}

OptionSpec words(const std::string& name, const std::string& value_name, const std::string& help,
                 const std::string& constraint, void (*set)(Options&, std::string)) {
  return {name, value_name, help, constraint, [=](Options& o, const std::string& text) {
            if (!text.empty()) set(o, text);
            return !text.empty();
          }};
}

OptionSpec integer(const std::string& name, std::int64_t low, std::int64_t high,
                   const std::string& help, void (*set)(Options&, std::int64_t)) {
  return {name, "N", help, integer_from_to(low, high), [=](Options& o, const std::string& text) {
            const auto value = parse_integer(text, low, high);
            if (value) set(o, *value);
            return value.has_value();
          }};
}

OptionSpec with_choices(OptionSpec spec, const std::vector<std::string>& choices) {
  const auto set = spec.set;
  spec.set = [=](Options& o, const std::string& text) {
    return std::find(choices.begin(), choices.end(), text) != choices.end() && set(o, text);
  };
  spec.constraint = "must be " + list_words(choices, "or");
  spec.help = list_words(choices, "or") + " " + spec.help.substr(spec.help.find('('));
  spec.choices = choices;
  return spec;
}

}  // namespace spiral
