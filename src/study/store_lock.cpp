#include "study/store_lock.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <thread>
#include <utility>

#include "study/progress.hpp"

namespace spiral {

namespace {

// Who waits longer is told why.
constexpr std::chrono::milliseconds kSoon{500};

}  // namespace

LockWait::LockWait(std::string file, const Patience& patience)
    : file_(std::move(file)), patience_(patience) {}

bool LockWait::goes_on(int calls) {
  if (calls == 0) begin_ = Clock::now();
  const auto waited = Clock::now() - begin_;
  if (waited >= patience_.limit) return false;
  if (waited >= kSoon && !has_told_ && !patience_.quiet) {
    print_warning(file_ + ": another process keeps it locked; waiting");
    has_told_ = true;
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(10));
  return true;
}

void LockWait::listen_to(SQLite::Database& database) {
  const auto go_on = [](void* wait, int calls) {
    return static_cast<LockWait*>(wait)->goes_on(calls) ? 1 : 0;
  };
  sqlite3_busy_handler(database.getHandle(), go_on, this);
}

OpeningLock::OpeningLock(const std::filesystem::path& file, LockWait& wait)
    : folder_(open(std::filesystem::absolute(file).parent_path().c_str(),
                   O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
  int calls = 0;
  while (folder_ >= 0 && flock(folder_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    if (wait.goes_on(calls++)) continue;
    close(folder_);
    throw SQLite::Exception("", SQLITE_BUSY);
  }
}

OpeningLock::~OpeningLock() {
  if (folder_ >= 0) close(folder_);
}

}  // namespace spiral
