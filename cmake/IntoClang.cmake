# Sets up the literal `clang++-22 -fplugin=stm program.cpp`. Runs at the end of `cmake --install`, or by
# itself: cmake -DCMAKE_INSTALL_PREFIX=... -DSTM_LLVM_PREFIX=... -DSTM_TARGET_TRIPLE=... -DSTM_INTO_CLANG=ON -P IntoClang.cmake
#
#   <LLVM>/lib/stm           a link to the plugin: Clang looks for plugins without a slash in LLVM's own directory
#   <LLVM>/bin/<triple>.cfg  has every link step ask for libstm as needed: programs without regions, and other targets
#                            (-m32, cross compilation), do not change
#   <prefix>/lib/libstm.a    empty, for what finds no shared libraries: -static and -r
#
# Nothing of it is necessary for the drivers stm-clang and stm-clang++.
cmake_minimum_required(VERSION 3.25)

set(by_hand "Use ${CMAKE_INSTALL_PREFIX}/bin/stm-clang++, or clang++ -fplugin=${CMAKE_INSTALL_PREFIX}/lib/stm.so")
if(STM_INTO_CLANG STREQUAL AUTO)
  if(CMAKE_INSTALL_PREFIX STREQUAL "/usr" OR CMAKE_INSTALL_PREFIX STREQUAL "/usr/local")
    set(STM_INTO_CLANG ON)
  else()
    message(STATUS "The prefix is not system-wide: -fplugin=stm by name is not set up (-DSTM_INTO_CLANG=ON would do it). ${by_hand}")
  endif()
endif()
if(NOT STM_INTO_CLANG STREQUAL ON)
  return()
endif()
if(NOT "$ENV{DESTDIR}" STREQUAL "")
  message(STATUS "DESTDIR is set: -fplugin=stm by name is not set up; the package's own scripts must run cmake/IntoClang.cmake. ${by_hand}")
  return()
endif()

set(plugin_link ${STM_LLVM_PREFIX}/lib/stm)
set(configuration ${STM_LLVM_PREFIX}/bin/${STM_TARGET_TRIPLE}.cfg)
foreach(directory lib bin)
  execute_process(COMMAND test -w ${STM_LLVM_PREFIX}/${directory} RESULT_VARIABLE not_writable)
  if(not_writable)
    message(STATUS "${STM_LLVM_PREFIX}/${directory} is not writable: -fplugin=stm by name is not set up. ${by_hand}")
    return()
  endif()
endforeach()

if(EXISTS ${plugin_link} AND NOT IS_SYMLINK ${plugin_link})
  message(STATUS "${plugin_link} exists and is not ours: -fplugin=stm by name is not set up. ${by_hand}")
  return()
endif()
message(STATUS "Linking: ${plugin_link} -> ${CMAKE_INSTALL_PREFIX}/lib/stm.so")
file(CREATE_LINK ${CMAKE_INSTALL_PREFIX}/lib/stm.so ${plugin_link} SYMBOLIC)

set(empty_archive ${CMAKE_INSTALL_PREFIX}/lib/libstm.a)
message(STATUS "Installing: ${empty_archive}")
file(WRITE ${empty_archive} "!<arch>\n")

# Our lines stand between marks in a file that may hold others'.
set(first "# stm: begin (links the runtime of atomic regions into programs that have some)")
set(last "# stm: end")
set(block "${first}\n$-Wl,-L${CMAKE_INSTALL_PREFIX}/lib,--push-state,--as-needed,-lstm,--pop-state\n${last}\n")
set(others "")
if(EXISTS ${configuration})
  file(READ ${configuration} others)
  string(FIND "${others}" "${first}" from)
  string(FIND "${others}" "${last}\n" to)
  if(NOT from EQUAL -1 AND to GREATER from)
    string(LENGTH "${last}\n" length)
    math(EXPR to "${to} + ${length}")
    string(SUBSTRING "${others}" 0 ${from} before)
    string(SUBSTRING "${others}" ${to} -1 after)
    set(others "${before}${after}")
  endif()
  if(NOT others STREQUAL "" AND NOT others MATCHES "\n$")
    string(APPEND others "\n")
  endif()
  message(STATUS "Adding to: ${configuration}")
else()
  message(STATUS "Installing: ${configuration}")
endif()
file(WRITE ${configuration} "${others}${block}")

# The program finds libstm.so by the system's own search; refresh it where we may.
execute_process(COMMAND id -u OUTPUT_VARIABLE user OUTPUT_STRIP_TRAILING_WHITESPACE)
find_program(LDCONFIG ldconfig PATHS /sbin /usr/sbin)
if(user EQUAL 0 AND LDCONFIG)
  execute_process(COMMAND ${LDCONFIG})
endif()
