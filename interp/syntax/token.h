// A token: its kind, its text in the source, and where it lies. Lines count from 1, columns are
// offsets in bytes from the line's begin, as everywhere in the syntax tree.
#pragma once

#include <cstdint>
#include <string_view>

namespace pystm {

enum class TokenKind : uint8_t {
#define TOKEN(name, text) k##name,
#include "syntax/token_kinds.def"
};

const char *tokenKindName(TokenKind kind);

struct Token {
  // The column of a token that has no text of its own (indentation, the end).
  static constexpr int kNoColumn = -1;

  TokenKind kind;
  int depth; // of open parentheses after it
  int line;
  int column;
  int end_line;
  int end_column;
  std::string_view text;

  bool is(TokenKind other) const { return kind == other; }
};

} // namespace pystm
