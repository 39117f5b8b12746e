// Every claim of the notebook on metrics made up so that it just holds, and just does not.
#include <map>

#include "experiments/catalog.hpp"
#include "support/catch.hpp"

using namespace spiral;

namespace {

using Made = std::map<std::string, Metrics>;
using Numbers = std::map<std::string, double>;

Made made(const Numbers& cases, std::optional<double> Metrics::*figure) {
  Made made;
  for (const auto& [label, value] : cases) made[label].*figure = value;
  return made;
}

Made accuracies(const Numbers& cases) { return made(cases, &Metrics::accuracy); }
Made widths(const Numbers& cases) { return made(cases, &Metrics::width); }
Made roughnesses(const Numbers& cases) { return made(cases, &Metrics::roughness); }

/// Train errors of 11 epochs that rise in this share of the last 10.
Made risings(const Numbers& cases) {
  Made made;
  for (const auto& [label, share] : cases) {
    std::vector<double>& error = made[label].train_error;
    error.push_back(1);
    for (int i = 0; i < 10; ++i) error.push_back(error.back() + (i < share * 10 - .5 ? 1 : -1));
  }
  return made;
}

Made test_score(double test, double validation) {
  return {{"test", {.accuracy = validation, .test_accuracy = test}}};
}

struct Edge {
  std::string id;
  Made holds;
  Made fails;
};

const std::vector<Edge> kEdges{
    {"linear-1", accuracies({{"linear", .649}}), accuracies({{"linear", .65}})},
    {"first-1", accuracies({{"first", .649}}), accuracies({{"first", .65}})},
    {"working-1", accuracies({{"working", .99}}), accuracies({{"working", .989}})},
    {"architecture-1", accuracies({{"1", .649}}), accuracies({{"1", .65}})},
    {"architecture-2", accuracies({{"1", .6}, {"2", .651}}), accuracies({{"1", .6}, {"2", .65}})},
    {"architecture-3", accuracies({{"2", .9}, {"3", .951}}), accuracies({{"2", .9}, {"3", .95}})},
    {"architecture-4", accuracies({{"3", .98}, {"5", .96}, {"10", 1}}),
     accuracies({{"3", .98}, {"5", .98}, {"10", .959}})},
    {"architecture-4", accuracies({{"3", .98}, {"5", 1}, {"10", .96}}),
     accuracies({{"3", .98}, {"5", .959}, {"10", .98}})},
    {"architecture-5", widths({{"3", .3}, {"5", .2}, {"10", .1}}),
     widths({{"3", .3}, {"5", .2}, {"10", .2}})},
    {"architecture-5", widths({{"3", .3}, {"5", .29}, {"10", .28}}),
     widths({{"3", .3}, {"5", .3}, {"10", .1}})},
    {"architecture-6", roughnesses({{"3", .3}, {"10", .2}}), roughnesses({{"3", .3}, {"10", .3}})},
    {"activation-1", accuracies({{"relu", .99}}), accuracies({{"relu", .989}})},
    {"activation-2",
     accuracies({{"elu", .99}, {"relu", .99}, {"sigmoid", .5}, {"tanh", .9}, {"identity", .6}}),
     accuracies({{"elu", .99}, {"relu", .5}, {"sigmoid", .5}, {"tanh", .991}, {"identity", .6}})},
    {"activation-3", accuracies({{"sigmoid", .6}, {"tanh", .651}}),
     accuracies({{"sigmoid", .6}, {"tanh", .65}})},
    {"activation-4", accuracies({{"identity", .649}}), accuracies({{"identity", .65}})},
    {"activation-5", roughnesses({{"elu", .2}, {"relu", .3}}),
     roughnesses({{"elu", .3}, {"relu", .3}})},
    {"neurons-1", accuracies({{"3", .799}}), accuracies({{"3", .8}})},
    {"neurons-2", accuracies({{"5", .99}, {"7", 1}, {"10", .99}, {"50", 1}, {"100", .99}}),
     accuracies({{"5", .989}, {"7", 1}, {"10", 1}, {"50", 1}, {"100", 1}})},
    {"neurons-2", accuracies({{"5", 1}, {"7", 1}, {"10", 1}, {"50", 1}, {"100", .99}}),
     accuracies({{"5", 1}, {"7", 1}, {"10", 1}, {"50", 1}, {"100", .989}})},
    {"neurons-3",
     accuracies({{"3", .7}, {"5", .9}, {"7", .895}, {"10", .9}, {"50", 1}, {"100", .995}}),
     accuracies({{"3", .7}, {"5", .9}, {"7", .894}, {"10", .9}, {"50", 1}, {"100", 1}})},
    {"neurons-4", roughnesses({{"5", .3}, {"100", .2}}), roughnesses({{"5", .3}, {"100", .3}})},
    {"batch-size-1",
     accuracies({{"10", .9}, {"32", .9}, {"64", .8}, {"128", .7}, {"256", .6}, {"400", .5}}),
     accuracies({{"10", .901}, {"32", .9}, {"64", .8}, {"128", .7}, {"256", .6}, {"400", .5}})},
    {"batch-size-2",
     accuracies({{"32", .9}, {"64", .899}, {"128", .7}, {"256", .6}, {"400", .599}}),
     accuracies({{"32", .9}, {"64", .9}, {"128", .7}, {"256", .6}, {"400", .5}})},
    {"batch-size-2", accuracies({{"32", 1}, {"64", .9}, {"128", .8}, {"256", .7}, {"400", .6}}),
     accuracies({{"32", 1}, {"64", .9}, {"128", .8}, {"256", .7}, {"400", .7}})},
    {"batch-size-3", accuracies({{"10", .99}}), accuracies({{"10", .989}})},
    {"learning-rate-1",
     accuracies({{"0.001/3x5", .699}, {"0.001/3x10", .5}, {"0.001/6x5", .5}, {"0.001/6x10", .699}}),
     accuracies({{"0.001/3x5", .5}, {"0.001/3x10", .7}, {"0.001/6x5", .5}, {"0.001/6x10", .5}})},
    {"learning-rate-2",
     accuracies({{"0.01/3x5", .6}, {"0.01/3x10", .61}, {"0.01/6x5", .5}, {"0.01/6x10", .61}}),
     accuracies({{"0.01/3x5", .6}, {"0.01/3x10", .7}, {"0.01/6x5", .5}, {"0.01/6x10", .6}})},
    {"learning-rate-3",
     accuracies({{"0.1/3x5", .99}, {"0.1/3x10", 1}, {"0.1/6x5", .99}, {"0.1/6x10", 1}}),
     accuracies({{"0.1/3x5", .99}, {"0.1/3x10", 1}, {"0.1/6x5", .989}, {"0.1/6x10", 1}})},
    {"learning-rate-4", accuracies({{"1/3x5", .899}, {"1/6x5", .5}}),
     accuracies({{"1/3x5", .5}, {"1/6x5", .9}})},
    {"learning-rate-5", accuracies({{"1/3x10", .95}, {"1/6x10", .95}}),
     accuracies({{"1/3x10", .949}, {"1/6x10", 1}})},
    {"learning-rate-6",
     accuracies({{"10/3x5", .5}, {"10/3x10", .649}, {"10/6x5", .5}, {"10/6x10", .5}}),
     accuracies({{"10/3x5", .5}, {"10/3x10", .5}, {"10/6x5", .5}, {"10/6x10", .65}})},
    {"epochs-1",
     accuracies({{"5", .6}, {"10", .6}, {"20", .7}, {"30", .8}, {"50", .9}, {"100", .9}}),
     accuracies({{"5", .6}, {"10", .6}, {"20", .7}, {"30", .8}, {"50", .9}, {"100", .899}})},
    {"epochs-2", accuracies({{"100", .99}}), accuracies({{"100", .989}})},
    {"epochs-3", roughnesses({{"50", .3}, {"100", .2}}), roughnesses({{"50", .3}, {"100", .3}})},
    {"optimizer-1",
     accuracies({{"sgd", .9}, {"adam", .9}, {"rmsprop", .8}, {"adadelta", .5}, {"adagrad", .5}}),
     accuracies({{"sgd", .9}, {"adam", .8}, {"rmsprop", .901}, {"adadelta", .5}, {"adagrad", .5}})},
    {"optimizer-2",
     accuracies({{"sgd", .92}, {"adam", .9}, {"rmsprop", .9}, {"adadelta", .5}, {"adagrad", .5}}),
     accuracies(
         {{"sgd", .92}, {"adam", .901}, {"rmsprop", .8}, {"adadelta", .5}, {"adagrad", .5}})},
    {"optimizer-3", accuracies({{"adadelta", .699}, {"adagrad", .699}}),
     accuracies({{"adadelta", .5}, {"adagrad", .7}})},
    {"optimizer-4", accuracies({{"adam", .9}, {"rmsprop", .9}}),
     accuracies({{"adam", .9}, {"rmsprop", .899}})},
    {"loss-1", accuracies({{"3x10/bce", .99}}), accuracies({{"3x10/bce", .989}})},
    {"loss-2", accuracies({{"3x10/bce", .98}, {"3x10/mse", 1}}),
     accuracies({{"3x10/bce", 1}, {"3x10/mse", .979}})},
    {"loss-3", accuracies({{"3x10/bce/sgd", .899}, {"3x10/bce/adam", .5}}),
     accuracies({{"3x10/bce/sgd", .5}, {"3x10/bce/adam", .9}})},
    {"loss-4", risings({{"3x10/bce", .2}, {"3x10/mse", .3}}),
     risings({{"3x10/bce", .3}, {"3x10/mse", .3}})},
    {"loss-5", widths({{"3x10/bce", .2}, {"3x10/mse", .3}}),
     widths({{"3x10/bce", .3}, {"3x10/mse", .3}})},
    {"test-1", test_score(.99, 1), test_score(.988, .999)}};

struct Asked {
  Rule rule;
  std::vector<std::string> labels;

  std::optional<bool> evaluate(Made made) const {
    std::vector<Metrics> metrics;
    for (const std::string& label : labels) metrics.push_back(made[label]);
    return rule.evaluate(metrics);
  }
};

std::map<std::string, Asked> all_claims() {
  std::map<std::string, Asked> claims;
  for (const Experiment& experiment : catalog()) {
    const ClaimLabels known = claim_labels(experiment);
    std::vector<std::string> labels = known.cases;
    labels.insert(labels.end(), known.auxiliary.begin(), known.auxiliary.end());
    for (const Claim& claim : experiment.claims) {
      claims.emplace(claim.id, Asked{Rule(claim.rule, known), labels});
    }
  }
  return claims;
}

}  // namespace

TEST_CASE("every claim holds where it just does, and fails where it just does not", "[claims]") {
  const auto claims = all_claims();
  std::map<std::string, bool> tested;
  for (const auto& [id, holds, fails] : kEdges) {
    INFO(id);
    CHECK(claims.at(id).evaluate(holds) == true);
    CHECK(claims.at(id).evaluate(fails) == false);
    tested[id] = true;
  }
  for (const auto& [id, claim] : claims) {
    INFO(id);
    CHECK(tested[id]);
  }
}

TEST_CASE("a claim on what is absent cannot be told", "[claims]") {
  for (const auto& [id, claim] : all_claims()) {
    INFO(id);
    CHECK_FALSE(claim.evaluate({}).has_value());
  }
}

TEST_CASE("every claim has an id of its own and tells what is asked", "[claims]") {
  std::size_t count = 0;
  for (const Experiment& experiment : catalog()) {
    for (const Claim& claim : experiment.claims) {
      ++count;
      INFO(claim.id);
      CHECK_FALSE(claim.sentence.empty());
      CHECK_FALSE(claim.rule.empty());
    }
  }
  CHECK(all_claims().size() == count);
}
