// The tables of a store: which columns they have, and records as their rows.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "study/sql_row.hpp"
#include "study/store.hpp"

namespace spiral {

/// "spir" in ASCII: tells a store from other SQLite files.
inline constexpr int kApplicationId = 0x73706972;
/// Rises when the tables change.
inline constexpr int kSchema = 6;

/// Makes all of them, empty.
/// Throws: SQLite::Exception, as all functions here that take a database or its rows.
void make_tables(SQLite::Database& database);

Row row_of(const TrainConfig& config);
/// Without its key.
Row row_of(const TrialResult& result);
/// What of an environment tells results apart: Python's bits are the same by every engine.
Row key_of(Environment environment);

/// Of those rows; of a result what says what was computed, without its time.
std::vector<std::string> config_columns();
std::vector<std::string> result_columns();
std::vector<std::string> environment_columns();

/// SQLite knows signed numbers alone.
std::uint64_t read_seed(const SQLite::Column& column);
/// All but the key and the weights.
void read_result(SQLite::Statement& row, TrialResult& result);
/// Of a row of runs with their environments.
StoredRun read_run(SQLite::Statement& row);

/// Adds the run, and its environment where that is new.
void insert_run(SQLite::Database& database, const StoredRun& run);

}  // namespace spiral
