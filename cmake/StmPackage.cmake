# What `cmake --install` does beyond the targets' own rules: the CMake package stm, and the steps inside
# Clang's directories that make the literal `clang++-22 -fplugin=stm` work (IntoClang.cmake).
include(CMakePackageConfigHelpers)

set(stm_package_dir lib/cmake/stm)
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/stm-config.cmake.in ${PROJECT_BINARY_DIR}/stm-config.cmake
  INSTALL_DESTINATION ${stm_package_dir})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/stm-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/stm-config.cmake ${PROJECT_BINARY_DIR}/stm-config-version.cmake
  ${CMAKE_CURRENT_LIST_DIR}/StmInstrument.cmake DESTINATION ${stm_package_dir})
install(EXPORT stmTargets NAMESPACE stm:: DESTINATION ${stm_package_dir})

set(STM_INTO_CLANG AUTO CACHE STRING
  "Let the installation set up -fplugin=stm in Clang's directories: ON, OFF, or AUTO (ON for the prefixes /usr and /usr/local)")
set_property(CACHE STM_INTO_CLANG PROPERTY STRINGS AUTO ON OFF)
install(CODE "
  set(STM_INTO_CLANG \"${STM_INTO_CLANG}\")
  set(STM_LLVM_PREFIX \"${LLVM_INSTALL_PREFIX}\")
  set(STM_TARGET_TRIPLE \"${LLVM_TARGET_TRIPLE}\")
  include(\"${CMAKE_CURRENT_LIST_DIR}/IntoClang.cmake\")")
