// A gnuplot at work, and gnuplots that do not work.
#include "plot/gnuplot_process.hpp"

#include <cstdlib>
#include <filesystem>

#include "support/catch.hpp"
#include "support/scratch.hpp"

using namespace spiral;

namespace {

constexpr GnuplotProcess::Patience kPatience = std::chrono::minutes(1);

/// While it lives, this script is what is found under the name of gnuplot.
class FakeGnuplot {
 public:
  explicit FakeGnuplot(const std::string& script) {
    write_file(scratch_.file("gnuplot"), "#!/bin/sh\n" + script);
    std::filesystem::permissions(scratch_.file("gnuplot"), std::filesystem::perms::owner_all);
    setenv("PATH", (scratch_.file("") + ":" + path_).c_str(), 1);
  }
  FakeGnuplot(const FakeGnuplot&) = delete;
  FakeGnuplot& operator=(const FakeGnuplot&) = delete;
  ~FakeGnuplot() { setenv("PATH", path_.c_str(), 1); }

 private:
  const Scratch scratch_;
  const std::string path_ = std::getenv("PATH");
};

}  // namespace

TEST_CASE("commands may print, and draw into memory", "[plot]") {
  GnuplotProcess gnuplot(kPatience);
  CHECK(gnuplot.run("print 1 + 1\nprint 'two'") == "2\ntwo\n");
  CHECK_THAT(gnuplot.run_for_output("set terminal svg\nplot sin(x)\n"), EndsWith("</svg>\n\n"));
  CHECK(gnuplot.run("") == "");
}

TEST_CASE("a refused command ends its figure, whose data are no commands, and no other", "[plot]") {
  GnuplotProcess gnuplot(kPatience);
  gnuplot.run("set terminal dumb");
  const std::string figure = "set multiplot\nplot nonsense(x)\n'\nprint 'data'\n{\n";
  CHECK_THROWS_WITH(gnuplot.run(figure), "gnuplot: undefined function: nonsense");
  CHECK_THROWS_WITH(gnuplot.run("plot NaN"), !ContainsSubstring("nonsense"));
  CHECK(gnuplot.run("print 'ready'") == "ready\n");
}

TEST_CASE("a gnuplot that never answers is given up", "[plot]") {
  for (const std::string script : {"exec cat >/dev/null", "exec tail -f /dev/null"}) {
    const FakeGnuplot fake("echo 'waiting for the display' >&2; " + script);
    GnuplotProcess gnuplot(std::chrono::milliseconds(200));
    CHECK_THROWS_WITH(gnuplot.run("plot x"),
                      "gnuplot gave no answer for 0.2 s: waiting for the display");
  }
}

TEST_CASE("a gnuplot that closes its output without an end is ended", "[plot]") {
  const FakeGnuplot fake("exec 3>&-; exec cat >/dev/null");
  GnuplotProcess gnuplot(kPatience);
  CHECK_THROWS_WITH(gnuplot.run("plot x"), "gnuplot ended with exit code 0");
}
