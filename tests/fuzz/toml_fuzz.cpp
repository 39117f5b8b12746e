// Any bytes as an experiment file: read, or refused in one line. What is read is written, and read
// again as the same.
#include <cstdlib>
#include <string>

#include "experiment_file/experiment_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  try {
    const spiral::ExperimentFile file = spiral::read_experiment_file(text, "fuzz.toml", {"train"});
    const std::string written = spiral::write_experiment_file(file);
    const spiral::ExperimentFile again = spiral::read_experiment_file(written, "written.toml");
    if (again.exercises != file.exercises || again.title != file.title) std::abort();
    if (spiral::write_experiment_file(again) != written) std::abort();
  } catch (const spiral::ExperimentFileError& error) {
    const std::string reason = error.what();
    if (!reason.starts_with("fuzz.toml:") || reason.find('\n') != std::string::npos) std::abort();
  }
  return 0;
}
