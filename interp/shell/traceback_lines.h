// The rows of a traceback, each with its source line and carets under the failing expression.
#pragma once

#include "objects/exception.h"

#include <string>

namespace pystm {

// Text whose lines stand behind the margin of an exception group's tree.
struct MarginText {
  std::string text;
  int depth = 0; // of groups

  int indent() const { return 2 * depth; }
  void raw(const std::string &part) { text += part; }
  void line(const std::string &content) {
    text += std::string(static_cast<size_t>(indent()), ' ');
    if (depth)
      text += "| ";
    text += content;
    text += '\n';
  }
};

void printTraceback(Thread &, Traceback *, MarginText &out);

} // namespace pystm
