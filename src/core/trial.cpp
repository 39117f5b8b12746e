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

Field<TrialResult> place_field() {
  return {"place",
          [](const TrialResult& result) -> FieldValue {
            const auto& [validation, model, end] = result.key.place;
            return std::vector{validation, model, end};
          },
          [](TrialResult& result, const FieldValue& value) {
            const auto& numbers = std::get<std::vector<std::int64_t>>(value);
            result.key.place = {numbers.at(0), numbers.at(1), numbers.at(2)};
          }};
}

}  // namespace

const std::vector<Field<TrialResult>>& result_fields() {
  using R = TrialResult;
  static const std::vector<Field<R>> fields{
      member_field<R>(
          "seed", [](auto& r) -> auto& { return r.key.seed; }),
      place_field(),
      member_field<R>(
          "train_error", [](auto& r) -> auto& { return r.train_error; }),
      member_field<R>(
          "best_epoch", [](auto& r) -> auto& { return r.best_epoch; }),
      member_field<R>(
          "accuracy", [](auto& r) -> auto& { return r.validation.accuracy; }),
      member_field<R>(
          "notebook_accuracy", [](auto& r) -> auto& { return r.validation.notebook_accuracy; }),
      test_field("test_accuracy", &Score::accuracy),
      test_field("test_notebook_accuracy", &Score::notebook_accuracy),
      member_field<R>(
          "boundary_width", [](auto& r) -> auto& { return r.boundary_width; }),
      member_field<R>(
          "boundary_roughness", [](auto& r) -> auto& { return r.boundary_roughness; }),
      member_field<R>(
          "seconds", [](auto& r) -> auto& { return r.seconds; })};
  return fields;
}

const std::vector<Field<Environment>>& environment_fields() {
  using E = Environment;
  static const std::vector<Field<E>> fields{
      member_field<E>(
          "version", [](auto& e) -> auto& { return e.version; }),
      member_field<E>(
          "libtorch", [](auto& e) -> auto& { return e.libtorch; }),
      member_field<E>(
          "cpu_capability", [](auto& e) -> auto& { return e.cpu_capability; }),
      member_field<E>(
          "blas", [](auto& e) -> auto& { return e.blas; }),
      member_field<E>(
          "device", [](auto& e) -> auto& { return e.device; }),
      member_field<E>(
          "threads", [](auto& e) -> auto& { return e.threads; }),
      member_field<E>(
          "engine", [](auto& e) -> auto& { return e.engine; }),
      member_field<E>(
          "simd", [](auto& e) -> auto& { return e.simd; }),
      member_field<E>(
          "numerics", [](auto& e) -> auto& { return e.numerics; })};
  return fields;
}

}  // namespace spiral
