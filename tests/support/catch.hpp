// Catch2, whichever of its two layouts is installed. Include it after LibTorch, whose CHECK it
// replaces.
#pragma once

#undef CHECK
#undef CHECK_FALSE
#undef REQUIRE
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
using Catch::Approx;
#else
#include <catch2/catch.hpp>
#endif
