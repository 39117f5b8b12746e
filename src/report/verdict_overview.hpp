// What stands first on a report's page: every number and every claim at a glance.
#pragma once

#include <string>

#include "report/assessment.hpp"

namespace spiral {

/// A place on the page to link to.
std::string case_id(const Experiment& experiment, const Case& item);

/// One line a published number, each a link to its row.
std::string overview_html(const VerdictReport& report);

/// One box a claim, sorted by verdict, each a link to its row.
std::string verdict_bar(const VerdictReport& report);

}  // namespace spiral
