#include "core/point_reader.hpp"

#include <algorithm>
#include <cstring>

#include "support/catch.hpp"

using namespace spiral;

namespace {

/// Hands `text` out in pieces of `piece` bytes.
PointReader reader_of(const std::string& text, std::size_t piece = 1000,
                      const PointFormat& format = {}) {
  return {[=, place = std::size_t{0}](char* buffer, std::size_t room) mutable {
            const std::size_t count = std::min({piece, room, text.size() - place});
            std::memcpy(buffer, text.data() + place, count);
            place += count;
            return count;
          },
          "p.csv", format};
}

std::vector<LabelledPoint> points_of(const std::string& text, std::size_t piece = 1000,
                                     const PointFormat& format = {}) {
  return read_labelled_points(reader_of(text, piece, format), 1000).points;
}

void check_points(const std::vector<LabelledPoint>& points) {
  REQUIRE(points.size() == 2);
  CHECK(points[0].x == 1.5F);
  CHECK(points[0].y == -2e-3F);
  CHECK(points[0].label == 1);
  CHECK(points[1].x == 0.1F);
  CHECK(points[1].label == 0);
}

std::string refusal(const std::string& text, const PointFormat& format = {}) {
  try {
    points_of(text, 1000, format);
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

TEST_CASE("points are read whichever delimiter stands between them", "[core]") {
  check_points(points_of("1.5\t-2e-3\t1\n0.1\t3\t0\n"));
  check_points(points_of("x\ty\tlabel\n1.5\t-2e-3\t1\n0.1\t3\t0\n"));
  check_points(points_of("x;y;label\n1.5; -2e-3; 1\n0.1; 3; 0\n"));
  check_points(points_of("  1.5   -2e-3 1  \n 0.1 \t 3   0\n"));
  check_points(points_of("x y label\n1.5 -2e-3 1\n0.1 3 0"));
  check_points(points_of("1.5,\t-2e-3,\t1\n0.1,3,0"));
  check_points(points_of("1.5;-2e-3;1\n0.1;3;0", 1000, {.delimiter = ';'}));
  CHECK_THAT(refusal("1.5;-2e-3;1\n", {.delimiter = ','}), ContainsSubstring("line 1: 1 columns"));
  CHECK(
      refusal("1,5;2,5;0\n3,5;4,5;1\n") ==
      "p.csv, line 1: '1,5': must be a number from -1e30 to 1e30, with a dot before its fraction");
}

TEST_CASE("comments, KEEL's lines and quoted delimiters are no obstacle", "[core]") {
  check_points(points_of("# two spirals\n\n1.5,-2e-3,1\n  # half\n0.1,3,0\n"));
  check_points(
      points_of("@relation spiral\n@attribute x real [0, 1]\n@data\n1.5, -2e-3, 1\n"
                "0.1, 3, 0\n"));
  check_points(points_of("\"x, in m\",\"y\",\"the \"\"label\"\"\"\n1.5,\"-2e-3\",1\n0.1,3,0"));
  CHECK(refusal("1,2,0\n\"1,2,0\n") ==
        "p.csv, line 2: a quote without its end; a cell must end in its line");
  CHECK(refusal("\"1,2,0\n") ==
        "p.csv, line 1: a quote without its end; a cell must end in its line");
}

TEST_CASE("UTF-16 and the lines of an old Macintosh are read, in whatever pieces", "[core]") {
  const std::string text = "x\xC3\xA4,y,label\r\n1.5,-2e-3,1\r\n0.1,3,0\r\n";
  std::string big = "\xFE\xFF";
  std::string little = "\xFF\xFE";
  for (const std::string unit : {"x", "\xE4"}) {
    const std::string zero(1, '\0');
    big += zero + unit;
    little += unit + zero;
  }
  for (const char c : text.substr(3)) {
    big += std::string(1, '\0') + c;
    little += c + std::string(1, '\0');
  }
  for (std::size_t piece = 1; piece < 9; ++piece) {
    check_points(points_of(big, piece));
    check_points(points_of(little, piece));
    check_points(points_of("x,y,label\r1.5,-2e-3,1\r\r0.1,3,0\r", piece));
    CHECK_THAT(refusal("1,2,0\r\n1,2,0\r\n1,2,5\r\n"), ContainsSubstring("line 3: "));
  }
  check_points(points_of(little, 1000, {.features = {"x\xC3\xA4", "y"}}));
}

TEST_CASE("columns are found by their names", "[core]") {
  const PointFormat named{.features = {"x", "y"}, .label = "label"};
  check_points(points_of("label,x,y\n1,1.5,-2e-3\n0,0.1,3\n", 1000, named));
  check_points(points_of("label,x,y\n1,1.5,-2e-3\n0,0.1,3\n", 1000, {.label = "label"}));
  check_points(points_of("label,x,y\n1,1.5,-2e-3\n0,0.1,3\n", 1000, {.features = {"x", "y"}}));
  check_points(points_of("id,y,x,z,label\n7,-2e-3,1.5,9,1\n8,3,0.1,9,0\n", 1000, named));
  check_points(points_of("1 1.5 -2e-3\n0 0.1 3\n", 1000, {.features = {"2", "3"}, .label = "1"}));
  CHECK(refusal("label,x,y\n1,1.5,2\n") ==
        "p.csv, line 1: 'label' would be a feature, for the label is the third column; --features "
        "and --label name them");
  CHECK_THAT(refusal("a,b,c,label\n1,2,3,0\n"),
             ContainsSubstring("4 columns: must be two features, and a label as the third; "
                               "--features and --label choose of a, b, c and label"));
  CHECK_THAT(refusal("x,y,label\n1,2,0\n", {.label = "lable"}),
             ContainsSubstring("no column 'lable'; did you mean label?"));
  CHECK_THAT(refusal("x,y,label\n1,2,0\n", {.features = {"x", "x"}}),
             ContainsSubstring("--features names 'x' twice"));
  CHECK_THAT(refusal("x,y,label\n1,2,0\n", {.features = {"x", "y"}, .label = "y"}),
             ContainsSubstring("--label names 'y', which is a feature"));
}

TEST_CASE("a third column whose name is no label's is remarked on", "[core]") {
  const auto remarks = [](const std::string& text) {
    return read_labelled_points(reader_of(text), 1000).remarks;
  };
  CHECK(remarks("a,b,c\n1,2,0\n") ==
        std::vector<std::string>{
            "p.csv: 'c', the third column, is the label; --label names another one"});
  CHECK(remarks("a,b,Class\n1,2,0\n").empty());
  CHECK(remarks("1,2,0\n").empty());
}

TEST_CASE("labels other than 0 and 1 need to be told which is class 1", "[core]") {
  check_points(points_of("1.5,-2e-3,1\n0.1,3,-1\n", 1000, {.positive = "1"}));
  check_points(points_of("1.5,-2e-3,1.0\n0.1,3,2\n", 1000, {.positive = "1"}));
  check_points(points_of("1.5,-2e-3,red\n0.1,3,blue\n", 1000, {.positive = "red"}));
  check_points(points_of("x,y,label\n1.5,-2e-3,red\n0.1,3,blue\n", 1000, {.positive = "red"}));
  const std::string advice = ": must be 0 or 1, unless --positive says which label is class 1";
  CHECK(refusal("1,2,-1\n") == "p.csv, line 1: label '-1'" + advice);
  CHECK(refusal("1.5,2,red\n0.1,3,blue\n") == "p.csv, line 1: label 'red'" + advice);
  CHECK(refusal("1,2,a\n3,4,b\n5,6,c\n", {.positive = "a"}) ==
        "p.csv, line 3: label 'c': must be 'a' or 'b', for there are two classes");
}

TEST_CASE("a first line with one name is a header, and --header has the last word", "[core]") {
  check_points(points_of("0,1,label\n1.5,-2e-3,1\n0.1,3,0\n"));
  check_points(points_of("0,1,2\n1.5,-2e-3,1\n0.1,3,0\n", 1000, {.header = true}));
  CHECK_THAT(refusal("x,y,label\n1,2,0\n", {.header = false}), ContainsSubstring("line 1: 'x'"));
  std::vector<LabelledPoint> points;
  PointReader reader = reader_of("0,1\n2,3\n");
  while (reader.read(points)) {
  }
  CHECK(points.size() == 2);
  CHECK_FALSE(reader.columns().has_header);
}

TEST_CASE("a file of another kind is named as such", "[core]") {
  CHECK(refusal("version https://git-lfs.github.com/spec/v1\noid sha256:0\n") ==
        "p.csv: a Git LFS pointer, not the file itself; git lfs pull fetches it");
  CHECK(refusal("<!DOCTYPE html>\n") == "p.csv: an HTML or XML page, not a table of points");
  CHECK(refusal("\x1F\x8B\x08") == "p.csv: compressed by gzip; unpack it first");
  CHECK(refusal("PK\x03\x04") == "p.csv: a ZIP archive; unpack it first");
  CHECK(refusal(std::string("1,2,0\n1,\0,0", 11)) == "p.csv, line 2: a NUL byte: must be text");
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
  CHECK(refusal("1,2,2") ==
        "p.csv, line 1: label '2': must be 0 or 1, unless --positive says which label is class 1");
  CHECK_THAT(refusal("x,y,label\n1,2,yes"), ContainsSubstring("line 2: label 'yes': must be"));
  CHECK(refusal("1,2,0\n\n1,nan,0") == "p.csv, line 3: 'nan': must be a number from -1e30 to 1e30");
  CHECK_THAT(refusal("inf,1,0"), ContainsSubstring("'inf'"));
  CHECK_THAT(refusal("1e31,1,0"), ContainsSubstring("'1e31'"));
  CHECK_THAT(refusal("1e999,1e999,0\n1,2,0"), ContainsSubstring("line 1: '1e999'"));
  CHECK_THAT(refusal("+-3,1,0\n"), ContainsSubstring("'+-3'"));
  CHECK_THAT(refusal("1,,0"), ContainsSubstring("'': must be"));
  CHECK(refusal("1,2,0\n1,2") == "p.csv, line 2: '1,2' has 2 columns, the first line 3");
  CHECK(refusal("1,2\n") == "p.csv: its lines have no label; --label names it");
  CHECK(refusal("") == "p.csv: no points in it");
  CHECK(refusal("x,y,label\n") == "p.csv: no points in it");
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
                    "p.csv, line 1: it is longer than 1048576 bytes");
  CHECK(handed_out < 10'000'000);
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

TEST_CASE("in a table, what begins like a comment is a row where it has a row's cells", "[core]") {
  const std::string rows = "x,y,label,colour\n1.5,-2e-3,1,#ff0000\n# a note\n#00ff00,2,0,red\n";
  CHECK(refusal(rows, {.features = {"x", "y"}, .label = "label"}) ==
        "p.csv, line 4: '#00ff00': must be a number from -1e30 to 1e30");
  check_points(points_of("name,x,y,label\n#ff0000,1.5,-2e-3,1\n@bob,0.1,3,0\n# end\n", 1000,
                         {.features = {"x", "y"}, .label = "label"}));
}

TEST_CASE("between tabs an empty cell is one, at either end of a line", "[core]") {
  check_points(points_of("\tx\ty\tlabel\tnote\n0\t1.5\t-2e-3\t1\t\n1\t0.1\t3\t0\tend\n", 1000,
                         {.features = {"x", "y"}, .label = "label"}));
  CHECK(refusal("1\t2\t0\n\t2\t1\n") == "p.csv, line 2: '': must be a number from -1e30 to 1e30");
}

TEST_CASE("a name that two columns have is refused", "[core]") {
  CHECK(refusal("x,y,x,label\n1,2,3,0\n", {.features = {"x", "y"}, .label = "label"}) ==
        "p.csv, line 1: several columns are called 'x'; must be one");
}

TEST_CASE("a missing number in the first line does not make it a header", "[core]") {
  const std::string missing = GENERATE("NA", "n/a", "null", "None");
  CHECK(refusal(missing + ",1.2,0\n1,2,1\n") ==
        "p.csv, line 1: '" + missing + "': must be a number from -1e30 to 1e30");
}

TEST_CASE("a label of class 1 that no line has is refused", "[core]") {
  CHECK(refusal("1,2,1\n3,4,1\n", {.positive = "5"}) ==
        "p.csv: no label is '5'; --positive must be one of them, such as '1'");
  CHECK(refusal("1,2,cat\n3,4,dog\n", {.positive = "fish"}) ==
        "p.csv, line 2: label 'dog': must be 'fish' or 'cat', for there are two classes; no label "
        "was 'fish' yet");
}

TEST_CASE("where points need no label, the column that is left is one only by its name", "[core]") {
  const PointFormat format{.features = {"x", "y"}, .label_is_optional = true};
  CHECK_FALSE(find_columns({"x,y,id", "1,2,77"}, format).label.has_value());
  CHECK(find_columns({"x,y,label", "1,2,1"}, format).label == 2U);
  CHECK(find_columns({"x,y,id", "1,2,77"}, {.features = {"x", "y"}}).label == 2U);
}

TEST_CASE("a table whose lines do not fit together is refused by the line and the value",
          "[core]") {
  CHECK(refusal("x,y,label\n1,2\n1,3,0\n") ==
        "p.csv, line 2: '1,2' has 2 columns, the first line 3");
  CHECK(refusal("x,y,label\ncm,cm,-\n1,2,0\n") ==
        "p.csv, line 2: 'cm': must be a number from -1e30 to 1e30");
}
