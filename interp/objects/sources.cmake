# The sources of interp/objects, one a line.
set(folder_sources
)
