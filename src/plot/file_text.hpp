// What gnuplot wrote.
#pragma once

#include <fstream>
#include <iterator>
#include <string>

namespace spiral {

/// The whole file as it is; empty where there is none.
inline std::string file_text(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace spiral
