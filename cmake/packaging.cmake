# What `cmake --install` and CPack's .deb carry: the two programs, the manual page and the completions, which
# the first writes itself.
include(GNUInstallDirs)

install(TARGETS spiral-exp RUNTIME)
# Where spiral-exp looks for it, whatever CMAKE_INSTALL_LIBEXECDIR says.
install(TARGETS spiral-exp-torch RUNTIME DESTINATION libexec)

# spiral_generated(<file> <folder to install in> <argument of spiral-exp>...)
function(spiral_generated file folder)
  set(path ${CMAKE_BINARY_DIR}/generated/${file})
  add_custom_command(OUTPUT ${path}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/generated
    COMMAND spiral-exp ${ARGN} > ${path}
    DEPENDS spiral-exp VERBATIM)
  set_property(GLOBAL APPEND PROPERTY spiral_generated_files ${path})
  install(FILES ${path} DESTINATION ${CMAKE_INSTALL_DATADIR}/${folder})
endfunction()

spiral_generated(spiral-exp.1 man/man1 manual)
spiral_generated(spiral-exp bash-completion/completions completions bash)
spiral_generated(_spiral-exp zsh/vendor-completions completions zsh)
spiral_generated(spiral-exp.fish fish/vendor_completions.d completions fish)
get_property(generated GLOBAL PROPERTY spiral_generated_files)
add_custom_target(generated ALL DEPENDS ${generated})

install(FILES README.md CITATION.cff TYPE DOC)
install(FILES LICENSE TYPE DOC RENAME copyright)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "The spiral-exp authors")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "the two-spirals notebook, repeated on LibTorch")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "gnuplot-x11 | gnuplot-qt | gnuplot-nox")
include(CPack)
