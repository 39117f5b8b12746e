// The lines of a text of any length, a part at a time.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace spiral {

/// A line ends with LF, CRLF, CR or the text. The text is UTF-8, with a byte-order mark or without, or
/// UTF-16 with one.
class LineReader {
 public:
  /// Fills the buffer with what there is, and returns how many bytes; 0 is the end.
  using Source = std::function<std::size_t(char* buffer, std::size_t size)>;

  /// The longest line; a longer one is handed out in parts that are longer than this.
  static constexpr std::size_t kLongestLine = 1'048'576;

  explicit LineReader(Source source) : source_(std::move(source)) {}

  /// Hands the lines that one reading of the source completes to `take`, in UTF-8; false at its end.
  bool read(const std::function<void(std::string_view line)>& take);

 private:
  enum class Encoding { unknown, utf8, utf16_little, utf16_big };

  /// What came, as UTF-8, behind `text_`.
  void decode(bool is_end);
  void decode_utf16();

  Source source_;
  Encoding encoding_ = Encoding::unknown;
  // Read and not yet decoded.
  std::string bytes_ = {};
  // Decoded and not yet taken.
  std::string text_ = {};
  bool after_return_ = false;
};

}  // namespace spiral
