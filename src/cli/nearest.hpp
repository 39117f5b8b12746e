// What the user may have meant.
#pragma once

#include <string>
#include <vector>

namespace spiral {

/// The candidate with the fewest insertions, deletions and replacements from `word`, the first of
/// equals; empty if there is no candidate.
/// Source: V. I. Levenshtein, "Binary codes capable of correcting deletions, insertions, and
/// reversals", 1966.
std::string nearest(const std::string& word, const std::vector<std::string>& candidates);

}  // namespace spiral
