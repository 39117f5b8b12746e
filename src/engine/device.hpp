// Which device a run may use.
#pragma once

#include <stdexcept>
#include <string>

namespace spiral {

/// A device that this machine or this LibTorch does not have; `what()` says which of the two, in
/// one line without the option's name.
class DeviceUnavailable : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Checks that `device` ("cpu", "cuda" or "cuda:N") is there and sets LibTorch up for it: one
/// thread a trial, and on a GPU deterministic algorithms. Call it once, before any other use of
/// LibTorch.
/// Throws: DeviceUnavailable.
void prepare_device(const std::string& device);

}  // namespace spiral
