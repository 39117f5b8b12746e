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

/// The panels' places. `style` is for so many `columns`.
struct PageLayout {
  std::size_t columns = 1;
  /// A panel's height as a part of its width.
  double aspect = 1;
};

/// `panels` in rows under a title, each filling the next place, a wide one the next row. As many
/// columns have Matplotlib's margins from three on.
Figure make_page(const std::string& name, const std::string& title,
                 const std::vector<Panel>& panels, const PanelStyle& style,
                 const PageLayout& layout);

}  // namespace spiral
