// One list of a record's fields, from which parsing, printing, JSON, CSV, SQL and help all follow.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace spiral {

/// What a field can hold; std::monostate is absent.
using FieldValue = std::variant<std::monostate, bool, std::int64_t, std::uint64_t, double,
                                std::string, std::vector<std::int64_t>, std::vector<double>>;

/// A field of `Record`, by the name that JSON, CSV and the store give it: "batch_size".
template <class Record>
struct Field {
  std::string name;
  std::function<FieldValue(const Record&)> get;
  /// Takes what `get` gave; a number that was lost comes back from SQL as absent and is NaN here.
  std::function<void(Record&, const FieldValue&)> set;
};

template <class Value>
FieldValue to_field(const Value& value) {
  return value;
}

inline FieldValue to_field(int value) { return std::int64_t{value}; }

template <class Value>
FieldValue to_field(const std::optional<Value>& value) {
  return value ? FieldValue(*value) : FieldValue();
}

template <class Value>
void from_field(const FieldValue& field, Value& value) {
  value = std::get<Value>(field);
}

inline void from_field(const FieldValue& field, int& value) {
  value = static_cast<int>(std::get<std::int64_t>(field));
}

inline void from_field(const FieldValue& field, double& value) {
  const double* number = std::get_if<double>(&field);
  value = number != nullptr ? *number : std::numeric_limits<double>::quiet_NaN();
}

template <class Value>
void from_field(const FieldValue& field, std::optional<Value>& value) {
  const Value* held = std::get_if<Value>(&field);
  value = held != nullptr ? std::optional(*held) : std::nullopt;
}

/// A field that is a member of the record, or further in: record.*first.*second ...
template <class Record, class Member, class... Rest>
Field<Record> member_field(std::string name, Member Record::*first, Rest... rest) {
  return {std::move(name),
          [=](const Record& record) { return to_field(((record.*first).*....*rest)); },
          [=](Record& record, const FieldValue& value) {
            from_field(value, ((record.*first).*....*rest));
          }};
}

/// As CSV and the help spell a value: lists with "-" between their numbers; what is absent or not
/// finite is empty.
std::string to_text(const FieldValue& value);

}  // namespace spiral
