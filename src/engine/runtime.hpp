// LibTorch at run time: its device, its threads, its BLAS, and what a result's bits depend on. No
// LibTorch in this header.
#pragma once

#include <exception>
#include <string>

#include "core/trial.hpp"

namespace spiral {

/// Checks that `device` ("cpu", "cuda" or "cuda:N") is there and sets LibTorch up for it: one
/// thread a trial, and on a GPU deterministic algorithms. Call it once, before any other use of
/// LibTorch.
/// Throws: UsageError that says whether LibTorch or the machine lacks it.
void prepare_device(const std::string& device);

/// The calling thread's LibTorch and OpenBLAS keep to it. OpenBLAS's own threads would split the
/// larger products differently on machines with more cores, to other bits, and stand in each
/// other's way under several trials.
void use_one_thread();

/// OpenBLAS with its version and the kernels that it chose for this processor, MKL with its version
/// and MKL_CBWR, which chooses its kernels; of any other, what LibTorch calls it.
std::string blas_name();

/// False for the serial build of OpenBLAS, whose calls from two threads at once spoil each other's
/// results without a word.
bool blas_is_thread_safe();

/// The instructions that LibTorch's kernels take: "AVX2", "AVX512".
std::string cpu_capability();

/// The environment of trials on `device` by the engine of this name.
Environment describe_environment(const std::string& device, const std::string& engine);

/// True where a library threw `error` because the memory of the machine or of the GPU was used up.
bool is_out_of_memory(const std::exception& error);

/// How many seeds the SIMD engine trains at once on this processor.
std::size_t simd_lanes();

}  // namespace spiral
