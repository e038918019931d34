// Lookup in the generated tables: characters to pages to records.
#include "text/unicode.h"

#include <algorithm>
#include <iterator>

namespace pystm {
namespace {

struct SpecialCase {
  char32_t c;
  char32_t forms[4][3];
};

struct NumericValue {
  char32_t c;
  double value;
};

#include "unicode_properties.inc"

} // namespace

const CharInfo &charInfo(char32_t c) {
  if (c >= 0x110000)
    c = 0x10FFFF;
  size_t page = kRecordIndex[c >> kShift];
  return kRecords[kRecordPages[(page << kShift) + (c & ((1u << kShift) - 1))]];
}

int mapCase(char32_t c, CaseForm form, char32_t *out) {
  const CharInfo &info = charInfo(c);
  if (info.flags & kCharSpecialCase) {
    auto *found = std::lower_bound(std::begin(kSpecialCases), std::end(kSpecialCases), c,
                                   [](const SpecialCase &a, char32_t b) { return a.c < b; });
    const char32_t *text = found->forms[static_cast<int>(form)];
    int count = 0;
    while (count < 3 && text[count] != 0) {
      out[count] = text[count];
      ++count;
    }
    return count;
  }
  int32_t delta = 0;
  switch (form) {
  case CaseForm::kUpper:
    delta = info.upper;
    break;
  case CaseForm::kLower:
    delta = info.lower;
    break;
  case CaseForm::kTitle:
    delta = info.title;
    break;
  case CaseForm::kFold:
    delta = info.fold;
    break;
  }
  out[0] = c + static_cast<char32_t>(delta);
  return 1;
}

char32_t simpleLower(char32_t c) {
  // The one character whose full lower case is longer has the simple one of Latin i.
  if (c == 0x130)
    return 'i';
  return c + static_cast<char32_t>(charInfo(c).lower);
}

char32_t simpleUpper(char32_t c) {
  return c + static_cast<char32_t>(charInfo(c).upper);
}

const char *categoryName(const CharInfo &info) { return kCategories[info.category]; }
const char *bidirectionalName(const CharInfo &info) { return kBidirectional[info.bidirectional]; }
const char *widthName(const CharInfo &info) { return kWidths[info.width]; }
const char *unicodeVersion() { return kVersion; }

bool numericValue(char32_t c, double &value) {
  auto *found = std::lower_bound(std::begin(kNumericValues), std::end(kNumericValues), c,
                                 [](const NumericValue &a, char32_t b) { return a.c < b; });
  if (found == std::end(kNumericValues) || found->c != c)
    return false;
  value = found->value;
  return true;
}

} // namespace pystm
