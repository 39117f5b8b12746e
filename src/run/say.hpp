// Words for the user, on a stream that may be closed or full: a remark that is lost stops nothing.
#pragma once

#include <cstdio>
#include <string>

namespace spiral {

/// Writes `text` as it is, at once.
void say(std::FILE* stream, const std::string& text);

}  // namespace spiral
