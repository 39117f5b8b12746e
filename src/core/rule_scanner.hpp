// The text of a claim's rule, taken word by word.
#pragma once

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/claim.hpp"

namespace spiral::claims {

/// Where a parser is in the text, which must outlive it.
class RuleScanner {
 public:
  explicit RuleScanner(const std::string& text) : text_(text) {}

  /// Throws: ClaimError at this place of the text.
  [[noreturn]] void fail(std::size_t at, const std::string& reason) const {
    throw ClaimError("rule '" + text_ + "', column " + std::to_string(at + 1) + ": " + reason);
  }

  /// Skips blanks.
  std::size_t column() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    return at_;
  }

  std::string next_word() {
    std::size_t end = column();
    while (end < text_.size() && is_word(text_[end])) ++end;
    return text_.substr(at_, end - at_);
  }

  /// Takes this symbol or word if it comes next.
  bool accept(const std::string& token) {
    const bool is_next = is_word(token[0]) ? next_word() == token
                                           : text_.compare(column(), token.size(), token) == 0;
    if (is_next) at_ += token.size();
    return is_next;
  }

  /// The one of them that comes next.
  std::optional<std::string> accept_any(const std::vector<std::string>& tokens) {
    for (const std::string& each : tokens) {
      if (accept(each)) return each;
    }
    return std::nullopt;
  }

  void expect(const std::string& token) {
    if (!accept(token)) fail(column(), "expected '" + token + "'");
  }

  /// What stands up to one of `ends`, trimmed, or in double quotes.
  std::string label(const std::string& ends) {
    const bool quoted = accept("\"");
    const std::size_t start = at_;
    at_ = std::min(text_.find_first_of(quoted ? "\"" : ends, start), text_.size());
    std::string label = text_.substr(start, at_ - start);
    if (quoted) expect("\"");
    while (!quoted && label.ends_with(' ')) label.pop_back();
    return label;
  }

 protected:
  const std::string& text_;
  std::size_t at_ = 0;

 private:
  static bool is_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
  }
};

}  // namespace spiral::claims
