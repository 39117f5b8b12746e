#include "engine/epoch_graph.hpp"

#ifdef SPIRAL_CUDA
#include <ATen/cuda/CUDAGraph.h>
#include <c10/cuda/CUDAGuard.h>
#endif

namespace spiral {

#ifdef SPIRAL_CUDA

// The default stream cannot be recorded.
struct EpochGraph::Recorded {
  explicit Recorded(at::Device device)
      : on_stream(c10::cuda::getStreamFromPool(/*isHighPriority=*/false, device.index())) {}

  c10::cuda::CUDAStreamGuard on_stream;
  at::cuda::CUDAGraph graph;
  int epochs = 0;
};

EpochGraph::EpochGraph(at::Device device, bool same_each_epoch) {
  if (device.is_cuda() && same_each_epoch) recorded_ = std::make_unique<Recorded>(device);
}

void EpochGraph::run(const std::function<void()>& epoch) {
  if (!recorded_) return epoch();
  const int done = recorded_->epochs++;
  if (done == 0) return epoch();
  if (done == 1) {
    // Other threads may use the GPU meanwhile.
    recorded_->graph.capture_begin({0, 0}, cudaStreamCaptureModeThreadLocal);
    epoch();
    recorded_->graph.capture_end();
  }
  recorded_->graph.replay();
}

#else

struct EpochGraph::Recorded {};

EpochGraph::EpochGraph(at::Device, bool) {}

void EpochGraph::run(const std::function<void()>& epoch) { epoch(); }

#endif

EpochGraph::~EpochGraph() = default;

}  // namespace spiral
