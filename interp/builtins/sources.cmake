# The sources of interp/builtins, one a line.
set(folder_sources
)
