# The sources of interp/syntax, one a line.
set(folder_sources
)
