// Python's figures as a file, for machines without python3-torch.
#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/runtime.hpp"
#include "experiments/catalog.hpp"
#include "support/catch.hpp"
#include "support/trials.hpp"

using namespace spiral;
using nlohmann::json;

namespace {

Case find_case(const std::string& experiment, const std::string& label) {
  for (const Experiment& candidate : catalog()) {
    for (const Case& item : candidate.cases) {
      if (candidate.name == experiment && item.label == label) return item;
    }
  }
  FAIL("no case " << experiment << " " << label);
  return {};
}

/// True where the golden values were made on what we run on, so that every bit must agree.
bool is_same_environment(const json& golden) {
  const Environment here = describe_environment("cpu", "torch");
  return golden["libtorch"] == here.libtorch && golden["cpu_capability"] == here.cpu_capability &&
         golden["blas"] == here.blas;
}

void check_bits(const TrialResult& result, const json& expected) {
  CHECK(result.train_error == expected["train_error"].get<std::vector<double>>());
  CHECK(result.validation.accuracy == expected["accuracy"].get<double>());
  CHECK(result.validation.notebook_accuracy == expected["notebook_accuracy"].get<double>());
  CHECK(result.test.has_value() == expected.contains("test_accuracy"));
  if (result.test) {
    CHECK(result.test->accuracy == expected["test_accuracy"].get<double>());
    CHECK(result.test->notebook_accuracy == expected["test_notebook_accuracy"].get<double>());
  }
  const auto weights = expected["weights"].get<std::vector<float>>();
  REQUIRE(result.weights.size() >= weights.size());
  CHECK(std::equal(weights.begin(), weights.end(), result.weights.begin()));
}

}  // namespace

TEST_CASE("every case repeats Python's golden values", "[parity]") {
  const json golden = json::parse(std::ifstream(GOLDEN_JSON));
  const bool to_the_bit = is_same_environment(golden);
  if (!to_the_bit) WARN("golden values of another environment: compared to 1e-4, not to the bit");
  std::size_t cases = 0;
  for (const Experiment& experiment : catalog()) cases += experiment.cases.size();
  CHECK(golden["trials"].size() == cases);
  for (const json& expected : golden["trials"]) {
    Case item = find_case(expected["experiment"], expected["case"]);
    item.config.epochs = golden["epochs"];
    INFO(expected["experiment"] << " " << item.label);
    const TrialResult result = train_by_torch({item.config, golden["seed"], item.place});
    if (to_the_bit) {
      check_bits(result, expected);
    } else if (item.config.learning_rate < 10) {
      // Elsewhere sums come in another order, which a learning rate of 10 blows up within an epoch.
      CHECK(result.train_error[0] ==
            Approx(expected["train_error"][0].get<double>()).epsilon(1e-4));
    }
  }
}
