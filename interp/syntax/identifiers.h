// Which characters form identifiers, and their normal form: the properties XID_Start and
// XID_Continue of Unicode and the normalization form KC; and the steps through UTF-8 text that the
// syntax needs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pystm {

bool isIdentifierStart(char32_t character);
bool isIdentifierContinue(char32_t character);

// Whether `text`, UTF-8, is an identifier (keywords included).
bool isIdentifier(std::string_view text);

// The normal form KC of `text`, UTF-8.
std::string normalizeIdentifier(std::string_view text);

// Decodes the character at `position` of valid UTF-8 (surrogates allowed) and moves past it.
char32_t decodeUtf8(std::string_view text, size_t &position);

// Appends the encoding of `character`; lone surrogates get three bytes like any other.
void appendUtf8(std::string &out, char32_t character);

// The number of characters in UTF-8 text; malformed bytes count one each.
size_t countCharacters(std::string_view text);

// Whether Python's str.isprintable holds for the character.
bool isPrintable(char32_t character);

} // namespace pystm
