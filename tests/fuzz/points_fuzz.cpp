// Any bytes as a CSV of points, in pieces of a size that the first byte says: read, or refused with a reason.
#include <algorithm>
#include <cstring>

#include "core/point_reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  if (size == 0) return 0;
  const std::size_t piece = std::size_t{1} + data[0];
  std::size_t place = 1;
  spiral::PointReader reader(
      [&](char* buffer, std::size_t room) {
        const std::size_t count = std::min({piece, room, size - place});
        std::memcpy(buffer, data + place, count);
        place += count;
        return count;
      },
      "fuzz");
  try {
    spiral::read_labelled_points(std::move(reader), 1000);
  } catch (const spiral::PointsError&) {
  }
  return 0;
}
