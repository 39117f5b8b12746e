// What a reproduction found, for another program: what was run, by what, and every verdict, with a
// hash of the results that they follow from.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "report/assessment.hpp"

namespace spiral {

/// The certificate of a reproduction and of its report. Its "sha256" is that of one line of text a
/// trial, in the order of the notebook, then of the textbook's networks, then of the replaced draws:
/// exercise, case, and the result's fields but its seconds, as CSV spells them, with a comma between.
nlohmann::ordered_json certificate(const Reproduction& reproduction, const VerdictReport& report);

/// Where `file` says something else than `expected`, a line each: "/exercises/0/claims/1/verdict: ...".
/// Throws: StoreError where the file cannot be read.
std::vector<std::string> certificate_differences(const std::filesystem::path& file,
                                                 const nlohmann::ordered_json& expected);

}  // namespace spiral
