#include "engine/device.hpp"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <fmt/format.h>
#include <torch/cuda.h>
#include <torch/version.h>

#include <cstdlib>

#include "engine/blas.hpp"

namespace spiral {

namespace {

void prepare_cuda(const at::Device& device) {
  if (!at::Context::hasCUDART()) {
    throw DeviceUnavailable(fmt::format(
        "this LibTorch ({}) is built without CUDA; allowed here is cpu", TORCH_VERSION));
  }
  // cuBLAS reads this at its first call; without it, its sums may come in another order each time.
  setenv("CUBLAS_WORKSPACE_CONFIG", ":4096:8", /*overwrite=*/0);
  const auto gpus = static_cast<int>(torch::cuda::device_count());
  if (gpus == 0) {
    throw DeviceUnavailable("LibTorch has CUDA but finds no GPU; allowed here is cpu");
  }
  if (device.has_index() && device.index() >= gpus) {
    throw DeviceUnavailable(fmt::format("there is no such GPU; allowed here are cpu and cuda:0{}",
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
  at::set_num_threads(1);
  use_one_blas_thread();
  const at::Device parsed(device);
  if (parsed.is_cuda()) prepare_cuda(parsed);
}

}  // namespace spiral
