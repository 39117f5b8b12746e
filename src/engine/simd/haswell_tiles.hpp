// In which order OpenBLAS's kernels for Haswell sum the products of a matrix product. Each number is
// a chain of fused products and sums; a long sum is cut into several chains; and some numbers sum even
// and odd terms apart, depending on where in the product they stand.
//
// Rows and columns are OpenBLAS's own, whose matrices lie in memory column by column: a layer's
// output has its neurons as rows and the batch's samples as columns, the gradient of a layer's weights
// its inputs as rows and its neurons as columns.
#pragma once

#include <cstddef>

namespace spiral::simd::haswell {

/// From `first` to before `end`.
struct Range {
  std::size_t first;
  std::size_t end;
};

/// Sums and rows are cut at 320; of 321 to 639 that are left, both halves are alike.
constexpr Range cut_at(std::size_t place, std::size_t count) {
  constexpr std::size_t kCut = 320;
  const std::size_t whole_cuts = count < 2 * kCut ? 0 : count / kCut - 1;
  const std::size_t whole = whole_cuts * kCut;
  if (place < whole) return {place / kCut * kCut, place / kCut * kCut + kCut};
  const std::size_t left = count - whole;
  const std::size_t middle = whole + (left > kCut ? (left / 2 + 7) / 8 * 8 : left);
  return place < middle ? Range{whole, middle} : Range{middle, count};
}

/// A sum of a cut's terms that is split has them apart up to this place, in eights; those behind it
/// join the even ones.
constexpr std::size_t apart_until(const Range& cut) {
  return cut.first + (cut.end - cut.first) / 8 * 8;
}

/// Columns are computed by twelves, and what is left of them by fours.
enum ColumnKind : unsigned { kFirstSix = 1, kLastSix = 2, kFour = 4 };

/// Whether a column's sums are split in rows that split these kinds of columns.
constexpr bool is_split(unsigned kinds, std::size_t column, std::size_t columns) {
  if (column >= columns / 4 * 4) return false;
  if (column >= columns / 12 * 12) return (kinds & kFour) != 0;
  return (kinds & (column % 12 < 6 ? kFirstSix : kLastSix)) != 0;
}

/// The end of the columns, from `column` on, that are split alike.
constexpr std::size_t run_end(unsigned kinds, std::size_t column, std::size_t columns) {
  const bool split = is_split(kinds, column, columns);
  if (kinds == 0) return columns;
  while (column < columns && is_split(kinds, column, columns) == split) ++column;
  return column;
}

/// Calls `function(first, count, kinds)` for the rows that split the same kinds of columns. Rows are
/// computed by eights, of which the first and the last have their own ways.
template <class Function>
constexpr void for_each_rows(std::size_t rows, std::size_t columns, const Function& function) {
  for (std::size_t first = 0; first < rows;) {
    const std::size_t end = cut_at(first, rows).end;
    const std::size_t eights = (end - first) / 8;
    const unsigned four = first > 0 && columns % 12 >= 8 ? 0 : kFour;
    const auto pass = [&](std::size_t count, unsigned kinds) {
      if (count > 0) function(first, count, kinds);
      first += count;
    };
    if (eights == 1) pass(8, four);
    if (eights > 1) {
      pass(8, four | kFirstSix);
      pass((eights - 2) * 8, four);
      pass(8, four | (eights % 2 == 0 ? kFirstSix : kLastSix));
    }
    pass(end - first, 0);
  }
}

}  // namespace spiral::simd::haswell
