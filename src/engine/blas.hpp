// The BLAS behind LibTorch: what it is, and what it needs to be told.
#pragma once

#include <string>

namespace spiral {

/// OpenBLAS with its version and the kernels that it chose for this processor, MKL with its
/// version; of any other, what LibTorch calls it.
std::string blas_name();

/// Keeps OpenBLAS to the calling thread. Its own threads would split the larger products
/// differently on machines with more cores, to other bits, and stand in each other's way under
/// several trials.
void use_one_blas_thread();

/// False for the serial build of OpenBLAS, whose calls from two threads at once spoil each other's
/// results without a word.
bool blas_is_thread_safe();

}  // namespace spiral
