# Warnings are errors, in this project's own code alone.
add_library(spiral_warnings INTERFACE)
target_compile_options(spiral_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor
  -Woverloaded-virtual -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  # GCC sees uninitialised memory where records of strings and vectors are made and copied.
  target_compile_options(spiral_warnings INTERFACE -Wno-maybe-uninitialized)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # GCC 12 sees freed memory there, too, and overlaps in "literal" + string:
  # https://gcc.gnu.org/bugzilla/show_bug.cgi?id=105651
  target_compile_options(spiral_warnings INTERFACE -Wno-restrict -Wno-use-after-free)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 16)
  # GCC 16 takes the null iterators in LibTorch's DataLoader, once inlined, for arrays.
  target_compile_options(spiral_warnings INTERFACE -Wno-array-bounds)
endif()
