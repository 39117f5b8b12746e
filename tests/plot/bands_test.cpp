#include "plot/bands.hpp"

#include "support/catch.hpp"

using namespace spiral;

namespace {

void check_levels(double low, double high, const std::vector<double>& expected) {
  INFO(low << " to " << high);
  const auto levels = band_levels(low, high);
  REQUIRE(levels.size() == expected.size());
  for (std::size_t i = 0; i < levels.size(); ++i)
    CHECK(levels[i] == Approx(expected[i]).margin(1e-12));
}

}  // namespace

TEST_CASE("bands have the bounds that Matplotlib's contourf gives them", "[plot]") {
  // Matplotlib 3.6.3: plt.contourf(z).levels
  check_levels(0, 1, {0, .15, .3, .45, .6, .75, .9, 1.05});
  check_levels(.05, .97, {0, .15, .3, .45, .6, .75, .9, 1.05});
  check_levels(.21, .83, {.16, .24, .32, .4, .48, .56, .64, .72, .8, .88});
  check_levels(.4, .6, {.4, .425, .45, .475, .5, .525, .55, .575, .6});
  check_levels(.499, .5013, {.499, .4993, .4996, .4999, .5002, .5005, .5008, .5011, .5014});
  check_levels(0, .03, {0, .004, .008, .012, .016, .02, .024, .028, .032});
}

TEST_CASE("bands have Matplotlib's colours", "[plot]") {
  // Matplotlib 3.6.3: contourf(z, cmap=Spectral).tcolors, for 7 and for 9 bands.
  CHECK(band_colours(7) == std::vector<unsigned>{0xc52c4b, 0xf57547, 0xfeca79, 0xffffbe, 0xcdeb9d,
                                                 0x6ec5a5, 0x3f77b5});
  CHECK(band_colours(9) == std::vector<unsigned>{0xbc2249, 0xe95c47, 0xfba05b, 0xfeda86, 0xffffbe,
                                                 0xdff299, 0x9cd7a4, 0x54aead, 0x466eb1});
}

TEST_CASE("a map of one value is one band", "[plot]") {
  CHECK(band_levels(.7, .7).size() == 2);
  CHECK(band_levels(0, 0).size() == 2);
}
