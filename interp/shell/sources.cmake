# The sources of interp/shell, one a line.
set(folder_sources
  command_line.cpp
  print_exception.cpp
  repl.cpp
  run.cpp
  suggestions.cpp
  terminal.cpp
  traceback_lines.cpp
)
