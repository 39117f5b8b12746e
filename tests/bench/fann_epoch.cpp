// Prints what an epoch takes the FANN library, in milliseconds: the notebook's data and network, in
// FANN's own way, which updates the weights after every point. FANN has no ReLU; its piecewise linear
// function is the nearest.
//
//     fann-epoch 3x10 EPOCHS
#include <fann.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <vector>

#include "bench/timing.hpp"
#include "engine/engine.hpp"

namespace {

using namespace spiral;

using Network = std::unique_ptr<fann, void (*)(fann*)>;
using Points = std::unique_ptr<fann_train_data, void (*)(fann_train_data*)>;

Network make_network(unsigned depth, unsigned width) {
  std::vector<unsigned> layers(depth + 2, width);
  layers.front() = 2;
  layers.back() = 1;
  Network network(fann_create_standard_array(depth + 2, layers.data()), &fann_destroy);
  fann_set_training_algorithm(network.get(), FANN_TRAIN_INCREMENTAL);
  fann_set_activation_function_hidden(network.get(), FANN_LINEAR_PIECE);
  fann_set_activation_function_output(network.get(), FANN_SIGMOID);
  fann_set_learning_rate(network.get(), 0.1F);
  return network;
}

Points notebook_points() {
  const std::vector<LabelledPoint> training = training_points({});
  Points points(fann_create_train(static_cast<unsigned>(training.size()), 2, 1),
                &fann_destroy_train);
  for (std::size_t i = 0; i < training.size(); ++i) {
    points->input[i][0] = training[i].x;
    points->input[i][1] = training[i].y;
    points->output[i][0] = static_cast<float>(training[i].label);
  }
  return points;
}

}  // namespace

int main(int argc, char** argv) {
  unsigned depth = 0;
  unsigned width = 0;
  if (argc != 3 || std::sscanf(argv[1], "%ux%u", &depth, &width) != 2) return 2;
  const int epochs = std::atoi(argv[2]);
  const Network network = make_network(depth, width);
  const Points points = notebook_points();
  const Stopwatch stopwatch;
  for (int epoch = 0; epoch < epochs; ++epoch) {
    fann_shuffle_train_data(points.get());
    fann_train_epoch(network.get(), points.get());
  }
  std::printf("%f\n", 1000 * stopwatch.seconds() / epochs);
}
