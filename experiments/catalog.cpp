#include "experiments/catalog.hpp"

namespace spiral {

std::vector<Experiment> catalog() {
  return {linear(),     first_model(),   working_model(), architecture(), activation(), neurons(),
          batch_size(), learning_rate(), epochs(),        optimizer(),    loss(),       test_set()};
}

}  // namespace spiral
