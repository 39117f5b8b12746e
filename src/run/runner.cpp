#include "run/runner.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>

namespace spiral {

namespace {

/// Trials that an engine takes at once, by their places in the list.
struct Piece {
  std::size_t begin;
  std::size_t end;
};

std::vector<Piece> cut(const std::vector<Trial>& trials, const Engine& engine) {
  std::vector<Piece> pieces;
  for (std::size_t i = 0; i < trials.size(); ++i) {
    const bool goes_on =
        i > 0 && trials[i].experiment == trials[i - 1].experiment &&
        trials[i].setting == trials[i - 1].setting &&
        pieces.back().end - pieces.back().begin < engine.most_together(trials[i].setting);
    if (goes_on) {
      ++pieces.back().end;
    } else {
      pieces.push_back({i, i + 1});
    }
  }
  return pieces;
}

std::vector<Piece> pieces_in_working_order(const std::vector<Trial>& trials, int jobs,
                                           const Engine& engine) {
  auto pieces = cut(trials, engine);
  if (jobs > 1) {
    std::stable_sort(pieces.begin(), pieces.end(), [&](const Piece& a, const Piece& b) {
      return engine.cost(trials[a.begin].setting) > engine.cost(trials[b.begin].setting);
    });
  }
  return pieces;
}

}  // namespace

RunOutcome run_trials(const std::vector<Trial>& trials, int jobs, const Engine& engine,
                      const std::function<bool()>& stop_requested, RunObserver& observer) {
  const auto pieces = pieces_in_working_order(trials, jobs, engine);
  std::vector<std::optional<TrialResult>> results(trials.size());
  std::exception_ptr failure;
  std::mutex failure_mutex;
  std::atomic<bool> failed = false;
  std::atomic<std::size_t> next = 0;

  const auto run_piece = [&](const Piece& piece) {
    const auto at = [&](std::size_t i) { return trials.begin() + static_cast<std::ptrdiff_t>(i); };
    const PieceObserver piece_observer{
        .on_epoch =
            [&](std::size_t trial, std::int64_t epoch, double error, const Snapshot& snapshot) {
              observer.on_epoch(piece.begin + trial, epoch, error, snapshot);
            },
        .stop_requested = [&] { return failed || stop_requested(); }};
    auto done = engine.run({at(piece.begin), at(piece.end)}, piece_observer);
    for (std::size_t i = 0; i < done.size(); ++i) {
      results[piece.begin + i] = std::move(done[i]);
      observer.on_trial_done(piece.begin + i);
    }
  };
  const auto work = [&] {
    for (std::size_t i = next++; i < pieces.size() && !failed; i = next++) {
      try {
        run_piece(pieces[i]);
      } catch (...) {
        const std::lock_guard lock(failure_mutex);
        if (!failed.exchange(true)) failure = std::current_exception();
      }
    }
  };
  {
    // This thread is one of the jobs: where the system grants no more threads, the run goes on.
    std::vector<std::jthread> others;
    const auto wanted = std::min(static_cast<std::size_t>(jobs), pieces.size());
    try {
      while (others.size() + 1 < wanted) others.emplace_back(work);
    } catch (const std::system_error&) {
    }
    work();
  }

  RunOutcome outcome{.results = {}, .failure = failure};
  for (auto& result : results) {
    if (result) outcome.results.push_back(std::move(*result));
  }
  return outcome;
}

}  // namespace spiral
