#include "study/merge.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/commands/commands.hpp"

namespace spiral {

void merge_command(const Options& options) {
  const std::vector<std::string>& words = options.operands;
  const Merged merged = merge({.folder = options.positional,
                               .shards = {words.begin() + 1, words.end()},
                               .accepts_missing = options.partial});
  if (!merged.missing.empty()) {
    fmt::print("partial: shards {} are missing\n", fmt::join(merged.missing, ", "));
  }
  fmt::print("{} trials of {} shards are in {}\n", merged.trials, words.size() - 1,
             store_file(options.positional).string());
  const bool has_report = merged.run.subcommand == "reproduce";
  fmt::print("next: {}\n", has_report ? "spiral-exp report " + options.positional
                                      : merged.run.command + " --out " + options.positional);
}

}  // namespace spiral
