// A verdict report as a page that needs nothing but itself.
#pragma once

#include <string>

#include "report/assessment.hpp"

namespace spiral {

/// HTML with its style, its pictures and its tables' data in it. Works without a script; the one in it
/// sorts, filters, and names the seed under the pointer.
std::string to_html(const VerdictReport& report);

/// The page's style sheet, and its script.
std::string page_style();
std::string page_script();

}  // namespace spiral
