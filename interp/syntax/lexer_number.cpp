// Numeric literals: radix prefixes, underscores, fractions, exponents, the imaginary suffix, and the
// messages for what looks like a number and is none. See lexer.h.
#include "syntax/lexer.h"

#include <cctype>
#include <string>

namespace pystm {

namespace {

bool isDigit(int c) { return c >= '0' && c <= '9'; }

bool continuesName(int c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || c == '_' || c >= 128;
}

} // namespace

// Checks what follows a number: a keyword may, with a warning; another name may not.
bool Lexer::verifyEndOfNumber(int c, const char *kind) {
  std::string_view rest = source_.substr(position_, line_end_ - position_);
  auto continues = [&](std::string_view tail) {
    return rest.starts_with(tail) &&
           (rest.size() == tail.size() ||
            !continuesName(static_cast<unsigned char>(rest[tail.size()])));
  };
  bool keyword = false;
  switch (c) {
  case 'a':
    keyword = continues("nd");
    break;
  case 'e':
    keyword = continues("lse");
    break;
  case 'f':
    keyword = continues("or");
    break;
  case 'i':
    keyword = rest.starts_with("n") || rest.starts_with("f") || rest.starts_with("s");
    break;
  case 'o':
    keyword = continues("r");
    break;
  case 'n':
    keyword = continues("ot");
    break;
  default:
    break;
  }
  if (keyword) {
    backUp(c);
    warnings_.push_back({true, std::string("invalid ") + kind + " literal", line_, column(), line_,
                         column()});
    nextChar();
    return true;
  }
  if (continuesName(c)) {
    backUp(c);
    report(std::string("invalid ") + kind + " literal");
    return false;
  }
  return true;
}

// Decimal digits with single underscores between them; the first was read. Afterwards the next
// character is unread.
bool Lexer::readDigits() {
  for (;;) {
    int c;
    do
      c = nextChar();
    while (isDigit(c));
    if (c != '_') {
      backUp(c);
      return true;
    }
    c = nextChar();
    if (!isDigit(c)) {
      backUp(c);
      report("invalid decimal literal");
      return false;
    }
  }
}

Token Lexer::lexNumber(int c) {
  if (c == '0') {
    c = nextChar();
    switch (c | 0x20) {
    case 'x':
      return lexRadix(16, "hexadecimal");
    case 'o':
      return lexRadix(8, "octal");
    case 'b':
      return lexRadix(2, "binary");
    default:
      backUp(c);
      return lexLeadingZero();
    }
  }
  if (!readDigits())
    return fail(Failure::kReported);
  c = nextChar();
  if (c == '.')
    return lexFraction(nextChar());
  if ((c | 0x20) == 'e')
    return lexExponent(c);
  if ((c | 0x20) == 'j')
    return lexImaginary();
  if (!verifyEndOfNumber(c, "decimal"))
    return fail(Failure::kReported);
  backUp(c);
  return make(TokenKind::kNumber, position_);
}

// After the prefix 0x, 0o or 0b.
Token Lexer::lexRadix(int radix, const char *name) {
  auto belongs = [&](int c) {
    return radix == 16 ? c != kEnd && std::isxdigit(c) : c >= '0' && c < '0' + radix;
  };
  std::string bad_digit = std::string("' in ") + name + " literal";
  int c = nextChar();
  do {
    if (c == '_')
      c = nextChar();
    if (!belongs(c)) {
      if (isDigit(c))
        return report(std::string("invalid digit '") + static_cast<char>(c) + bad_digit);
      backUp(c);
      return report(std::string("invalid ") + name + " literal");
    }
    do
      c = nextChar();
    while (belongs(c));
  } while (c == '_');
  if (isDigit(c))
    return report(std::string("invalid digit '") + static_cast<char>(c) + bad_digit);
  if (!verifyEndOfNumber(c, name))
    return fail(Failure::kReported);
  backUp(c);
  return make(TokenKind::kNumber, position_);
}

// After a zero: only more zeros make an integer, but a fraction may begin with zeros.
Token Lexer::lexLeadingZero() {
  bool nonzero = false;
  int c = nextChar();
  for (;;) {
    if (c == '_') {
      c = nextChar();
      if (!isDigit(c)) {
        backUp(c);
        return report("invalid decimal literal");
      }
    }
    if (c != '0')
      break;
    c = nextChar();
  }
  size_t zeros_end = position_;
  if (isDigit(c)) {
    nonzero = true;
    if (!readDigits())
      return fail(Failure::kReported);
    c = nextChar();
  }
  if (c == '.')
    return lexFraction(nextChar());
  if ((c | 0x20) == 'e')
    return lexExponent(c);
  if ((c | 0x20) == 'j')
    return lexImaginary();
  if (nonzero) {
    backUp(c);
    return report("leading zeros in decimal integer literals are not permitted; "
                  "use an 0o prefix for octal integers",
                  static_cast<int>(start_ + 1 - line_start_),
                  static_cast<int>(zeros_end - line_start_));
  }
  if (!verifyEndOfNumber(c, "decimal"))
    return fail(Failure::kReported);
  backUp(c);
  return make(TokenKind::kNumber, position_);
}

// After the point; `c` is the character behind it.
Token Lexer::lexFraction(int c) {
  if (isDigit(c)) {
    if (!readDigits())
      return fail(Failure::kReported);
    c = nextChar();
  }
  if ((c | 0x20) == 'e')
    return lexExponent(c);
  if ((c | 0x20) == 'j')
    return lexImaginary();
  if (!verifyEndOfNumber(c, "decimal"))
    return fail(Failure::kReported);
  backUp(c);
  return make(TokenKind::kNumber, position_);
}

// After the letter e, which may turn out to begin a keyword.
Token Lexer::lexExponent(int e) {
  int c = nextChar();
  if (c == '+' || c == '-') {
    c = nextChar();
    if (!isDigit(c)) {
      backUp(c);
      return report("invalid decimal literal");
    }
  } else if (!isDigit(c)) {
    backUp(c);
    if (!verifyEndOfNumber(e, "decimal"))
      return fail(Failure::kReported);
    backUp(e);
    return make(TokenKind::kNumber, position_);
  }
  if (!readDigits())
    return fail(Failure::kReported);
  c = nextChar();
  if ((c | 0x20) == 'j')
    return lexImaginary();
  if (!verifyEndOfNumber(c, "decimal"))
    return fail(Failure::kReported);
  backUp(c);
  return make(TokenKind::kNumber, position_);
}

// After the letter j.
Token Lexer::lexImaginary() {
  int c = nextChar();
  if (!verifyEndOfNumber(c, "imaginary"))
    return fail(Failure::kReported);
  backUp(c);
  return make(TokenKind::kNumber, position_);
}

} // namespace pystm
