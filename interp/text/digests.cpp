// See digests.h. The constants are fractions of sines and of roots of primes, as the standards define them.
#include "text/digests.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace pystm {
namespace {

constexpr uint32_t kMd5[] = {
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a,
    0xa8304613, 0xfd469501, 0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be,
    0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821, 0xf61e2562, 0xc040b340,
    0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8,
    0x676f02d9, 0x8d2a4c8a, 0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c,
    0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70, 0x289b7ec6, 0xeaa127fa,
    0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
    0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92,
    0xffeff47d, 0x85845dd1, 0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1,
    0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391,
};

constexpr uint32_t kSha256[] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1,
    0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
    0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
    0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
    0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
    0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
    0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
    0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
    0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

constexpr uint64_t kSha512[] = {
    0x428a2f98d728ae22, 0x7137449123ef65cd, 0xb5c0fbcfec4d3b2f, 0xe9b5dba58189dbbc,
    0x3956c25bf348b538, 0x59f111f1b605d019, 0x923f82a4af194f9b, 0xab1c5ed5da6d8118,
    0xd807aa98a3030242, 0x12835b0145706fbe, 0x243185be4ee4b28c, 0x550c7dc3d5ffb4e2,
    0x72be5d74f27b896f, 0x80deb1fe3b1696b1, 0x9bdc06a725c71235, 0xc19bf174cf692694,
    0xe49b69c19ef14ad2, 0xefbe4786384f25e3, 0x0fc19dc68b8cd5b5, 0x240ca1cc77ac9c65,
    0x2de92c6f592b0275, 0x4a7484aa6ea6e483, 0x5cb0a9dcbd41fbd4, 0x76f988da831153b5,
    0x983e5152ee66dfab, 0xa831c66d2db43210, 0xb00327c898fb213f, 0xbf597fc7beef0ee4,
    0xc6e00bf33da88fc2, 0xd5a79147930aa725, 0x06ca6351e003826f, 0x142929670a0e6e70,
    0x27b70a8546d22ffc, 0x2e1b21385c26c926, 0x4d2c6dfc5ac42aed, 0x53380d139d95b3df,
    0x650a73548baf63de, 0x766a0abb3c77b2a8, 0x81c2c92e47edaee6, 0x92722c851482353b,
    0xa2bfe8a14cf10364, 0xa81a664bbc423001, 0xc24b8b70d0f89791, 0xc76c51a30654be30,
    0xd192e819d6ef5218, 0xd69906245565a910, 0xf40e35855771202a, 0x106aa07032bbd1b8,
    0x19a4c116b8d2d0c8, 0x1e376c085141ab53, 0x2748774cdf8eeb99, 0x34b0bcb5e19b48a8,
    0x391c0cb3c5c95a63, 0x4ed8aa4ae3418acb, 0x5b9cca4f7763e373, 0x682e6ff3d6b2b8a3,
    0x748f82ee5defb2fc, 0x78a5636f43172f60, 0x84c87814a1f0ab72, 0x8cc702081a6439ec,
    0x90befffa23631e28, 0xa4506cebde82bde9, 0xbef9a3f7b2c67915, 0xc67178f2e372532b,
    0xca273eceea26619c, 0xd186b8c721c0c207, 0xeada7dd6cde0eb1e, 0xf57d4f7fee6ed178,
    0x06f067aa72176fba, 0x0a637dc5a2c898a6, 0x113f9804bef90dae, 0x1b710b35131c471b,
    0x28db77f523047d84, 0x32caab7b40c72493, 0x3c9ebe0a15c9bebc, 0x431d67c49c100d4c,
    0x4cc5d4becb3e42b6, 0x597f299cfc657e2a, 0x5fcb6fab3ad6faec, 0x6c44198c4a475817,
};

constexpr uint64_t kStart224[] = {
    0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939, 0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4,
};

constexpr uint64_t kStart256[] = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
};

constexpr uint64_t kStart384[] = {
    0xcbbb9d5dc1059ed8, 0x629a292a367cd507, 0x9159015a3070dd17, 0x152fecd8f70e5939,
    0x67332667ffc00b31, 0x8eb44a8768581511, 0xdb0c2e0d64f98fa7, 0x47b5481dbefa4fa4,
};

constexpr uint64_t kStart512[] = {
    0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
    0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
};

constexpr uint64_t kStartMd5[] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0, 0, 0, 0};
constexpr int kMd5Shifts[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};

template <class Word> Word bigEndian(const uint8_t *data) {
  Word word = 0;
  for (size_t i = 0; i < sizeof(Word); ++i)
    word = static_cast<Word>(word << 8 | data[i]);
  return word;
}

} // namespace

Digest::Digest(DigestKind kind) : kind_(kind) {
  const uint64_t *start = kind == DigestKind::kSha224   ? kStart224
                          : kind == DigestKind::kSha256 ? kStart256
                          : kind == DigestKind::kSha384 ? kStart384
                          : kind == DigestKind::kSha512 ? kStart512
                                                        : kStartMd5;
  std::copy(start, start + 8, state_);
}

size_t Digest::size() const {
  constexpr size_t kSizes[] = {16, 20, 28, 32, 48, 64};
  return kSizes[static_cast<int>(kind_)];
}

const char *Digest::name() const {
  constexpr const char *kNames[] = {"md5", "sha1", "sha224", "sha256", "sha384", "sha512"};
  return kNames[static_cast<int>(kind_)];
}

void Digest::block(const uint8_t *data) {
  switch (kind_) {
  case DigestKind::kMd5:
    blockMd5(data);
    break;
  case DigestKind::kSha1:
    blockSha1(data);
    break;
  case DigestKind::kSha224:
  case DigestKind::kSha256:
    blockSha256(data);
    break;
  default:
    blockSha512(data);
    break;
  }
}

void Digest::update(std::string_view data) {
  total_ += data.size();
  const auto *bytes = reinterpret_cast<const uint8_t *>(data.data());
  size_t left = data.size();
  if (pending_size_ > 0) {
    size_t take = std::min(left, blockSize() - pending_size_);
    std::memcpy(pending_ + pending_size_, bytes, take);
    pending_size_ += take;
    bytes += take;
    left -= take;
    if (pending_size_ < blockSize())
      return;
    block(pending_);
    pending_size_ = 0;
  }
  for (; left >= blockSize(); bytes += blockSize(), left -= blockSize())
    block(bytes);
  if (left > 0)
    std::memcpy(pending_, bytes, left);
  pending_size_ = left;
}

std::string Digest::result() const {
  Digest copy = *this;
  uint64_t bits = total_ * 8;
  std::string padding(1, '\x80');
  size_t length_size = isWide() ? 16 : 8;
  while ((pending_size_ + padding.size() + length_size) % blockSize() != 0)
    padding.push_back('\0');
  bool little = kind_ == DigestKind::kMd5;
  for (size_t i = 0; i < length_size; ++i) {
    size_t place = little ? i : length_size - 1 - i;
    padding.push_back(place < 8 ? static_cast<char>(bits >> (8 * place)) : '\0');
  }
  copy.update(padding);
  std::string out;
  size_t word = isWide() ? 8 : 4;
  for (size_t i = 0; out.size() < size(); ++i) {
    for (size_t k = 0; k < word && out.size() < size(); ++k)
      out.push_back(static_cast<char>(copy.state_[i] >> (8 * (little ? k : word - 1 - k))));
  }
  return out;
}

void Digest::blockMd5(const uint8_t *data) {
  uint32_t words[16];
  std::memcpy(words, data, 64);
  auto a = static_cast<uint32_t>(state_[0]);
  auto b = static_cast<uint32_t>(state_[1]);
  auto c = static_cast<uint32_t>(state_[2]);
  auto d = static_cast<uint32_t>(state_[3]);
  for (int i = 0; i < 64; ++i) {
    int round = i / 16;
    uint32_t mix = round == 0 ? (b & c) | (~b & d) : round == 1 ? (d & b) | (~d & c) : round == 2 ? b ^ c ^ d : c ^ (b | ~d);
    int index = round == 0 ? i : round == 1 ? (5 * i + 1) % 16 : round == 2 ? (3 * i + 5) % 16 : 7 * i % 16;
    uint32_t next = b + std::rotl(a + mix + kMd5[i] + words[index], kMd5Shifts[round][i % 4]);
    a = d;
    d = c;
    c = b;
    b = next;
  }
  uint32_t all[] = {a, b, c, d};
  for (int i = 0; i < 4; ++i)
    state_[i] = static_cast<uint32_t>(state_[i] + all[i]);
}

void Digest::blockSha1(const uint8_t *data) {
  uint32_t w[80];
  for (int i = 0; i < 16; ++i)
    w[i] = bigEndian<uint32_t>(data + 4 * i);
  for (int i = 16; i < 80; ++i)
    w[i] = std::rotl(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
  uint32_t s[5];
  for (int i = 0; i < 5; ++i)
    s[i] = static_cast<uint32_t>(state_[i]);
  for (int i = 0; i < 80; ++i) {
    uint32_t mix = i < 20 ? (s[1] & s[2]) | (~s[1] & s[3]) : i < 40 || i >= 60 ? s[1] ^ s[2] ^ s[3] : (s[1] & s[2]) | (s[1] & s[3]) | (s[2] & s[3]);
    uint32_t constant = i < 20 ? 0x5a827999 : i < 40 ? 0x6ed9eba1 : i < 60 ? 0x8f1bbcdc : 0xca62c1d6;
    uint32_t next = std::rotl(s[0], 5) + mix + s[4] + constant + w[i];
    s[4] = s[3];
    s[3] = s[2];
    s[2] = std::rotl(s[1], 30);
    s[1] = s[0];
    s[0] = next;
  }
  for (int i = 0; i < 5; ++i)
    state_[i] = static_cast<uint32_t>(state_[i] + s[i]);
}

void Digest::blockSha256(const uint8_t *data) {
  uint32_t w[64];
  for (int i = 0; i < 16; ++i)
    w[i] = bigEndian<uint32_t>(data + 4 * i);
  for (int i = 16; i < 64; ++i) {
    uint32_t low = std::rotr(w[i - 15], 7) ^ std::rotr(w[i - 15], 18) ^ w[i - 15] >> 3;
    uint32_t high = std::rotr(w[i - 2], 17) ^ std::rotr(w[i - 2], 19) ^ w[i - 2] >> 10;
    w[i] = w[i - 16] + low + w[i - 7] + high;
  }
  uint32_t s[8];
  for (int i = 0; i < 8; ++i)
    s[i] = static_cast<uint32_t>(state_[i]);
  for (int i = 0; i < 64; ++i) {
    uint32_t first = s[7] + (std::rotr(s[4], 6) ^ std::rotr(s[4], 11) ^ std::rotr(s[4], 25)) + ((s[4] & s[5]) ^ (~s[4] & s[6])) + kSha256[i] + w[i];
    uint32_t second = (std::rotr(s[0], 2) ^ std::rotr(s[0], 13) ^ std::rotr(s[0], 22)) + ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
    for (int k = 7; k > 0; --k)
      s[k] = s[k - 1];
    s[4] += first;
    s[0] = first + second;
  }
  for (int i = 0; i < 8; ++i)
    state_[i] = static_cast<uint32_t>(state_[i] + s[i]);
}

void Digest::blockSha512(const uint8_t *data) {
  uint64_t w[80];
  for (int i = 0; i < 16; ++i)
    w[i] = bigEndian<uint64_t>(data + 8 * i);
  for (int i = 16; i < 80; ++i) {
    uint64_t low = std::rotr(w[i - 15], 1) ^ std::rotr(w[i - 15], 8) ^ w[i - 15] >> 7;
    uint64_t high = std::rotr(w[i - 2], 19) ^ std::rotr(w[i - 2], 61) ^ w[i - 2] >> 6;
    w[i] = w[i - 16] + low + w[i - 7] + high;
  }
  uint64_t s[8];
  std::copy(state_, state_ + 8, s);
  for (int i = 0; i < 80; ++i) {
    uint64_t first = s[7] + (std::rotr(s[4], 14) ^ std::rotr(s[4], 18) ^ std::rotr(s[4], 41)) + ((s[4] & s[5]) ^ (~s[4] & s[6])) + kSha512[i] + w[i];
    uint64_t second = (std::rotr(s[0], 28) ^ std::rotr(s[0], 34) ^ std::rotr(s[0], 39)) + ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
    for (int k = 7; k > 0; --k)
      s[k] = s[k - 1];
    s[4] += first;
    s[0] = first + second;
  }
  for (int i = 0; i < 8; ++i)
    state_[i] += s[i];
}

} // namespace pystm
