// What the notebook's tables say of a boundary, as numbers that can be put in order.
#pragma once

#include <optional>
#include <string>

namespace spiral {

/// From 1, "smooth", to 5, "very edgy"; nullopt where the words do not say.
std::optional<double> edginess_in_words(const std::string& words);

/// From 1, "very thin", to 5, "large"; nullopt where the words do not say.
std::optional<double> width_in_words(const std::string& words);

/// 1 where the words say "overfit", else 0.
double overfit_in_words(const std::string& words);

}  // namespace spiral
