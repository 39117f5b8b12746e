#include "statistics/words.hpp"

#include <utility>
#include <vector>

namespace spiral {

namespace {

using Scale = std::vector<std::pair<std::string, double>>;

/// Of the first word of the scale that is there: longer ones stand before those that are in them.
std::optional<double> place_on(const Scale& scale, const std::string& words) {
  for (const auto& [word, place] : scale) {
    if (words.find(word) != std::string::npos) return place;
  }
  return std::nullopt;
}

}  // namespace

std::optional<double> edginess_in_words(const std::string& words) {
  static const Scale scale{
      {"very edgy", 5}, {"~edgy", 3}, {"edgy", 4}, {"~smooth", 2}, {"smooth", 1}};
  return place_on(scale, words);
}

std::optional<double> width_in_words(const std::string& words) {
  static const Scale scale{
      {"very thin", 1}, {"~thin", 3}, {"thin", 2}, {"~large", 4}, {"large", 5}};
  return place_on(scale, words);
}

double overfit_in_words(const std::string& words) {
  return words.find("overfit") == std::string::npos ? 0 : 1;
}

}  // namespace spiral
