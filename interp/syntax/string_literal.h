// The value of a string or bytes literal from its source text: escapes, and the errors in them. Used
// by parser_strings.cpp for whole literals and by parser_fstring.cpp for the parts of f-strings.
#pragma once

#include <string>
#include <string_view>

namespace pystm {

struct EscapeResult {
  std::string text;  // UTF-8, or bytes
  std::string error; // empty, or the message
  char invalid_escape = '\0'; // the first unknown escape, which deserves a warning
};

EscapeResult decodeStringEscapes(std::string_view body);
EscapeResult decodeBytesEscapes(std::string_view body);

} // namespace pystm
