#include "notebook/generate_data.hpp"

namespace spiral {

Dataset generate_data(std::int64_t n, double noise, at::Generator& generator) {
  const at::Tensor phi = at::empty({n, 1}).uniform_(0, 10, generator);             // [n, 1]
  at::Tensor inputs = at::cat({(phi + 1) * at::cos(phi), phi * at::sin(phi)}, 1);  // [n, 2]
  inputs += at::empty({n, 2}).normal_(0, noise, generator);
  at::Tensor labels = at::zeros({n}, at::kInt);  // [n]
  inputs.slice(0, n / 2) *= -1;
  labels.slice(0, n / 2).fill_(1);
  return {inputs, labels};
}

}  // namespace spiral
