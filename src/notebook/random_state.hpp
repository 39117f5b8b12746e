// Where a trial's random numbers come from: one generator of its own, so that trials can run side by
// side, in the state that the notebook's only generator has where the trial begins.
#pragma once

#include <ATen/ATen.h>

#include <cstdint>
#include <functional>

namespace spiral {

/// A CPU generator in the state that Python's `torch.manual_seed(seed)` leaves.
at::Generator seeded_generator(std::uint64_t seed);

/// A generator that goes on as `generator` would. `Generator::clone()` of LibTorch 1.13 leaks.
at::Generator copy_of(const at::Generator& generator);

/// The non-negative int64 that Python's `torch.empty((), dtype=torch.int64).random_()` yields.
/// Random: one 64-bit draw, which takes two 32-bit numbers.
std::int64_t draw_int64(at::Generator& generator);

/// The seed of the generator that permutes the samples of the next epoch.
/// Random: two int64 draws: the loader's base seed, which Python spends on its worker processes and
/// which is lost here too, and the one returned.
/// Source: torch/utils/data/dataloader.py and sampler.py of Python PyTorch.
std::uint64_t draw_permutation_seed(at::Generator& generator);

/// Takes `count` 32-bit numbers and forgets them: the state that a training leaves, without the
/// training.
void wind_forward(at::Generator& generator, std::int64_t count);

/// Calls `function` while LibTorch's global generator stands in for `generator`, which goes on from
/// where the call left it: LibTorch's modules draw their initial weights from the global one alone.
/// One thread at a time; the global generator's own state is kept.
void with_global_generator(at::Generator& generator, const std::function<void()>& function);

}  // namespace spiral
