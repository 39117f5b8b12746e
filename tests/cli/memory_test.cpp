// Trainings that need more memory than there is, each run as a user would start it.
#include "support/catch.hpp"
#include "support/program.hpp"

using namespace spiral;

TEST_CASE("a network or a batch larger than the memory is refused before it is made", "[cli]") {
  const std::string limited = "ulimit -v 20000000;";
  const auto refused = [&](const std::string& arguments) {
    const ProgramRun run = run_program(arguments, limited);
    CHECK(run.exit_code == 2);
    CHECK(run.output.empty());
    return run.error;
  };
  CHECK(refused("train --hidden 100x10000 --plot none") ==
        "spiral-exp: 100x10000 neurons and batches of 32 take 79 GB at least (train, case "
        "100x10000): must fit into 20 GB of memory\n");
  CHECK_THAT(refused("sweep --vary hidden=3x10,100x9000 --plot none"),
             StartsWith("spiral-exp: 100x9000 neurons"));
  CHECK_THAT(refused("train --hidden 1x10000 --train-size 1000000 --batch-size 1000000"),
             StartsWith("spiral-exp: 1x10000 neurons and batches of 1000000 take 40 GB"));
}

TEST_CASE("memory that runs out is told in one line that names the case", "[cli]") {
  const ProgramRun run = run_program(
      "train --hidden 3x7000 --epochs 1 --train-size 2 --val-size 2 --batch-size 1 --plot none",
      "ulimit -v 1000000;");
  CHECK(run.exit_code == 1);
  CHECK(run.error ==
        "spiral-exp: memory ran out in train, case 3x7000; fewer --jobs, a smaller network or "
        "smaller batches take less\n");
}
