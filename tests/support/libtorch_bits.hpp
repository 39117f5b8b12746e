// Where the SIMD kernels know LibTorch's order of operations, and a test may ask for its bits.
#pragma once

#include <hwy/highway.h>

#include <cstdint>
#include <string>
#include <vector>

#include "engine/runtime.hpp"
#include "support/catch.hpp"
#include "support/simd_target.hpp"

namespace spiral {

/// Those of this processor's instruction sets that fuse a product and a sum, as LibTorch's own kernels
/// do.
inline std::vector<std::int64_t> exact_targets() {
  auto targets = simd_targets();
  std::erase_if(targets, [](std::int64_t target) { return target > HWY_AVX2; });
  return targets;
}

/// False, with a warning that names them, for a BLAS, a processor or a build whose order is not known.
inline bool is_known_libtorch() {
  use_one_thread();  // as the engines do: several cut long sums elsewhere
  const std::string blas = blas_name();
  const bool is_known_blas =
      blas == "generic" || (blas.starts_with("OpenBLAS") && blas.ends_with("(Haswell)"));
  const bool is_known =
      is_known_blas && cpu_capability().starts_with("AVX") && !exact_targets().empty();
  if (!is_known) {
    WARN("skipped: the bits of LibTorch are not known with BLAS " << blas << " and "
                                                                  << cpu_capability());
  }
  return is_known;
}

}  // namespace spiral
