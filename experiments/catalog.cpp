#include "experiments/catalog.hpp"

namespace spiral {

std::vector<Experiment> catalog() {
  std::vector<Experiment> notebook{linear(),     first_model(), working_model(), architecture(),
                                   activation(), neurons(),     batch_size(),    learning_rate(),
                                   epochs(),     optimizer(),   loss(),          test_set()};
  assign_places(notebook);
  for (Experiment& experiment : notebook) {
    add_alternatives(experiment);
    // A misspelt rule is found here, before any work starts.
    for (const Claim& claim : experiment.claims) Rule(claim.rule, claim_labels(experiment));
  }
  return notebook;
}

}  // namespace spiral
