// What every command that trains for tables, exports and figures does alike.
#pragma once

#include <exception>
#include <string>
#include <vector>

#include "cli/options.hpp"
#include "study/plan.hpp"

namespace spiral {

/// Checks all of it, then trains, prints the tables, writes the exports and draws the figures. What
/// is complete is delivered also when the rest fails or is interrupted. `is_stored`: takes what the
/// store in --out has, and adds the rest. Of a shard all that is made is a store of its own.
/// `warnings` are printed first, unless all is to be quiet.
/// Throws: UsageError before any training; after it, what failed first.
void run_and_report(const Study& study, const Options& options, bool is_stored = false,
                    const std::vector<std::string>& warnings = {});

/// Says where a complete shard is, and what to do with it.
void print_shard(const Options& options);
/// The store and the files of these options that are read: what no output may replace.
std::vector<FileInUse> files_in_use(const Options& options);

/// A line each, unless all is to be quiet.
void print_warnings(const std::vector<std::string>& warnings, const Options& options);

/// Checks where exports and figures go, and prints what there is to remark on that; makes nothing
/// but a window.
/// Throws: as `check_exports` and `prepare_plots`.
PlotPlan check_outputs(const Options& options);

/// Makes the folder of --out, if a figure or an export goes there.
/// Throws: UsageError.
void make_folder(const Options& options, const PlotPlan& plan);

/// Throws the first of `failures`, of which some are null, and prints the others.
void finish(const std::vector<std::exception_ptr>& failures);

}  // namespace spiral
