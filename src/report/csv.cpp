#include "report/csv.hpp"

#include <fmt/format.h>

#include <cmath>

namespace spiral {

namespace {

std::string cell(double value) { return std::isfinite(value) ? fmt::format("{}", value) : ""; }

std::vector<std::string> trial_cells(const TrialResult& result, const Environment& environment) {
  const auto& [experiment, setting, seed] = result.trial;
  return {experiment,
          setting.name,
          fmt::to_string(seed),
          shape_name(setting.hidden),
          std::string(to_string(setting.activation)),
          setting.activate_last_hidden ? "true" : "false",
          std::string(to_string(setting.loss)),
          std::string(to_string(setting.optimizer)),
          cell(setting.learning_rate),
          fmt::to_string(setting.epochs),
          fmt::to_string(setting.batch_size),
          fmt::to_string(setting.train_size),
          fmt::to_string(setting.val_size),
          cell(setting.noise),
          cell(result.train_error.back()),
          cell(result.validation.accuracy),
          cell(result.validation.notebook_accuracy),
          cell(result.boundary_width),
          result.boundary_roughness ? cell(*result.boundary_roughness) : "",
          result.test ? cell(result.test->accuracy) : "",
          result.test ? cell(result.test->notebook_accuracy) : "",
          cell(result.seconds),
          environment.libtorch,
          environment.cpu_capability,
          environment.blas,
          environment.device,
          environment.engine};
}

}  // namespace

std::string csv_line(const std::vector<std::string>& cells) {
  std::string line;
  for (const std::string& text : cells) {
    if (&text != &cells.front()) line += ',';
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
      line += text;
      continue;
    }
    line += '"';
    for (const char c : text) line += c == '"' ? std::string("\"\"") : std::string(1, c);
    line += '"';
  }
  return line + "\n";
}

std::string to_csv(const RunRecord& record) {
  std::string text =
      "experiment,setting,seed,hidden,activation,activate_last_hidden,loss,optimizer,learning_rate,"
      "epochs,batch_size,train_size,val_size,noise,final_train_error,accuracy,notebook_accuracy,"
      "boundary_width,boundary_roughness,test_accuracy,test_notebook_accuracy,seconds,libtorch,"
      "cpu_capability,blas,device,engine\n";
  for (const TrialResult& result : record.results)
    text += csv_line(trial_cells(result, record.environment));
  return text;
}

}  // namespace spiral
