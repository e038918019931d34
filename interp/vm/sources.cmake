# The sources of interp/vm, one a line.
set(folder_sources
)
