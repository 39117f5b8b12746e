#include "engine/environment.hpp"

#include <ATen/Parallel.h>
#include <torch/version.h>

#include "engine/blas.hpp"
#include "engine/fused/lane_array.hpp"
#include "engine/torch_config.hpp"

namespace spiral {

Environment describe_environment(const std::string& device, const std::string& engine) {
  return {.version = SPIRAL_VERSION,
          .libtorch = TORCH_VERSION,
          .cpu_capability = torch_config_value("CPU capability usage: ", "\n"),
          .blas = blas_name(),
          .device = device,
          .threads = at::get_num_threads(),
          .engine = engine,
          .simd = engine == "fused" ? fused::simd_name() : ""};
}

}  // namespace spiral
