// What the LibTorch at hand computes, as short hashes. The names of libraries do not tell:
// OpenBLAS, MKL and LibTorch itself take other kernels on other processors. It names nothing and
// judges nothing. No LibTorch in this header.
#pragma once

#include <string>
#include <vector>

#include "core/geometry.hpp"

namespace spiral {

/// What an operation gives for fixed inputs, as 8 hexadecimal digits.
struct OperationHash {
  std::string operation;
  std::string hash;
};

/// Of every operation whose bits a result depends on: matrix products, functions, sums, random
/// numbers, and each activation, loss and optimizer. One thread computes them, whatever LibTorch
/// was set to. Inputs are made without LibTorch. On `device` ("cpu", "cuda:0"); random numbers
/// always on the CPU.
std::vector<OperationHash> hash_operations(const std::string& device);

/// Those of `hash_operations` as one, 12 hexadecimal digits. Results with the same fingerprint can
/// be compared to the last bit. Computed once a device; takes some 5 ms.
std::string fingerprint(const std::string& device);

/// What an Environment calls the data: "spirals", or of points 16 hexadecimal digits that their
/// numbers, labels and order decide, and whether they are split.
std::string data_name(const OwnPoints& points);

}  // namespace spiral
