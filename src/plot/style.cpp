#include "plot/style.hpp"

#include <algorithm>
#include <cmath>

namespace spiral {

namespace {

// A panel's least width, and what its letters are at most a part of. Units: heights of letters.
constexpr double kRoomForText = 16;
constexpr double kMaxLetters = 12;

}  // namespace

PanelStyle PanelStyle::for_columns(std::size_t count, double inches) const {
  PanelStyle style = *this;
  style.columns = count;
  style.side =
      figure_width ? *figure_width / static_cast<double>(count) : side * inches / kPanelInches;
  style.font_size = std::min(font_size.value_or(style.side / inches * kMatplotlibPoints / 72),
                             style.side / kMaxLetters);
  return style;
}

std::size_t PanelStyle::columns_for(std::size_t count, std::size_t at_most) const {
  auto most = static_cast<double>(at_most);
  if (figure_width && font_size) {
    most = std::clamp(std::floor(*figure_width / (*font_size * kRoomForText)), 1., most);
  }
  const double rows = std::ceil(static_cast<double>(count) / most);
  return static_cast<std::size_t>(std::ceil(static_cast<double>(count) / rows));
}

const Palette& notebook_palette() {
  // Source of the map: Spectral, C. A. Brewer, colorbrewer2.org.
  static const Palette kPalette{.markers = {{{.type = 1, .size = 1, .colour = 0x0000ff},
                                             {.type = 1, .size = 1, .colour = 0xff0000}}},
                                .map = {0x9e0142, 0xd53e4f, 0xf46d43, 0xfdae61, 0xfee08b, 0xffffbf,
                                        0xe6f598, 0xabdda4, 0x66c2a5, 0x3288bd, 0x5e4fa2}};
  return kPalette;
}

const Palette& safe_palette() {
  // Source of the colours: those of M. Okabe and K. Ito, Color Universal Design, 2008; the map runs
  // from their darkest to their lightest.
  static const Palette kPalette{.markers = {{{.type = 6, .size = .65, .colour = 0x000000},
                                             {.type = 1, .size = 1, .colour = 0xd55e00}}},
                                .map = {0x0072b2, 0x56b4e9, 0xf0e442, 0xffffe0},
                                .dashed_curves = true};
  return kPalette;
}

}  // namespace spiral
