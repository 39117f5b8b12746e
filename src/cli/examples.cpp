#include "cli/examples.hpp"

#include <map>

namespace spiral {

namespace {

std::vector<Example> examples_of(const Experiment& experiment) {
  const std::string program = "spiral-exp " + experiment.name;
  std::vector<Example> examples{
      {program + " --seeds 100", "Trains 100 seeds and shows their median and their range"}};
  const auto& cases = experiment.cases;
  if (cases.size() > 1) {
    examples.push_back(
        {program + " --only " + cases.front().label + "," + cases.back().label + " --plot png",
         "Trains two of the cases and draws them into PNG files"});
  } else {
    examples.push_back({program + " --plot gif", "Draws the training as an animation"});
  }
  return examples;
}

/// Of what is no exercise.
const std::map<std::string, std::vector<Example>> kExamples{
    {"dataset",
     {{"spiral-exp dataset --plot png", "Draws the points of seed 0"},
      {"spiral-exp dataset --seed 7 --plot none --export-csv points.csv",
       "Writes the points of seed 7 into a file, and draws nothing"}}},
    {"all",
     {{"spiral-exp all --plot none", "Trains the whole notebook once, and draws nothing"},
      {"spiral-exp all --seeds 10 --export-json all.json",
       "Trains it at 10 seeds and writes every result into a file"}}},
    {"list",
     {{"spiral-exp list | less", "Shows all exercises page by page"},
      {"spiral-exp list --toml > notebook.toml",
       "Writes them as an experiment file, to change and to run"}}},
    {"run",
     {{"spiral-exp run notebook.toml", "Trains every exercise of the file once"},
      {"spiral-exp run notebook.toml activation --seeds 100 --plot png",
       "Trains one of its exercises at 100 seeds and draws it into PNG files"}}},
    {"reproduce",
     {{"spiral-exp reproduce --seeds 100", "Judges the notebook by 100 seeds"},
      {"seq 2 | xargs -I% spiral-exp reproduce --shard %/2 --out shards",
       "Trains two shards, here on one machine, one after the other"}}},
    {"report",
     {{"spiral-exp report spiral-results", "Writes the report in this folder again"},
      {"spiral-exp report spiral-results --verify",
       "Checks that the certificate there is what the stored results give"}}},
    {"check",
     {{"spiral-exp check activation relu=99.7 sigmoid=81",
       "Asks whether another seed could have given these accuracies, in percent"},
      {"spiral-exp check linear 58.2 --export-json check.json",
       "Asks it of an exercise of one case, and writes the answer into a file"}}},
    {"infer",
     {{"spiral-exp infer batch-size --vary epochs=50,100,150,200",
       "Asks how many epochs the numbers of batch-size speak for"},
      {"spiral-exp infer epochs --vary learning-rate=0.01,0.1 --seeds 300",
       "Asks for a learning rate, with more seeds than usual"}}},
    {"sweep",
     {{"spiral-exp sweep --vary learning-rate=0.01,0.1,1 --seeds 16",
       "Trains three learning rates at 16 seeds each"},
      {"spiral-exp sweep --vary hidden=3x5,3x10 --vary loss=mse,bce --plot png",
       "Trains four combinations and draws them into PNG files"}}},
    {"train",
     {{"spiral-exp train --hidden 10,10,10 --epochs 100 --save model.pt",
       "Trains three layers of 10 neurons on the spirals and saves them"},
      {"spiral-exp train --data points.csv --early-stop 20",
       "Trains on the points of a file until 20 epochs bring nothing"}}},
    {"predict",
     {{"spiral-exp predict model.pt points.csv > classes.csv",
       "Writes a probability and a class for each point of a file"},
      {"head points.csv | spiral-exp predict model.pt", "Takes the points from another program"}}},
    {"plot",
     {{"spiral-exp plot model.pt", "Draws the boundary, in a window where there is a display"},
      {"spiral-exp plot model.pt --plot svg --out figures",
       "Draws it into an SVG file in the folder figures"}}},
    {"merge",
     {{"spiral-exp merge merged shards/shard-*-of-2",
       "Makes one store in the folder merged of the shards of two machines"},
      {"spiral-exp merge --partial merged shards/shard-1-of-2",
       "Makes one of the first shard alone"}}},
    {"compare",
     {{"spiral-exp compare all.json all.json", "Says that a run is equal to itself"},
      {"cat all.json | spiral-exp compare all.json", "Takes the second run from another program"}}},
    {"manual",
     {{"spiral-exp manual > spiral-exp.1", "Writes the manual page into a file"},
      {"spiral-exp manual | man -l -", "Shows it"}}},
    {"completions",
     {{"spiral-exp completions bash > spiral-exp.bash",
       "Then source spiral-exp.bash completes words in this shell"},
      {"spiral-exp completions fish > ~/.config/fish/completions/spiral-exp.fish",
       "Completes words in every new fish"}}}};

}  // namespace

std::vector<Example> program_examples() {
  return {{"spiral-exp working-model", "Trains the notebook's first network that works"},
          {"spiral-exp activation --seeds 100 --export-csv activation.csv",
           "Compares activations at 100 seeds and writes every result into a file"}};
}

std::vector<Example> examples_of(const Command& command) {
  return command.experiment != nullptr ? examples_of(*command.experiment)
                                       : kExamples.at(command.name);
}

}  // namespace spiral
