// Catch2, whichever of its two layouts is installed. Include it after LibTorch, whose CHECK it
// replaces.
#pragma once

#undef CHECK
#undef CHECK_FALSE
#undef REQUIRE
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
using Catch::Approx;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::EndsWith;
using Catch::Matchers::Matches;
using Catch::Matchers::StartsWith;
#else
#include <catch2/catch.hpp>
using Catch::EndsWith;
using Catch::Matches;
using Catch::StartsWith;
inline auto ContainsSubstring(const std::string& text) { return Catch::Contains(text); }
#endif
