#include "plot/live_view.hpp"

#include <future>

#include "support/catch.hpp"

using namespace spiral;

namespace {

Figure frame(const std::string& name) {
  return {.name = name, .title = {}, .width = 1, .height = 1, .font = 1, .commands = {}};
}

}  // namespace

TEST_CASE("a frame that comes while one is drawn waits, and a newer one takes its place",
          "[plot]") {
  std::promise<void> begun;
  std::promise<void> go_on;
  std::vector<std::string> drawn;
  LiveView view([&](const Figure& figure) {
    drawn.push_back(figure.name);
    if (figure.name != "first") return;
    begun.set_value();
    go_on.get_future().wait();
  });
  CHECK(view.wants_frame());
  view.show(frame("first"));
  begun.get_future().wait();
  CHECK_FALSE(view.wants_frame());
  view.show(frame("stale"));
  view.show(frame("newest"));
  go_on.set_value();
  view.finish();
  CHECK(drawn == std::vector<std::string>{"first", "newest"});
}

TEST_CASE("a drawing that fails ends the view and is told at its end", "[plot]") {
  int drawn = 0;
  LiveView view([&](const Figure&) {
    ++drawn;
    throw std::runtime_error("no window");
  });
  view.show(frame("first"));
  CHECK_THROWS_WITH(view.finish(), "no window");
  view.show(frame("second"));
  CHECK_FALSE(view.wants_frame());
  CHECK(drawn == 1);
}
