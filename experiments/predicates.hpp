// What several of the notebook's claims ask of accuracies.
#pragma once

#include <initializer_list>

#include "experiment/claim.hpp"

namespace spiral {

using Names = std::initializer_list<const char*>;

/// `a` and `b` are at most `distance` apart.
bool near(double a, double b, double distance);

/// The accuracy of `setting` is above that of `other` plus `margin`.
bool beats(const Evidence& evidence, const char* setting, const char* other, double margin = 0);

/// The accuracy of every one is `least` or more.
bool all_at_least(const Evidence& evidence, Names settings, double least);

/// The accuracy of every one is below `limit`.
bool all_below(const Evidence& evidence, Names settings, double limit);

/// The accuracy of `setting` is at least that of every other plus `margin`.
bool is_best(const Evidence& evidence, const char* setting, Names others, double margin = 0);

/// No accuracy is more than `tolerance` below the one before.
bool never_falls(const Evidence& evidence, Names settings, double tolerance);

/// Every accuracy is below the one before.
bool always_falls(const Evidence& evidence, Names settings);

}  // namespace spiral
