#include "engine/runtime.hpp"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <dlfcn.h>
#include <fmt/format.h>
#include <torch/cuda.h>
#include <torch/version.h>

#include <cstdlib>
#include <new>
#include <string_view>

#include "core/text.hpp"
#include "engine/fingerprint.hpp"
#include "engine/simd/lane_array.hpp"

namespace spiral {

namespace {

/// OpenBLAS is found by its functions: Debian lets any BLAS stand behind one file name.
template <class Function>
Function* loaded_function(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_DEFAULT, name));
}

/// What stands between `key` and the next of the characters `end` in LibTorch's description of
/// itself; empty if the key does not occur.
std::string torch_config_value(std::string_view key, std::string_view end) {
  const std::string config = at::show_config();
  const auto found = config.find(key);
  if (found == std::string::npos) return {};
  const auto begin = found + key.size();
  return config.substr(begin, config.find_first_of(end, begin) - begin);
}

void prepare_cuda(const at::Device& device) {
  const auto refuse = [&](const std::string& reason) {
    throw UsageError("device", device.str(), reason);
  };
  if (!at::Context::hasCUDART()) {
    refuse(fmt::format("this LibTorch ({}) is built without CUDA; must be cpu", TORCH_VERSION));
  }
  // cuBLAS reads this at its first call; without it, its sums may come in another order each time.
  setenv("CUBLAS_WORKSPACE_CONFIG", ":4096:8", /*overwrite=*/0);
  const auto gpus = static_cast<int>(torch::cuda::device_count());
  if (gpus == 0) refuse("LibTorch has CUDA but finds no GPU; must be cpu");
  if (device.has_index() && device.index() >= gpus) {
    refuse(fmt::format("there is no such GPU; must be cpu or cuda:0{}",
                       gpus == 1 ? "" : fmt::format(" to cuda:{}", gpus - 1)));
  }
  at::globalContext().setDeterministicAlgorithms(true, /*warn_only=*/false);
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 2)
  // Every tensor here is written before it is read: no need to fill new ones.
  at::globalContext().setDeterministicFillUninitializedMemory(false);
#endif
}

}  // namespace

void prepare_device(const std::string& device) {
  use_one_thread();
  const at::Device parsed(device);
  if (parsed.is_cuda()) prepare_cuda(parsed);
}

void use_one_thread() {
  at::set_num_threads(1);
  const auto set_threads = loaded_function<void(int)>("openblas_set_num_threads");
  if (set_threads != nullptr) set_threads(1);
}

std::string blas_name() {
  const auto config = loaded_function<char*()>("openblas_get_config");
  const auto core = loaded_function<char*()>("openblas_get_corename");
  if (config != nullptr && core != nullptr) {
    const std::string_view text = config();  // "OpenBLAS 0.3.21 NO_LAPACKE ..."
    return fmt::format("{} ({})", text.substr(0, text.find(' ', text.find(' ') + 1)), core());
  }
  if (!at::hasMKL()) return torch_config_value("BLAS_INFO=", ", ");
  const char* const branch = std::getenv("MKL_CBWR");
  return fmt::format("MKL {}{}", torch_config_value("Math Kernel Library Version ", "- \n"),
                     branch == nullptr ? "" : fmt::format(" ({})", branch));
}

bool blas_is_thread_safe() {
  const auto parallel = loaded_function<int()>("openblas_get_parallel");
  return parallel == nullptr || parallel() != 0;
}

std::string cpu_capability() { return torch_config_value("CPU capability usage: ", "\n"); }

Environment describe_environment(const std::string& device, const std::string& engine) {
  return {.version = SPIRAL_VERSION,
          .libtorch = TORCH_VERSION,
          .cpu_capability = cpu_capability(),
          .blas = blas_name(),
          .fingerprint = fingerprint(device),
          .device = device,
          .threads = at::get_num_threads(),
          .engine = engine,
          .simd = engine == "simd" ? simd::simd_name() : ""};
}

bool is_out_of_memory(const std::exception& error) {
  // On the CPU LibTorch has no type for it.
  return dynamic_cast<const std::bad_alloc*>(&error) != nullptr ||
         dynamic_cast<const c10::OutOfMemoryError*>(&error) != nullptr ||
         std::string_view(error.what()).find("DefaultCPUAllocator") != std::string_view::npos;
}

std::size_t simd_lanes() { return simd::lane_count(); }

}  // namespace spiral
