// The names of characters, for \N{...} and unicodedata.
#pragma once

#include <string>
#include <string_view>

namespace pystm {

// Empty when the character has no name.
std::string characterName(char32_t c);
// Any case; false when no character has the name.
bool characterByName(std::string_view name, char32_t &c);

} // namespace pystm
