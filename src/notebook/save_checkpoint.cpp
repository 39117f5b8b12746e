// Writes a model file by LibTorch's own pickler and archive writer, so that torch.load takes it.
#include <caffe2/serialize/inline_container.h>
#include <torch/csrc/jit/serialization/pickler.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "notebook/checkpoint.hpp"
#include "notebook/multi_layer_model.hpp"
#include "notebook/random_state.hpp"

namespace spiral {

namespace {

/// The name that Python's state_dict gives to each parameter, and its value.
c10::Dict<std::string, at::Tensor> state_dict(const MultiLayerModel& model) {
  c10::Dict<std::string, at::Tensor> state;
  for (const auto& parameter : model.named_parameters()) {
    state.insert(parameter.key(), parameter.value().detach());
  }
  return state;
}

std::string architecture_json(const TrialKey& key, const BoundingBox& box) {
  nlohmann::ordered_json json{{"schema", 1}, {"seed", key.seed}};
  for (const ConfigField& field : config_fields()) {
    std::visit(
        [&](const auto& value) {
          if constexpr (!std::is_same_v<std::decay_t<decltype(value)>, std::monostate>) {
            json[field.name] = value;
          }
        },
        field.get(key.config));
  }
  json["box"] = {box.x_min, box.y_min, box.x_max, box.y_max};
  return json.dump() + "\n";
}

}  // namespace

std::string checkpoint_bytes(const TrialKey& key, const BoundingBox& extent,
                             const std::vector<float>& weights) {
  const auto is_finite = [](float weight) { return std::isfinite(weight); };
  if (!std::ranges::all_of(weights, is_finite)) {
    throw CheckpointError("the training diverged: its weights are not all finite");
  }
  at::Generator any = seeded_generator(0);
  const auto model = make_model(key.config, any);
  set_weights(*model, weights);

  std::string pickled;
  torch::jit::Pickler pickler(
      [&](const char* bytes, std::size_t count) { pickled.append(bytes, count); }, nullptr, nullptr,
      nullptr, nullptr, /*tag_aggregates=*/false);
  pickler.protocol();
  pickler.pushIValue(state_dict(*model));
  pickler.stop();

  std::string file;
  caffe2::serialize::PyTorchStreamWriter writer([&](const void* bytes, std::size_t count) {
    file.append(static_cast<const char*>(bytes), count);
    return count;
  });
  const std::string architecture = architecture_json(key, extent);
  writer.writeRecord("data.pkl", pickled.data(), pickled.size());
  writer.writeRecord(kArchitectureRecord, architecture.data(), architecture.size());
  std::size_t record = 0;
  for (const at::Tensor& tensor : pickler.tensorData()) {
    const auto data = torch::jit::getWriteableTensorData(tensor);
    writer.writeRecord("data/" + std::to_string(record++), data.data(), data.sizeInBytes());
  }
  writer.writeEndOfFile();
  return file;
}

}  // namespace spiral
