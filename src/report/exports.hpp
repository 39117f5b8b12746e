// A run as files: checked before it, written after it, JSON, CSV and Markdown from the same lists
// of fields.
#pragma once

#include <exception>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "core/experiment.hpp"
#include "study/output_file.hpp"

namespace spiral {

/// What a run hands to every report: the same record, so that one can stand in for another.
struct RunRecord {
  /// The subcommand, such as "activation", "all" or "sweep".
  std::string command;
  Environment environment;
  /// What each operation computes there, as a short hash, by its name.
  std::vector<std::pair<std::string, std::string>> operations = {};
  /// Results in the experiments' order, then the cases', then the seeds'.
  std::vector<ExperimentResults> experiments;
  /// False where the run ended before all that was asked for was done.
  bool complete = true;
};

enum class ExportFormat { json, csv, markdown, model };

struct Export {
  ExportFormat format;
  /// The option that asked for it, for messages: "export-json".
  std::string option;
  /// "-" is standard output.
  std::string path;
};

/// `folder` will have been made before the exports are written.
/// Throws: UsageError naming the option, where a file has no chance of being written, is among
/// `in_use`, or is another export's.
void check_exports(const std::vector<Export>& exports, std::vector<FileInUse> in_use,
                   const std::string& folder);

/// True if an export takes standard output, so that nothing else may be printed there.
bool uses_standard_output(const std::vector<Export>& exports);

/// Writes every export; if some fail, the others are written all the same. Returns the first
/// failure, a UsageError, for the caller to throw when all else is done; null if there was none.
std::exception_ptr write_exports(const std::vector<Export>& exports,
                                 const std::function<std::string(ExportFormat)>& render);

/// The record in this format; a model is that of the first result.
std::string render(const RunRecord& record, ExportFormat format);

/// Schema 2: the environment, its operations, and a trial a line: its experiment, its case's label,
/// every field of its config and of its result. Every number has the digits that restore the same
/// double; NaN is null, and so is the figures of no boundary; all else that is absent is left out.
/// A run that ended early says "complete": false.
std::string to_json(const RunRecord& record);

/// RFC 4180, a line a trial: JSON's fields, then the environment's. The train error is that of the
/// last epoch. What is absent or not finite is an empty cell.
std::string to_csv(const RunRecord& record);

/// The console's tables under headings, and on what they were computed.
std::string to_markdown(const RunRecord& record);

/// Cells with a comma, a quote or a line break are quoted.
std::string csv_line(std::vector<std::string> cells);

/// A data set likewise: as JSON with what it was drawn with, as CSV, and as a table of its extent.
std::string points_json(const std::vector<LabelledPoint>& points, const TrialKey& key,
                        const Environment& environment);
std::string points_csv(const std::vector<LabelledPoint>& points);
std::string points_table(const std::vector<LabelledPoint>& points);

}  // namespace spiral
