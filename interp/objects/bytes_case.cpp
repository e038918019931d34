// Letters in bytes and bytearray: case mapping and the is...() tests, which know ASCII alone.
#include "objects/bytes_methods.h"

#include "objects/bytearray.h"
#include "objects/int.h"
#include "vm/thread.h"

#include <algorithm>

namespace pystm {

namespace {

std::string_view selfView(LocalValue *args) { return bytesViewOf(args[0].object()); }

bool isUpper(uint8_t c) { return c >= 'A' && c <= 'Z'; }
bool isLower(uint8_t c) { return c >= 'a' && c <= 'z'; }
bool isAlpha(uint8_t c) { return isUpper(c) || isLower(c); }
bool isDigit(uint8_t c) { return c >= '0' && c <= '9'; }
bool isSpace(uint8_t c) { return c == ' ' || (c >= 9 && c <= 13); }
uint8_t toUpper(uint8_t c) { return isLower(c) ? c - 32 : c; }
uint8_t toLower(uint8_t c) { return isUpper(c) ? c + 32 : c; }

template <class Test> Value all(LocalValue *args, Test test) {
  std::string_view bytes = selfView(args);
  return makeBool(!bytes.empty() && std::all_of(bytes.begin(), bytes.end(), [&](char c) { return test(static_cast<uint8_t>(c)); }));
}

template <class Map> Value mapped(Thread &thread, LocalValue *args, Map map) {
  std::string out(selfView(args));
  for (char &c : out)
    c = static_cast<char>(map(static_cast<uint8_t>(c)));
  return makeLike(thread, args[0], out);
}

} // namespace

Value bytesUpper(Thread &thread, LocalValue *args) { return mapped(thread, args, toUpper); }
Value bytesLower(Thread &thread, LocalValue *args) { return mapped(thread, args, toLower); }
Value bytesSwapCase(Thread &thread, LocalValue *args) {
  return mapped(thread, args, [](uint8_t c) { return isUpper(c) ? toLower(c) : toUpper(c); });
}
Value bytesTitle(Thread &thread, LocalValue *args) {
  bool in_word = false;
  return mapped(thread, args, [&](uint8_t c) {
    uint8_t result = in_word ? toLower(c) : toUpper(c);
    in_word = isAlpha(c);
    return result;
  });
}
Value bytesCapitalize(Thread &thread, LocalValue *args) {
  bool first = true;
  return mapped(thread, args, [&](uint8_t c) {
    uint8_t result = first ? toUpper(c) : toLower(c);
    first = false;
    return result;
  });
}

Value bytesIsAlnum(Thread &, LocalValue *args) {
  return all(args, [](uint8_t c) { return isAlpha(c) || isDigit(c); });
}
Value bytesIsAlpha(Thread &, LocalValue *args) { return all(args, isAlpha); }
Value bytesIsDigit(Thread &, LocalValue *args) { return all(args, isDigit); }
Value bytesIsSpace(Thread &, LocalValue *args) { return all(args, isSpace); }
Value bytesIsAscii(Thread &, LocalValue *args) {
  return selfView(args).empty() ? trueValue() : all(args, [](uint8_t c) { return c < 128; });
}
Value bytesIsLower(Thread &, LocalValue *args) {
  std::string_view b = selfView(args);
  return makeBool(std::any_of(b.begin(), b.end(), [](char c) { return isLower(static_cast<uint8_t>(c)); }) &&
                  std::none_of(b.begin(), b.end(), [](char c) { return isUpper(static_cast<uint8_t>(c)); }));
}
Value bytesIsUpper(Thread &, LocalValue *args) {
  std::string_view b = selfView(args);
  return makeBool(std::any_of(b.begin(), b.end(), [](char c) { return isUpper(static_cast<uint8_t>(c)); }) &&
                  std::none_of(b.begin(), b.end(), [](char c) { return isLower(static_cast<uint8_t>(c)); }));
}
Value bytesIsTitle(Thread &, LocalValue *args) {
  bool in_word = false;
  bool found = false;
  for (char c : selfView(args)) {
    auto byte = static_cast<uint8_t>(c);
    if ((isUpper(byte) && in_word) || (isLower(byte) && !in_word))
      return falseValue();
    in_word = isAlpha(byte);
    found |= in_word;
  }
  return makeBool(found);
}

} // namespace pystm
