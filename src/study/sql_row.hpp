// Records as rows of SQLite's tables, whatever the tables are.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/field.hpp"

namespace spiral {

/// Columns and their values.
using Row = std::vector<std::pair<std::string, FieldValue>>;

std::vector<std::string> names_of(const Row& row);

/// The columns' declarations, by values of their types: "epochs INTEGER NOT NULL, noise REAL".
std::string declare(const Row& row);

/// A statement whose parameters are named like the row's columns: ":seed". SQLite makes NULL of NaN.
/// Throws: SQLite::Exception, as all functions here that take a database.
SQLite::Statement prepare(SQLite::Database& database, const std::string& sql, const Row& row);

/// Gives the statement's parameters these values, anew.
void bind(SQLite::Statement& statement, const Row& row);

/// These columns of the row that a query is at.
Row read_row(SQLite::Statement& query, const std::vector<std::string>& columns);

/// The id of the row with these values.
std::optional<std::int64_t> find_id(SQLite::Database& database, const std::string& table,
                                    const Row& row);

/// The id of the row that is made; nullopt where it is there already.
std::optional<std::int64_t> insert(SQLite::Database& database, const std::string& table,
                                   const Row& row);

std::optional<std::int64_t> find_or_insert(SQLite::Database& database, const std::string& table,
                                           const Row& row);

/// A list of numbers that was bound as bytes.
template <class Number>
std::vector<Number> read_blob(const SQLite::Column& column) {
  std::vector<Number> numbers(static_cast<std::size_t>(column.getBytes()) / sizeof(Number));
  if (!numbers.empty()) {
    std::memcpy(numbers.data(), column.getBlob(), numbers.size() * sizeof(Number));
  }
  return numbers;
}

/// What was bound: a number, a text, a list of doubles, or nothing.
FieldValue read_value(const SQLite::Column& column);

}  // namespace spiral
