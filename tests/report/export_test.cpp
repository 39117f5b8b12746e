#include <cmath>
#include <nlohmann/json.hpp>

#include "report/csv.hpp"
#include "report/json.hpp"
#include "report/markdown.hpp"
#include "support/catch.hpp"
#include "support/results.hpp"

using namespace spiral;
using nlohmann::json;

namespace {

RunRecord record() {
  const Setting setting{.name = "relu", .hidden = layers(3, 10), .epochs = 2};
  return {.command = "activation",
          .environment = {.version = "1",
                          .libtorch = "1.13.0",
                          .cpu_capability = "AVX2",
                          .blas = "OpenBLAS",
                          .device = "cpu",
                          .threads = 1,
                          .engine = "torch"},
          .experiments =
              {{.name = "activation", .summary = "Which", .varied = "", .settings = {setting}}},
          .results = {made_up_result("activation", setting, 18446744073709551615U, {0.1, 0.1})}};
}

}  // namespace

TEST_CASE("JSON carries schema 1, key for key", "[report]") {
  const std::string text = to_json(record());
  CHECK(text ==
        R"({"schema":1,
 "environment":{"version":"1","libtorch":"1.13.0","cpu_capability":"AVX2","blas":"OpenBLAS","device":"cpu","threads":1,"engine":"torch"},
 "experiment":"activation",
 "trials":[
{"setting":"relu","seed":18446744073709551615,"hidden":[10,10,10],"activation":"relu","activate_last_hidden":false,"loss":"mse","optimizer":"sgd","learning_rate":0.1,"epochs":2,"batch_size":32,"train_size":4000,"val_size":1000,"noise":0.3,"train_error":[0.25,0.125],"accuracy":0.1,"notebook_accuracy":0.1,"boundary_width":0.375,"boundary_roughness":0.5,"seconds":1.5}]}
)");
}

TEST_CASE("JSON restores the same doubles", "[report]") {
  RunRecord run = record();
  run.results[0].train_error = {0.1, 1.0 / 3, std::nextafter(0.25, 1)};
  const auto trial = json::parse(to_json(run))["trials"][0];
  CHECK(trial["train_error"].get<std::vector<double>>() == run.results[0].train_error);
}

TEST_CASE("JSON says null where training diverged and where there is no contour", "[report]") {
  RunRecord run = record();
  run.results[0].train_error = {0.25, kNaN};
  run.results[0].validation = {kNaN, kNaN};
  run.results[0].boundary_roughness = {};
  const auto trial = json::parse(to_json(run))["trials"][0];
  CHECK(trial["train_error"][1].is_null());
  CHECK(trial["accuracy"].is_null());
  CHECK(trial["boundary_roughness"].is_null());
}

TEST_CASE("JSON of all exercises names each trial's", "[report]") {
  RunRecord run = record();
  run.command = "all";
  CHECK(json::parse(to_json(run))["trials"][0]["experiment"] == "activation");
}

TEST_CASE("JSON of a run that ended early says so", "[report]") {
  RunRecord run = record();
  CHECK_FALSE(json::parse(to_json(run)).contains("complete"));
  run.complete = false;
  CHECK(json::parse(to_json(run))["complete"] == false);
}

TEST_CASE("test scores stand in JSON only where there is a test set", "[report]") {
  RunRecord run = record();
  CHECK_FALSE(json::parse(to_json(run))["trials"][0].contains("test_accuracy"));
  run.results[0].test = Score{.accuracy = 0.5, .notebook_accuracy = 0.25};
  const auto trial = json::parse(to_json(run))["trials"][0];
  CHECK(trial["test_accuracy"] == 0.5);
  CHECK(trial["test_notebook_accuracy"] == 0.25);
}

TEST_CASE("CSV has a line a trial and as many cells as columns", "[report]") {
  CHECK(to_csv(record()) ==
        "experiment,setting,seed,hidden,activation,activate_last_hidden,loss,optimizer,"
        "learning_rate,epochs,batch_size,train_size,val_size,noise,final_train_error,accuracy,"
        "notebook_accuracy,boundary_width,boundary_roughness,test_accuracy,test_notebook_accuracy,"
        "seconds,libtorch,cpu_capability,blas,device,engine\n"
        "activation,relu,18446744073709551615,3x10,relu,false,mse,sgd,0.1,2,32,4000,1000,0.3,0.125,"
        "0.1,0.1,0.375,0.5,,,1.5,1.13.0,AVX2,OpenBLAS,cpu,torch\n");
}

TEST_CASE("CSV quotes commas, quotes and line breaks", "[report]") {
  CHECK(csv_line({"a,b", "say \"so\"", "two\nlines", "plain"}) ==
        "\"a,b\",\"say \"\"so\"\"\",\"two\nlines\",plain\n");
}

TEST_CASE("Markdown holds a table for each exercise and what it ran on", "[report]") {
  CHECK(to_markdown(record()) ==
        "## activation\n\nWhich.\n\n"
        "| setting | ours % | train error | seconds |\n"
        "| :-- | --: | --: | --: |\n"
        "| relu | 10.00 | 0.1250 | 1.50 |\n\n"
        "spiral-exp 1, LibTorch 1.13.0 (AVX2, OpenBLAS), cpu, engine torch.\n");
}
