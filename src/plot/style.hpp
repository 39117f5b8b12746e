// How figures look: sizes, colours and which panels.
#pragma once

#include <array>
#include <cstddef>
#include <limits>
#include <optional>
#include <vector>

namespace spiral {

/// The panels of the notebook's compare_pred, in its order.
enum class PanelKind { convergence, real, prediction, boundary };

/// The colours of both classes, the plane's and a curve's.
struct Palette {
  /// How a label's points are drawn.
  struct Marker {
    /// gnuplot's number.
    int type;
    /// As a part of Matplotlib's.
    double size;
    /// 0xRRGGBB.
    unsigned colour;
  };
  std::array<Marker, 2> markers;
  /// Evenly spaced from probability 0 to 1, drawn half transparent. Units: 0xRRGGBB.
  std::vector<unsigned> map;
  /// Curves differ in dashes too.
  bool dashed_curves = false;
};

/// The notebook's: + in blue and red, on Matplotlib's Spectral.
const Palette& notebook_palette();

/// For the colour-blind and for grey prints: classes differ in marker and lightness, the map goes
/// from dark to light.
const Palette& safe_palette();

/// Of a page, and of the screen for which the notebook's figures have sizes.
inline constexpr double kUnitsPerInch = 100;

/// Of Matplotlib's letters.
inline constexpr double kMatplotlibPoints = 10;

/// A panel's width in the notebook's compare_pred.
inline constexpr double kPanelInches = 4;

/// What one of gnuplot's terminals calls a font of height 1, a + of width 1 and a line of width 1,
/// measured.
struct TerminalUnits {
  double font = 1;
  double point = 1;
  double line = 1;
};

/// How a figure is drawn. Lengths are in its terminal's units: pixels, or hundredths of an inch.
struct PanelStyle {
  /// A panel's width and height.
  double side = 400;
  /// The whole figure's width instead.
  std::optional<double> figure_width = {};
  /// The height of letters, at most a twelfth of a panel; nullopt for what suits the panel.
  std::optional<double> font_size = {};
  /// How many panels stand side by side.
  std::size_t columns = 1;
  TerminalUnits units = {};
  /// Both axes of a plane in one scale, unless one side were more than three times as long as the
  /// other. Else the plane fills its box, as in the notebook.
  bool equal_axes = false;
  /// Those that a training's figure shows; empty for all, or as many as suit the figure.
  std::vector<PanelKind> panels = {};
  const Palette* palette = &notebook_palette();

  /// For a figure of so many columns, each of which is so many inches wide in the notebook: its
  /// side and its letters are resolved.
  PanelStyle for_columns(std::size_t count, double inches = kPanelInches) const;

  /// How many columns so many panels have: `at_most` so many, or fewer where a panel would be too
  /// narrow for its text, in rows of about one length.
  std::size_t columns_for(std::size_t count,
                          std::size_t at_most = std::numeric_limits<std::size_t>::max()) const;

  double font() const { return *font_size; }
};

}  // namespace spiral
