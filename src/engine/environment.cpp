#include "engine/environment.hpp"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <dlfcn.h>
#include <fmt/format.h>
#include <torch/version.h>

#include <string_view>

namespace spiral {

namespace {

/// The rest of the line of LibTorch's own description that begins with `key`; empty if there is
/// none.
std::string config_value(std::string_view key, std::string_view end) {
  const std::string config = at::show_config();
  const auto found = config.find(key);
  if (found == std::string::npos) return {};
  const auto begin = found + key.size();
  return config.substr(begin, config.find_first_of(end, begin) - begin);
}

template <class Function>
Function* loaded_function(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_DEFAULT, name));
}

/// The BLAS behind LibTorch: OpenBLAS tells its version and the kernels it chose for this
/// processor; of the others only the name is known.
std::string blas() {
  const auto version = loaded_function<char*()>("openblas_get_config");
  const auto core = loaded_function<char*()>("openblas_get_corename");
  if (version != nullptr && core != nullptr) {
    const std::string_view config = version();  // "OpenBLAS 0.3.21 NO_LAPACKE ..."
    return fmt::format("{} ({})", config.substr(0, config.find(' ', config.find(' ') + 1)), core());
  }
  if (at::hasMKL()) return config_value("Intel(R) ", "\n");
  return config_value("BLAS_INFO=", ", ");
}

}  // namespace

Environment describe_environment(const std::string& device, const std::string& engine) {
  return {.version = SPIRAL_VERSION,
          .libtorch = TORCH_VERSION,
          .cpu_capability = config_value("CPU capability usage: ", "\n"),
          .blas = blas(),
          .device = device,
          .threads = at::get_num_threads(),
          .engine = engine};
}

}  // namespace spiral
