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

/// Whether a certificate is what a reproduction gives, and a sentence that says so, or names the first
/// differences.
struct CertificateCheck {
  bool agrees;
  std::string text;
};

/// Checks the certificate in the folder.
/// Throws: StoreError where it cannot be read.
CertificateCheck verify_certificate(const Reproduction& reproduction,
                                    const std::filesystem::path& folder);

/// Which candidate the published numbers speak for: the tables and the sentence for the console.
std::string inference_text(const TrainedCandidates& trained);

}  // namespace spiral
