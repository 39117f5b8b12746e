// The one rule of the layout that no compiler checks: which sources stay free of LibTorch. That includes
// follow the flow of data it checks itself, for a component's headers are seen by those alone that use it.
#include <filesystem>
#include <fstream>
#include <vector>

#include "support/catch.hpp"

namespace {

namespace fs = std::filesystem;

/// A file, or all files of a folder and of those in it.
std::vector<fs::path> files_of(const fs::path& path) {
  if (!fs::is_directory(path)) return {path};
  std::vector<fs::path> files;
  for (const auto& file : fs::recursive_directory_iterator(path)) {
    if (file.is_regular_file()) files.push_back(file.path());
  }
  return files;
}

std::string text_of(const fs::path& file) {
  std::ifstream stream(file);
  REQUIRE(stream.good());
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

TEST_CASE("LibTorch is seen by what computes with it alone", "[structure]") {
  const fs::path source(SPIRAL_SOURCE_DIR);
  for (const char* path :
       {"experiments", "src/core", "src/experiment_file", "src/statistics", "src/study",
        "src/report", "src/plot", "src/cli", "src/main.cpp", "src/hand_over.cpp",
        "src/run_command.cpp", "src/engine/simd", "src/engine/engine.hpp", "src/engine/runtime.hpp",
        "src/engine/saved_model.hpp", "src/notebook/checkpoint.hpp",
        "src/notebook/parse_checkpoint.cpp"}) {
    const auto files = files_of(source / path);
    CHECK_FALSE(files.empty());
    for (const fs::path& file : files) {
      const std::string text = text_of(file);
      INFO(file);
      CHECK(text.find("#include <torch/") == std::string::npos);
      CHECK(text.find("#include <ATen/") == std::string::npos);
    }
  }
}
