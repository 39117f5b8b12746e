// Reads a model file without LibTorch, by libzip and the sizes that the architecture implies: a pickle is a
// program, and strangers' are not run.
#include <zip.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <memory>
#include <nlohmann/json.hpp>

#include "notebook/checkpoint.hpp"

namespace spiral {

namespace {

static_assert(std::endian::native == std::endian::little, "LibTorch writes weights as they lie");

// LibTorch's choice for an archive that goes to memory.
constexpr const char* kFolder = "archive/";

// That of 100 layers takes 900 bytes.
constexpr std::uint64_t kLongestArchitecture = 65536;

// A box is as wide as it is high but for a factor of some 10, and lies where points may: within 1e30.
constexpr double kMostSlender = 100;
constexpr double kFarthest = 2e30;
constexpr double kSmallestSide = 1e-30;
// Of the box's distance from the origin: float32 tells no closer points apart.
constexpr double kNarrowest = 1e-7;

/// A zip archive in memory, read only.
class Archive {
 public:
  explicit Archive(std::string_view bytes) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    if (source != nullptr) archive_.reset(zip_open_from_source(source, ZIP_RDONLY, &error));
    if (archive_ == nullptr) zip_source_free(source);
    zip_error_fini(&error);
    if (archive_ == nullptr) throw CheckpointError("not a model file, or a damaged one");
  }

  bool has(const std::string& record) const {
    return zip_name_locate(archive_.get(), (kFolder + record).c_str(), 0) >= 0;
  }

  /// Throws: CheckpointError where there is none, where it is longer than `most` bytes, or damaged.
  std::string read(const std::string& record, std::uint64_t most) const {
    const std::string name = kFolder + record;
    zip_stat_t stat;
    if (zip_stat(archive_.get(), name.c_str(), 0, &stat) != 0) {
      throw CheckpointError("no model of spiral-exp: " + record + " is missing in it");
    }
    if ((stat.valid & ZIP_STAT_SIZE) == 0 || stat.size > most) {
      throw CheckpointError(record + " is longer than the model needs");
    }
    std::string text(stat.size, '\0');
    const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(
        zip_fopen(archive_.get(), name.c_str(), 0), &zip_fclose);
    // One byte more than there is makes libzip reach the end, where it checks the sum.
    char end = 0;
    const bool whole =
        file != nullptr &&
        zip_fread(file.get(), text.data(), text.size()) == static_cast<zip_int64_t>(text.size()) &&
        zip_fread(file.get(), &end, 1) == 0;
    if (!whole) throw CheckpointError(record + " is damaged");
    return text;
  }

 private:
  std::unique_ptr<zip_t, void (*)(zip_t*)> archive_{nullptr, &zip_discard};
};

template <class Choice, std::size_t count>
Choice choice_of(const nlohmann::json& name, const std::array<Choice, count>& choices) {
  for (const Choice choice : choices) {
    if (name == to_string(choice)) return choice;
  }
  throw CheckpointError("its activation or loss is none that spiral-exp knows");
}

std::vector<std::int64_t> hidden_of(const nlohmann::json& json) {
  // Of a fraction or of 1e100, which JSON calls numbers, too, no whole number can be made.
  const bool sensible =
      json.is_array() && json.size() <= static_cast<std::size_t>(kMaxLayers) &&
      std::ranges::all_of(json, [](const nlohmann::json& neurons) {
        return neurons.is_number_integer() && 1 <= neurons && neurons <= kMaxNeurons;
      });
  if (!sensible) throw CheckpointError("its hidden layers are none that spiral-exp trains");
  return json.get<std::vector<std::int64_t>>();
}

/// A box that a boundary can be drawn in.
BoundingBox box_of(const nlohmann::json& json) {
  const auto ends = json.get<std::vector<double>>();
  if (ends.size() != 4) throw CheckpointError("its box has not four ends");
  const BoundingBox box{ends[0], ends[1], ends[2], ends[3]};
  const double width = box.width();
  const double height = box.height();
  const double farthest = std::max(
      {std::abs(box.x_min), std::abs(box.x_max), std::abs(box.y_min), std::abs(box.y_max)});
  const double shorter = std::min(width, height);
  const bool drawable = farthest <= kFarthest && shorter >= kSmallestSide &&
                        shorter >= kNarrowest * farthest &&
                        std::max(width, height) <= kMostSlender * shorter;
  if (!drawable) throw CheckpointError("its box is none that a boundary can be drawn in");
  return box;
}

Checkpoint parse_architecture(const std::string& text) {
  try {
    const auto json = nlohmann::json::parse(text);
    const auto& schema = json.at("schema");
    if (!schema.is_number_integer() || schema != 1) {
      throw CheckpointError("it comes from another version of spiral-exp");
    }
    return {.hidden = hidden_of(json.at("hidden")),
            .activation = choice_of(json.at("activation"), kActivations),
            .activate_last_hidden = json.at("activate_last_hidden").get<bool>(),
            .loss = choice_of(json.at("loss"), kLosses),
            .extent = box_of(json.at("box")),
            .weights = {}};
  } catch (const nlohmann::json::exception&) {
    throw CheckpointError("its architecture.json is damaged");
  }
}

}  // namespace

Checkpoint parse_checkpoint(std::string_view bytes) {
  const Archive archive(bytes);
  Checkpoint checkpoint =
      parse_architecture(archive.read(kArchitectureRecord, kLongestArchitecture));
  // A file as long as its weights at least: a forged architecture must not take memory.
  const auto total = static_cast<std::size_t>(parameter_count({.hidden = checkpoint.hidden}));
  if (total > bytes.size() / sizeof(float)) throw CheckpointError("it is shorter than its weights");
  checkpoint.weights.reserve(total);
  std::size_t records = 0;
  const auto read_parameter = [&](std::size_t count) {
    const std::string record = "data/" + std::to_string(records++);
    const std::string data = archive.read(record, count * sizeof(float));
    if (data.size() != count * sizeof(float)) throw CheckpointError(record + " is cut short");
    const std::size_t place = checkpoint.weights.size();
    checkpoint.weights.resize(place + count);
    std::memcpy(&checkpoint.weights[place], data.data(), data.size());
  };
  std::vector<std::int64_t> layers = checkpoint.hidden;
  layers.push_back(1);
  std::size_t fan_in = 2;
  for (const std::int64_t neurons : layers) {
    const auto fan_out = static_cast<std::size_t>(neurons);
    read_parameter(fan_in * fan_out);
    read_parameter(fan_out);
    fan_in = fan_out;
  }
  const auto is_finite = [](float weight) { return std::isfinite(weight); };
  if (!std::ranges::all_of(checkpoint.weights, is_finite)) {
    throw CheckpointError("not all its weights are finite: its training diverged");
  }
  return checkpoint;
}

}  // namespace spiral
