// String literals: adjacent ones become one constant, or a JoinedStr where one is an f-string (see
// parser_fstring.cpp). See parser.h.
#include "syntax/fstring.h"
#include "syntax/parser.h"
#include "syntax/string_literal.h"

namespace pystm {

namespace {

struct LiteralParts {
  bool raw = false;
  bool bytes = false;
  bool format = false;
  std::string_view body;
};

LiteralParts splitLiteral(std::string_view text) {
  LiteralParts parts;
  size_t at = 0;
  for (; text[at] != '\'' && text[at] != '"'; ++at)
    switch (text[at] | 0x20) {
    case 'r':
      parts.raw = true;
      break;
    case 'b':
      parts.bytes = true;
      break;
    case 'f':
      parts.format = true;
      break;
    default:
      break;
    }
  size_t quotes = text.size() - at >= 6 && text[at + 1] == text[at] && text[at + 2] == text[at] ? 3 : 1;
  parts.body = text.substr(at + quotes, text.size() - at - 2 * quotes);
  return parts;
}

} // namespace

Parser::E Parser::strings() {
  return memo(Rule::kStrings, [&]() -> E {
    int first = mark_;
    while (expect(K::kString)) {
    }
    if (failed_ || mark_ == first)
      return nullptr;
    return concatenateStrings(first, mark_ - 1);
  });
}

void Parser::warnInvalidEscape(char escape, const Token &token) {
  // The second pass must not repeat what the first said.
  if (second_pass_ || !escape)
    return;
  warnings_.push_back({true, std::string("invalid escape sequence '\\") + escape + "'", token.line,
                       token.column, token.end_line, token.end_column});
}

bool Parser::decodeLiteral(std::string_view body, bool raw, const Token &token, std::string &out) {
  if (raw || body.find('\\') == std::string_view::npos) {
    out += body;
    return true;
  }
  EscapeResult decoded = decodeStringEscapes(body);
  if (!decoded.error.empty()) {
    raise(decoded.error);
    return false;
  }
  warnInvalidEscape(decoded.invalid_escape, token);
  out += decoded.text;
  return true;
}

Parser::E Parser::concatenateStrings(int first, int last) {
  ast::Position position = span(first);
  const Token &begin = *tokens_[static_cast<size_t>(first)];
  bool unicode = begin.text[0] == 'u';
  std::string bytes;
  FStringParser joined(*this, position, unicode);
  bool bytes_mode = false;
  for (int index = first; index <= last; ++index) {
    const Token &token = *tokens_[static_cast<size_t>(index)];
    LiteralParts parts = splitLiteral(token.text);
    if (parts.bytes) {
      for (unsigned char c : parts.body)
        if (c >= 0x80)
          return raise("bytes can only contain ASCII literal characters");
    }
    if (index != first && parts.bytes != bytes_mode)
      return raise("cannot mix bytes and nonbytes literals");
    bytes_mode = parts.bytes;
    if (parts.format) {
      if (!joined.addFormatted(parts.body, parts.raw, token))
        return nullptr;
    } else if (parts.bytes) {
      EscapeResult decoded;
      if (parts.raw)
        decoded.text = parts.body;
      else
        decoded = decodeBytesEscapes(parts.body);
      if (!decoded.error.empty())
        return raise(decoded.error);
      warnInvalidEscape(decoded.invalid_escape, token);
      bytes += decoded.text;
    } else {
      std::string text;
      if (!decodeLiteral(parts.body, parts.raw, token, text))
        return nullptr;
      joined.addLiteral(text);
    }
  }
  if (!bytes_mode)
    return joined.finish();
  auto *result = makeAt<ast::Constant>(position);
  result->value.kind = ast::ConstantValue::Kind::kBytes;
  result->value.text = arena_.copy(bytes);
  return result;
}

} // namespace pystm
