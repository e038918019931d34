# The sources of interp/text, one a line, and the Unicode tables that python3 writes for them.
set(folder_sources
  digests.cpp
  float_text.cpp
  format_spec.cpp
  hex_float.cpp
  mersenne_twister.cpp
  normalize.cpp
  regex.cpp
  regex_sets.cpp
  repr_text.cpp
  siphash.cpp
  unicode.cpp
  unicode_names.cpp
)

find_program(PYSTM_REFERENCE_PYTHON NAMES python3.11 PATHS /usr/bin NO_DEFAULT_PATH REQUIRED)
set(pystm_unicode_directory ${CMAKE_CURRENT_BINARY_DIR}/unicode)
file(MAKE_DIRECTORY ${pystm_unicode_directory})
set(pystm_unicode_tables
  ${pystm_unicode_directory}/unicode_flags.inc ${pystm_unicode_directory}/unicode_properties.inc
  ${pystm_unicode_directory}/unicode_decompositions.inc ${pystm_unicode_directory}/unicode_names.inc)
add_custom_command(
  OUTPUT ${pystm_unicode_tables}
  COMMAND ${PYSTM_REFERENCE_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/text/make_unicode_tables.py
          ${pystm_unicode_directory}
  DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/text/make_unicode_tables.py
  COMMENT "Writing Unicode tables")
add_custom_target(pystm_unicode DEPENDS ${pystm_unicode_tables})
