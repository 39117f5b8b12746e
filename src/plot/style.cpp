#include "plot/style.hpp"

namespace spiral {

const Palette& notebook_palette() {
  // Source of the map: Spectral, C. A. Brewer, colorbrewer2.org.
  static const Palette kPalette{.markers = {{{.type = 1, .size = 1.1, .colour = 0x0000ff},
                                             {.type = 1, .size = 1.1, .colour = 0xff0000}}},
                                .map = {0x9e0142, 0xd53e4f, 0xf46d43, 0xfdae61, 0xfee08b, 0xffffbf,
                                        0xe6f598, 0xabdda4, 0x66c2a5, 0x3288bd, 0x5e4fa2}};
  return kPalette;
}

const Palette& safe_palette() {
  // Source of the colours: those of M. Okabe and K. Ito, Color Universal Design, 2008; the map runs
  // from their darkest to their lightest.
  static const Palette kPalette{.markers = {{{.type = 6, .size = .7, .colour = 0x000000},
                                             {.type = 1, .size = 1.1, .colour = 0xd55e00}}},
                                .map = {0x0072b2, 0x56b4e9, 0xf0e442, 0xffffe0}};
  return kPalette;
}

}  // namespace spiral
