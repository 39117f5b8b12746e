// The report of a whole reproduction: which of the notebook's numbers and sentences its seeds bear
// out, as a page, as Markdown and as a summary; and that of an inference.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "study/reproduce.hpp"

namespace spiral {

/// Writes report.html, report.md and its pictures, and certificate.json into the folder; returns the
/// summary and, a line each, where the three are.
/// Throws: OutputError naming the file.
std::string write_verdict_report(const Reproduction& reproduction,
                                 const std::filesystem::path& folder);

/// Checks the certificate in the folder against what the reproduction gives; returns a sentence that says
/// what was found to agree.
/// Throws: StoreError where it cannot be read, or differs, naming the first differences.
std::string verify_certificate(const Reproduction& reproduction,
                               const std::filesystem::path& folder);

/// Which candidate the published numbers speak for: the tables and the sentence for the console.
std::string inference_text(const TrainedCandidates& trained);

}  // namespace spiral
