// Identifier characters and normal forms, by the tables of text/unicode.h. See identifiers.h.
#include "syntax/identifiers.h"

#include "text/normalize.h"
#include "text/unicode.h"

namespace pystm {

bool isIdentifierStart(char32_t character) { return charHas(character, kCharIdStart); }

bool isIdentifierContinue(char32_t character) { return charHas(character, kCharIdContinue); }

bool isPrintable(char32_t character) { return charHas(character, kCharPrintable); }

bool isIdentifier(std::string_view text) {
  size_t position = 0;
  if (text.empty() || !isIdentifierStart(decodeUtf8(text, position)))
    return false;
  while (position < text.size())
    if (!isIdentifierContinue(decodeUtf8(text, position)))
      return false;
  return true;
}

std::string normalizeIdentifier(std::string_view text) {
  std::u32string characters;
  for (size_t at = 0; at < text.size();)
    characters.push_back(decodeUtf8(text, at));
  std::string normal;
  for (char32_t character : normalize(characters, NormalForm::kKC))
    appendUtf8(normal, character);
  return normal;
}

char32_t decodeUtf8(std::string_view text, size_t &position) {
  auto at = [&](size_t index) { return static_cast<unsigned char>(text[index]); };
  unsigned char lead = at(position++);
  int extra = lead < 0xC0 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
  char32_t result = extra == 0 ? lead : lead & (0x3F >> extra);
  for (; extra > 0 && position < text.size(); --extra)
    result = result << 6 | (at(position++) & 0x3F);
  return result;
}

void appendUtf8(std::string &out, char32_t c) {
  auto put = [&](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | c >> 6);
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | c >> 12);
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | c >> 18);
    put(0x80 | (c >> 12 & 0x3F));
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

size_t countCharacters(std::string_view text) {
  size_t count = 0;
  for (unsigned char c : text)
    count += (c & 0xC0) != 0x80;
  return count;
}

} // namespace pystm
