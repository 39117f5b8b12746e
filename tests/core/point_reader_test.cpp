#include "core/point_reader.hpp"

#include <algorithm>
#include <cstring>

#include "support/catch.hpp"

using namespace spiral;

namespace {

/// Hands `text` out in pieces of `piece` bytes.
PointReader reader_of(const std::string& text, std::size_t piece = 1000) {
  return {[=, place = std::size_t{0}](char* buffer, std::size_t room) mutable {
            const std::size_t count = std::min({piece, room, text.size() - place});
            std::memcpy(buffer, text.data() + place, count);
            place += count;
            return count;
          },
          "p.csv"};
}

std::vector<LabelledPoint> points_of(const std::string& text, std::size_t piece = 1000) {
  return read_labelled_points(reader_of(text, piece), 1000);
}

void check_points(const std::vector<LabelledPoint>& points) {
  REQUIRE(points.size() == 2);
  CHECK(points[0].x == 1.5F);
  CHECK(points[0].y == -2e-3F);
  CHECK(points[0].label == 1);
  CHECK(points[1].x == 0.1F);
  CHECK(points[1].label == 0);
}

std::string refusal(const std::string& text) {
  try {
    points_of(text);
  } catch (const PointsError& error) {
    return error.what();
  }
  return "taken";
}

}  // namespace

TEST_CASE("points are read however their lines end and begin", "[core]") {
  const std::string text = "1.5,-2e-3,1\n0.1,+3,0\n";
  check_points(points_of(text));
  check_points(points_of("x,y,label\n" + text));
  check_points(points_of("\xEF\xBB\xBF" + text));
  check_points(points_of("1.5,-2e-3,1\r\n\r\n0.1,3,0\r\n"));
  check_points(points_of("\"x\", \"y\", \"label\"\n\"1.5\",\t-0.002 , 1.0\n\n0.1,3,0"));
}

TEST_CASE("a number too small for a double is read as Python reads it", "[core]") {
  const auto points = points_of("1e-400,-1e-400,1\n");
  REQUIRE(points.size() == 1);
  CHECK(points[0].x == 0);
}

TEST_CASE("points do not depend on the pieces that a file comes in", "[core]") {
  for (std::size_t piece = 1; piece < 30; ++piece) {
    check_points(points_of("\xEF\xBB\xBFx,y,label\r\n1.5,-2e-3,1\r\n0.1,3,0", piece));
  }
}

TEST_CASE("what is no point is refused with its line and what it must be", "[core]") {
  CHECK(refusal("1,2,2") == "p.csv, line 1: label '2': must be 0 or 1");
  CHECK(refusal("x,y,label\n1,2,yes") == "p.csv, line 2: label 'yes': must be 0 or 1");
  CHECK(refusal("1,2,0\n\n1,nan,0") == "p.csv, line 3: 'nan': must be a number from -1e30 to 1e30");
  CHECK_THAT(refusal("inf,1,0"), ContainsSubstring("'inf'"));
  CHECK_THAT(refusal("1e31,1,0"), ContainsSubstring("'1e31'"));
  CHECK_THAT(refusal("1e999,1e999,0\n1,2,0"), ContainsSubstring("line 1: '1e999'"));
  CHECK_THAT(refusal("+-3,1,0\n"), ContainsSubstring("'+-3'"));
  CHECK_THAT(refusal("1,,0"), ContainsSubstring("'': must be"));
  CHECK(refusal("1,2,0\n1,2") == "p.csv, line 2: 2 columns after lines of 3");
  CHECK(refusal("1;2;0\n") ==
        "p.csv, line 1: 1 columns: must be two features, and a label as the third");
  CHECK(refusal("1,2\n") == "p.csv: its lines have no label; must be two features and a label");
  CHECK(refusal("") == "p.csv: no points in it");
  CHECK(refusal("x,y,label\n") == "p.csv: no points in it");
  CHECK(refusal("\x1b[31m,1,0\n2,2,0\n1,\x1b[2J,0").find('\x1b') == std::string::npos);
}

TEST_CASE("a line without an end is refused before it fills the memory", "[core]") {
  std::size_t handed_out = 0;
  PointReader reader(
      [&](char* buffer, std::size_t room) {
        std::memset(buffer, '1', room);
        handed_out += room;
        return room;
      },
      "p.csv");
  CHECK_THROWS_WITH(read_labelled_points(std::move(reader), 1000),
                    "p.csv, line 1: it is longer than 4096 bytes");
  CHECK(handed_out < 1'000'000);
}

TEST_CASE("too many points are refused before all are read", "[core]") {
  PointReader reader(
      [](char* buffer, std::size_t) {
        std::memcpy(buffer, "1,2,0\n", 6);
        return std::size_t{6};
      },
      "p.csv");
  CHECK_THROWS_WITH(read_labelled_points(std::move(reader), 1000), "p.csv: more than 1000 points");
}
