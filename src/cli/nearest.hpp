// What the user may have meant.
#pragma once

#include <string>
#include <vector>

namespace spiral {

/// "the nearest is linear", or all of `candidates` where none is near: the nearest is the one with
/// the fewest insertions, deletions and replacements, a third of the word at most.
/// Source: V. I. Levenshtein, "Binary codes capable of correcting deletions, insertions, and
/// reversals", 1966.
std::string suggestion(const std::string& word, const std::vector<std::string>& candidates);

}  // namespace spiral
