#include "notebook/accuracy.hpp"

#include <torch/torch.h>

#include <cmath>
#include <limits>

#include "notebook/random_state.hpp"
#include "support/catch.hpp"

using namespace spiral;

namespace {

/// A linear classifier with these logits: x at (x, 0).
std::shared_ptr<MultiLayerModel> logit_is_x(Loss loss) {
  at::Generator generator = seeded_generator(0);
  const auto model = make_model({.hidden = {}, .loss = loss}, generator);
  const torch::NoGradGuard no_graph;
  model->parameters()[0].copy_(at::tensor({1.0F, 0.0F}).view({1, 2}));
  model->parameters()[1].zero_();
  return model;
}

/// Logits -1, 0.25 and 1; labels 0, 1 and 1.
const Dataset kThreePoints{at::tensor({-1.0F, 0.0F, 0.25F, 0.0F, 1.0F, 0.0F}).view({3, 2}),
                           at::tensor({0, 1, 1}, at::kInt)};

/// By `score`, validation_score or test_score, of that classifier at the three points.
Score score_of(decltype(&validation_score) score, Loss loss) {
  return score(loss, outputs_at(*logit_is_x(loss), kThreePoints.inputs), kThreePoints.labels);
}

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

}  // namespace

TEST_CASE("accuracy counts 0.5 as class 1", "[notebook]") {
  const at::Tensor y_real = at::tensor({0.0F, 1.0F, 1.0F, 1.0F});
  CHECK(accuracy(y_real, at::tensor({0.25F, 0.5F, 0.75F, 0.25F})) == 0.75);
}

TEST_CASE("one NaN among the predictions makes the accuracy NaN", "[notebook]") {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  CHECK(std::isnan(accuracy(at::tensor({0.0F, 1.0F}), at::tensor({0.25F, nan}))));
}

TEST_CASE("for BCE the notebook cuts logits where probabilities are meant", "[notebook]") {
  const Score bce = score_of(validation_score, Loss::bce);
  CHECK(bce.accuracy == 1);
  CHECK(bce.notebook_accuracy == Approx(2.0 / 3));
  const Score mse = score_of(validation_score, Loss::mse);
  CHECK(mse.accuracy == 1);
  CHECK(mse.notebook_accuracy == 1);
}

TEST_CASE("on the test set the notebook's figure is one minus the mean error of the probability",
          "[notebook]") {
  const Score score = score_of(test_score, Loss::bce);
  CHECK(score.accuracy == 1);
  const double soft = 1 - (sigmoid(-1) + (1 - sigmoid(0.25)) + (1 - sigmoid(1))) / 3;
  CHECK(score.notebook_accuracy == Approx(soft));
}
