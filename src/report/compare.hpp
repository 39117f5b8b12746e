// Two runs of the same trials, compared to the last bit: which part, where first, and how far.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace spiral {

/// A trial as an export has it.
struct ExportedTrial {
  /// What it is known by: the fields of its config, its seed and its place, as JSON.
  std::map<std::string, std::string> key;
  /// Its exercise and its case, as far as the export says them.
  std::map<std::string, std::string> names;
  /// "activation relu, seed 3", as far as the export says so.
  std::string name;
  /// NaN where the export has null.
  std::vector<double> train_error;
  /// Its other numbers, but for the time that it took.
  std::map<std::string, double> figures;
};

struct ExportedRun {
  /// Of its file.
  std::string name;
  /// By field, as JSON; empty where the export does not say on what it ran.
  std::map<std::string, std::string> environment;
  std::map<std::string, std::string> operations;
  std::vector<ExportedTrial> trials;
};

/// Reads what --export-json wrote, or another program like it. Only "trials" must be there, and of
/// each trial its "train_error" or another number.
/// Throws: UsageError naming the file.
ExportedRun parse_export(const std::string& name, const std::string& json);

/// Where two runs of one trial part first.
struct Parting {
  std::string trial;
  /// "train_error, epoch 3"; then in the fields' order.
  std::string figure;
  /// NaN also where there is none, as the training ended before.
  double first;
  double second;
};

struct Comparison {
  std::size_t equal = 0;
  std::vector<Parting> partings;
  std::size_t only_first = 0;
  std::size_t only_second = 0;
  /// The operations that both know and compute otherwise.
  std::vector<std::string> operations = {};
};

/// A trial meets the one with the same value in every key that all trials of both have; where those do
/// not tell trials apart, with the same names, too.
/// Throws: UsageError where no trials meet, where trials are not told apart, and where two that meet
/// have no number in common.
Comparison compare(const ExportedRun& first, const ExportedRun& second);

std::string comparison_text(const Comparison& comparison, const ExportedRun& first,
                            const ExportedRun& second);

}  // namespace spiral
