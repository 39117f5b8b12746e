#include "engine/side_by_side.hpp"

#include <ATen/Parallel.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <thread>
#include <vector>

namespace spiral {

void side_by_side(std::size_t count, std::size_t threads,
                  const std::function<void(std::size_t)>& each) {
  std::atomic<std::size_t> next = 0;
  std::vector<std::exception_ptr> failures(std::max<std::size_t>(1, std::min(threads, count)));
  const auto work = [&](std::exception_ptr& failure) {
    try {
      at::set_num_threads(1);  // LibTorch keeps this number per thread
      for (std::size_t i = next++; i < count; i = next++) each(i);
    } catch (...) {
      failure = std::current_exception();
      next = count;
    }
  };
  {
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < failures.size(); ++i) {
      others.emplace_back(work, std::ref(failures[i]));
    }
    work(failures.front());
  }
  for (const std::exception_ptr& failure : failures) {
    if (failure) std::rethrow_exception(failure);
  }
}

}  // namespace spiral
