// The lexer: source text to tokens, one at a time, with Python's rules of indentation, line joining
// and nesting. It reads the text line by line, as the positions of its errors depend on how far it
// has read. lexer_number.cpp holds the numeric literals, lexer.cpp all else; strings leave as they
// stand in the source and are decoded by string_literal.cpp.
#pragma once

#include "syntax/diagnostics.h"
#include "syntax/token.h"

#include <string_view>
#include <vector>

namespace pystm {

class Lexer {
public:
  // Why a token of the kind kError came.
  enum class Failure : uint8_t {
    kNone,
    kReported, // diagnostic() is set
    kEndOfSource,
    kDedent,
    kTabs,
    kTooDeep,
    kLineContinuation,
  };

  struct Parenthesis {
    char opening;
    int line;
    int column;
  };

  // `source` is valid UTF-8 whose lines, the last one too, end with a newline.
  // The first line gets the number `first_line`.
  explicit Lexer(std::string_view source, int first_line = 1);

  Token next();

  // At the end: the blocks that are still open end here.
  void closeBlocks() {
    pending_ = -static_cast<int>(indents_.size() - 1);
    indents_.resize(1);
  }

  Failure failure() const { return failure_; }
  bool reachedEnd() const { return at_end_; }
  const SyntaxDiagnostic &diagnostic() const { return diagnostic_; }
  const std::vector<Parenthesis> &openParentheses() const { return parentheses_; }
  const SyntaxWarnings &warnings() const { return warnings_; }

  // Where the lexer stands: the line last read, and the offset in it.
  int line() const { return line_; }
  int column() const { return static_cast<int>(position_ - line_start_); }

  // The offset from the begin of what `buffered` shows.
  int bufferedColumn() const { return static_cast<int>(position_ - buffer_start_); }
  size_t offset() const { return position_; }

  // What an error on the line in hand shows: from the line where the token in hand began.
  std::string_view buffered() const {
    return source_.substr(buffer_start_, line_end_ - buffer_start_);
  }

  // Line `line` with its newline; empty when there is none.
  std::string_view lineText(int line) const;
  std::string_view source() const { return source_; }

private:
  static constexpr int kEnd = -1;
  static constexpr size_t kMostIndents = 100;
  static constexpr size_t kMostParentheses = 200;
  static constexpr int kTabWidth = 8;

  int nextChar();
  void backUp(int c);
  int peekChar() const;

  bool readIndentation();
  bool skipContinuation();
  Token pendingIndentation();
  Token lexName(int c);
  Token lexNumber(int c);
  Token lexFraction(int c);
  Token lexExponent(int e);
  Token lexImaginary();
  Token lexRadix(int radix, const char *name);
  Token lexLeadingZero();
  bool readDigits();
  bool verifyEndOfNumber(int c, const char *kind);
  Token lexString(int quote);
  Token lexOperator(int c);
  bool closeParenthesis(char c);

  Token make(TokenKind kind, size_t end);
  Token fail(Failure failure);
  // Reports at the current position: the column is the number of characters read of the line.
  Token report(const std::string &message, int column = -1, int end_column = -1);

  std::string_view source_;
  std::vector<size_t> lines_; // the begin of each line that was read
  size_t position_ = 0;
  size_t line_start_ = 0;
  size_t line_end_ = 0; // after the newline; what has been read ends here
  int line_;
  int first_number_; // of the source's first line
  size_t buffer_start_ = 0;
  bool in_token_ = false;
  bool in_indentation_ = false;
  bool at_end_ = false;

  size_t start_ = 0;           // of the token in hand
  int first_line_ = 0;         // of the string in hand
  size_t first_line_start_ = 0;
  bool at_line_start_ = true;
  bool blank_line_ = false;

  struct Indent {
    int column;     // tabs to multiples of eight
    int alternate;  // tabs count one: where the two disagree, tabs and spaces are mixed
  };
  std::vector<Indent> indents_;
  int pending_ = 0; // indents to emit, or dedents when negative
  std::vector<Parenthesis> parentheses_;

  Failure failure_ = Failure::kNone;
  SyntaxDiagnostic diagnostic_;
  SyntaxWarnings warnings_;
};

} // namespace pystm
