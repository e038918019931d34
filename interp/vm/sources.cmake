# The sources of interp/vm, one a line.
set(folder_sources
  cache.cpp
  call.cpp
  collector.cpp
  frame.cpp
  heap.cpp
  import.cpp
  interpreter.cpp
  loop.cpp
  match.cpp
  raise.cpp
  region.cpp
  runtime.cpp
  signals.cpp
  weak.cpp
)
