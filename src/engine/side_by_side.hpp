// Work on many seeds, shared out among threads.
#pragma once

#include <cstddef>
#include <functional>

namespace spiral {

/// Calls `each` for 0 to count - 1, on up to `threads` threads, LibTorch keeping to one in each.
/// Throws: what one of the calls throws, once all threads have ended.
void side_by_side(std::size_t count, std::size_t threads,
                  const std::function<void(std::size_t)>& each);

}  // namespace spiral
