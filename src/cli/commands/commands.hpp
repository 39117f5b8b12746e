// One function a kind of subcommand: each turns options into a call of what does the work.
#pragma once

#include <string>
#include <vector>

#include "cli/options.hpp"
#include "core/experiment.hpp"

namespace spiral {

/// Trains the cases of `experiments`, which `command` names.
void run_exercises(const std::string& command, std::vector<Experiment> experiments,
                   const Options& options);
/// Trains exercises of the user's own file.
void run_file_command(const Options& options);
/// Prints the exercises, or as an experiment file.
void list_command(const Options& options);
/// Trains every combination of the values of several parameters, like an exercise, with a store.
void sweep_command(const Options& options);
/// Trains one model, on the spirals or on the user's points.
void train_command(const Options& options);
/// Reads points and writes what a saved model makes of each, as they come.
void predict_command(const Options& options);
/// Draws what a saved model makes of the plane.
void plot_command(const Options& options);
/// Describes the training set and writes its points.
void dataset_command(const Options& options);
/// Trains the whole notebook at many seeds and writes the report of what they bear out.
void reproduce_command(const Options& options);
/// Writes the report of the last reproduction in a folder again.
void report_command(const Options& options);
/// Makes one store of those of several shards.
void merge_command(const Options& options);
/// Compares two exports to the last bit.
/// Throws: ResultsDiffer.
void compare_command(const Options& options);
/// Tells whether a reader's own numbers could be those of another run.
/// Throws: ResultsDiffer where one could not.
void check_command(const Options& options);
/// Tells which of several values of a parameter an exercise's published numbers speak for.
void infer_command(const Options& options);

}  // namespace spiral
