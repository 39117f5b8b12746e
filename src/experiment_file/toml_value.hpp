// Values of a TOML text with the place where each stands, so that what is wrong is told by line and
// column.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "experiment_file/toml.hpp"

namespace spiral {

/// A text that was read, for what a value alone does not tell.
struct TomlSource {
  TomlSource(std::string name, const std::string& text);

  /// The file's, for messages.
  std::string name;
  /// The text's lines, each letter of it as one byte: of those beyond ASCII, the first.
  std::vector<std::string> lines;
};

/// A value. Each reading refuses what is of another kind, or beyond its bounds.
/// Throws: ExperimentFileError.
class TomlValue {
 public:
  /// Both outlive it.
  TomlValue(const toml::node& node, const TomlSource& source) : node_(&node), source_(&source) {}

  /// Refuses the value: "my.toml:3:8: " and the reason.
  [[noreturn]] void fail(const std::string& reason) const;

  /// One line of 1 to `most` bytes without controls.
  std::string line(std::size_t most = kMaxLine) const;
  /// Any text.
  std::string text() const;
  bool boolean() const;
  double number(double low, double high) const;
  /// With how many decimals the number is written, at most `most`.
  int decimals(int most) const;
  std::int64_t integer(std::int64_t low, std::int64_t high) const;
  /// A number, a switch or a line, as the command line spells it.
  std::string scalar() const;
  /// At most so many values.
  std::vector<TomlValue> list(std::size_t most) const;
  bool is_list() const { return node_->is_array(); }

  /// A table's keys and values, in the order of the text.
  std::vector<std::pair<std::string, TomlValue>> entries() const;

  /// Refuses, at the key, a table with a key that is not `known`.
  void check_keys(const std::vector<std::string>& known) const;

  /// The value of a table's key.
  std::optional<TomlValue> find(const std::string& key) const;
  /// The same of a key that must be there.
  TomlValue at(const std::string& key) const;

  static constexpr std::size_t kMaxLine = 1000;

 private:
  const toml::table& table() const;

  const toml::node* node_;
  const TomlSource* source_;
};

/// "'word'", cut where it is long, for messages.
std::string quote_word(const std::string& word);

/// ", did you mean ..." of a word that is none of `known`.
std::string unknown(const std::string& what, const std::string& word,
                    const std::vector<std::string>& known);

/// Throws: ExperimentFileError at this place of the file.
[[noreturn]] void fail_at(const std::string& file, const toml::source_position& place,
                          const std::string& reason);

}  // namespace spiral
