#include "notebook/random_state.hpp"

#include <ATen/CPUGeneratorImpl.h>

#include <limits>
#include <mutex>

namespace spiral {

at::Generator seeded_generator(std::uint64_t seed) { return at::detail::createCPUGenerator(seed); }

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

namespace {

/// Puts the global generator back as it was, also when an exception passes through.
class GlobalGeneratorState {
 public:
  explicit GlobalGeneratorState(at::Generator& global)
      : global_(global), state_(global.get_state()) {}
  GlobalGeneratorState(const GlobalGeneratorState&) = delete;
  GlobalGeneratorState& operator=(const GlobalGeneratorState&) = delete;
  ~GlobalGeneratorState() { global_.set_state(state_); }

 private:
  at::Generator& global_;
  at::Tensor state_;
};

}  // namespace

void with_global_generator(at::Generator& generator, const std::function<void()>& function) {
  static std::mutex one_at_a_time;
  const std::lock_guard lock(one_at_a_time);
  at::Generator global = at::detail::getDefaultCPUGenerator();
  const GlobalGeneratorState kept(global);
  global.set_state(generator.get_state());
  function();
  generator.set_state(global.get_state());
}

}  // namespace spiral
