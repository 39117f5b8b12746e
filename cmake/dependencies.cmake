# Every library comes from find_package: Debian's packages, or whatever CMAKE_PREFIX_PATH names first.

# spiral_find(<package> <Debian package> [<remedy beyond apt>])
macro(spiral_find package debian_package)
  find_package(${package} QUIET)
  if(NOT ${package}_FOUND)
    message(FATAL_ERROR "${package} was not found. On Debian: apt install ${debian_package}. ${ARGN}")
  endif()
endmacro()

find_package(Threads REQUIRED)
set(SPIRAL_TORCH "" CACHE STRING "A Python, such as python3, whose torch package's LibTorch is taken")
set(Torch_FOUND FALSE)
if(SPIRAL_TORCH)
  include(python_torch)
  spiral_find_python_torch(${SPIRAL_TORCH})
endif()
if(NOT Torch_FOUND)
  if(NOT TORCH_CUDA_ARCH_LIST)
    # A LibTorch with CUDA else compiles a program to ask the GPU at hand. No CUDA code is compiled here.
    set(TORCH_CUDA_ARCH_LIST 9.0)
  endif()
  # A Python package names a folder below its libraries, and LibTorch's CMake file would rather take Debian's.
  set(prefix_path ${CMAKE_PREFIX_PATH})
  list(TRANSFORM CMAKE_PREFIX_PATH REPLACE "/share/cmake/?$" "")
  spiral_find(Torch libtorch-dev
    "Elsewhere: take a Python package's and configure with -DSPIRAL_TORCH=python3, or unpack an official "
    "LibTorch archive and configure with -DCMAKE_PREFIX_PATH=<its path>.")
  set(CMAKE_PREFIX_PATH ${prefix_path})
endif()
if(TORCH_CXX_FLAGS MATCHES "_GLIBCXX_USE_CXX11_ABI=0")
  message(FATAL_ERROR "LibTorch ${Torch_VERSION} has the C++ ABI from before GCC 5, which the other libraries "
    "cannot be linked with. PyPI's torch has the new one from 2.7.0 on.")
endif()
spiral_find(cxxopts libcxxopts-dev)
spiral_find(fmt libfmt-dev)
spiral_find(nlohmann_json nlohmann-json3-dev)
spiral_find(hwy libhwy-dev)
spiral_find(OpenSSL libssl-dev)
spiral_find(tomlplusplus libtomlplusplus-dev)
find_path(SLEEF_INCLUDE sleef.h)
find_library(SLEEF sleef)
if(NOT SLEEF_INCLUDE OR NOT SLEEF)
  message(FATAL_ERROR "SLEEF was not found. On Debian: apt install libsleef-dev.")
endif()
spiral_find(SQLite3 libsqlite3-dev)
spiral_find(SQLiteCpp libsqlitecpp-dev)
# libzip's own CMake file asks for its command-line tools as well.
find_path(LIBZIP_INCLUDE zip.h)
find_library(LIBZIP zip)
if(NOT LIBZIP_INCLUDE OR NOT LIBZIP)
  message(FATAL_ERROR "libzip was not found. On Debian: apt install libzip-dev.")
endif()
message(STATUS "LibTorch ${Torch_VERSION}: ${TORCH_LIBRARY}")

# LibTorch, seen as a system library, so that warnings in its headers are not ours.
add_library(spiral_torch INTERFACE)
target_include_directories(spiral_torch SYSTEM INTERFACE ${TORCH_INCLUDE_DIRS})
# The property is that of the program to be linked.
target_link_libraries(spiral_torch INTERFACE Threads::Threads
  "$<$<NOT:$<BOOL:$<TARGET_PROPERTY:SPIRAL_WITHOUT_TORCH>>>:${TORCH_LIBRARIES}>")
separate_arguments(torch_flags UNIX_COMMAND "${TORCH_CXX_FLAGS}")
target_compile_options(spiral_torch INTERFACE ${torch_flags})
file(REAL_PATH ${TORCH_INSTALL_PREFIX}/include torch_include)
get_target_property(fmt_include fmt::fmt INTERFACE_INCLUDE_DIRECTORIES)
if(EXISTS ${torch_include}/fmt AND NOT torch_include IN_LIST fmt_include)
  # A Python package brings the headers of its own fmt, and no library for them.
  target_compile_definitions(spiral_torch INTERFACE FMT_HEADER_ONLY)
endif()

if(UNIX AND NOT APPLE)
  # A Python package's LibTorch exports parts of an old libstdc++, which crash: the compiler's own goes first.
  link_libraries(stdc++)
endif()

find_program(CCACHE ccache)
if(CCACHE)
  # A precompiled header makes ccache doubt the time stamps; its manual asks for these two.
  set(CMAKE_CXX_COMPILER_LAUNCHER
    ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
endif()
