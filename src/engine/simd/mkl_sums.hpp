// In which order MKL sums the products of a matrix product where MKL_CBWR=COMPATIBLE has it compute
// the same on every processor: each product is rounded and added, from 0 on. But in a layer's
// output some numbers are dot products: several sums side by side, each of every second, fourth or
// eighth term.
//
// Rows are a layer's neurons and columns the batch's samples, as in haswell_tiles.hpp. Read off MKL
// 2024.2 for up to 112 terms, by products of ones in which two large terms swallow what is added
// between them. Longer sums are cut, which is not repeated here.
#pragma once

#include <cstddef>

namespace spiral::simd::mkl {

/// One term alone, if any, goes to the first of several sums, of every so many of the terms behind
/// it. What these leave is added to their total one by one.
struct Dot {
  std::size_t alone = 0;
  /// 1: all terms are one sum.
  std::size_t sums = 1;
  std::size_t terms = 0;
};

/// Of a single row, and of columns behind the last whole four.
constexpr Dot after_one(std::size_t terms) {
  if (terms < 5) return {};
  return {1, terms < 9 ? std::size_t{2} : std::size_t{4}, (terms - 1) / 4 * 4};
}

/// Of the number at this row and column of a layer's output.
constexpr Dot dot_at(std::size_t row, std::size_t rows, std::size_t column, std::size_t columns,
                     std::size_t terms) {
  const bool is_behind_fours = column >= columns / 4 * 4;
  if (rows == 1) return terms < 9 && is_behind_fours ? Dot() : after_one(terms);
  if (terms < 8) return terms < 4 || row >= rows / 4 * 4 ? Dot() : Dot{0, 2, 4};
  const bool has_blocks = rows >= 8 && columns >= 8;
  if (has_blocks && is_behind_fours) return after_one(terms);
  if (has_blocks && row < rows / 8 * 8) return {};
  return terms >= 12 && row < rows / 4 * 4 ? Dot{0, 4, terms / 4 * 4} : Dot{0, 8, terms / 8 * 8};
}

/// Calls `function(first, count, 0)` for rows that are summed alike.
template <class Function>
constexpr void for_each_rows(std::size_t rows, const Function& function) {
  std::size_t first = 0;
  for (const std::size_t end : {rows / 8 * 8, rows / 4 * 4, rows}) {
    if (end > first) function(first, end - first, 0U);
    first = end;
  }
}

}  // namespace spiral::simd::mkl
