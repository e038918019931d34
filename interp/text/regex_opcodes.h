// The code that the library's re/_compiler.py emits: operation numbers of CPython 3.11 (MAGIC 20220615).
#pragma once

#include <cstdint>

namespace pystm::regex {

constexpr uint32_t kMagic = 20220615;
constexpr uint32_t kMaxRepeat = 0xFFFFFFFF;
constexpr uint32_t kMaxGroups = 1073741823;

enum Op : uint32_t {
  kFailure, kSuccess, kAny, kAnyAll, kAssert, kAssertNot, kAt, kBranch, kCategory, kCharset, kBigCharset, kGroupRef,
  kGroupRefExists, kIn, kInfo, kJump, kLiteral, kMark, kMaxUntil, kMinUntil, kNotLiteral, kNegate, kRange, kRepeat,
  kRepeatOne, kSubpattern, kMinRepeatOne, kAtomicGroup, kPossessiveRepeat, kPossessiveRepeatOne, kGroupRefIgnore,
  kInIgnore, kLiteralIgnore, kNotLiteralIgnore, kGroupRefLocIgnore, kInLocIgnore, kLiteralLocIgnore,
  kNotLiteralLocIgnore, kGroupRefUniIgnore, kInUniIgnore, kLiteralUniIgnore, kNotLiteralUniIgnore, kRangeUniIgnore
};

enum At : uint32_t {
  kAtBeginning, kAtBeginningLine, kAtBeginningString, kAtBoundary, kAtNonBoundary, kAtEnd, kAtEndLine, kAtEndString,
  kAtLocBoundary, kAtLocNonBoundary, kAtUniBoundary, kAtUniNonBoundary
};

enum InfoFlags : uint32_t { kInfoPrefix = 1, kInfoLiteral = 2, kInfoCharset = 4 };

bool inCategory(uint32_t category, char32_t c);
char32_t lowerAscii(char32_t c);
char32_t lowerUnicode(char32_t c);
char32_t upperUnicode(char32_t c);
// Whether the set at `set` (up to kFailure) holds c.
bool inCharset(const uint32_t *set, char32_t c);

} // namespace pystm::regex
