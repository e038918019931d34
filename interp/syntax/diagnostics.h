// The one error that a compilation reports, with the arguments that Python's SyntaxError has. The
// first error wins: whoever finds an error sets it and gives up, all others see `set()` and give up.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace pystm {

enum class ErrorKind : uint8_t {
  kNone,
  kSyntax,
  kIndentation,
  kTab,
  kValue,        // ValueError, without a position
  kMemory,       // the parser's own limit of depth
  kRecursion,    // the compiler's limit of depth
  kUnicode,      // a source that is not in its encoding
  kIncomplete,   // the source ends too early, where the caller asked to be told
};

// Columns are counted in characters from 1, as SyntaxError does; 0 and -1 mean "none".
struct SyntaxDiagnostic {
  static constexpr int kNoEnd = -1000; // the end's column is None

  ErrorKind kind = ErrorKind::kNone;
  std::string message;
  int line = 0;
  int column = 0;
  int end_line = 0;
  int end_column = 0;
  bool has_text = false; // the line is known
  std::string text;      // the line, UTF-8

  bool set() const { return kind != ErrorKind::kNone; }
};

// A warning (SyntaxWarning or DeprecationWarning) for the warnings module.
struct SyntaxWarningNote {
  bool deprecation;
  std::string message;
  int line;
  int column;
  int end_line;
  int end_column;
};

using SyntaxWarnings = std::vector<SyntaxWarningNote>;

} // namespace pystm
