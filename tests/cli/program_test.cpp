// The program itself: what it loads, where it finds its other half, and which versions it names.
#include "support/program.hpp"

#include <filesystem>
#include <nlohmann/json.hpp>

#include "support/catch.hpp"

using namespace spiral;
using nlohmann::json;

TEST_CASE("help, lists and wrong usage start without LibTorch", "[cli]") {
  // The dynamic linker tells on standard error what it loads.
  const auto loaded_by = [](const std::string& arguments) {
    return run_program(arguments, "LD_DEBUG=files").error;
  };
  for (const char* arguments : {"", "--help", "activation --help", "list", "manual",
                                "completions bash", "activatoin", "activation --epoch 3"}) {
    INFO(arguments);
    const std::string loaded = loaded_by(arguments);
    CHECK_THAT(loaded, ContainsSubstring("libstdc++"));
    CHECK_THAT(loaded, !ContainsSubstring("libtorch"));
  }
  CHECK_THAT(loaded_by("predict /nowhere"), ContainsSubstring("libtorch"));
}

TEST_CASE("the program finds the one on LibTorch beside its folder, and says where it is missing",
          "[cli]") {
  namespace fs = std::filesystem;
  const Scratch scratch;
  fs::create_directory(scratch.file("bin"));
  const std::string program = scratch.file("bin/spiral-exp");
  fs::copy_file(SPIRAL_EXP, program);
  const ProgramRun alone = run_program("--version", "", program);
  CHECK(alone.exit_code == 1);
  CHECK_THAT(alone.output, Matches("spiral-exp [0-9.]+\n"));
  CHECK_THAT(
      alone.error,
      Matches("spiral-exp: /[^\n]+/libexec/spiral-exp: [^\n]+'cmake --install' copies both\n"));
  fs::create_symlink(fs::path(SPIRAL_EXP).parent_path() / "libexec", scratch.file("libexec"));
  const ProgramRun whole = run_program("--version", "", program);
  CHECK(whole.exit_code == 0);
  CHECK_THAT(whole.output, StartsWith(alone.output + "LibTorch "));
}

TEST_CASE("the version names LibTorch, the capability, the BLAS, the engines and the arithmetic",
          "[cli]") {
  const ProgramRun run = run_program("--version");
  CHECK(run.exit_code == 0);
  CHECK_THAT(run.output, Matches("spiral-exp [0-9.]+\nLibTorch [0-9].*\n"
                                 "CPU capability AVX2\nBLAS .+\n"
                                 "engines torch, ensemble, simd \\(.+, [0-9]+ seeds at once\\)\n"
                                 "arithmetic [0-9a-f]{12}\n(  [a-z0-9]+ +[0-9a-f]{8}\n)+"));
}

TEST_CASE("the arithmetic has the same fingerprint in every run and with any number of threads",
          "[cli]") {
  const auto arithmetic = [](const std::string& prefix) {
    const std::string output = run_program("--version", prefix).output;
    return output.substr(output.find("arithmetic"));
  };
  const std::string expected = arithmetic("");
  CHECK(arithmetic("") == expected);
  CHECK(arithmetic("OMP_NUM_THREADS=1") == expected);
  CHECK(arithmetic("OMP_NUM_THREADS=3 OPENBLAS_NUM_THREADS=3") == expected);
  CHECK(arithmetic("ATEN_CPU_CAPABILITY=default") != expected);
  for (const char* jobs : {"1", "2"}) {
    const ProgramRun run = run_program(
        std::string("linear --epochs 1 --quiet --plot none --export-json - --jobs ") + jobs);
    const json environment = json::parse(run.output)["environment"];
    CHECK_THAT(expected,
               StartsWith("arithmetic " + environment["fingerprint"].get<std::string>() + "\n"));
  }
}
