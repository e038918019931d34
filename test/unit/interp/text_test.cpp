// Floats and their text, hexadecimal floats, digests, normal forms, the random sequence, regular expressions.
#include "text/digests.h"
#include "text/float_text.h"
#include "text/mersenne_twister.h"
#include "text/normalize.h"
#include "text/regex.h"
#include "text/siphash.h"
#include "text/unicode.h"
#include "text/unicode_names.h"

#include <gtest/gtest.h>

using namespace pystm;

namespace {

TEST(FloatText, ReprIsTheShortestThatReadsBack) {
  EXPECT_EQ(reprDouble(0.1), "0.1");
  EXPECT_EQ(reprDouble(1e16), "1e+16");
  EXPECT_EQ(reprDouble(-0.0), "-0.0");
  EXPECT_EQ(reprDouble(5e-324), "5e-324");
}

TEST(FloatText, FixedStyleRoundsTheExactValue) {
  EXPECT_EQ(formatDouble(2.675, {.code = 'f', .precision = 2}), "2.67");
  EXPECT_EQ(formatDouble(0.5, {.code = 'f', .precision = 0}), "0");
}

TEST(FloatText, UnderscoresStandBetweenDigitsOnly) {
  double d = 0;
  EXPECT_TRUE(parseDouble("1_0.5", true, d));
  EXPECT_EQ(d, 10.5);
  EXPECT_FALSE(parseDouble("1__0", true, d));
  EXPECT_FALSE(parseDouble("_1", true, d));
  EXPECT_FALSE(parseDouble("1_0", false, d));
}

TEST(FloatText, HexadecimalRoundsHalfToEven) {
  double d = 0;
  EXPECT_EQ(parseHexDouble("0x1.00000000000008p0", d), HexFloatResult::kOk);
  EXPECT_EQ(d, 1.0);
  EXPECT_EQ(parseHexDouble("0x1p1024", d), HexFloatResult::kTooLarge);
  EXPECT_EQ(parseHexDouble("0xg", d), HexFloatResult::kInvalid);
}

TEST(Digest, PiecesGiveTheSameAsTheWhole) {
  Digest whole(DigestKind::kSha256);
  Digest pieces(DigestKind::kSha256);
  std::string text(1000, 'x');
  whole.update(text);
  for (char c : text)
    pieces.update({&c, 1});
  EXPECT_EQ(whole.result(), pieces.result());
  EXPECT_EQ(Digest(DigestKind::kMd5).result().substr(0, 2), "\xd4\x1d");
}

TEST(Unicode, CompositionUndoesDecomposition) {
  EXPECT_EQ(normalize(U"\u00e9", NormalForm::kD), U"e\u0301");
  EXPECT_EQ(normalize(U"e\u0301", NormalForm::kC), U"\u00e9");
  EXPECT_EQ(normalize(U"\uac00", NormalForm::kD), U"\u1100\u1161");
}

TEST(Unicode, NamesAreFoundBothWays) {
  char32_t c = 0;
  EXPECT_EQ(characterName(0x20AC), "EURO SIGN");
  EXPECT_TRUE(characterByName("euro sign", c));
  EXPECT_EQ(c, 0x20ACu);
  EXPECT_FALSE(characterByName("no such name", c));
}

TEST(MersenneTwister, SequenceIsTheAuthors) {
  MersenneTwister twister;
  uint32_t key[] = {0x123, 0x234, 0x345, 0x456};
  twister.seed(key, 4);
  EXPECT_EQ(twister.next(), 1067595299u);
  EXPECT_EQ(twister.next(), 955945823u);
}

TEST(SipHash, KeyOfSeedZeroIsFixed) {
  seedHash(0);
  uint64_t first = keyedHash("abc", 3);
  seedHash(1);
  EXPECT_NE(keyedHash("abc", 3), first);
  seedHash(0);
  EXPECT_EQ(keyedHash("abc", 3), first);
}

TEST(Regex, LiteralIsFoundWhereItFirstStands) {
  const uint32_t code[] = {regex::kInfo, 4, 0, 1, 1, regex::kLiteral, 'b', regex::kSuccess};
  regex::Subject subject{"aab", 1, 0, 3};
  regex::Result result;
  EXPECT_EQ(regex::run(code, 0, subject, regex::Mode::kSearch, false, result), 1);
  EXPECT_EQ(result.begin, 2);
  EXPECT_EQ(regex::run(code, 0, subject, regex::Mode::kMatch, false, result), 0);
}

} // namespace
