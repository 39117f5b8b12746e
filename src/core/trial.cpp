#include "core/trial.hpp"

namespace spiral {

namespace {

/// A figure of the test score: absent without a test set.
Field<TrialResult> test_field(const std::string& name, double Score::*figure) {
  return {name,
          [=](const TrialResult& result) -> FieldValue {
            if (!result.test) return {};
            return (*result.test).*figure;
          },
          [=](TrialResult& result, const FieldValue& value) {
            if (result.key.config.test_size == 0) return;
            if (!result.test) result.test.emplace();
            from_field(value, (*result.test).*figure);
          }};
}

}  // namespace

FieldValue to_field(const Place& place) {
  std::vector numbers{place.validation, place.model, place.end};
  if (place.replaced) {
    numbers.push_back(static_cast<std::int64_t>(place.replaced->draws));
    numbers.push_back(static_cast<std::int64_t>(place.replaced->seed_offset));
  }
  return numbers;
}

void from_field(const FieldValue& value, Place& place) {
  const auto& numbers = std::get<std::vector<std::int64_t>>(value);
  place = {numbers.at(0), numbers.at(1), numbers.at(2)};
  if (numbers.size() == 3) return;
  place.replaced = {static_cast<Draws>(numbers.at(3)), static_cast<std::uint64_t>(numbers.at(4))};
}

const std::vector<Field<TrialResult>>& result_fields() {
  using R = TrialResult;
  static const std::vector<Field<R>> fields{
      member_field("seed", &R::key, &TrialKey::seed),
      member_field("place", &R::key, &TrialKey::place),
      member_field("train_error", &R::train_error),
      member_field("best_epoch", &R::best_epoch),
      member_field("train_accuracy", &R::train_accuracy),
      member_field("accuracy", &R::validation, &Score::accuracy),
      member_field("notebook_accuracy", &R::validation, &Score::notebook_accuracy),
      test_field("test_accuracy", &Score::accuracy),
      test_field("test_notebook_accuracy", &Score::notebook_accuracy),
      // Follows from the two accuracies: written for readers, never taken.
      {"overfit", [](const R& result) { return to_field(overfit(result)); },
       [](R&, const auto&) {}},
      member_field("boundary_width", &R::boundary_width),
      member_field("boundary_edginess", &R::boundary_edginess),
      member_field("seconds", &R::seconds)};
  return fields;
}

const std::vector<Field<Environment>>& environment_fields() {
  using E = Environment;
  static const std::vector<Field<E>> fields{member_field("version", &E::version),
                                            member_field("libtorch", &E::libtorch),
                                            member_field("cpu_capability", &E::cpu_capability),
                                            member_field("blas", &E::blas),
                                            member_field("fingerprint", &E::fingerprint),
                                            member_field("device", &E::device),
                                            member_field("threads", &E::threads),
                                            member_field("engine", &E::engine),
                                            member_field("simd", &E::simd),
                                            member_field("numerics", &E::numerics),
                                            member_field("bits", &E::bits),
                                            member_field("data", &E::data)};
  return fields;
}

}  // namespace spiral
