// Unicode normal forms, and the decompositions that they rest on.
#pragma once

#include <string>
#include <string_view>

namespace pystm {

enum class NormalForm { kC, kD, kKC, kKD };

std::u32string normalize(std::u32string_view text, NormalForm form);
// As UnicodeData lists it: "<compat> 0020 0308"; empty when there is none.
std::string decompositionText(char32_t c);

} // namespace pystm
