#include "core/line_reader.hpp"

#include <utility>

namespace spiral {

namespace {

constexpr std::size_t kBufferSize = 65536;
constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
constexpr std::string_view kUtf16Little = "\xFF\xFE";
constexpr std::string_view kUtf16Big = "\xFE\xFF";

/// A code unit as UTF-8; half a pair, of which no number has one, as a question mark.
void append_utf8(std::string& text, unsigned unit) {
  const auto tail = [](unsigned bits) { return static_cast<char>(0x80U | (bits & 0x3FU)); };
  if (unit < 0x80) {
    text += static_cast<char>(unit);
  } else if (unit < 0x800) {
    text += {static_cast<char>(0xC0U | unit >> 6U), tail(unit)};
  } else if (0xD800 <= unit && unit < 0xE000) {
    text += '?';
  } else {
    text += {static_cast<char>(0xE0U | unit >> 12U), tail(unit >> 6U), tail(unit)};
  }
}

}  // namespace

bool LineReader::read(const std::function<void(std::string_view line)>& take) {
  const std::size_t rest = bytes_.size();
  bytes_.resize(rest + kBufferSize);
  const std::size_t count = source_(bytes_.data() + rest, kBufferSize);
  bytes_.resize(rest + count);
  decode(count == 0);
  std::size_t begin = 0;
  for (std::size_t end = text_.find_first_of("\r\n"); end != std::string::npos;
       end = text_.find_first_of("\r\n", begin)) {
    const bool ends_a_return = after_return_ && text_[end] == '\n' && end == begin;
    after_return_ = text_[end] == '\r';
    const std::string_view line = std::string_view(text_).substr(begin, end - begin);
    begin = end + 1;
    if (!ends_a_return) take(line);
  }
  text_.erase(0, begin);
  if (!text_.empty()) after_return_ = false;
  // A line without an end is no reason to fill the memory.
  if (text_.size() > kLongestLine || (count == 0 && !text_.empty())) {
    take(std::exchange(text_, {}));
  }
  return count > 0;
}

void LineReader::decode(bool is_end) {
  if (encoding_ == Encoding::unknown) {
    if (bytes_.size() < kUtf8Mark.size() && !is_end) return;
    encoding_ = bytes_.starts_with(kUtf16Little) ? Encoding::utf16_little
                : bytes_.starts_with(kUtf16Big)  ? Encoding::utf16_big
                                                 : Encoding::utf8;
    if (bytes_.starts_with(kUtf8Mark)) bytes_.erase(0, kUtf8Mark.size());
    if (encoding_ != Encoding::utf8) bytes_.erase(0, kUtf16Little.size());
  }
  if (encoding_ != Encoding::utf8) return decode_utf16();
  text_ += bytes_;
  bytes_.clear();
}

void LineReader::decode_utf16() {
  const std::size_t high = encoding_ == Encoding::utf16_big ? 0 : 1;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes_[i]); };
  std::size_t begin = 0;
  for (; begin + 1 < bytes_.size(); begin += 2) {
    append_utf8(text_, (unsigned{byte(begin + high)} << 8U) | byte(begin + 1 - high));
  }
  bytes_.erase(0, begin);
}

}  // namespace spiral
