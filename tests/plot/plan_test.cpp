// Where figures go; what cannot be is refused, and nothing is made, before it is asked for.
#include "plot/plan.hpp"

#include <filesystem>

#include "core/text.hpp"
#include "support/catch.hpp"
#include "support/scratch.hpp"

using namespace spiral;

namespace {

PlotOptions png_in(const std::string& folder) { return {.format = PlotFormat::png, .out = folder}; }

}  // namespace

TEST_CASE("formats are named as users name them", "[plot]") {
  CHECK(to_string(PlotFormat::window) == "window");
  CHECK(to_string(PlotFormat::png) == "png");
  CHECK(to_string(PlotFormat::svg) == "svg");
  CHECK(to_string(PlotFormat::pdf) == "pdf");
  CHECK(to_string(PlotFormat::gif) == "gif");
  CHECK(to_string(PlotFormat::ascii) == "ascii");
  CHECK(to_string(PlotFormat::none) == "none");
}

TEST_CASE("a file has its figure's name and its format's extension", "[plot]") {
  const PlotPlan plan{PlotFormat::svg, "svg", {.out = "some/folder"}, stdout};
  CHECK(plan.path("learning-rate-0.1") == "some/folder/learning-rate-0.1.svg");
}

TEST_CASE("preparing figures makes no folder", "[plot]") {
  const Scratch scratch;
  const PlotPlan plan = prepare_plots(png_in(scratch.file("a/b")), stdout);
  CHECK(scratch.empty());
  CHECK(plan.format == PlotFormat::png);
}

TEST_CASE("a folder that is a file, or lies below one, is refused", "[plot]") {
  const Scratch scratch;
  write_file(scratch.file("file"), "kept");
  for (const std::string name : {"file", "file/below", "file/far/below"}) {
    const std::string reason =
        "--out " + scratch.file(name) + ": Not a directory; must be a folder that can be written";
    CHECK_THROWS_WITH(prepare_plots(png_in(scratch.file(name)), stdout), reason);
    CHECK_THROWS_AS(prepare_plots(png_in(scratch.file(name)), stdout), UsageError);
  }
  CHECK(file_text(scratch.file("file")) == "kept");
}

TEST_CASE("figures that are no files ask for no folder", "[plot]") {
  const Scratch scratch;
  write_file(scratch.file("file"), "");
  for (const PlotFormat format : {PlotFormat::none, PlotFormat::ascii}) {
    CHECK_NOTHROW(prepare_plots({.format = format, .out = scratch.file("file/below")}, stdout));
  }
}
