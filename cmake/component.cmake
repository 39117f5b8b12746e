# spiral_component(<folder> [TORCH] SOURCES <file>... USES <target>... [PRIVATELY <target>...]): one folder of
# src is one library, spiral_<folder>. Its headers are seen as "<folder>/..." by those targets alone that use
# it: an include against the flow of data does not compile.
function(spiral_component folder)
  cmake_parse_arguments(PARSE_ARGV 1 arg "TORCH" "" "SOURCES;USES;PRIVATELY")
  get_filename_component(name ${folder} NAME)
  set(target spiral_${name})
  set(root ${PROJECT_BINARY_DIR}/include/${name})
  get_filename_component(parent ${folder} DIRECTORY)
  file(MAKE_DIRECTORY ${root}/${parent})
  file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR} ${root}/${folder} SYMBOLIC)
  add_library(${target} STATIC ${arg_SOURCES})
  target_include_directories(${target} PUBLIC ${root})
  target_link_libraries(${target} PUBLIC ${arg_USES} PRIVATE ${arg_PRIVATELY} spiral_warnings)
  if(arg_TORCH)
    spiral_precompile_torch(${target})
  endif()
endfunction()

# LibTorch's headers cost 12 s a file: those who use them share one that is compiled before.
function(spiral_precompile_torch target)
  target_link_libraries(${target} PRIVATE spiral_torch)
  if(target STREQUAL spiral_notebook)
    target_precompile_headers(${target} PRIVATE <torch/torch.h>)
  else()
    target_precompile_headers(${target} REUSE_FROM spiral_notebook)
  endif()
endfunction()
