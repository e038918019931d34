// The lexer's main part: lines, indentation, names, strings, operators. See lexer.h.
#include "syntax/lexer.h"

#include "syntax/identifiers.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <string>
#include <unordered_map>

namespace pystm {

namespace {

constexpr const char *kTokenNames[] = {
#define TOKEN(name, text) text,
#include "syntax/token_kinds.def"
};

const std::unordered_map<std::string_view, TokenKind> &keywords() {
  static const std::unordered_map<std::string_view, TokenKind> table = {
#define KEYWORD(name, text) {text, TokenKind::k##name},
#include "syntax/token_kinds.def"
  };
  return table;
}

constexpr struct {
  const char *text;
  TokenKind kind;
} kOperators[] = {
#define OPERATOR(name, text) {text, TokenKind::k##name},
#include "syntax/token_kinds.def"
};

// Operators by their first character, the longest first.
class OperatorTable {
public:
  OperatorTable() {
    for (const auto &row : kOperators)
      rows_[static_cast<unsigned char>(row.text[0])].push_back({row.text, row.kind});
    rows_['<'].push_back({"<>", TokenKind::kUnknown}); // one token, but an error
    for (auto &rows : rows_)
      std::sort(rows.begin(), rows.end(),
                [](const Row &a, const Row &b) { return a.text.size() > b.text.size(); });
  }

  TokenKind longest(std::string_view text, size_t &length) const {
    for (const Row &row : rows_[static_cast<unsigned char>(text[0])])
      if (text.starts_with(row.text)) {
        length = row.text.size();
        return row.kind;
      }
    return TokenKind::kUnknown;
  }

private:
  struct Row {
    std::string_view text;
    TokenKind kind;
  };
  std::vector<Row> rows_[256];
};

const OperatorTable &operatorTable() {
  static const OperatorTable table;
  return table;
}

bool isNameStart(int c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 128;
}

bool isNameCharacter(int c) { return isNameStart(c) || (c >= '0' && c <= '9'); }

} // namespace

const char *tokenKindName(TokenKind kind) { return kTokenNames[static_cast<int>(kind)]; }

Lexer::Lexer(std::string_view source, int first_line)
    : source_(source), line_(first_line - 1), first_number_(first_line) {
  indents_.push_back({0, 0});
}

int Lexer::nextChar() {
  if (position_ == line_end_) {
    if (at_end_ || line_end_ == source_.size()) {
      at_end_ = true;
      return kEnd;
    }
    size_t newline = source_.find('\n', line_end_);
    line_start_ = position_;
    line_end_ = newline == std::string_view::npos ? source_.size() : newline + 1;
    lines_.push_back(line_start_);
    if (!in_token_)
      buffer_start_ = line_start_;
    ++line_;
  }
  return static_cast<unsigned char>(source_[position_++]);
}

void Lexer::backUp(int c) {
  if (c != kEnd)
    --position_;
}

int Lexer::peekChar() const {
  return position_ < line_end_ ? static_cast<unsigned char>(source_[position_]) : kEnd;
}

std::string_view Lexer::lineText(int line) const {
  if (line < first_number_ || static_cast<size_t>(line - first_number_) >= lines_.size())
    return {};
  size_t begin = lines_[static_cast<size_t>(line - first_number_)];
  size_t newline = source_.find('\n', begin);
  return source_.substr(begin, newline == std::string_view::npos ? newline : newline + 1 - begin);
}

Token Lexer::make(TokenKind kind, size_t end) {
  Token token;
  token.kind = kind;
  token.depth = static_cast<int>(parentheses_.size());
  bool is_string = kind == TokenKind::kString;
  token.line = is_string ? first_line_ : line_;
  token.column = static_cast<int>(start_ - (is_string ? first_line_start_ : line_start_));
  token.end_line = line_;
  token.end_column = static_cast<int>(end - line_start_);
  token.text = source_.substr(start_, end - start_);
  return token;
}

Token Lexer::fail(Failure failure) {
  failure_ = failure;
  Token token = make(TokenKind::kError, start_);
  token.column = token.end_column = Token::kNoColumn;
  return token;
}

Token Lexer::report(const std::string &message, int column, int end_column) {
  std::string_view line = source_.substr(line_start_);
  line = line.substr(0, line.find('\n'));
  if (column == -1)
    column = static_cast<int>(
        countCharacters(source_.substr(line_start_, position_ - line_start_)));
  diagnostic_.kind = ErrorKind::kSyntax;
  diagnostic_.message = message;
  diagnostic_.line = diagnostic_.end_line = line_;
  diagnostic_.column = column;
  diagnostic_.end_column = end_column == -1 ? column : end_column;
  diagnostic_.has_text = true;
  diagnostic_.text = std::string(line);
  return fail(Failure::kReported);
}

// After a backslash. The newline and the first character of the next line must follow.
bool Lexer::skipContinuation() {
  if (nextChar() != '\n') {
    failure_ = Failure::kLineContinuation;
    return false;
  }
  in_token_ = !in_indentation_;
  int c = nextChar();
  in_token_ = false;
  if (c == kEnd) {
    failure_ = Failure::kEndOfSource;
    return false;
  }
  backUp(c);
  return true;
}

// Measures the blanks that begin a line and compares them with the lines before.
bool Lexer::readIndentation() {
  int column = 0, alternate = 0, continued = 0;
  int c;
  for (;;) {
    c = nextChar();
    if (c == ' ') {
      ++column;
      ++alternate;
    } else if (c == '\t') {
      column = (column / kTabWidth + 1) * kTabWidth;
      ++alternate;
    } else if (c == '\f') {
      column = alternate = 0;
    } else if (c == '\\') {
      // The indentation is what stands before the first backslash.
      continued = continued ? continued : column;
      in_indentation_ = true;
      if (!skipContinuation())
        return false;
    } else {
      break;
    }
  }
  in_indentation_ = false;
  backUp(c);
  if (c == '#' || c == '\n') {
    blank_line_ = true;
    return true;
  }
  if (!parentheses_.empty())
    return true;
  column = continued ? continued : column;
  alternate = continued ? continued : alternate;

  auto inconsistent = [&] {
    position_ = line_end_;
    failure_ = Failure::kTabs;
    return false;
  };
  if (column == indents_.back().column) {
    if (alternate != indents_.back().alternate)
      return inconsistent();
  } else if (column > indents_.back().column) {
    if (indents_.size() >= kMostIndents) {
      failure_ = Failure::kTooDeep;
      position_ = line_end_;
      return false;
    }
    if (alternate <= indents_.back().alternate)
      return inconsistent();
    ++pending_;
    indents_.push_back({column, alternate});
  } else {
    while (indents_.size() > 1 && column < indents_.back().column) {
      --pending_;
      indents_.pop_back();
    }
    if (column != indents_.back().column) {
      failure_ = Failure::kDedent;
      position_ = line_end_;
      return false;
    }
    if (alternate != indents_.back().alternate)
      return inconsistent();
  }
  return true;
}

Token Lexer::pendingIndentation() {
  TokenKind kind = pending_ < 0 ? TokenKind::kDedent : TokenKind::kIndent;
  pending_ += pending_ < 0 ? 1 : -1;
  start_ = position_;
  Token token = make(kind, position_);
  token.column = token.end_column = Token::kNoColumn;
  return token;
}

Token Lexer::next() {
  for (;;) {
    blank_line_ = false;
    start_ = position_;
    if (at_line_start_) {
      at_line_start_ = false;
      if (!readIndentation())
        return fail(failure_);
    }
    start_ = position_;
    if (pending_ != 0)
      return pendingIndentation();

    int c;
    for (;;) {
      do
        c = nextChar();
      while (c == ' ' || c == '\t' || c == '\f');
      start_ = position_ - (c != kEnd);
      if (c == '#') {
        while (c != kEnd && c != '\n')
          c = nextChar(); // a newline token begins where its comment does
      }
      if (c != '\\')
        break;
      if (!skipContinuation())
        return fail(failure_);
    }
    if (c == kEnd) {
      if (!parentheses_.empty())
        return fail(Failure::kEndOfSource);
      Token token = make(TokenKind::kEndMarker, position_);
      token.column = token.end_column = Token::kNoColumn;
      return token;
    }
    if (c == '\n') {
      at_line_start_ = true;
      if (blank_line_ || !parentheses_.empty())
        continue;
      return make(TokenKind::kNewline, position_ - 1);
    }
    if (isNameStart(c))
      return lexName(c);
    if (c >= '0' && c <= '9')
      return lexNumber(c);
    if (c == '.' && peekChar() >= '0' && peekChar() <= '9')
      return lexFraction(nextChar());
    if (c == '\'' || c == '"')
      return lexString(c);
    return lexOperator(c);
  }
}

Token Lexer::lexName(int c) {
  // A prefix of a string: each letter once, b and u alone or with r as Python allows.
  bool saw_b = false, saw_r = false, saw_u = false, saw_f = false, non_ascii = false;
  for (;;) {
    int lower = c | 0x20;
    if (!(saw_b || saw_u || saw_f) && lower == 'b')
      saw_b = true;
    else if (!(saw_b || saw_u || saw_r || saw_f) && lower == 'u')
      saw_u = true;
    else if (!(saw_r || saw_u) && lower == 'r')
      saw_r = true;
    else if (!(saw_f || saw_b || saw_u) && lower == 'f')
      saw_f = true;
    else
      break;
    c = nextChar();
    if (c == '"' || c == '\'')
      return lexString(c);
  }
  while (isNameCharacter(c)) {
    non_ascii |= c >= 128;
    c = nextChar();
  }
  backUp(c);
  std::string_view name = source_.substr(start_, position_ - start_);
  if (!non_ascii) {
    auto keyword = keywords().find(name);
    return make(keyword == keywords().end() ? TokenKind::kName : keyword->second, position_);
  }
  for (size_t at = 0; at < name.size();) {
    size_t begin = at;
    char32_t character = decodeUtf8(name, at);
    if (begin == 0 ? isIdentifierStart(character) : isIdentifierContinue(character))
      continue;
    position_ = start_ + at;
    char message[64];
    if (isPrintable(character)) {
      std::string text;
      appendUtf8(text, character);
      std::snprintf(message, sizeof message, "invalid character '%s' (U+%04X)", text.c_str(),
                    static_cast<unsigned>(character));
    } else {
      std::snprintf(message, sizeof message, "invalid non-printable character U+%04X",
                    static_cast<unsigned>(character));
    }
    return report(message);
  }
  return make(TokenKind::kName, position_);
}

// From the opening quote, which has been read.
Token Lexer::lexString(int quote) {
  first_line_ = line_;
  first_line_start_ = line_start_;
  in_token_ = true;
  int quotes = 1, closing = 0;
  int c = nextChar();
  if (c == quote) {
    c = nextChar();
    if (c == quote)
      quotes = 3;
    else
      closing = 1; // the empty string
  }
  if (c != quote)
    backUp(c);
  while (closing != quotes) {
    c = nextChar();
    if (c == kEnd || (quotes == 1 && c == '\n')) {
      int detected = line_;
      position_ = start_ + 1;
      line_start_ = first_line_start_;
      line_ = first_line_;
      return report((quotes == 3 ? "unterminated triple-quoted string literal (detected at line "
                                 : "unterminated string literal (detected at line ") +
                    std::to_string(detected) + ")");
    }
    if (c == quote) {
      ++closing;
    } else {
      closing = 0;
      if (c == '\\')
        nextChar(); // skip the escaped character
    }
  }
  in_token_ = false;
  return make(TokenKind::kString, position_);
}

bool Lexer::closeParenthesis(char c) {
  std::string shown(1, c);
  if (parentheses_.empty()) {
    report("unmatched '" + shown + "'");
    return false;
  }
  Parenthesis open = parentheses_.back();
  parentheses_.pop_back();
  char expected = open.opening == '(' ? ')' : open.opening == '[' ? ']' : '}';
  if (c == expected)
    return true;
  std::string message = "closing parenthesis '" + shown +
                        "' does not match opening parenthesis '" + open.opening + "'";
  if (open.line != line_)
    message += " on line " + std::to_string(open.line);
  report(message);
  return false;
}

Token Lexer::lexOperator(int c) {
  std::string_view rest = source_.substr(start_, line_end_ - start_);
  size_t length = 1;
  TokenKind kind = operatorTable().longest(rest, length);
  position_ = start_ + length;
  switch (kind) {
  case TokenKind::kLeftParenthesis:
  case TokenKind::kLeftBracket:
  case TokenKind::kLeftBrace:
    if (parentheses_.size() >= kMostParentheses)
      return report("too many nested parentheses");
    parentheses_.push_back(
        {static_cast<char>(c), line_, static_cast<int>(start_ - line_start_)});
    break;
  case TokenKind::kRightParenthesis:
  case TokenKind::kRightBracket:
  case TokenKind::kRightBrace:
    if (!closeParenthesis(static_cast<char>(c)))
      return fail(Failure::kReported);
    break;
  case TokenKind::kUnknown:
    if (c < 32 || c == 127) {
      char message[64];
      std::snprintf(message, sizeof message, "invalid non-printable character U+%04X", c);
      return report(message);
    }
    break;
  default:
    break;
  }
  return make(kind, position_);
}

} // namespace pystm
