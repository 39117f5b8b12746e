// The title that readers of a figure's file show, which gnuplot does not write.
#pragma once

#include <string>

namespace spiral {

/// An SVG of gnuplot's with this text in place of its title, "Gnuplot".
std::string svg_with_title(std::string svg, const std::string& title);

/// Its width and height in inches, of which 100 units make one.
std::string svg_in_inches(std::string svg);

/// A PDF of Cairo's with the title in place of what made it and when, which makes its bytes the
/// same at each run. No byte moves, so what is too long is cut. Unchanged where these are not in
/// plain text.
std::string pdf_with_title(std::string pdf, const std::string& title);

}  // namespace spiral
