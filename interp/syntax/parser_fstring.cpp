// The parts of f-strings. See fstring.h.
#include "syntax/fstring.h"

namespace pystm {

namespace {

constexpr size_t kDeepestNesting = 200;

bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f'; }

std::string shown(const char *before, char c, const char *after = "") {
  return std::string(before) + "'" + c + "'" + after;
}

} // namespace

ast::ExprNode *FStringParser::constant() {
  auto *result = parser_.makeAt<ast::Constant>(position_);
  result->value.kind = ast::ConstantValue::Kind::kString;
  result->value.text = parser_.arena_.copy(text_);
  result->kind.unicode = unicode_;
  text_.clear();
  return result;
}

void FStringParser::flush() {
  if (!text_.empty())
    values_.push_back(constant());
}

ast::ExprNode *FStringParser::finish() {
  if (!formatted_)
    return constant();
  flush();
  auto *result = parser_.makeAt<ast::JoinedStr>(position_);
  result->values = parser_.sequence(values_);
  return result;
}

bool FStringParser::parse(const char *&at, const char *end, bool raw, int level,
                          const Token &token) {
  for (;;) {
    bool doubled = false;
    if (!literal(at, end, raw, level, token, doubled))
      return false;
    if (doubled)
      continue;
    if (at >= end || *at == '}')
      break;
    if (!field(at, end, raw, level, token))
      return false;
  }
  if (level == 0 && at < end) {
    parser_.raise("f-string: unexpected end of string");
    return false;
  }
  if (level != 0 && (at >= end || *at != '}')) {
    parser_.raise("f-string: expecting '}'");
    return false;
  }
  return true;
}

bool FStringParser::literal(const char *&at, const char *end, bool raw, int level,
                            const Token &token, bool &doubled) {
  const char *begin = at;
  const char *s = at;
  doubled = false;
  while (s < end) {
    char c = *s++;
    if (!raw && c == '\\' && s < end) {
      c = *s++;
      if (c == 'N') {
        // The braces of \N{name} are not those of a field.
        if (s < end && *s++ == '{')
          while (s < end && *s++ != '}') {
          }
        continue;
      }
      if (c == '{')
        parser_.warnInvalidEscape(c, token);
    }
    if (c != '{' && c != '}')
      continue;
    if (level == 0) {
      if (s < end && *s == c) {
        doubled = true;
        break;
      }
      if (c == '}') {
        at = s - 1;
        parser_.raise("f-string: single '}' is not allowed");
        return false;
      }
    }
    --s;
    break;
  }
  at = doubled ? s + 1 : s;
  return parser_.decodeLiteral({begin, static_cast<size_t>(s - begin)}, raw, token, text_);
}

// Moves `at` behind the expression of a field; false when an error was raised.
bool FStringParser::findExpressionEnd(const char *&at, const char *end) {
  char quote = '\0';
  bool triple = false;
  std::string open;
  auto fail = [&](const std::string &message) {
    parser_.raise("f-string" + message);
    return false;
  };
  auto tripleHere = [&](char c) { return at + 2 < end && at[1] == c && at[2] == c; };
  for (; at < end; ++at) {
    char c = *at;
    if (c == '\\')
      return fail(" expression part cannot include a backslash");
    if (quote) {
      if (c != quote)
        continue;
      if (!triple) {
        quote = '\0';
      } else if (tripleHere(c)) {
        at += 2;
        quote = '\0';
      }
      continue;
    }
    switch (c) {
    case '\'':
    case '"':
      quote = c;
      triple = tripleHere(c);
      if (triple)
        at += 2;
      continue;
    case '(':
    case '[':
    case '{':
      if (open.size() >= kDeepestNesting)
        return fail(": too many nested parenthesis");
      open.push_back(c);
      continue;
    case '#':
      return fail(" expression part cannot include '#'");
    default:
      break;
    }
    if (open.empty() && (c == '!' || c == ':' || c == '}' || c == '=' || c == '<' || c == '>')) {
      if (at + 1 < end && at[1] == '=' && c != ':' && c != '}') {
        ++at; // a comparison
        continue;
      }
      if (c == '<' || c == '>')
        continue;
      break;
    }
    if (c == ')' || c == ']' || c == '}') {
      if (open.empty())
        return fail(shown(": unmatched ", c));
      char opening = open.back();
      open.pop_back();
      char expected = opening == '(' ? ')' : opening == '[' ? ']' : '}';
      if (c != expected)
        return fail(shown(": closing parenthesis ", c) +
                    shown(" does not match opening parenthesis ", opening));
    }
  }
  if (quote)
    return fail(": unterminated string");
  if (!open.empty())
    return fail(shown(": unmatched ", open.back()));
  if (at >= end)
    return fail(": expecting '}'");
  return true;
}

// A replacement field from its opening brace.
bool FStringParser::field(const char *&at, const char *end, bool raw, int level,
                          const Token &token) {
  auto fail = [&](const char *message) {
    parser_.raise(std::string("f-string: ") + message);
    return false;
  };
  if (level >= 2)
    return fail("expressions nested too deeply");
  const char *begin = ++at;
  if (!findExpressionEnd(at, end))
    return false;
  ast::ExprNode *expression = compile(begin, at, token);
  if (!expression)
    return false;
  std::string source; // of `expression=`
  bool debug = *at == '=';
  if (debug) {
    ++at;
    while (at < end && (isBlank(*at) || *at == '\v' || *at == '\r'))
      ++at;
    if (at >= end)
      return fail("expecting '}'");
    source.assign(begin, at);
  }
  int conversion = -1;
  if (*at == '!') {
    if (++at >= end)
      return fail("expecting '}'");
    conversion = *at++;
    if (conversion != 's' && conversion != 'r' && conversion != 'a')
      return fail("invalid conversion character: expected 's', 'r', or 'a'");
  }
  if (at >= end)
    return fail("expecting '}'");
  ast::ExprNode *spec = nullptr;
  if (*at == ':') {
    if (++at >= end)
      return fail("expecting '}'");
    // The parts of a specification lie where their literal does, not all adjacent ones.
    FStringParser nested(parser_, Parser::place(&token), unicode_);
    nested.field_position_ = field_position_;
    nested.formatted_ = true;
    if (!nested.parse(at, end, raw, level + 1, token))
      return false;
    spec = nested.finish();
  }
  if (at >= end || *at != '}')
    return fail("expecting '}'");
  ++at;
  if (debug && !spec && conversion == -1)
    conversion = 'r';
  text_ += source;
  flush();
  auto *value = parser_.makeAt<ast::FormattedValue>(field_position_);
  value->value = expression;
  value->conversion = conversion;
  value->format_spec = spec;
  values_.push_back(value);
  return true;
}

// Parses the text of an expression, whose positions continue those of the literal.
ast::ExprNode *FStringParser::compile(const char *begin, const char *end, const Token &token) {
  const char *first = begin;
  while (first < end && isBlank(*first))
    ++first;
  if (first == end) {
    if (*end == '!' || *end == ':' || *end == '=')
      parser_.raise(shown("f-string: expression required before ", *end));
    else
      parser_.raise("f-string: empty expression not allowed");
    return nullptr;
  }

  // How far the opening brace is from the begin of its line, and of the literal.
  const char *brace = begin - 1;
  int lines = 0, columns = 0;
  bool newline_first = false;
  for (const char *s = begin; *s == ' ' || *s == '\t' || *s == '\f' || *s == '\n'; ++s)
    if (*s == '\n') {
      newline_first = true;
      break;
    }
  const char *parent = token.text.data();
  if (!newline_first) {
    const char *s = brace;
    while (s > parent && *s != '\n')
      --s;
    columns = static_cast<int>(brace - s);
    if (*s == '\n')
      columns -= 1;
  }
  for (const char *s = parent; s < brace; ++s)
    lines += *s == '\n';

  std::string copy = "(" + std::string(begin, end) + ")\n";
  std::string_view source = parser_.arena_.copy(copy);
  ParseOptions options;
  options.mode = ParseMode::kFString;
  options.flufl = parser_.options_.flufl;
  Parser nested(parser_.arena_, parser_.symbols_, source, options, parser_.diagnostic_,
                parser_.warnings_, token.line + lines,
                lines ? columns : token.column + columns);
  auto *tree = ast::dynCast<ast::Expression>(nested.parse());
  if (!tree) {
    parser_.failed_ = true;
    return nullptr;
  }
  return tree->body;
}

} // namespace pystm
