# stm_instrument(target): compiles the C and C++ sources of `target` with the plugin, so that
# [[stm::atomic]] works in them, and links the runtime. The same call inside this project and in a
# project that found the installed package.
function(stm_instrument target)
  if(TARGET stm_plugin)
    set(plugin $<TARGET_FILE:stm_plugin>)
    set(runtime stm_runtime)
    add_dependencies(${target} stm_plugin)
  else()
    set(plugin ${STM_PLUGIN})
    set(runtime stm::stm_runtime)
  endif()

  foreach(language C CXX)
    if(CMAKE_${language}_COMPILER_LOADED AND NOT
       (CMAKE_${language}_COMPILER_ID STREQUAL "Clang" AND
        CMAKE_${language}_COMPILER_VERSION VERSION_GREATER_EQUAL 22 AND
        CMAKE_${language}_COMPILER_VERSION VERSION_LESS 23))
      message(FATAL_ERROR
        "stm_instrument(${target}): the plugin needs Clang 22, but CMAKE_${language}_COMPILER is "
        "${CMAKE_${language}_COMPILER} (${CMAKE_${language}_COMPILER_ID} "
        "${CMAKE_${language}_COMPILER_VERSION}). Configure with "
        "-DCMAKE_C_COMPILER=clang-22 -DCMAKE_CXX_COMPILER=clang++-22.")
    endif()
  endforeach()

  # -fexceptions: an exception may pass through a C function that holds a region.
  target_compile_options(${target} PRIVATE
    $<$<COMPILE_LANGUAGE:C,CXX>:-fplugin=${plugin}> $<$<COMPILE_LANGUAGE:C>:-fexceptions>)
  target_link_libraries(${target} PRIVATE ${runtime})
  # Binding functions at their first call would write beside the program's data.
  target_link_options(${target} PRIVATE -Wl,-z,now)
endfunction()
