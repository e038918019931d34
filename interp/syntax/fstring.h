// f-strings as Python 3.11 reads them: the lexer sees one string; here it is taken apart into literal
// text and replacement fields, and each field's expression is parsed by a parser of its own over
// "(expression)". Collects the parts of all adjacent literals, as those form one expression.
#pragma once

#include "syntax/parser.h"

namespace pystm {

class FStringParser {
public:
  FStringParser(Parser &parser, const ast::Position &position, bool unicode)
      : parser_(parser), position_(position), field_position_(position), unicode_(unicode) {}

  void addLiteral(std::string_view text) {
    text_ += text;
  }
  // False when an error was raised.
  bool addFormatted(std::string_view body, bool raw, const Token &token) {
    formatted_ = true;
    const char *at = body.data();
    return parse(at, body.data() + body.size(), raw, 0, token);
  }
  // A Constant, or a JoinedStr when any part was an f-string.
  ast::ExprNode *finish();

private:
  bool parse(const char *&at, const char *end, bool raw, int level, const Token &token);
  // Literal text up to a field, a closing brace or the end. `doubled` tells that it ended with a
  // doubled brace, so that more literal text may follow.
  bool literal(const char *&at, const char *end, bool raw, int level, const Token &token,
               bool &doubled);
  bool field(const char *&at, const char *end, bool raw, int level, const Token &token);
  bool findExpressionEnd(const char *&at, const char *end);
  ast::ExprNode *compile(const char *begin, const char *end, const Token &token);
  void flush();
  ast::ExprNode *constant();

  Parser &parser_;
  ast::Position position_;       // of constants and of the whole
  ast::Position field_position_; // of replacement fields
  bool unicode_;
  bool formatted_ = false;
  std::string text_; // literal text not yet in `values_`
  std::vector<ast::ExprNode *> values_;
};

} // namespace pystm
