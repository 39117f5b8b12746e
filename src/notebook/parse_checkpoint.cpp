// Reads a model file without LibTorch: what a stranger wrote is not run.
#include <zip.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>

#include "notebook/checkpoint.hpp"
#include "notebook/state_dict.hpp"

namespace spiral {

namespace {

static_assert(std::endian::native == std::endian::little, "LibTorch writes weights as they lie");

// LibTorch's choice for an archive that goes to memory.
constexpr const char* kFolder = "archive/";

// Those of 100 layers take 900 and 30,000 bytes.
constexpr std::uint64_t kLongestArchitecture = 65536;
constexpr std::uint64_t kLongestPickle = 1'000'000;

// More than the largest network has; times a layer's neurons it is still no overflow.
constexpr std::uint64_t kMostNumbers = std::uint64_t{1} << 40;

// A box is as wide as it is high but for a factor of some 10, and lies where points may: within 1e30.
constexpr double kMostSlender = 100;
constexpr double kFarthest = 2e30;
constexpr double kSmallestSide = 1e-30;
// Of the box's distance from the origin: float32 tells no closer points apart.
constexpr double kNarrowest = 1e-7;

/// A zip archive, read only.
class Archive {
 public:
  /// Takes the source over.
  explicit Archive(zip_source_t* source) {
    if (source != nullptr) archive_.reset(zip_open_from_source(source, ZIP_RDONLY, nullptr));
    if (archive_ == nullptr) zip_source_free(source);
    if (archive_ == nullptr) throw CheckpointError("not a model file, or a damaged one");
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

/// Appends the numbers of one tensor to `weights`, row by row.
void append(const Archive& archive, const StoredTensor& tensor, std::vector<float>& weights) {
  const std::string record = "data/" + tensor.storage;
  const auto length = static_cast<std::uint64_t>(tensor.storage_length);
  const std::string data = archive.read(record, length * sizeof(float));
  if (data.size() != length * sizeof(float)) throw CheckpointError(record + " is cut short");
  const std::int64_t columns = tensor.sizes.size() == 2 ? tensor.sizes[1] : 1;
  const std::int64_t column_stride = tensor.sizes.size() == 2 ? tensor.strides[1] : 0;
  for (std::int64_t row = 0; row < tensor.sizes[0]; ++row) {
    for (std::int64_t column = 0; column < columns; ++column) {
      const auto place = static_cast<std::size_t>(tensor.offset + row * tensor.strides[0] +
                                                  column * column_stride);
      std::memcpy(&weights.emplace_back(), data.data() + place * sizeof(float), sizeof(float));
    }
  }
}

/// A tensor of these sizes, all of it within its storage, and that within `most` numbers.
void check_tensor(const StoredTensor& tensor, const std::vector<std::int64_t>& sizes,
                  std::uint64_t most) {
  // So that no product below overflows.
  const auto is_sensible = [&](std::int64_t x) {
    return 0 <= x && static_cast<std::uint64_t>(x) <= std::min<std::uint64_t>(most, kMostNumbers);
  };
  bool fits = tensor.sizes == sizes && tensor.strides.size() == sizes.size() &&
              is_sensible(tensor.offset) && is_sensible(tensor.storage_length) &&
              std::ranges::all_of(tensor.strides, is_sensible);
  std::int64_t last = tensor.offset;
  for (std::size_t i = 0; fits && i < sizes.size(); ++i) last += (sizes[i] - 1) * tensor.strides[i];
  if (!fits || last >= tensor.storage_length) {
    throw CheckpointError("its " + tensor.name + " is not as its architecture says");
  }
}

Checkpoint parse(const Archive& archive, std::uint64_t file_size) {
  Checkpoint checkpoint =
      parse_architecture(archive.read(kArchitectureRecord, kLongestArchitecture));
  // A file as long as its weights at least: a forged architecture must not take memory.
  const auto total = static_cast<std::uint64_t>(parameter_count({.hidden = checkpoint.hidden}));
  const std::uint64_t most = file_size / sizeof(float);
  if (total > most) throw CheckpointError("it is shorter than its weights");
  std::map<std::string, StoredTensor> tensors;
  for (const StoredTensor& tensor : read_state_dict(archive.read("data.pkl", kLongestPickle))) {
    tensors.insert_or_assign(tensor.name, tensor);  // of two alike Python takes the last, too
  }
  checkpoint.weights.reserve(total);
  const auto take = [&](const std::string& name, const std::vector<std::int64_t>& sizes) {
    const auto found = tensors.find(name);
    if (found == tensors.end()) throw CheckpointError("its state_dict has no " + name);
    check_tensor(found->second, sizes, most);
    append(archive, found->second, checkpoint.weights);
    tensors.erase(found);
  };
  std::int64_t fan_in = 2;
  const auto take_layer = [&](const std::string& layer, std::int64_t neurons) {
    take(layer + ".weight", {neurons, fan_in});
    take(layer + ".bias", {neurons});
    fan_in = neurons;
  };
  for (std::size_t i = 0; i < checkpoint.hidden.size(); ++i) {
    take_layer(hidden_layer_name(i), checkpoint.hidden[i]);
  }
  take_layer(kOutputLayerName, 1);
  if (!tensors.empty()) {
    throw CheckpointError("its architecture has no " + tensors.begin()->first);
  }
  const auto is_finite = [](float weight) { return std::isfinite(weight); };
  if (!std::ranges::all_of(checkpoint.weights, is_finite)) {
    throw CheckpointError("not all its weights are finite: its training diverged");
  }
  return checkpoint;
}

}  // namespace

std::string hidden_layer_name(std::size_t layer) { return "layer_" + std::to_string(layer + 1); }

Checkpoint parse_checkpoint(std::string_view bytes) {
  return parse(Archive(zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr)),
               bytes.size());
}

Checkpoint read_checkpoint(const std::string& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (error) throw CheckpointError(error.message());
  if (!std::filesystem::is_regular_file(status)) throw CheckpointError("not a regular file");
  std::FILE* const file = std::fopen(path.c_str(), "rbe");
  if (file == nullptr) throw CheckpointError(std::generic_category().message(errno));
  return parse(Archive(zip_source_filep_create(file, 0, -1, nullptr)),
               std::filesystem::file_size(path));
}

}  // namespace spiral
