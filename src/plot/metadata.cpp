#include "plot/metadata.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <string_view>

#include "plot/style.hpp"

namespace spiral {

namespace {

std::string for_xml(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

/// As a PDF string, which is Latin-1: other letters become question marks.
std::string for_pdf(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) == 0x80) continue;
    if (c == '(' || c == ')' || c == '\\') escaped += '\\';
    escaped += byte < 0x80 ? c : '?';
  }
  return escaped;
}

}  // namespace

std::string svg_with_title(std::string svg, const std::string& title) {
  const std::string_view begin = "<title>";
  const auto at = svg.find(begin);
  const auto end = svg.find("</title>", at);
  if (at == std::string::npos || end == std::string::npos) return svg;
  return svg.replace(at + begin.size(), end - at - begin.size(), for_xml(title));
}

std::string svg_in_inches(std::string svg) {
  const std::string_view size = " width=\"";
  const auto at = svg.find(size);
  int width = 0;
  int height = 0;
  int length = 0;
  const int read = at == std::string::npos
                       ? 0
                       : std::sscanf(svg.c_str() + at, " width=\"%d\" height=\"%d\"%n", &width,
                                     &height, &length);
  if (read != 2 || length == 0) return svg;
  return svg.replace(at, static_cast<std::size_t>(length),
                     fmt::format(" width=\"{:.4g}in\" height=\"{:.4g}in\"", width / kUnitsPerInch,
                                 height / kUnitsPerInch));
}

std::string pdf_with_title(std::string pdf, const std::string& title) {
  const auto at = pdf.find("/Producer (");
  const auto end = pdf.find("\n>>", at);
  const std::string key = "/Title (";
  if (at == std::string::npos || end == std::string::npos) return pdf;
  const std::size_t room = end - at;
  if (room < key.size() + 2) return pdf;
  std::string text = for_pdf(title).substr(0, room - key.size() - 1);
  // A cut must not leave half of an escape.
  if (text.ends_with('\\') && !text.ends_with("\\\\")) text.back() = ' ';
  std::string entry = key + text + ")";
  entry.resize(room, ' ');
  return pdf.replace(at, room, entry);
}

}  // namespace spiral
