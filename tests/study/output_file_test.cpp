#include "study/output_file.hpp"

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

TEST_CASE("a folder that is missing, a folder in the file's place and a full disk are errors",
          "[report]") {
  const Scratch scratch;
  CHECK_THROWS_WITH(check_writable(scratch.file("no/out")), "No such file or directory");
  CHECK_THROWS_WITH(check_writable(scratch.file("")), "Is a directory");
  std::filesystem::create_symlink(scratch.file("loop"), scratch.file("loop"));
  CHECK_THROWS_AS(check_writable(scratch.file("loop")), OutputError);
  CHECK_THROWS_WITH(write_atomically("/dev/full", "text"), "No space left on device");
}
