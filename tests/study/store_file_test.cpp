// The store as a file: who may open it, who makes it, and which files are refused.
#include <SQLiteCpp/SQLiteCpp.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <thread>

#include "study/store.hpp"
#include "study/stored_results.hpp"
#include "support/catch.hpp"
#include "support/scratch.hpp"

using namespace spiral;

namespace {

void check_refused(const std::string& file, const std::string& reason) {
  const std::string before = file_text(file);
  for (const auto access : {Store::Access::read_write, Store::Access::read_only}) {
    CHECK_THROWS_WITH(Store(file, access), StartsWith(file + ": ") && ContainsSubstring(reason));
    CHECK_THROWS_AS(Store(file, access), StoreError);
  }
  CHECK(file_text(file) == before);
}

}  // namespace

TEST_CASE("a store that is opened to be read is left as it is", "[store]") {
  const Scratch scratch;
  const std::string file = scratch.file("trials.db");
  {
    Store store(file);
    store.add({result_of({}, 0)}, kHere);
    store.add_run({.command = "reproduce", .environment = kHere, .seeds = {0, 1}});
  }
  const std::string before = file_text(file);
  {
    Store store(file, Store::Access::read_only);
    CHECK(seeds_in(store, {0, 10}) == std::vector<std::uint64_t>{0});
    CHECK(store.results({.epochs = 7}, {}, kHere, {0, 1}).empty());
    CHECK(store.weights({{}, 0}, kHere).size() == 3);
    CHECK(store.last_run()->command == "reproduce");
    CHECK_THROWS_WITH(store.add({result_of({}, 1)}, kHere),
                      ContainsSubstring("it cannot be written"));
    CHECK_THROWS_AS(store.clear(), StoreError);
  }
  CHECK(file_text(file) == before);
}

TEST_CASE("reading makes no store where there is none", "[store]") {
  const Scratch scratch;
  CHECK_THROWS_AS(Store(scratch.file("trials.db"), Store::Access::read_only), StoreError);
  CHECK(scratch.empty());
}

TEST_CASE("several threads and several connections write to one store", "[store]") {
  const Scratch scratch;
  Store first(scratch.file("trials.db"));
  Store second(scratch.file("trials.db"));
  {
    std::vector<std::jthread> writers;
    for (Store* store : {&first, &first, &second, &second}) {
      writers.emplace_back([store] {
        for (std::uint64_t seed = 0; seed < 25; ++seed) store->add({result_of({}, seed)}, kHere);
      });
    }
  }
  CHECK(seeds_in(first, {0, 100}).size() == 25);
  CHECK(seeds_in(second, {0, 100}).size() == 25);
}

TEST_CASE("a store whose making was cut short is made", "[store]") {
  const Scratch scratch;
  {
    SQLite::Database begun(scratch.file("trials.db"), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    begun.exec("PRAGMA journal_mode = WAL");
  }
  REQUIRE(std::filesystem::file_size(scratch.file("trials.db")) > 0);
  Store store(scratch.file("trials.db"));
  store.add({result_of({}, 0)}, kHere);
  CHECK(seeds_in(store, {0, 1}).size() == 1);
}

TEST_CASE("several make one store at the same moment", "[store]") {
  for (int round = 0; round < 20; ++round) {
    const Scratch scratch;
    std::array<std::string, 4> refusals;
    {
      std::vector<std::jthread> makers;
      for (std::uint64_t seed = 0; seed < 4; ++seed) {
        makers.emplace_back([&, seed] {
          try {
            Store(scratch.file("trials.db")).add({result_of({}, seed)}, kHere);
          } catch (const StoreError& error) {
            refusals[seed] = error.what();
          }
        });
      }
    }
    CHECK(refusals == std::array<std::string, 4>{});
    Store store(scratch.file("trials.db"));
    CHECK(seeds_in(store, {0, 4}).size() == 4);
  }
}

TEST_CASE("a file that is no store, or a foreign database, is refused and left as it is",
          "[store]") {
  const Scratch scratch;
  write_file(scratch.file("text"), std::string(5000, 'x'));
  check_refused(scratch.file("text"), "no store of spiral-exp");
  {
    SQLite::Database foreign(scratch.file("foreign"), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    foreign.exec("CREATE TABLE trial (x)");
  }
  check_refused(scratch.file("foreign"), "no store of spiral-exp");
}

TEST_CASE("a store with another schema is refused and left as it is", "[store]") {
  const Scratch scratch;
  const std::string file = scratch.file("trials.db");
  { const Store store(file); }
  const auto set_schema = [&](int schema) {
    SQLite::Database database(file, SQLite::OPEN_READWRITE);
    database.exec("PRAGMA user_version = " + std::to_string(schema));
  };
  set_schema(2);
  check_refused(file, "schema 2, from an older spiral-exp; ");
  set_schema(7);
  check_refused(file, "schema 7, from a newer spiral-exp; ");
  set_schema(6);
  CHECK_NOTHROW(Store(file));
}

TEST_CASE("a damaged store is refused and left as it is", "[store]") {
  const Scratch scratch;
  const std::string file = scratch.file("trials.db");
  {
    Store store(file);
    for (std::uint64_t seed = 0; seed < 200; ++seed) store.add({result_of({}, seed)}, kHere);
  }
  const std::string whole = file_text(file);
  std::string holed = whole;
  std::fill(holed.begin() + 8192, holed.end() - 4096, '\x55');
  write_file(file, holed);
  check_refused(file, "damaged");
  write_file(file, whole.substr(0, whole.size() / 2));
  check_refused(file, "damaged");
}

TEST_CASE("a store whose weights or figures of a result are cut short is damaged", "[store]") {
  const char* damage =
      GENERATE("UPDATE weights SET weights = x'00000000'", "UPDATE trial SET train_error = x''",
               "UPDATE trial SET train_error = 'none'");
  INFO(damage);
  const Scratch scratch;
  const std::string file = scratch.file("trials.db");
  Store store(file);
  store.add({result_of({}, 0)}, kHere);
  const auto read = [&] {
    store.results({}, {}, kHere, {0, 1});
    store.weights({{}, 0}, kHere);
  };
  CHECK_NOTHROW(read());
  SQLite::Database(file, SQLite::OPEN_READWRITE).exec(damage);
  CHECK_THROWS_WITH(read(), file + ": the store is damaged; move it away to start a new one");
}

TEST_CASE("what is no regular file is refused without being opened", "[store]") {
  const Scratch scratch;
  const auto refused = [&](const std::string& name, const std::string& reason) {
    for (const auto access : {Store::Access::read_write, Store::Access::read_only}) {
      CHECK_THROWS_WITH(Store(scratch.file(name), access),
                        scratch.file(name) + ": " + reason + "; move it away to start a new store");
    }
  };
  REQUIRE(mkfifo(scratch.file("pipe").c_str(), 0600) == 0);
  refused("pipe", "it is no regular file");
  std::filesystem::create_directory(scratch.file("folder"));
  refused("folder", "it is no regular file");
  std::filesystem::create_symlink("loop", scratch.file("loop"));
  refused("loop", "Too many levels of symbolic links");
}

TEST_CASE("a store that another process keeps locked is waited for, then given up", "[store]") {
  const Scratch scratch;
  const std::string file = scratch.file("trials.db");
  { const Store store(file); }
  const Patience briefly{.limit = std::chrono::milliseconds(100)};
  const std::string reason =
      file + ": another process keeps it locked; try again when that has ended";
  const int folder = open(scratch.file("").c_str(), O_RDONLY | O_DIRECTORY);
  REQUIRE(flock(folder, LOCK_EX) == 0);
  CHECK_THROWS_WITH(Store(file, Store::Access::read_write, briefly), reason);
  CHECK_THROWS_WITH(Store(file, Store::Access::read_only, briefly), reason);
  close(folder);

  Store store(file, Store::Access::read_write, briefly);
  SQLite::Database other(file, SQLite::OPEN_READWRITE);
  other.exec("BEGIN IMMEDIATE");
  CHECK_THROWS_WITH(store.add({result_of({}, 0)}, kHere), reason);
  other.exec("COMMIT");
  CHECK_NOTHROW(store.add({result_of({}, 0)}, kHere));
}

TEST_CASE("a store that cannot be written is refused", "[store]") {
  const Scratch scratch;
  CHECK_THROWS_WITH(Store(scratch.file("nowhere/trials.db")),
                    ContainsSubstring("it cannot be opened"));
}

TEST_CASE("a folder's store is made with the folder, and emptied to start afresh", "[store]") {
  const Scratch scratch;
  const std::string folder = scratch.file("a/b");
  open_store(folder)->add({result_of({}, 0)}, kHere);
  CHECK(std::filesystem::exists(store_file(folder)));
  CHECK(seeds_in(*open_store(folder), {0, 1}).size() == 1);
  CHECK(seeds_in(*open_store(folder, /*fresh=*/true), {0, 1}).empty());
  write_file(scratch.file("file"), "");
  CHECK_THROWS_WITH(open_store(scratch.file("file")), StartsWith("--out " + scratch.file("file")));
}
