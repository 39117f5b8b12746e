#include "core/claim.hpp"

#include <cmath>
#include <utility>

#include "core/claim_parser.hpp"

namespace spiral {

Rule::Rule(const std::string& text, const ClaimLabels& labels) {
  auto [condition, is_existence] = claims::parse_rule(text, labels);
  condition_ = std::make_shared<const claims::Expression>(std::move(condition));
  is_existence_ = is_existence;
}

std::optional<bool> Rule::evaluate(const std::vector<Metrics>& metrics) const {
  return evaluate_stricter(metrics, 0);
}

std::optional<bool> Rule::evaluate_stricter(const std::vector<Metrics>& metrics,
                                            double steps) const {
  const claims::Value value = condition_->evaluate(metrics, steps).front();
  return value ? std::optional(*value == 1) : std::nullopt;
}

std::optional<double> Rule::margin(const std::vector<Metrics>& metrics) const {
  const auto comparisons = condition_->comparisons();
  if (comparisons.empty() || !evaluate(metrics)) return std::nullopt;
  const claims::Expression& first = *comparisons.front();
  const claims::Value left = first.operands[0].evaluate(metrics).front();
  const claims::Value right = first.operands[1].evaluate(metrics).front();
  if (!left || !right) return std::nullopt;
  return first.operation->direction * (*left - *right);
}

std::vector<std::size_t> Rule::cases_of_train_errors() const {
  std::vector<std::size_t> cases;
  for (const claims::Expression* each : condition_->figures()) {
    if (each->figure->is_of_train_error) {
      cases.insert(cases.end(), each->cases.begin(), each->cases.end());
    }
  }
  return cases;
}

std::vector<Contrast> Rule::contrasts() const {
  std::vector<Contrast> contrasts;
  for (const claims::Expression* comparison : condition_->comparisons()) {
    const auto figures = comparison->figures();
    const bool compares_two = figures.size() == 2 && figures[0]->figure == figures[1]->figure;
    if (!compares_two) continue;
    // On both sides, they are asked which is greater; on one, how far apart they are.
    const bool on_both_sides = comparison->operands[0].figures().size() == 1;
    const int direction = on_both_sides ? comparison->operation->direction : 0;
    const auto value = [figure = figures[0]->figure, threshold = figures[0]->number](
                           const std::vector<Metrics>& metrics, std::size_t place) {
      return figure->get(metrics.at(place), threshold);
    };
    for (const std::size_t left : figures[0]->cases) {
      for (const std::size_t right : figures[1]->cases) {
        const auto difference = [=](const std::vector<Metrics>& metrics) -> claims::Value {
          const auto [a, b] = std::pair(value(metrics, left), value(metrics, right));
          if (!a || !b || !std::isfinite(*a - *b)) return std::nullopt;
          return *a - *b;
        };
        contrasts.push_back({figures[0]->figure->meaning, left, right, direction, difference});
      }
    }
  }
  return contrasts;
}

}  // namespace spiral
