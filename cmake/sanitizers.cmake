# The presets asan, tsan and fuzz set SPIRAL_SANITIZE; everything that is compiled here gets it.
set(SPIRAL_SANITIZE "" CACHE STRING "Sanitizers, as -fsanitize takes them; empty for none")
if(SPIRAL_SANITIZE)
  # vptr needs type information that LibTorch hides; the instrumented standard library makes GCC see
  # uninitialised values where there are none.
  add_compile_options(-fsanitize=${SPIRAL_SANITIZE} -fno-sanitize=vptr -fno-omit-frame-pointer
    -fno-sanitize-recover=all $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
  add_link_options(-fsanitize=${SPIRAL_SANITIZE})
endif()
