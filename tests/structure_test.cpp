// The house's one rule that a compiler does not check: includes run one way.
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>

#include "support/catch.hpp"

namespace {

namespace fs = std::filesystem;

/// Each room and those that it may include; experiment/ is plain data that all may read.
const std::map<std::string, std::set<std::string>> kMayInclude{
    {"experiment", {}},
    {"experiments", {}},
    {"data", {}},
    {"model", {"data"}},
    {"training", {"data", "model"}},
    {"evaluation", {"data", "model", "training"}},
    {"engine", {"data", "model", "training", "evaluation"}},
    {"run", {}},
    {"statistics", {}},
    {"report", {"evaluation", "statistics"}},
    {"plot", {}},
    {"cli", {"data", "model", "engine", "run", "statistics", "report", "plot", "experiments"}}};

std::vector<std::string> included_rooms(const fs::path& file) {
  std::ifstream stream(file);
  const std::regex include("#include \"([a-z_]+)/.*");
  std::vector<std::string> rooms;
  for (std::string line; std::getline(stream, line);) {
    std::smatch match;
    if (std::regex_match(line, match, include)) rooms.push_back(match[1]);
  }
  return rooms;
}

void check_room(const fs::path& folder) {
  const std::string room = folder.filename();
  INFO("the room " << room);
  REQUIRE(kMayInclude.contains(room));
  for (const auto& file : fs::recursive_directory_iterator(folder)) {
    if (!file.is_regular_file()) continue;
    for (const std::string& included : included_rooms(file.path())) {
      INFO(file.path().filename() << " includes from " << included);
      CHECK((included == room || included == "experiment" ||
             kMayInclude.at(room).contains(included)));
    }
  }
}

}  // namespace

TEST_CASE("no room includes against the stream", "[structure]") {
  const fs::path source(SPIRAL_SOURCE_DIR);
  for (const auto& folder : fs::directory_iterator(source / "src")) {
    if (folder.is_directory()) check_room(folder.path());
  }
  check_room(source / "experiments");
}

TEST_CASE("plain data and vector kernels stay free of LibTorch", "[structure]") {
  const fs::path source(SPIRAL_SOURCE_DIR);
  for (const char* room : {"src/experiment", "src/engine/fused", "src/run", "src/statistics",
                           "src/report", "src/plot", "experiments"}) {
    for (const auto& file : fs::directory_iterator(source / room)) {
      if (!file.is_regular_file()) continue;
      std::ifstream stream(file.path());
      const std::string text(std::istreambuf_iterator<char>(stream), {});
      INFO(file.path());
      CHECK(text.find("#include <torch/") == std::string::npos);
      CHECK(text.find("#include <ATen/") == std::string::npos);
    }
  }
}
