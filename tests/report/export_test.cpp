#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "report/exports.hpp"
#include "support/catch.hpp"
#include "support/results.hpp"
#include "support/scratch.hpp"

using namespace spiral;
using nlohmann::json;

namespace {

RunRecord record() {
  const Case item{.label = "relu", .config = {.hidden = layers(3, 10), .epochs = 2}};
  TrialResult result = made_up_result(item.config, 18446744073709551615U, {0.1, 0.1});
  result.key.place = {0, 261, 269};
  const Experiment experiment{
      .name = "activation", .summary = "Which", .varied = "", .cases = {item}};
  return {.command = "activation",
          .environment = {.version = "1",
                          .libtorch = "1.13.0",
                          .cpu_capability = "AVX2",
                          .blas = "OpenBLAS",
                          .fingerprint = "0123456789ab",
                          .device = "cpu",
                          .threads = 1,
                          .engine = "torch"},
          .experiments = {{.experiment = experiment, .cases = {{item, {result}}}}}};
}

TrialResult& only_result(RunRecord& run) { return run.experiments[0].cases[0].results[0]; }

json trial_of(const RunRecord& run) { return json::parse(to_json(run))["trials"][0]; }

/// A record in which no field is absent.
RunRecord full_record() {
  RunRecord run = record();
  run.environment.simd = "AVX2";
  TrialResult& result = only_result(run);
  result.key.config.test_size = 500;
  result.best_epoch = 1;
  result.test = Score{.accuracy = 0.5, .notebook_accuracy = 0.25};
  return run;
}

}  // namespace

TEST_CASE("JSON carries schema 2, key for key", "[report]") {
  CHECK(to_json(record()) ==
        R"({"schema":2,
 "environment":{"version":"1","libtorch":"1.13.0","cpu_capability":"AVX2","blas":"OpenBLAS","fingerprint":"0123456789ab","device":"cpu","threads":1,"engine":"torch","numerics":3,"bits":"python","data":"spirals"},
 "experiment":"activation",
 "trials":[
{"experiment":"activation","case":"relu","hidden":[10,10,10],"activation":"relu","activate_last_hidden":false,"loss":"mse","optimizer":"sgd","learning_rate":0.1,"epochs":2,"batch_size":32,"train_size":4000,"val_size":1000,"test_size":0,"noise":0.3,"seed":18446744073709551615,"place":[0,261,269],"train_error":[0.25,0.125],"train_accuracy":0.75,"accuracy":0.1,"notebook_accuracy":0.1,"overfit":0.65,"boundary_width":0.375,"boundary_edginess":0.5,"seconds":1.5}]}
)");
}

TEST_CASE("every export has every field", "[report]") {
  const RunRecord run = full_record();
  const json document = json::parse(to_json(run));
  const std::string csv = to_csv(run);
  const std::string header = "," + csv.substr(0, csv.find('\n')) + ",";
  const auto check = [&](const json& object, const std::string& name) {
    INFO(name);
    CHECK(object.contains(name));
    const std::string column = name == "train_error" ? "final_train_error" : name;
    CHECK_THAT(header, ContainsSubstring("," + column + ","));
  };
  for (const auto& field : config_fields()) check(document["trials"][0], field.name);
  for (const auto& field : result_fields()) check(document["trials"][0], field.name);
  for (const auto& field : environment_fields()) check(document["environment"], field.name);
}

TEST_CASE("JSON restores the same doubles", "[report]") {
  RunRecord run = record();
  auto& train_error = only_result(run).train_error;
  train_error = {0.1, 1.0 / 3, std::nextafter(0.25, 1)};
  CHECK(trial_of(run)["train_error"].get<std::vector<double>>() == train_error);
}

TEST_CASE("JSON says null where training diverged and where there is no contour", "[report]") {
  RunRecord run = record();
  TrialResult& result = only_result(run);
  result.train_error = {0.25, kNaN};
  result.validation = {kNaN, kNaN};
  result.boundary_edginess = {};
  const json trial = trial_of(run);
  CHECK(trial["train_error"][1].is_null());
  CHECK(trial["accuracy"].is_null());
  CHECK(trial.at("boundary_edginess").is_null());
}

TEST_CASE("JSON of all exercises names each trial's", "[report]") {
  RunRecord run = record();
  run.command = "all";
  CHECK(json::parse(to_json(run))["experiment"] == "all");
  CHECK(trial_of(run)["experiment"] == "activation");
}

TEST_CASE("JSON of a run that ended early says so", "[report]") {
  RunRecord run = record();
  CHECK_FALSE(json::parse(to_json(run)).contains("complete"));
  run.complete = false;
  CHECK(json::parse(to_json(run))["complete"] == false);
}

TEST_CASE("test scores stand in JSON only where there is a test set", "[report]") {
  CHECK_FALSE(trial_of(record()).contains("test_accuracy"));
  const json trial = trial_of(full_record());
  CHECK(trial["test_accuracy"] == 0.5);
  CHECK(trial["test_notebook_accuracy"] == 0.25);
}

TEST_CASE("CSV has a line a trial and as many cells as columns", "[report]") {
  CHECK(to_csv(record()) ==
        "experiment,case,hidden,activation,activate_last_hidden,loss,optimizer,learning_rate,"
        "epochs,batch_size,train_size,val_size,test_size,noise,seed,place,final_train_error,"
        "best_epoch,train_accuracy,accuracy,notebook_accuracy,test_accuracy,test_notebook_accuracy,"
        "overfit,boundary_width,boundary_edginess,seconds,version,libtorch,cpu_capability,blas,"
        "fingerprint,device,threads,engine,simd,numerics,bits,data\n"
        "activation,relu,10-10-10,relu,false,mse,sgd,0.1,2,32,4000,1000,0,0.3,"
        "18446744073709551615,0-261-269,0.125,,0.75,0.1,0.1,,,0.65,0.375,0.5,1.5,1,1.13.0,AVX2,"
        "OpenBLAS,0123456789ab,cpu,1,torch,,3,python,spirals\n");
}

TEST_CASE("CSV leaves what is not finite empty", "[report]") {
  RunRecord run = record();
  only_result(run).train_error = {0.25, kNaN};
  CHECK_THAT(to_csv(run), ContainsSubstring(",0-261-269,,,0.75,0.1,"));
}

TEST_CASE("CSV quotes commas, quotes and line breaks", "[report]") {
  CHECK(csv_line({"a,b", "say \"so\"", "two\nlines", "plain"}) ==
        "\"a,b\",\"say \"\"so\"\"\",\"two\nlines\",plain\n");
}

TEST_CASE("Markdown holds a table for each exercise and what it ran on", "[report]") {
  CHECK(to_markdown(record()) ==
        "## activation\n\nWhich.\n\n"
        "| case | ours % | train error | seconds |\n"
        "| :-- | --: | --: | --: |\n"
        "| relu | 10.00 | 0.1250 | 1.50 |\n\n"
        "spiral-exp 1, LibTorch 1.13.0 (AVX2, OpenBLAS; arithmetic 0123456789ab), cpu, the bits of "
        "Python's PyTorch.\n");
}

TEST_CASE("points are exported with what they were drawn with", "[report]") {
  const std::vector<LabelledPoint> points{{0.5F, -1, 0}, {2, 0.25F, 1}, {3, 4, 1}};
  CHECK(points_csv(points) == "x,y,label\n0.5,-1,0\n2,0.25,1\n3,4,1\n");
  const json document = json::parse(points_json(points, {{}, 7}, record().environment));
  CHECK(document["schema"] == 2);
  CHECK(document["environment"]["engine"] == "torch");
  CHECK(document["seed"] == 7);
  CHECK(document["train_size"] == 4000);
  CHECK(document["noise"] == 0.3);
  CHECK(document["x"] == json{0.5, 2, 3});
  CHECK(document["label"] == json{0, 1, 1});
  CHECK_THAT(points_table(points), EndsWith("0           1    0.50  0.50   -1.00  -1.00\n"
                                            "1           2    2.00  3.00    0.25   4.00\n"));
}

TEST_CASE("an export that cannot be written is refused before the run, by its option", "[report]") {
  const Scratch scratch;
  const std::string missing = scratch.file("no/out");
  CHECK_THROWS_WITH(check_exports({{ExportFormat::json, "export-json", missing}}, {}, ""),
                    "--export-json " + missing +
                        ": No such file or directory; must be a file that can be written, or -");
  CHECK_THROWS_WITH(check_exports({{ExportFormat::json, "export-json", "-"},
                                   {ExportFormat::csv, "export-csv", "-"}},
                                  {}, ""),
                    "--export-csv -: another export goes there; must be another file");
  CHECK_THROWS_WITH(
      check_exports({{ExportFormat::json, "export-json", scratch.file("in")}},
                    {{scratch.file("in"), "--data is read from there"}}, ""),
      "--export-json " + scratch.file("in") + ": --data is read from there; must be another file");
}

TEST_CASE("exports that fail do not keep the others from being written", "[report]") {
  const Scratch scratch;
  const std::vector<Export> exports{{ExportFormat::json, "export-json", "/dev/full"},
                                    {ExportFormat::model, "save-model", scratch.file("model")},
                                    {ExportFormat::csv, "export-csv", scratch.file("csv")}};
  const auto failure = write_exports(exports, [](ExportFormat format) -> std::string {
    if (format == ExportFormat::model) throw std::runtime_error("the training diverged");
    return "text";
  });
  CHECK(file_text(scratch.file("csv")) == "text");
  CHECK_THROWS_WITH(std::rethrow_exception(failure),
                    "--export-json /dev/full: No space left on device; must be a file that can be "
                    "written, or -");
  const auto of_model = write_exports({exports[1]}, [](ExportFormat) -> std::string {
    throw std::runtime_error("the training diverged");
  });
  CHECK_THROWS_WITH(std::rethrow_exception(of_model),
                    "--save-model " + scratch.file("model") + ": the training diverged");
  CHECK(write_exports({exports[2]}, [](ExportFormat) { return std::string(); }) == nullptr);
}
