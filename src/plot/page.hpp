// Panels on a page: boxes of one size in rows, and room for all text beside them.
#pragma once

#include <string>
#include <vector>

#include "plot/commands.hpp"
#include "plot/style.hpp"

namespace spiral {

/// Commands for one page of a gnuplot terminal, data inline.
struct Figure {
  /// For a file's name: lower case, no extension.
  std::string name;
  /// In a sentence; what a file's metadata say.
  std::string title;
  /// Units: pixels, hundredths of an inch, or characters.
  double width;
  double height;
  /// The height of letters.
  double font;
  std::string commands;
};

/// `panels` in rows under a title, each filling the next place, a wide one the next row. From three
/// columns on a page has Matplotlib's margins. A panel's height is `aspect` times its width.
Figure make_page(const std::string& name, const std::string& title,
                 const std::vector<Panel>& panels, const PanelStyle& style, double aspect = 1);

}  // namespace spiral
