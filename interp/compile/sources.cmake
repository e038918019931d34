# The sources of interp/compile, one a line.
set(folder_sources
)
