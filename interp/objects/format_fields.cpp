// Parser of replacement fields; see format_fields.h. The order in which errors are noticed is CPython's.
#include "objects/format_fields.h"

#include "objects/exception.h"
#include "text/unicode.h"
#include "vm/thread.h"

namespace pystm {
namespace {

bool readField(Thread &thread, StrPart &rest, FormatField &field) {
  field.present = true;
  field.name = {rest.text, rest.begin, rest.begin};
  char32_t c = 0;
  bool stop = false;
  while (rest.begin < rest.end && !stop) {
    c = rest.at(rest.begin++);
    if (c == '{') {
      raiseValueError(thread, "unexpected '{' in field name");
      return false;
    }
    if (c == '[') {
      while (rest.begin < rest.end && rest.at(rest.begin) != ']')
        ++rest.begin;
      continue;
    }
    stop = c == '}' || c == ':' || c == '!';
  }
  field.name.end = stop ? rest.begin - 1 : rest.begin;
  if (!stop) {
    raiseValueError(thread, "expected '}' before end of string");
    return false;
  }
  if (c == '}')
    return true;
  if (c == '!') {
    if (rest.begin >= rest.end) {
      raiseValueError(thread, "end of string while looking for conversion specifier");
      return false;
    }
    field.conversion = rest.at(rest.begin++);
    if (rest.begin < rest.end) {
      c = rest.at(rest.begin++);
      if (c == '}')
        return true;
      if (c != ':') {
        raiseValueError(thread, "expected ':' after conversion specifier");
        return false;
      }
    }
  }
  field.spec = {rest.text, rest.begin, rest.begin};
  int depth = 1;
  while (rest.begin < rest.end) {
    c = rest.at(rest.begin++);
    if (c == '{') {
      field.nested = true;
      ++depth;
    } else if (c == '}' && --depth == 0) {
      field.spec.end = rest.begin - 1;
      return true;
    }
  }
  raiseValueError(thread, "unmatched '{' in format spec");
  return false;
}

// A run of decimal digits as a number; -1 when it is none, -2 when it is too large.
int64_t numberOf(const StrPart &part) {
  if (part.empty())
    return -1;
  int64_t value = 0;
  for (int64_t i = part.begin; i < part.end; ++i) {
    int digit = decimalValue(part.at(i));
    if (digit < 0)
      return -1;
    if (value > (INT64_MAX - digit) / 10)
      return -2;
    value = value * 10 + digit;
  }
  return value;
}

} // namespace

bool nextFormatField(Thread &thread, StrPart &rest, FormatField &field) {
  field = FormatField();
  if (rest.begin >= rest.end)
    return false;
  int64_t start = rest.begin;
  char32_t c = 0;
  bool markup = false;
  while (rest.begin < rest.end && !markup) {
    c = rest.at(rest.begin++);
    markup = c == '{' || c == '}';
  }
  bool at_end = rest.begin >= rest.end;
  int64_t length = rest.begin - start;
  if (markup && c == '}' && (at_end || rest.at(rest.begin) != '}')) {
    raiseValueError(thread, "Single '}' encountered in format string");
    return false;
  }
  if (markup && at_end && c == '{') {
    raiseValueError(thread, "Single '{' encountered in format string");
    return false;
  }
  if (markup && !at_end) {
    if (rest.at(rest.begin) == c) {
      ++rest.begin; // a doubled brace is one literal brace
      markup = false;
    } else {
      --length;
    }
  }
  field.literal = {rest.text, start, start + length};
  return !markup || readField(thread, rest, field);
}

StrPart firstOfName(const StrPart &name, int64_t &index) {
  StrPart first = {name.text, name.begin, name.begin};
  while (first.end < name.end && name.at(first.end) != '.' && name.at(first.end) != '[')
    ++first.end;
  index = numberOf(first);
  return first;
}

bool nextNameStep(Thread &thread, StrPart &rest, NameStep &step) {
  if (rest.begin >= rest.end)
    return false;
  char32_t c = rest.at(rest.begin++);
  step = NameStep();
  step.text = {rest.text, rest.begin, rest.begin};
  if (c == '.') {
    step.attribute = true;
    while (rest.begin < rest.end && rest.at(rest.begin) != '.' && rest.at(rest.begin) != '[')
      ++rest.begin;
    step.text.end = rest.begin;
  } else if (c == '[') {
    while (rest.begin < rest.end && rest.at(rest.begin) != ']')
      ++rest.begin;
    if (rest.begin >= rest.end) {
      raiseValueError(thread, "Missing ']' in format string");
      return false;
    }
    step.text.end = rest.begin++;
    step.index = numberOf(step.text);
    if (step.index == -2) {
      raiseValueError(thread, "Too many decimal digits in format string");
      return false;
    }
  } else {
    raiseValueError(thread, "Only '.' or '[' may follow ']' in format field specifier");
    return false;
  }
  if (step.text.empty()) {
    raiseValueError(thread, "Empty attribute in format string");
    return false;
  }
  return true;
}

} // namespace pystm
