#include "notebook/random_state.hpp"

#include <ATen/CPUGeneratorImpl.h>

#include <limits>
#include <mutex>

namespace spiral {

at::Generator seeded_generator(std::uint64_t seed) { return at::detail::createCPUGenerator(seed); }

at::Generator copy_of(const at::Generator& generator) {
  at::Generator copy = at::detail::createCPUGenerator();
  copy.set_state(generator.get_state());
  return copy;
}

std::int64_t draw_int64(at::Generator& generator) {
  const auto bits = at::check_generator<at::CPUGeneratorImpl>(generator)->random64();
  return static_cast<std::int64_t>(bits & std::numeric_limits<std::int64_t>::max());
}

std::uint64_t draw_permutation_seed(at::Generator& generator) {
  draw_int64(generator);
  return static_cast<std::uint64_t>(draw_int64(generator));
}

void wind_forward(at::Generator& generator, std::int64_t count) {
  auto* const engine = at::check_generator<at::CPUGeneratorImpl>(generator);
  for (std::int64_t i = 0; i < count; ++i) engine->random();
}

void with_global_generator(at::Generator& generator, const std::function<void()>& function) {
  static std::mutex one_at_a_time;
  const std::lock_guard lock(one_at_a_time);
  at::Generator global = at::detail::getDefaultCPUGenerator();
  const at::Tensor kept = global.get_state();
  global.set_state(generator.get_state());
  try {
    function();
  } catch (...) {
    global.set_state(kept);
    throw;
  }
  generator.set_state(global.get_state());
  global.set_state(kept);
}

}  // namespace spiral
