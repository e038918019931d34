// Names in one text, found by character or by name; ideographs and Hangul syllables are computed.
#include "text/unicode_names.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <iterator>

namespace pystm {
namespace {

#include "unicode_names.inc"

constexpr char32_t kHangul = 0xAC00;
constexpr const char *kLeads[] = {"G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S",
                                  "SS", "", "J", "JJ", "C", "K", "T", "P", "H"};
constexpr const char *kVowels[] = {"A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE",
                                   "OE", "YO", "U", "WEO", "WE", "WI", "YU", "EU", "YI", "I"};
constexpr const char *kTails[] = {"", "G", "GG", "GS", "N", "NJ", "NH", "D", "L", "LG", "LM", "LB", "LS", "LT",
                                  "LP", "LH", "M", "B", "BS", "S", "SS", "NG", "J", "C", "K", "T", "P", "H"};
constexpr std::string_view kIdeograph = "CJK UNIFIED IDEOGRAPH-";
constexpr std::string_view kSyllable = "HANGUL SYLLABLE ";

std::string_view nameAt(size_t i) {
  return {kNameText + kNameOffsets[i], kNameOffsets[i + 1] - kNameOffsets[i]};
}

bool isIdeograph(char32_t c) {
  for (const auto &range : kIdeographRanges) {
    if (c >= range[0] && c <= range[1])
      return true;
  }
  return false;
}

} // namespace

std::string characterName(char32_t c) {
  if (isIdeograph(c)) {
    char buffer[16];
    auto end = std::to_chars(buffer, buffer + sizeof buffer, static_cast<uint32_t>(c), 16);
    std::string digits(buffer, end.ptr);
    std::transform(digits.begin(), digits.end(), digits.begin(),
                   [](char d) { return d >= 'a' ? static_cast<char>(d - 'a' + 'A') : d; });
    return std::string(kIdeograph) + digits;
  }
  if (c >= kHangul && c < kHangul + 19 * 21 * 28) {
    uint32_t index = c - kHangul;
    return std::string(kSyllable) + kLeads[index / 588] + kVowels[index % 588 / 28] + kTails[index % 28];
  }
  auto *found = std::lower_bound(std::begin(kNameChars), std::end(kNameChars), static_cast<uint32_t>(c));
  if (found == std::end(kNameChars) || *found != c)
    return "";
  return std::string(nameAt(static_cast<size_t>(found - std::begin(kNameChars))));
}

bool characterByName(std::string_view given, char32_t &c) {
  std::string name(given);
  for (char &letter : name) {
    if (letter >= 'a' && letter <= 'z')
      letter = static_cast<char>(letter - 'a' + 'A');
  }
  if (name.starts_with(kIdeograph)) {
    uint32_t value = 0;
    const char *end = name.data() + name.size();
    auto parsed = std::from_chars(name.data() + kIdeograph.size(), end, value, 16);
    if (parsed.ptr != end || !isIdeograph(value))
      return false;
    c = value;
    return true;
  }
  if (name.starts_with(kSyllable)) {
    for (char32_t syllable = kHangul; syllable < kHangul + 19 * 21 * 28; ++syllable) {
      if (characterName(syllable) == name) {
        c = syllable;
        return true;
      }
    }
    return false;
  }
  auto *found = std::lower_bound(std::begin(kNameOrder), std::end(kNameOrder), std::string_view(name),
                                 [](uint16_t i, std::string_view wanted) { return nameAt(i) < wanted; });
  if (found == std::end(kNameOrder) || nameAt(*found) != name)
    return false;
  c = kNameChars[*found];
  return true;
}

} // namespace pystm
