// Normal forms: decompose, put marks into canonical order, compose. Hangul is computed.
#include "text/normalize.h"

#include "text/unicode.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <iterator>

namespace pystm {
namespace {

struct DecompositionEntry {
  uint32_t c;
  uint16_t start;
  uint8_t count, tag;
};

struct CompositionPair {
  uint32_t first, second, composed;
};

#include "unicode_decompositions.inc"

constexpr char32_t kHangul = 0xAC00, kLead = 0x1100, kVowel = 0x1161, kTail = 0x11A7;
constexpr char32_t kLeads = 19, kVowels = 21, kTails = 28;

const DecompositionEntry *findDecomposition(char32_t c) {
  auto *found = std::lower_bound(std::begin(kDecompositions), std::end(kDecompositions), c,
                                 [](const DecompositionEntry &a, char32_t b) { return a.c < b; });
  return found != std::end(kDecompositions) && found->c == c ? found : nullptr;
}

void decompose(char32_t c, bool compatible, std::u32string &out) {
  if (c < 0xA0) {
    out.push_back(c);
    return;
  }
  if (c >= kHangul && c < kHangul + kLeads * kVowels * kTails) {
    char32_t index = c - kHangul;
    out.push_back(kLead + index / (kVowels * kTails));
    out.push_back(kVowel + index % (kVowels * kTails) / kTails);
    if (index % kTails != 0)
      out.push_back(kTail + index % kTails);
    return;
  }
  const DecompositionEntry *entry = findDecomposition(c);
  if (!entry || (entry->tag != 0 && !compatible)) {
    out.push_back(c);
    return;
  }
  for (int i = 0; i < entry->count; ++i)
    decompose(kDecompositionText[entry->start + i], compatible, out);
}

void orderMarks(std::u32string &text) {
  size_t i = 0;
  while (i < text.size()) {
    if (charInfo(text[i]).combining == 0) {
      ++i;
      continue;
    }
    size_t end = i;
    while (end < text.size() && charInfo(text[end]).combining != 0)
      ++end;
    // By insertion, which keeps the order of equals: runs of marks are short.
    for (size_t k = i + 1; k < end; ++k)
      for (size_t at = k; at > i && charInfo(text[at]).combining < charInfo(text[at - 1]).combining; --at)
        std::swap(text[at], text[at - 1]);
    i = end;
  }
}

// The composite of two characters, or 0.
char32_t composePair(char32_t first, char32_t second) {
  if (first >= kLead && first < kLead + kLeads && second >= kVowel && second < kVowel + kVowels)
    return kHangul + ((first - kLead) * kVowels + (second - kVowel)) * kTails;
  if (first >= kHangul && first < kHangul + kLeads * kVowels * kTails && (first - kHangul) % kTails == 0 &&
      second > kTail && second < kTail + kTails)
    return first + (second - kTail);
  auto *found = std::lower_bound(std::begin(kCompositions), std::end(kCompositions), std::pair(first, second),
                                 [](const CompositionPair &a, const std::pair<char32_t, char32_t> &b) {
                                   return std::pair<char32_t, char32_t>(a.first, a.second) < b;
                                 });
  if (found != std::end(kCompositions) && found->first == first && found->second == second)
    return found->composed;
  return 0;
}

std::u32string compose(const std::u32string &text) {
  std::u32string result;
  size_t starter = std::u32string::npos;
  int last_class = -1; // of what stands between the starter and here
  for (char32_t c : text) {
    int combining = charInfo(c).combining;
    if (starter != std::u32string::npos && last_class < combining) {
      if (char32_t composite = composePair(result[starter], c)) {
        result[starter] = composite;
        continue;
      }
    }
    if (combining == 0) {
      starter = result.size();
      last_class = -1;
    } else {
      last_class = combining;
    }
    result.push_back(c);
  }
  return result;
}

} // namespace

std::u32string normalize(std::u32string_view text, NormalForm form) {
  bool compatible = form == NormalForm::kKC || form == NormalForm::kKD;
  std::u32string decomposed;
  decomposed.reserve(text.size());
  for (char32_t c : text)
    decompose(c, compatible, decomposed);
  orderMarks(decomposed);
  if (form == NormalForm::kD || form == NormalForm::kKD)
    return decomposed;
  return compose(decomposed);
}

std::string decompositionText(char32_t c) {
  const DecompositionEntry *entry = findDecomposition(c);
  if (!entry)
    return "";
  std::string result;
  if (entry->tag != 0)
    result = std::string("<") + kDecompositionTags[entry->tag] + ">";
  for (int i = 0; i < entry->count; ++i) {
    char buffer[16];
    std::snprintf(buffer, sizeof buffer, "%s%04X", result.empty() ? "" : " ", kDecompositionText[entry->start + i]);
    result += buffer;
  }
  return result;
}

} // namespace pystm
