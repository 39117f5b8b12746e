// A run as Markdown: the console's tables under headings, and on what they were computed.
#pragma once

#include <string>

#include "report/run_record.hpp"

namespace spiral {

std::string to_markdown(const RunRecord& record);

}  // namespace spiral
