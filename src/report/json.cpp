#include "report/json.hpp"

#include <nlohmann/json.hpp>

#include "experiment/setting_json.hpp"

namespace spiral {

using Json = nlohmann::ordered_json;

Json environment_json(const Environment& environment) {
  Json json{{"version", environment.version},
            {"libtorch", environment.libtorch},
            {"cpu_capability", environment.cpu_capability},
            {"blas", environment.blas},
            {"device", environment.device},
            {"threads", environment.threads},
            {"engine", environment.engine}};
  if (!environment.simd.empty()) json["simd"] = environment.simd;
  return json;
}

namespace {

Json trial_json(const TrialResult& result, bool name_experiment) {
  const Setting& setting = result.trial.setting;
  Json json;
  if (name_experiment) json["experiment"] = result.trial.experiment;
  json["setting"] = setting.name;
  json["seed"] = result.trial.seed;
  json.update(setting_json(setting));
  json["train_error"] = result.train_error;
  if (result.best_epoch) json["best_epoch"] = *result.best_epoch;
  json["accuracy"] = result.validation.accuracy;
  json["notebook_accuracy"] = result.validation.notebook_accuracy;
  json["boundary_width"] = result.boundary_width;
  json["boundary_roughness"] =
      result.boundary_roughness ? Json(*result.boundary_roughness) : Json();
  if (result.test) {
    json["test_accuracy"] = result.test->accuracy;
    json["test_notebook_accuracy"] = result.test->notebook_accuracy;
  }
  json["seconds"] = result.seconds;
  return json;
}

}  // namespace

std::string to_json(const RunRecord& record) {
  std::string text =
      "{\"schema\":1,\n \"environment\":" + environment_json(record.environment).dump() +
      ",\n \"experiment\":" + Json(record.command).dump() +
      (record.complete ? "" : ",\n \"complete\":false") + ",\n \"trials\":[";
  const char* separator = "\n";
  for (const TrialResult& result : record.results) {
    text += separator + trial_json(result, result.trial.experiment != record.command).dump();
    separator = ",\n";
  }
  return text + "]}\n";
}

}  // namespace spiral
