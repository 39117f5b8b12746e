// Exports as the command line asks for them: checked before a run, written after it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cli/options.hpp"
#include "cli/usage_error.hpp"

namespace spiral {

/// Throws: UsageError naming the option, where a file has no chance of being written or two exports
/// would mix on standard output.
void check_exports(const std::vector<Export>& exports);

/// True if an export takes standard output, so that nothing else may be printed there.
bool uses_standard_output(const std::vector<Export>& exports);

/// Writes every export; if some fail, the others are written all the same. Returns the first
/// failure, for the caller to throw when all else is done.
std::optional<UsageError> write_exports(const std::vector<Export>& exports,
                                        const std::function<std::string(ExportFormat)>& render);

}  // namespace spiral
