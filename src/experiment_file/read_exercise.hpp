// One [[exercise]] of an experiment file.
#pragma once

#include <array>
#include <utility>

#include "core/experiment.hpp"
#include "experiment_file/read_config.hpp"
#include "experiment_file/toml_value.hpp"

namespace spiral {

/// In one exercise.
inline constexpr std::size_t kMaxClaims = 1000;

/// In what an exercise is like those of the built-in notebook, by its key; in nothing where the file
/// does not say it.
inline constexpr std::array kSwitches{
    std::pair{"notebook_accuracy", &Experiment::notebook_accuracy},
    std::pair{"plots_convergence", &Experiment::plots_convergence},
    std::pair{"plots_by_learning_rate", &Experiment::plots_by_learning_rate},
    std::pair{"before_validation", &Experiment::before_validation},
    std::pair{"scores_last_model", &Experiment::scores_last_model}};

/// The exercise without places and claims.
/// Throws: ExperimentFileError.
Experiment read_exercise(const TomlValue& table, const FileContext& context);

/// Adds the published cases under other values of what the exercise inherits, in the places of its
/// own, and the claims, which may name them.
/// Throws: ExperimentFileError.
void finish_exercise(const TomlValue& table, Experiment& experiment);

}  // namespace spiral
