// The verdicts of a report as words and sentences.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "report/assessment.hpp"

namespace spiral {

/// What a claim's seeds say beyond their share, a sentence each.
std::vector<std::string> claim_details(const ClaimVerdict& claim);

/// "Which of the notebook's results survive 9 seeds", where `results` is "results"; of a file by
/// its title.
std::string question(const VerdictReport& report, const std::string& results);

/// The whole in one sentence.
std::string headline(const VerdictReport& report);

/// Which kind of draws makes how much of the variance, in a sentence.
std::string variance_sentence(const std::vector<VarianceShare>& shares);

/// How well edginess follows published words, in a sentence; empty where nothing can be compared.
std::string edginess_sentence(const VerdictReport& report);

/// "compatible", "outlier", "in a gap", "too few seeds".
std::string number_verdict(const std::optional<NumberVerdict>& number);

/// "All have activation relu, loss mse."
std::string trained_in_words(const AssessedExercise& exercise);

/// "arcs tiny: 85.3 % of 50 points".
std::string no_share_name(const Experiment& experiment, const CaseVerdict& verdict);

/// "1 claim", "2 claims".
std::string plural(std::size_t count, const std::string& one, const std::string& many);

/// "1 seed", "20 seeds".
std::string count_seeds(std::int64_t seeds);

/// "1000 seeds (0 to 999) of each of 67 cases".
std::string extent(const VerdictReport& report);

/// "spiral-exp 0.1.0, LibTorch 1.13.0 (AVX2, generic), cpu, simd engine (AVX3)".
std::string describe(const Environment& environment);

}  // namespace spiral
