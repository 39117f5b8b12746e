// Experiment files as a user runs them: the built-in notebook as one, and files with points of
// one's own.
#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "support/catch.hpp"
#include "support/program.hpp"

using namespace spiral;

namespace {

using Json = nlohmann::json;

/// Of an export: all but the command, the operations and the seconds.
Json results_of(const std::string& file) {
  Json json = Json::parse(file_text(file));
  for (Json& trial : json["trials"]) trial.erase("seconds");
  json.erase("experiment");
  json.erase("operations");
  return json;
}

/// Two heaps of points, a line each, with words for labels.
std::string points(int count) {
  std::string text = "width,height,kind\n";
  for (int i = 0; i < count; ++i) {
    const int label = i % 2;
    text += std::to_string(i % 7 - 3 + 4 * label) + "," + std::to_string(i % 5 + label) +
            (label == 1 ? ",long\n" : ",short\n");
  }
  return text;
}

constexpr const char* kOwn = R"toml(title = "Two <heaps>"

[data]
file = "points.csv"
features = ["width", "height"]
label = "kind"
positive = "long"

[[exercise]]
name = "depth"
base = { epochs = 3, batch_size = 16 }
vary = { hidden = ["2x5", "3x5"] }
published = [{ case = "2x5", accuracy = 90 }, { case = "3x5", accuracy = 97 }]
claims = [{ id = "depth-1", sentence = "Three beat two", rule = "acc(3x5) > acc(2x5)" }]

[[exercise]]
name = "rate"
base = { epochs = 2 }
vary = { learning_rate = [0.1, 0.5] }
)toml";

/// A folder with the file own.toml and its points.
class OwnFolder : public Scratch {
 public:
  OwnFolder() {
    write_file(file("own.toml"), kOwn);
    write_file(file("points.csv"), points(120));
  }

  ProgramRun run(const std::string& arguments) const {
    return run_program(arguments, "cd " + file("") + ";");
  }

  /// The one line with which the program refuses.
  std::string refusal(const std::string& arguments) const {
    const ProgramRun refused = run(arguments);
    INFO(refused.output);
    CHECK(refused.exit_code == 2);
    CHECK(std::count(refused.error.begin(), refused.error.end(), '\n') == 1);
    return refused.error;
  }
};

}  // namespace

TEST_CASE("the built-in notebook as a file gives its results, bit for bit", "[cli]") {
  const OwnFolder folder;
  write_file(folder.file("nb.toml"), folder.run("list --toml").output);
  CHECK(folder.run("list nb.toml").output ==
        "The two-spirals notebook\n\n" + folder.run("list").output);
  CHECK(folder.run("list nb.toml --toml").output == file_text(folder.file("nb.toml")));
  const std::string options = " --epochs 2 --seeds 2 --plot none --quiet --export-json ";
  CHECK(folder.run("all" + options + "all.json").exit_code == 0);
  CHECK(folder.run("run nb.toml" + options + "file.json").exit_code == 0);
  const Json expected = results_of(folder.file("all.json"));
  CHECK(expected["trials"].size() > 100);
  CHECK(results_of(folder.file("file.json")) == expected);
}

TEST_CASE("the built-in notebook as a file is judged as it is", "[cli]") {
  const OwnFolder folder;
  write_file(folder.file("nb.toml"), folder.run("list --toml").output);
  const std::string options = " --exercises first-model,linear --seeds 6 --quiet --out ";
  CHECK(folder.run("reproduce" + options + "a").exit_code == 0);
  CHECK(folder.run("reproduce nb.toml" + options + "b").exit_code == 0);
  Json a = Json::parse(file_text(folder.file("a/certificate.json")));
  Json b = Json::parse(file_text(folder.file("b/certificate.json")));
  CHECK(b["command"] == "spiral-exp reproduce nb.toml --exercises first-model,linear --seeds 6");
  b["command"] = a["command"];
  CHECK(a == b);
  CHECK_THAT(file_text(folder.file("b/report.md")),
             StartsWith("# The two-spirals notebook: which numbers and claims survive 6 seeds\n"));
  const std::string inferred = " first-model --vary epochs=1,2 --seeds 3 --quiet --out c";
  CHECK(folder.run("infer" + inferred).output == folder.run("infer nb.toml" + inferred).output);
}

TEST_CASE("points of one's own give the same bits by the SIMD engine as by torch, and are named",
          "[cli]") {
  const OwnFolder folder;
  const std::string run = "run own.toml --seeds 3 --plot none --quiet --export-json ";
  CHECK(folder.run(run + "torch.json --engine torch").exit_code == 0);
  CHECK(folder.run(run + "simd.json --engine simd").exit_code == 0);
  const Json torch = results_of(folder.file("torch.json"));
  const Json simd = results_of(folder.file("simd.json"));
  REQUIRE(torch["trials"].size() == 12);
  CHECK(torch["environment"]["data"].get<std::string>().size() == 16);
  CHECK(torch["trials"][0]["train_size"] == 96);
  // The last exercise begins where the first one ends.
  CHECK(torch["trials"][6]["place"][1] == torch["trials"][3]["place"][2]);
  if (simd["environment"]["bits"] == "python") CHECK(torch["trials"] == simd["trials"]);
  write_file(folder.file("others.csv"), points(121));
  CHECK(folder
            .run("run own.toml depth --only 2x5 --plot none --quiet --data others.csv --val-size 9 "
                 "--export-json others.json")
            .exit_code == 0);
  const Json others = results_of(folder.file("others.json"));
  CHECK(others["trials"].size() == 1);
  CHECK(others["trials"][0]["train_size"] == 112);
  CHECK(others["environment"]["data"] != torch["environment"]["data"]);
}

TEST_CASE("a reproduction of a file is reported and verified without the file", "[cli]") {
  const OwnFolder folder;
  CHECK(folder.run("reproduce own.toml --seeds 4 --quiet").exit_code == 0);
  const auto read = [&](const std::string& name) {
    return file_text(folder.file("spiral-results/" + name));
  };
  const std::string page = read("report.html");
  CHECK_THAT(page, ContainsSubstring("<title>Two &lt;heaps&gt;, 4 seeds</title>"));
  CHECK_THAT(page, !ContainsSubstring("two-spirals"));
  const std::string markdown = read("report.md");
  for (const char* name : {"own.toml", "points.csv", "spiral-results/report.html"}) {
    std::filesystem::remove(folder.file(name));
  }
  CHECK(folder.run("report spiral-results --verify").exit_code == 0);
  CHECK(folder.run("report spiral-results").exit_code == 0);
  CHECK(read("report.html") == page);
  CHECK(read("report.md") == markdown);
}

TEST_CASE(
    "a split that is given holds in every seed, and a report of textbook networks has no others",
    "[cli]") {
  const OwnFolder folder;
  write_file(folder.file("own.toml"),
             "title = 'T'\n[data]\nfile = 'points.csv'\nlabel = 'kind'\npositive = 'long'\n"
             "features = ['width', 'height']\nval_size = 7\nsplit = 'last'\n[[exercise]]\n"
             "name = 'one'\nbase = {epochs = 2, loss = 'bce', activate_last_hidden = true}\n"
             "published = [{accuracy = 85.7}]\n"
             "claims = [{id = 'one-1', sentence = 'S', rule = 'acc(one) > .5'}]");
  CHECK(folder.run("reproduce own.toml --seeds 8 --quiet").exit_code == 0);
  const std::string report = file_text(folder.file("spiral-results/report.md"));
  CHECK_THAT(report,
             ContainsSubstring("accuracies, over 2 pairs of seeds, initial weights alone make "));
  CHECK_THAT(report, !ContainsSubstring("textbook") && !ContainsSubstring("the notebook"));
  CHECK_THAT(report, ContainsSubstring("| one | too few seeds | 85.7 |"));
  CHECK_THAT(report, ContainsSubstring("\nIt was trained with hidden 3x10, activation relu, "
                                       "activate-last-hidden true, loss bce, "));
  CHECK_THAT(folder.run("list own.toml").output,
             StartsWith("T\n\n120 points: 113 train, and 7 validate, which are the last ones.\n"));
  // More seeds are added, although no textbook's network was trained.
  CHECK(folder.run("reproduce own.toml --seeds 12 --quiet").exit_code == 0);
  CHECK(folder.run("reproduce own.toml --seeds 12 --quiet --out at-once").exit_code == 0);
  CHECK(file_text(folder.file("spiral-results/certificate.json")) ==
        file_text(folder.file("at-once/certificate.json")));
  // No count of 7 points gives it.
  const ProgramRun check = folder.run("check own.toml one 70.0 --seeds 39 --quiet");
  CHECK_THAT(check.output, ContainsSubstring("no count of points gives"));
  // All of the last points are of one class.
  write_file(folder.file("sorted.csv"), points(120) +
                                            "1,1,long\n2,1,long\n"
                                            "1,3,long\n2,1,long\n1,1,long\n2,2,long\n1,2,long\n");
  CHECK_THAT(folder.run("run own.toml --plot none --data sorted.csv").error,
             ContainsSubstring("the points that validate have one label, 1; are they sorted?"));
  CHECK_THAT(folder.run("run own.toml --plot none --seeds 9").output,
             !ContainsSubstring("accuracy %"));
  CHECK(folder.run("report spiral-results --verify").exit_code == 0);
}

TEST_CASE("results of other points are not taken for those of these", "[cli]") {
  const OwnFolder folder;
  CHECK(folder.run("reproduce own.toml --seeds 2 --quiet").exit_code == 0);
  CHECK_THAT(folder.run("reproduce own.toml --seeds 2").error, ContainsSubstring("are stored"));
  write_file(folder.file("points.csv"), points(118) + "9,9,long\n8,8,short\n");
  CHECK_THAT(folder.run("reproduce own.toml --seeds 2").error, !ContainsSubstring("are stored"));
}

TEST_CASE("what is wrong with an experiment file is told by its line and column", "[cli]") {
  const OwnFolder folder;
  const auto refused = [&](const std::string& text) {
    write_file(folder.file("bad.toml"), text);
    return folder.refusal("run bad.toml");
  };
  CHECK(refused("title = 'T'\n[[exercise]]\nname = 'infer'\n") ==
        "spiral-exp: bad.toml:3:8: infer is a subcommand; must be another name\n");
  CHECK(refused("title = 'T'\n[[exercise]]\nname = 'a'\nclams = []\n") ==
        "spiral-exp: bad.toml:4:1: unknown key 'clams'; did you mean claims?\n");
  CHECK_THAT(refused(std::string(1'048'577, '#')), ContainsSubstring("at most 1048576 bytes"));
  write_file(folder.file("bad.toml"),
             "title = 'T'\n[data]\nfile = 'points.csv'\n"
             "features = ['width', 'height']\n[[exercise]]\nname = 'a'\n");
  CHECK_THAT(
      folder.refusal("run bad.toml"),
      ContainsSubstring("points.csv, line 2: label 'short': must be 0 or 1, unless positive says"));
  CHECK_THAT(folder.refusal("run own.toml dept"), ContainsSubstring("did you mean depth?"));
  CHECK_THAT(folder.refusal("run"), ContainsSubstring("ends in .toml is missing"));
  CHECK_THAT(folder.refusal("run none.toml"), ContainsSubstring("none.toml: No such file"));
  CHECK_THAT(folder.refusal("run own.toml --noise 0.1"),
             ContainsSubstring("--noise with own.toml: only the spirals can have it"));
  CHECK_THAT(folder.refusal("infer own.toml depth --vary train-size=10,20"),
             ContainsSubstring("only the spirals can have it"));
  CHECK_THAT(folder.refusal("reproduce --data points.csv"), ContainsSubstring("--data without"));
  CHECK_THAT(folder.refusal("run own.toml --batch-size 97"), ContainsSubstring("from 1 to 96"));
  CHECK_THAT(folder.refusal("run own.toml --export-csv points.csv"),
             ContainsSubstring("--data is read from there"));
}

TEST_CASE("no link leads an experiment file out of its folder, but the user may", "[cli]") {
  const OwnFolder folder;
  std::filesystem::create_directory(folder.file("in"));
  std::filesystem::rename(folder.file("own.toml"), folder.file("in/own.toml"));
  std::filesystem::create_symlink("../points.csv", folder.file("in/points.csv"));
  CHECK_THAT(folder.refusal("run in/own.toml"),
             ContainsSubstring("is a link that leaves the folder"));
  CHECK(folder.run("run in/own.toml rate --plot none --data points.csv").exit_code == 0);
  std::filesystem::remove(folder.file("in/points.csv"));
  CHECK_THAT(folder.refusal("run in/own.toml"), ContainsSubstring("No such file"));
  std::filesystem::copy_file(folder.file("points.csv"), folder.file("in/real.csv"));
  std::filesystem::create_symlink("real.csv", folder.file("in/points.csv"));
  CHECK(folder.run("run in/own.toml rate --plot none").exit_code == 0);
}
