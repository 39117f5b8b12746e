// What a GPU does in an epoch, recorded and started by one call: a CUDA graph.
#pragma once

#include <ATen/ATen.h>

#include <functional>
#include <memory>

namespace spiral {

/// Keep it where it is made and used by one thread: while it lives, what this thread gives the GPU goes to a
/// stream of its own.
class EpochGraph {
 public:
  /// Records nothing on a CPU, or where `same_each_epoch` is false.
  EpochGraph(at::Device device, bool same_each_epoch);
  ~EpochGraph();
  EpochGraph(const EpochGraph&) = delete;
  EpochGraph& operator=(const EpochGraph&) = delete;

  /// Does `epoch`, which must launch the same operations on the same tensors each time. It is called twice at
  /// most: first as it is, so that libraries and optimizers have made what they keep, then to be recorded.
  void run(const std::function<void()>& epoch);

 private:
  struct Recorded;
  std::unique_ptr<Recorded> recorded_;  // null: each epoch is called
};

}  // namespace spiral
