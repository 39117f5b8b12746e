// Every claim of the notebook on metrics made up so that it just holds, and just does not.
#include <deque>
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
/// Of cases that just fit.
Made fitting(const Numbers& cases, std::optional<double> Metrics::*figure) {
  Made fitting = made(cases, figure);
  for (auto& [label, metrics] : fitting) metrics.accuracy = .99;
  return fitting;
}

Made widths(const Numbers& cases) { return fitting(cases, &Metrics::width); }
Made edginesses(const Numbers& cases) { return fitting(cases, &Metrics::edginess); }
Made overfits(const Numbers& cases) { return fitting(cases, &Metrics::overfit); }
Made test_scores(const Numbers& cases) { return made(cases, &Metrics::test_accuracy); }

/// Metrics point to their train errors.
std::span<const double> kept(std::vector<double> train_error) {
  static std::deque<std::vector<double>> all;
  return all.emplace_back(std::move(train_error));
}

/// Train errors of 11 epochs that rise in this share of the last 10.
Made risings(const Numbers& cases) {
  Made made;
  for (const auto& [label, share] : cases) {
    std::vector<double> error{1};
    for (int i = 0; i < 10; ++i) error.push_back(error.back() + (i < share * 10 - .5 ? 1 : -1));
    made[label].train_error = kept(error);
  }
  return made;
}

/// Train errors of 10 epochs that are below .01 from this epoch on; of 0, never.
Made convergences(const Numbers& cases) {
  Made made;
  for (const auto& [label, epoch] : cases) {
    std::vector<double> error;
    for (int i = 1; i <= 10; ++i) error.push_back(epoch > 0 && i >= epoch ? .009 : .01);
    made[label].train_error = kept(error);
  }
  return made;
}

struct Edge {
  std::string id;
  Made holds;
  Made fails;
};

/// The networks of learning-rate at one rate.
Numbers at_rate(const std::string& rate, double a, double b, double c, double d) {
  return {{rate + "/3x5", a}, {rate + "/3x10", b}, {rate + "/6x5", c}, {rate + "/6x10", d}};
}

/// Every rate below .9 but 0.1, whose 6x5 has this accuracy.
Numbers best_rate(double six_by_five) {
  Numbers all = at_rate("0.1", .9, .9, six_by_five, .9);
  for (const std::string rate : {"0.001", "0.01", "1", "10"}) {
    all.merge(at_rate(rate, .9, .9, .9, .9));
  }
  return all;
}

const std::vector<Edge> kEdges{
    {"linear-1", accuracies({{"linear", .649}}), accuracies({{"linear", .65}})},
    {"first-1", accuracies({{"first", .649}}), accuracies({{"first", .65}})},
    {"working-1", accuracies({{"working", .99}}), accuracies({{"working", .989}})},
    {"architecture-1", accuracies({{"1", .649}}), accuracies({{"1", .65}})},
    {"architecture-2", accuracies({{"1", .6}, {"2", .651}}), accuracies({{"1", .6}, {"2", .65}})},
    {"architecture-3", accuracies({{"2", .9}, {"3", .951}}), accuracies({{"2", .9}, {"3", .95}})},
    {"architecture-4", accuracies({{"3", .9}, {"5", .92}, {"10", .5}}),
     accuracies({{"3", .9}, {"5", .921}, {"10", .5}})},
    {"architecture-4", accuracies({{"3", .9}, {"5", .5}, {"10", .92}}),
     accuracies({{"3", .9}, {"5", .5}, {"10", .921}})},
    {"architecture-5", widths({{"3", .3}, {"5", .2}, {"10", .1}}),
     widths({{"3", .3}, {"5", .2}, {"10", .2}})},
    {"architecture-5", widths({{"3", .3}, {"5", .29}, {"10", .28}}),
     widths({{"3", .3}, {"5", .3}, {"10", .1}})},
    {"architecture-6", edginesses({{"3", .3}, {"10", .2}}), edginesses({{"3", .3}, {"10", .3}})},
    {"architecture-7", overfits({{"10", .006}}), overfits({{"10", .005}})},
    {"activation-1", accuracies({{"relu", .99}}), accuracies({{"relu", .989}})},
    {"activation-2",
     accuracies({{"elu", .99}, {"relu", .989}, {"sigmoid", .5}, {"tanh", .9}, {"identity", .6}}),
     accuracies({{"elu", .99}, {"relu", .5}, {"sigmoid", .5}, {"tanh", .99}, {"identity", .6}})},
    {"activation-3", accuracies({{"sigmoid", .6}, {"tanh", .651}}),
     accuracies({{"sigmoid", .6}, {"tanh", .65}})},
    {"activation-4", accuracies({{"identity", .649}}), accuracies({{"identity", .65}})},
    {"activation-5", edginesses({{"elu", .2}, {"relu", .3}}),
     edginesses({{"elu", .3}, {"relu", .3}})},
    {"activation-6", edginesses({{"tanh", .2}, {"relu", .3}}),
     edginesses({{"tanh", .3}, {"relu", .3}})},
    {"neurons-1", accuracies({{"3", .99}}), accuracies({{"3", .989}})},
    {"neurons-2", accuracies({{"1", .799}}), accuracies({{"1", .8}})},
    {"neurons-3", accuracies({{"5", .99}, {"7", 1}, {"10", .99}, {"50", 1}, {"100", .99}}),
     accuracies({{"5", .989}, {"7", 1}, {"10", 1}, {"50", 1}, {"100", 1}})},
    {"neurons-3", accuracies({{"5", 1}, {"7", 1}, {"10", 1}, {"50", 1}, {"100", .99}}),
     accuracies({{"5", 1}, {"7", 1}, {"10", 1}, {"50", 1}, {"100", .989}})},
    {"neurons-4",
     accuracies({{"3", .7}, {"5", .9}, {"7", .895}, {"10", .9}, {"50", 1}, {"100", .995}}),
     accuracies({{"3", .7}, {"5", .9}, {"7", .894}, {"10", .9}, {"50", 1}, {"100", 1}})},
    {"neurons-5", edginesses({{"5", .3}, {"100", .2}}), edginesses({{"5", .3}, {"100", .3}})},
    {"batch-size-1", accuracies({{"32", .99}}), accuracies({{"32", .989}})},
    {"batch-size-2", accuracies({{"10", .99}}), accuracies({{"10", .989}})},
    {"batch-size-3", accuracies({{"400", .899}}), accuracies({{"400", .9}})},
    {"learning-rate-1", accuracies(at_rate("0.001", .699, .5, .5, .699)),
     accuracies(at_rate("0.001", .5, .7, .5, .5))},
    {"learning-rate-2", accuracies({{"0.001/6x5", .599}, {"0.001/6x10", .599}}),
     accuracies({{"0.001/6x5", .5}, {"0.001/6x10", .6}})},
    {"learning-rate-3", accuracies(at_rate("0.01", .6, .61, .5, .61)),
     accuracies(at_rate("0.01", .6, .7, .5, .6))},
    {"learning-rate-4", accuracies({{"0.01/3x10", .989}, {"0.01/6x10", .989}}),
     accuracies({{"0.01/3x10", .9}, {"0.01/6x10", .99}})},
    {"learning-rate-5", accuracies(at_rate("0.1", .991, 1, .991, 1)),
     accuracies(at_rate("0.1", .991, 1, .99, 1))},
    {"learning-rate-6", accuracies(best_rate(.9)), accuracies(best_rate(.899))},
    {"learning-rate-7", convergences(at_rate("0.1", 5, 6, 0, 5)),
     convergences(at_rate("0.1", 7, 6, 4, 5))},
    {"learning-rate-8", accuracies({{"1/3x5", .899}, {"1/6x5", .5}}),
     accuracies({{"1/3x5", .5}, {"1/6x5", .9}})},
    {"learning-rate-9", risings({{"1/3x5", .5}, {"1/6x5", .5}}),
     risings({{"1/3x5", .5}, {"1/6x5", .4}})},
    {"learning-rate-10", accuracies({{"1/3x10", .95}, {"1/6x10", .95}}),
     accuracies({{"1/3x10", .949}, {"1/6x10", 1}})},
    {"learning-rate-11", accuracies({{"1/6x10", .99}}), accuracies({{"1/6x10", .989}})},
    {"learning-rate-12", accuracies(at_rate("10", .5, .649, .5, .5)),
     accuracies(at_rate("10", .5, .5, .5, .65))},
    {"epochs-1",
     accuracies({{"5", .6}, {"10", .6}, {"20", .7}, {"30", .8}, {"50", .9}, {"100", .9}}),
     accuracies({{"5", .6}, {"10", .6}, {"20", .7}, {"30", .8}, {"50", .9}, {"100", .899}})},
    {"epochs-2", accuracies({{"100", .99}}), accuracies({{"100", .989}})},
    {"epochs-3", edginesses({{"50", .3}, {"100", .2}}), edginesses({{"50", .3}, {"100", .3}})},
    {"epochs-4", overfits({{"100", .005}}), overfits({{"100", .006}})},
    {"optimizer-1",
     accuracies({{"sgd", .9}, {"adam", .899}, {"rmsprop", .8}, {"adadelta", .5}, {"adagrad", .5}}),
     accuracies({{"sgd", .9}, {"adam", .8}, {"rmsprop", .9}, {"adadelta", .5}, {"adagrad", .5}})},
    {"optimizer-2",
     accuracies({{"sgd", .92}, {"adam", .9}, {"rmsprop", .9}, {"adadelta", .5}, {"adagrad", .5}}),
     accuracies(
         {{"sgd", .92}, {"adam", .901}, {"rmsprop", .8}, {"adadelta", .5}, {"adagrad", .5}})},
    {"optimizer-3", accuracies({{"adadelta", .699}}), accuracies({{"adadelta", .7}})},
    {"optimizer-4", accuracies({{"adagrad", .699}}), accuracies({{"adagrad", .7}})},
    {"optimizer-5", accuracies({{"adam", .9}, {"rmsprop", .9}}),
     accuracies({{"adam", .9}, {"rmsprop", .899}})},
    {"optimizer-6", overfits({{"adam", .006}}), overfits({{"adam", .005}})},
    {"optimizer-7", overfits({{"rmsprop", .006}}), overfits({{"rmsprop", .005}})},
    {"loss-1", accuracies({{"3x10/bce", .99}}), accuracies({{"3x10/bce", .989}})},
    {"loss-2", accuracies({{"3x10/bce/sgd", .899}}), accuracies({{"3x10/bce/sgd", .9}})},
    {"loss-3", accuracies({{"3x10/bce/adam", .899}}), accuracies({{"3x10/bce/adam", .9}})},
    {"loss-7", edginesses({{"3x10/bce", .3}, {"3x10/mse", .2}}),
     edginesses({{"3x10/bce", .3}, {"3x10/mse", .3}})},
    {"test-1", test_scores({{"test", .99}}), test_scores({{"test", .988}})},
    {"test-2", test_scores({{"test/mse", .99}}), test_scores({{"test/mse", .988}})}};

/// Those that loss makes once for each network.
std::vector<Edge> edges_of_losses() {
  std::vector<Edge> edges;
  for (const std::string network : {"2x4", "2x7", "3x5", "3x10"}) {
    const auto both = [&](double bce, double mse) {
      return Numbers{{network + "/bce", bce}, {network + "/mse", mse}};
    };
    edges.push_back({"loss-4-" + network, accuracies(both(.98, 1)), accuracies(both(1, .979))});
    edges.push_back({"loss-5-" + network, risings(both(.2, .3)), risings(both(.3, .3))});
    edges.push_back({"loss-6-" + network, widths(both(.2, .3)), widths(both(.3, .3))});
  }
  return edges;
}

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
  std::vector<Edge> edges = edges_of_losses();
  edges.insert(edges.end(), kEdges.begin(), kEdges.end());
  for (const auto& [id, holds, fails] : edges) {
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

TEST_CASE("a claim on shapes is asked only where its networks fit", "[claims]") {
  Made slim = widths({{"3", .3}, {"5", .2}, {"10", .1}});
  slim["5"].accuracy = .989;
  CHECK_FALSE(all_claims().at("architecture-5").evaluate(slim).has_value());
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
