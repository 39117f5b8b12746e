#include "study/sql_row.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <bit>
#include <variant>

namespace spiral {

namespace {

/// Binds a value to a parameter. SQLite makes NULL of NaN, and knows signed integers alone.
struct Bind {
  SQLite::Statement& statement;
  int place;

  void operator()(std::monostate) const { statement.bind(place); }
  void operator()(std::uint64_t x) const { statement.bind(place, std::bit_cast<std::int64_t>(x)); }
  void operator()(const std::vector<std::int64_t>& x) const {
    statement.bind(place, fmt::format("{}", fmt::join(x, ",")));
  }
  void operator()(const std::vector<double>& x) const {
    statement.bind(place, x.data(), static_cast<int>(x.size() * sizeof(double)));
  }
  void operator()(const auto& x) const { statement.bind(place, x); }
};

/// The id that a statement of `table`, its columns and their parameters gives, if it gives any.
std::optional<std::int64_t> query_id(SQLite::Database& database, const char* sql,
                                     const std::string& table, const Row& row) {
  const auto names = names_of(row);
  auto answer = prepare(
      database,
      fmt::format(fmt::runtime(sql), table, fmt::join(names, ", "), fmt::join(names, ", :")), row);
  if (!answer.executeStep()) return std::nullopt;
  return answer.getColumn(0).getInt64();
}

}  // namespace

std::vector<std::string> names_of(const Row& row) {
  std::vector<std::string> names;
  for (const auto& [name, value] : row) names.push_back(name);
  return names;
}

SQLite::Statement prepare(SQLite::Database& database, const std::string& sql, const Row& row) {
  SQLite::Statement statement(database, sql);
  bind(statement, row);
  return statement;
}

void bind(SQLite::Statement& statement, const Row& row) {
  statement.reset();
  for (const auto& [name, value] : row) {
    std::visit(Bind{statement, statement.getIndex((":" + name).c_str())}, value);
  }
}

Row read_row(SQLite::Statement& query, const std::vector<std::string>& columns) {
  Row row;
  for (const std::string& name : columns) {
    row.emplace_back(name, read_value(query.getColumn(name.c_str())));
  }
  return row;
}

FieldValue read_value(const SQLite::Column& column) {
  if (column.isBlob()) return read_blob<double>(column);
  if (column.isInteger()) return std::int64_t{column.getInt64()};
  if (column.isFloat()) return column.getDouble();
  return column.isNull() ? FieldValue() : column.getString();
}

std::optional<std::int64_t> find_id(SQLite::Database& database, const std::string& table,
                                    const Row& row) {
  return query_id(database, "SELECT id FROM {} WHERE ({}) = (:{})", table, row);
}

std::optional<std::int64_t> insert(SQLite::Database& database, const std::string& table,
                                   const Row& row) {
  return query_id(database, "INSERT OR IGNORE INTO {} ({}) VALUES (:{}) RETURNING id", table, row);
}

std::optional<std::int64_t> find_or_insert(SQLite::Database& database, const std::string& table,
                                           const Row& row) {
  const auto id = find_id(database, table, row);
  return id ? id : insert(database, table, row);
}

std::string declare(const Row& row) {
  // In the order of FieldValue's alternatives; what may be absent has a value in a result alone.
  constexpr std::array kTypes{"INTEGER", "INTEGER NOT NULL", "INTEGER NOT NULL", "INTEGER NOT NULL",
                              "REAL",    "TEXT NOT NULL",    "TEXT NOT NULL",    "BLOB NOT NULL"};
  static_assert(kTypes.size() == std::variant_size_v<FieldValue>);
  std::vector<std::string> columns;
  for (const auto& [name, value] : row) columns.push_back(name + " " + kTypes.at(value.index()));
  return fmt::format("{}", fmt::join(columns, ", "));
}

}  // namespace spiral
