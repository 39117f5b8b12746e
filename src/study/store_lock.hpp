// A store among processes: who has it, and how long the others wait.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

#include "study/store.hpp"

namespace spiral {

/// Waits for another process, which writes for milliseconds at a time.
class LockWait {
 public:
  LockWait(std::string file, const Patience& patience);

  /// Lets a moment pass; says once that it takes long; false when it has taken too long. The first
  /// call of a wait is number 0.
  bool goes_on(int calls);

  /// Has `database`, which this outlives, wait like this.
  void listen_to(SQLite::Database& database);

 private:
  using Clock = std::chrono::steady_clock;

  const std::string file_;
  const Patience patience_;
  Clock::time_point begin_ = {};
  bool has_told_ = false;
};

/// While it lives, no other thread or process opens a store in the folder of `file`: SQLite lets
/// one of two fail that make a database at the same moment. A killed process holds no lock.
class OpeningLock {
 public:
  /// Throws: SQLite::Exception, SQLITE_BUSY, where the wait is in vain.
  OpeningLock(const std::filesystem::path& file, LockWait& wait);
  OpeningLock(const OpeningLock&) = delete;
  OpeningLock& operator=(const OpeningLock&) = delete;
  ~OpeningLock();

 private:
  const int folder_;
};

}  // namespace spiral
