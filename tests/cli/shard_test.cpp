// What a user sees of shards: what they refuse, what they leave, and that merged they are one run.
#include "support/catch.hpp"
#include "support/program.hpp"

using namespace spiral;

namespace {

const std::string kSweep =
    "sweep --vary hidden=3x3,3x4 --epochs 1 --train-size 200 --seeds 40 --plot none";

const std::string kTwoTasks =
    "SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_MAX=2 SLURM_ARRAY_TASK_COUNT=2 ";

ProgramRun run_in(const Scratch& scratch, const std::string& arguments,
                  const std::string& prefix = "") {
  return run_program(arguments + " --out " + scratch.file("out"), prefix);
}

}  // namespace

TEST_CASE("merged, the shards of a reproduction give the report of one machine", "[cli]") {
  const Scratch scratch;
  const std::string reproduce = "reproduce --exercises linear,first-model --seeds 40";
  for (const std::string shard : {"2/3", "1/3", "3/3"}) {
    const ProgramRun run = run_in(scratch, reproduce + " --shard " + shard);
    INFO(run.error);
    REQUIRE(run.exit_code == 0);
    CHECK_THAT(run.output, StartsWith("shard " + shard.substr(0, 1) + " of 3 is complete in " +
                                      scratch.file("out/shard-" + shard.substr(0, 1) + "-of-3")));
  }
  const ProgramRun alone = run_program("report " + scratch.file("out/shard-1-of-3"));
  CHECK(alone.exit_code == 1);
  CHECK_THAT(alone.error, ContainsSubstring("it is shard 1 of 3; 'spiral-exp merge' makes one"));
  const ProgramRun merged =
      run_program("merge " + scratch.file("merged") + " " + scratch.file("out/shard-*-of-3"));
  INFO(merged.error);
  REQUIRE(merged.exit_code == 0);
  CHECK_THAT(merged.output, EndsWith("next: spiral-exp report " + scratch.file("merged") + "\n"));
  REQUIRE(run_program("report " + scratch.file("merged")).exit_code == 0);
  REQUIRE(run_program(reproduce + " --out " + scratch.file("whole")).exit_code == 0);
  for (const std::string name : {"report.md", "report.html", "certificate.json"}) {
    INFO(name);
    CHECK(file_text(scratch.file("merged/" + name)) == file_text(scratch.file("whole/" + name)));
  }
}

TEST_CASE("merged shards of a sweep need no training, and without weights neither", "[cli]") {
  const Scratch scratch;
  for (const std::string task : {"1", "2"}) {
    const ProgramRun run = run_in(scratch, kSweep + " --shard auto --no-weights",
                                  kTwoTasks + "SLURM_ARRAY_TASK_ID=" + task);
    INFO(run.error);
    REQUIRE(run.exit_code == 0);
  }
  REQUIRE(run_program("merge " + scratch.file("merged") + " " + scratch.file("out/shard-*-of-2"))
              .exit_code == 0);
  const ProgramRun again = run_program(kSweep + " --out " + scratch.file("merged"));
  CHECK(again.error == "spiral-exp: 80 of 80 trials are stored already\n");
  CHECK_THAT(again.output, ContainsSubstring("3x4"));
}

TEST_CASE("shards of a file that was changed between them are not merged", "[cli]") {
  const Scratch scratch;
  const auto train = [&](const std::string& epochs, const std::string& shard) {
    write_file(scratch.file("my.toml"),
               "title = 'mine'\n[[exercise]]\nname = 'one'\nbase = { epochs "
               "= " +
                   epochs + ", train_size = 100 }\n");
    const ProgramRun run =
        run_in(scratch, "run " + scratch.file("my.toml") + " --seeds 20 --shard " + shard);
    INFO(run.error);
    REQUIRE(run.exit_code == 0);
  };
  train("1", "1/2");
  train("2", "2/2");
  const ProgramRun merged =
      run_program("merge " + scratch.file("merged") + " " + scratch.file("out/shard-*-of-2"));
  CHECK(merged.exit_code == 2);
  CHECK_THAT(merged.error, ContainsSubstring("are of different experiment files"));
  CHECK_FALSE(std::filesystem::exists(scratch.file("merged")));
}

TEST_CASE("a partial merge is named, and so is its report", "[cli]") {
  const Scratch scratch;
  REQUIRE(run_in(scratch, "reproduce --exercises first-model --seeds 40 --shard 1/2").exit_code ==
          0);
  const std::string merge = scratch.file("merged") + " " + scratch.file("out/shard-1-of-2");
  const ProgramRun refused = run_program("merge " + merge);
  CHECK(refused.exit_code == 2);
  CHECK(refused.error ==
        "spiral-exp: missing of 2: shard 2; run them to their ends, or --partial merges what is "
        "there\n");
  CHECK_THAT(run_program("merge --partial " + merge).output,
             StartsWith("partial: shards 2 are missing\n"));
  const ProgramRun report = run_program("report " + scratch.file("merged"));
  INFO(report.error);
  CHECK(report.exit_code == 0);
  CHECK_THAT(report.output, StartsWith("partial, for shards were missing: "));
  CHECK_THAT(file_text(scratch.file("merged/report.html")),
             ContainsSubstring("partial, for shards"));
}

TEST_CASE("a report without weights leaves the boundaries out", "[cli]") {
  const Scratch scratch;
  REQUIRE(run_in(scratch, "reproduce --exercises linear --seeds 20 --no-weights").exit_code == 0);
  CHECK_THAT(file_text(scratch.file("out/report.md")), !ContainsSubstring("report-boundaries"));
  CHECK_FALSE(std::filesystem::exists(scratch.file("out/report-boundaries")));
}

TEST_CASE("what no shard can be is refused in a line, and nothing is made", "[cli]") {
  const Scratch scratch;
  const auto refused = [&](const std::string& arguments, const std::string& prefix = "") {
    const ProgramRun run = run_in(scratch, arguments, prefix);
    CHECK(run.exit_code == 2);
    CHECK_FALSE(std::filesystem::exists(scratch.file("out")));
    return run.error;
  };
  for (const std::string shard : {"3/2", "0/2", "2", "1/0", "auto/x", "/"}) {
    CHECK(refused(kSweep + " --shard " + shard) ==
          "spiral-exp: --shard " + shard + ": must be I/N, such as 3/8, or auto, or auto/N\n");
  }
  CHECK_THAT(refused("linear --shard 1/2"), ContainsSubstring("must be with --seeds above 1"));
  CHECK_THAT(refused("linear --seeds 9 --shard 1/2 --export-json -"),
             ContainsSubstring("--export-json with --shard: must be of the merged shards"));
  CHECK_THAT(refused("linear --seeds 9 --shard 1/2 --plot png"), ContainsSubstring("--plot with"));
  const std::string automatic = kSweep + " --shard auto";
  CHECK_THAT(refused(automatic), ContainsSubstring("neither SLURM_ARRAY_TASK_ID nor"));
  CHECK_THAT(refused(automatic, "JOB_COMPLETION_INDEX=3"), ContainsSubstring("must be auto/N"));
  CHECK_THAT(refused(automatic + "/3", "JOB_COMPLETION_INDEX=3"),
             ContainsSubstring("the environment says 4/3"));
  CHECK_THAT(refused(automatic + "/3", kTwoTasks + "SLURM_ARRAY_TASK_ID=1"),
             ContainsSubstring("the environment says 1/2, the option 3 shards"));
  CHECK_THAT(refused(automatic,
                     "SLURM_ARRAY_TASK_MIN=3 SLURM_ARRAY_TASK_MAX=5 "
                     "SLURM_ARRAY_TASK_COUNT=2 SLURM_ARRAY_TASK_ID=3"),
             ContainsSubstring("the array has 2 tasks from 3 to 5; must be 1-N or 0-N"));
}

TEST_CASE("a pod of an indexed Job knows its shard, counted from 0", "[cli]") {
  const Scratch scratch;
  const ProgramRun run = run_in(scratch, kSweep + " --shard auto/3", "JOB_COMPLETION_INDEX=1");
  CHECK_THAT(run.output, StartsWith("shard 2 of 3 is complete in "));
}

TEST_CASE("each signal of a cluster ends a run with the status that the user names", "[cli]") {
  for (const int signal : {SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGUSR2}) {
    const Scratch scratch;
    const ProgramRun run =
        run_until({"sweep", "--vary", "hidden=3x100", "--train-size", "100000", "--epochs", "50",
                   "--seeds", "2", "--verbose", "--plot", "none", "--preempted-exit-code", "85",
                   "--engine", "torch", "--out", scratch.file("out")},
                  "sweep 3x100", signal);
    INFO(signal);
    CHECK(run.exit_code == 85);
    CHECK_THAT(run.error, ContainsSubstring("and the same command goes on from there"));
  }
}
