# The LibTorch inside a Python package, found by asking that Python. The package's own CMake file would ask for
# CUDA's compiler wherever the package knows GPUs, as PyPI's does: here nothing is compiled for one.

# spiral_find_python_torch(<python>): sets what find_package(Torch) sets, where the package has a LibTorch of its own.
# Debian's python3-torch stands on libtorch-dev, which find_package then finds.
macro(spiral_find_python_torch python)
  execute_process(
    COMMAND ${python} -c "import os, torch; \
print(torch.__version__, int(torch._C._GLIBCXX_USE_CXX11_ABI), os.path.dirname(torch.__file__), sep=';')"
    OUTPUT_VARIABLE python_torch ERROR_VARIABLE python_torch_error RESULT_VARIABLE python_torch_result
    OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(NOT python_torch_result EQUAL 0)
    message(FATAL_ERROR "SPIRAL_TORCH=${python} must be a Python that can import torch. ${python_torch_error}")
  endif()
  list(GET python_torch 2 torch_package)
  if(EXISTS ${torch_package}/share/cmake/Torch)
    set(Torch_FOUND TRUE)
    list(GET python_torch 0 Torch_VERSION)
    list(GET python_torch 1 torch_abi)
    set(TORCH_INSTALL_PREFIX ${torch_package})
    set(TORCH_CXX_FLAGS "-D_GLIBCXX_USE_CXX11_ABI=${torch_abi}")
    set(TORCH_LIBRARY ${torch_package}/lib/libtorch.so)
    # The first knows of a GPU, if any does, and nothing here names its functions.
    set(TORCH_LIBRARIES "-Wl,--push-state,--no-as-needed,${TORCH_LIBRARY},--pop-state"
      ${torch_package}/lib/libtorch_cpu.so ${torch_package}/lib/libc10.so)
    set(TORCH_INCLUDE_DIRS ${torch_package}/include ${torch_package}/include/torch/csrc/api/include)
  endif()
endmacro()
