// What the core could do if it did nothing but multiply and add.
#pragma once

namespace spiral {

/// Measured now, on chains of fused multiply-adds that depend on nothing but themselves.
/// Units: 10^9 floating-point operations a second, two of them a multiply-add.
double fma_peak_gflops();

}  // namespace spiral
