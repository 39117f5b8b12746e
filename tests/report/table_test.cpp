#include "report/table.hpp"

#include "support/catch.hpp"

using namespace spiral;

namespace {

const Table kTable{.header = {"case", "ours"}, .rows = {{"relu", "99.80"}, {"é", "1.00"}}};

}  // namespace

TEST_CASE("a console table lines its columns up, by characters and not by bytes", "[report]") {
  CHECK(render_console(kTable) ==
        "case   ours\n"
        "----  -----\n"
        "relu  99.80\n"
        "é      1.00\n");
}

TEST_CASE("numbers are flush right, words flush left", "[report]") {
  const Table table{.header = {"case", "difference", "boundary"},
                    .rows = {{"1", "-1.50", "thin"}, {"10", "NaN", "-"}, {"3", "", "large"}}};
  CHECK(render_console(table) ==
        "case  difference  boundary\n"
        "----  ----------  --------\n"
        "1          -1.50  thin\n"
        "10           NaN  -\n"
        "3                 large\n");
}

TEST_CASE("a Markdown table has a rule under its header", "[report]") {
  CHECK(render_markdown(kTable) ==
        "| case | ours |\n"
        "| :-- | --: |\n"
        "| relu | 99.80 |\n"
        "| é | 1.00 |\n");
}
