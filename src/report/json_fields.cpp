#include "report/json_fields.hpp"

namespace spiral {

nlohmann::ordered_json environment_json(const Environment& environment) {
  nlohmann::ordered_json json;
  add_fields(environment_fields(), environment, json);
  return json;
}

void add_number(const std::optional<NumberVerdict>& number, nlohmann::ordered_json& json) {
  json["verdict"] = !number ? "too few seeds" : number->compatible() ? "compatible" : "outlier";
  if (!number) return;
  json["in_gap"] = number->in_gap;
  json["published"] = number->published;
  json["percentile"] = number->percentile;
  json["p_value"] = number->p_value;
  json["deviations"] = optional_json(number->deviations);
}

}  // namespace spiral
