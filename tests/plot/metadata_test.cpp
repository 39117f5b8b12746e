#include "plot/metadata.hpp"

#include "support/catch.hpp"

using namespace spiral;

TEST_CASE("an SVG gets the figure's title, whatever is in it", "[plot]") {
  CHECK(svg_with_title("<svg><title>Gnuplot</title><title>b</title>", "a < b & c") ==
        "<svg><title>a &lt; b &amp; c</title><title>b</title>");
}

TEST_CASE("an SVG for print has its size in inches, and draws in the same units", "[plot]") {
  CHECK(svg_in_inches("<svg \n width=\"650\" height=\"215\"\n viewBox=\"0 0 650 215\">") ==
        "<svg \n width=\"6.5in\" height=\"2.15in\"\n viewBox=\"0 0 650 215\">");
  CHECK(svg_in_inches("<svg>") == "<svg>");
}

TEST_CASE("a PDF gets the figure's title in the room of what made it", "[plot]") {
  const std::string pdf =
      "<< /Producer (cairo 1.16.0 (https://cairographics.org))\n"
      "   /CreationDate (D:20260101000000Z)\n>>\nendobj";
  const std::string titled = pdf_with_title(pdf, "sweep: (a)");
  CHECK(titled.size() == pdf.size());
  CHECK_THAT(titled, StartsWith("<< /Title (sweep: \\(a\\))  "));
  CHECK_THAT(titled, EndsWith("\n>>\nendobj"));
}

TEST_CASE("a title too long for a PDF is cut, and never within an escape", "[plot]") {
  const std::string pdf = "<< /Producer (cairo)\n>>";
  for (const std::string title : {"abcd(((", "abc((((", "aaaaaaaaaaaa"}) {
    const std::string titled = pdf_with_title(pdf, title);
    INFO(titled);
    CHECK(titled.size() == pdf.size());
    CHECK_THAT(titled, StartsWith("<< /Title (a"));
    CHECK_THAT(titled, !ContainsSubstring("\\)\n"));
  }
}

TEST_CASE("a PDF without these in plain text stays as it is", "[plot]") {
  CHECK(pdf_with_title("%PDF-1.7 compressed", "title") == "%PDF-1.7 compressed");
}
