#include "engine/blas.hpp"

#include <ATen/Context.h>
#include <ATen/Version.h>
#include <dlfcn.h>
#include <fmt/format.h>

#include <string_view>

#include "engine/torch_config.hpp"

namespace spiral {

namespace {

/// OpenBLAS is found by its functions: Debian lets any BLAS stand behind one file name.
template <class Function>
Function* loaded_function(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_DEFAULT, name));
}

}  // namespace

std::string blas_name() {
  const auto config = loaded_function<char*()>("openblas_get_config");
  const auto core = loaded_function<char*()>("openblas_get_corename");
  if (config != nullptr && core != nullptr) {
    const std::string_view text = config();  // "OpenBLAS 0.3.21 NO_LAPACKE ..."
    return fmt::format("{} ({})", text.substr(0, text.find(' ', text.find(' ') + 1)), core());
  }
  return at::hasMKL() ? torch_config_value("Intel(R) ", "\n")
                      : torch_config_value("BLAS_INFO=", ", ");
}

void use_one_blas_thread() {
  const auto set_threads = loaded_function<void(int)>("openblas_set_num_threads");
  if (set_threads != nullptr) set_threads(1);
}

bool blas_is_thread_safe() {
  const auto parallel = loaded_function<int()>("openblas_get_parallel");
  return parallel == nullptr || parallel() != 0;
}

}  // namespace spiral
