// Fields of configs in an experiment file: every key and every value is the field list's.
#pragma once

#include <string>
#include <vector>

#include "core/train_config.hpp"
#include "experiment_file/toml_value.hpp"

namespace spiral {

/// What holds for every exercise of a file.
struct FileContext {
  /// Before an exercise says otherwise.
  TrainConfig base;
  /// Whether the points are the author's own, whose sizes no exercise can choose.
  bool has_points = false;
};

/// The field of this name.
/// Throws: ExperimentFileError at `at`, also for one that the author's own points do not have.
const ConfigField& field_of(const TomlValue& at, const std::string& name,
                            const FileContext& context);

/// A field's value as the command line spells it; a network may be a list of its layers.
std::string value_text(const TomlValue& value);

/// What a field takes.
/// Throws: ExperimentFileError.
FieldValue field_value(const TomlValue& value, const ConfigField& field);

/// Changes `config` as the keys of `table` say that are none of `others`.
/// Throws: ExperimentFileError.
void read_config(const TomlValue& table, const std::vector<std::string>& others,
                 const FileContext& context, TrainConfig& config);

}  // namespace spiral
