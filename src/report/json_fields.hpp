// Parts that several JSON files have alike.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <utility>
#include <variant>

#include "core/trial.hpp"
#include "statistics/number_verdict.hpp"

namespace spiral {

/// Adds each field, but those that are null or empty, which mean nothing there. That a boundary has
/// no width or no contour is a result.
template <class Fields, class Record>
void add_fields(const Fields& fields, const Record& record, nlohmann::ordered_json& json) {
  for (const auto& field : fields) {
    nlohmann::ordered_json value;
    std::visit(
        [&](const auto& held) {
          if constexpr (requires { value = held; }) value = held;
        },
        field.get(record));
    const bool is_absent = value.is_null() || value == "";
    if (!is_absent || field.name.starts_with("boundary_")) json[field.name] = std::move(value);
  }
}

/// Null for what is absent.
template <class Value>
nlohmann::ordered_json optional_json(const std::optional<Value>& value) {
  return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json();
}

/// On what was computed.
nlohmann::ordered_json environment_json(const Environment& environment);

/// Adds the verdict on a number and all that it follows from; without one, that there were too few
/// seeds.
void add_number(const std::optional<NumberVerdict>& number, nlohmann::ordered_json& json);

}  // namespace spiral
