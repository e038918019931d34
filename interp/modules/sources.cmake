# The sources of interp/modules, one a line.
set(folder_sources
  ast_from_objects.cpp
  ast_module.cpp
  ast_to_objects.cpp
)
