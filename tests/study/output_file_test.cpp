#include "study/output_file.hpp"

#include <thread>

#include "core/text.hpp"
#include "support/catch.hpp"
#include "support/scratch.hpp"

using namespace spiral;

TEST_CASE("a file is replaced as a whole and nothing stays beside it", "[report]") {
  const Scratch scratch;
  write_atomically(scratch.file("out"), "old and long");
  write_atomically(scratch.file("out"), "new");
  CHECK(file_text(scratch.file("out")) == "new");
  std::filesystem::remove(scratch.file("out"));
  CHECK(scratch.empty());
}

TEST_CASE("checking leaves no trace and keeps an old file", "[report]") {
  const Scratch scratch;
  check_writable(scratch.file("out"));
  CHECK(scratch.empty());
  write_atomically(scratch.file("out"), "old");
  check_writable(scratch.file("out"));
  CHECK(file_text(scratch.file("out")) == "old");
}

TEST_CASE("a link keeps pointing, a file keeps its permissions", "[report]") {
  const Scratch scratch;
  write_atomically(scratch.file("real"), "old");
  std::filesystem::permissions(scratch.file("real"), std::filesystem::perms::owner_read |
                                                         std::filesystem::perms::owner_write);
  std::filesystem::create_symlink(scratch.file("real"), scratch.file("link"));
  write_atomically(scratch.file("link"), "new");
  CHECK(std::filesystem::is_symlink(scratch.file("link")));
  CHECK(file_text(scratch.file("real")) == "new");
  CHECK((std::filesystem::status(scratch.file("real")).permissions() &
         std::filesystem::perms::group_read) == std::filesystem::perms::none);
}

TEST_CASE("a link to nothing is followed, not replaced", "[report]") {
  const Scratch scratch;
  std::filesystem::create_directory(scratch.file("far"));
  std::filesystem::create_symlink("far/real", scratch.file("near"));
  std::filesystem::create_symlink("near", scratch.file("link"));
  check_writable(scratch.file("link"));
  write_atomically(scratch.file("link"), "new");
  CHECK(std::filesystem::is_symlink(scratch.file("link")));
  CHECK(file_text(scratch.file("far/real")) == "new");
}

TEST_CASE("what a killed program left half written is gone when the file is written again",
          "[report]") {
  const Scratch scratch;
  std::filesystem::create_directory(scratch.file("out"));
  write_file(scratch.file("out/.a.json.part"), "cut sho");
  write_atomically(scratch.file("out/a.json"), "whole");
  CHECK(file_text(scratch.file("out/a.json")) == "whole");
  std::filesystem::remove(scratch.file("out/a.json"));
  CHECK(std::filesystem::is_empty(scratch.file("out")));
}

TEST_CASE("of many that write one file at once each writes it whole", "[report]") {
  const Scratch scratch;
  const std::string file = scratch.file("out");
  std::vector<std::thread> writers;
  for (const char letter : {'a', 'b', 'c', 'd'}) {
    writers.emplace_back([&file, letter] {
      for (int i = 0; i < 50; ++i) write_atomically(file, std::string(100'000, letter));
    });
  }
  for (std::thread& writer : writers) writer.join();
  const std::string text = file_text(file);
  CHECK(text == std::string(100'000, text.front()));
  std::filesystem::remove(file);
  CHECK(scratch.empty());
}

TEST_CASE("a file in use is known under each of its names, and before it is there", "[report]") {
  const Scratch scratch;
  write_file(scratch.file("real"), "");
  std::filesystem::create_symlink("real", scratch.file("soft"));
  std::filesystem::create_hard_link(scratch.file("real"), scratch.file("hard"));
  std::filesystem::create_directory_symlink(".", scratch.file("here"));
  std::filesystem::create_symlink("later", scratch.file("before"));
  const std::vector<FileInUse> files{{scratch.file("real"), "there"},
                                     {scratch.file("later"), "to come"}};
  for (const char* name : {"real", "soft", "hard", "here/real", "./real"}) {
    CHECK(use_of(scratch.file(name), files) == "there");
  }
  for (const char* name : {"later", "before", "here/later"}) {
    CHECK(use_of(scratch.file(name), files) == "to come");
  }
  CHECK(use_of(scratch.file("other"), files).empty());
}

TEST_CASE("a folder of --out that is a file, or has become one since, is wrong usage", "[report]") {
  const Scratch scratch;
  make_out_folder(scratch.file("a/b"));
  make_out_folder(scratch.file("a/b"));  // what is there is kept
  CHECK(std::filesystem::is_directory(scratch.file("a/b")));
  write_file(scratch.file("file"), "");
  CHECK_THROWS_AS(check_out_folder(scratch.file("file")), UsageError);
  CHECK_THROWS_AS(make_out_folder(scratch.file("file")), UsageError);
}

TEST_CASE("a folder that is missing, a folder in the file's place and a full disk are errors",
          "[report]") {
  const Scratch scratch;
  CHECK_THROWS_WITH(check_writable(scratch.file("no/out")), "No such file or directory");
  CHECK_THROWS_WITH(check_writable(scratch.file("")), "Is a directory");
  std::filesystem::create_symlink(scratch.file("loop"), scratch.file("loop"));
  CHECK_THROWS_AS(check_writable(scratch.file("loop")), OutputError);
  CHECK_THROWS_WITH(write_atomically("/dev/full", "text"), "No space left on device");
}
