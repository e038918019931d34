// Escapes of string and bytes literals. See string_literal.h.
#include "syntax/string_literal.h"

#include "syntax/identifiers.h"
#include "text/unicode_names.h"

#include <cctype>

namespace pystm {

namespace {

int hexDigit(char c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool isOctal(char c) { return c >= '0' && c <= '7'; }

// Reads one string body. The error's positions count as Python's decoder does, which sees every
// character beyond ASCII as an escape of ten characters.
class StringDecoder {
public:
  explicit StringDecoder(std::string_view body) : body_(body) {}

  EscapeResult run() {
    while (at_ < body_.size() && result_.error.empty()) {
      if (body_[at_] == '\\')
        escape();
      else
        copy();
    }
    return std::move(result_);
  }

private:
  static constexpr size_t kWidthOfOther = 10;

  void copy() {
    unsigned char lead = static_cast<unsigned char>(body_[at_]);
    result_.text.push_back(body_[at_++]);
    if (lead < 0x80) {
      ++position_;
      return;
    }
    while (at_ < body_.size() && (static_cast<unsigned char>(body_[at_]) & 0xC0) == 0x80)
      result_.text.push_back(body_[at_++]);
    position_ += kWidthOfOther;
  }

  void fail(size_t begin, size_t end, const char *reason) {
    std::string where = end - begin <= 1
                            ? "byte 0x5c in position " + std::to_string(begin)
                            : "bytes in position " + std::to_string(begin) + "-" +
                                  std::to_string(end - 1);
    result_.error = "(unicode error) 'unicodeescape' codec can't decode " + where + ": " + reason;
  }

  void escape() {
    size_t begin = position_;
    ++at_;
    ++position_;
    if (at_ == body_.size())
      return fail(begin, begin + 1, "\\ at end of string");
    char c = body_[at_];
    if (static_cast<unsigned char>(c) >= 0x80) {
      note('\\');
      result_.text.push_back('\\');
      position_ += 5; // the decoder sees \u005c
      return;
    }
    ++at_;
    ++position_;
    switch (c) {
    case '\n':
      return;
    case '\\':
    case '\'':
    case '"':
      result_.text.push_back(c);
      return;
    case 'a':
      result_.text.push_back('\a');
      return;
    case 'b':
      result_.text.push_back('\b');
      return;
    case 'f':
      result_.text.push_back('\f');
      return;
    case 'n':
      result_.text.push_back('\n');
      return;
    case 'r':
      result_.text.push_back('\r');
      return;
    case 't':
      result_.text.push_back('\t');
      return;
    case 'v':
      result_.text.push_back('\v');
      return;
    case 'x':
      return hexadecimal(begin, 2, "truncated \\xXX escape");
    case 'u':
      return hexadecimal(begin, 4, "truncated \\uXXXX escape");
    case 'U':
      return hexadecimal(begin, 8, "truncated \\UXXXXXXXX escape");
    case 'N':
      return named(begin);
    default:
      if (isOctal(c)) {
        --at_;
        --position_;
        return octal();
      }
      note(c);
      result_.text.push_back('\\');
      result_.text.push_back(c);
    }
  }

  void note(char c) {
    if (!result_.invalid_escape)
      result_.invalid_escape = c;
  }

  void octal() {
    char32_t value = 0;
    for (int digits = 0; digits < 3 && at_ < body_.size() && isOctal(body_[at_]); ++digits) {
      value = value * 8 + static_cast<char32_t>(body_[at_++] - '0');
      ++position_;
    }
    appendUtf8(result_.text, value);
  }

  void hexadecimal(size_t begin, int digits, const char *message) {
    char32_t value = 0;
    for (int i = 0; i < digits; ++i) {
      int digit = at_ < body_.size() ? hexDigit(body_[at_]) : -1;
      if (digit < 0)
        return fail(begin, position_, message);
      value = value * 16 + static_cast<char32_t>(digit);
      ++at_;
      ++position_;
    }
    if (value > 0x10FFFF)
      return fail(begin, position_, "illegal Unicode character");
    appendUtf8(result_.text, value);
  }

  void named(size_t begin) {
    const char *message = "malformed \\N character escape";
    if (at_ == body_.size() || body_[at_] != '{')
      return fail(begin, position_, message);
    size_t close = body_.find('}', at_);
    if (close == std::string_view::npos)
      return fail(begin, position_ + (body_.size() - at_), message);
    std::string_view name = body_.substr(at_ + 1, close - at_ - 1);
    position_ += close + 1 - at_;
    at_ = close + 1;
    if (name.empty())
      return fail(begin, position_, message);
    char32_t character;
    if (!characterByName(name, character))
      return fail(begin, position_, "unknown Unicode character name");
    appendUtf8(result_.text, character);
  }

  std::string_view body_;
  size_t at_ = 0;
  size_t position_ = 0;
  EscapeResult result_;
};

} // namespace

EscapeResult decodeStringEscapes(std::string_view body) { return StringDecoder(body).run(); }

EscapeResult decodeBytesEscapes(std::string_view body) {
  EscapeResult result;
  for (size_t at = 0; at < body.size();) {
    char c = body[at++];
    if (c != '\\') {
      result.text.push_back(c);
      continue;
    }
    if (at == body.size()) {
      result.error = "(value error) Trailing \\ in string";
      return result;
    }
    size_t begin = at - 1;
    c = body[at++];
    constexpr std::string_view kLetters = "abfnrtv";
    constexpr std::string_view kMeanings = "\a\b\f\n\r\t\v";
    if (size_t letter = kLetters.find(c); letter != std::string_view::npos) {
      result.text.push_back(kMeanings[letter]);
    } else if (c == '\\' || c == '\'' || c == '"') {
      result.text.push_back(c);
    } else if (c == '\n') {
      continue;
    } else if (isOctal(c)) {
      int value = c - '0';
      for (int digits = 1; digits < 3 && at < body.size() && isOctal(body[at]); ++digits)
        value = value * 8 + body[at++] - '0';
      result.text.push_back(static_cast<char>(value));
    } else if (c == 'x') {
      int high = at < body.size() ? hexDigit(body[at]) : -1;
      int low = at + 1 < body.size() ? hexDigit(body[at + 1]) : -1;
      if (high < 0 || low < 0) {
        result.error = "(value error) invalid \\x escape at position " + std::to_string(begin);
        return result;
      }
      result.text.push_back(static_cast<char>(high * 16 + low));
      at += 2;
    } else {
      if (!result.invalid_escape)
        result.invalid_escape = c;
      result.text.push_back('\\');
      result.text.push_back(c);
    }
  }
  return result;
}

} // namespace pystm
