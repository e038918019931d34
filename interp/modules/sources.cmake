# The sources of interp/modules, one a line.
set(folder_sources
)
