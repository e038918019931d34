# The sources of interp/builtins, one a line.
set(folder_sources
  builtins.cpp
  functions_code.cpp
  functions_objects.cpp
  functions_sequences.cpp
  iterators.cpp
  sys.cpp
)
