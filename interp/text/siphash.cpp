// SipHash-1-3 on 64-bit little-endian words.
#include "text/siphash.h"

#include <bit>
#include <cstring>
#include <sys/random.h>

namespace pystm {
namespace {

uint64_t key0 = 0;
uint64_t key1 = 0;

struct State {
  uint64_t a, b, c, d;

  void round() {
    a += b;
    c += d;
    b = std::rotl(b, 13) ^ a;
    d = std::rotl(d, 16) ^ c;
    a = std::rotl(a, 32);
    c += b;
    a += d;
    b = std::rotl(b, 17) ^ c;
    d = std::rotl(d, 21) ^ a;
    c = std::rotl(c, 32);
  }
};

} // namespace

uint64_t keyedHash(const void *data, size_t size) {
  State s{key0 ^ 0x736f6d6570736575, key1 ^ 0x646f72616e646f6d, key0 ^ 0x6c7967656e657261, key1 ^ 0x7465646279746573};
  const auto *bytes = static_cast<const unsigned char *>(data);
  size_t left = size;
  for (; left >= 8; left -= 8, bytes += 8) {
    uint64_t word = 0;
    std::memcpy(&word, bytes, 8);
    s.d ^= word;
    s.round();
    s.a ^= word;
  }
  uint64_t last = static_cast<uint64_t>(size) << 56;
  for (size_t i = 0; i < left; ++i)
    last |= static_cast<uint64_t>(bytes[i]) << (8 * i);
  s.d ^= last;
  s.round();
  s.a ^= last;
  s.c ^= 0xff;
  s.round();
  s.round();
  s.round();
  return (s.a ^ s.b) ^ (s.c ^ s.d);
}

void seedHash(uint32_t seed) {
  unsigned char key[16] = {};
  if (seed != 0) {
    uint32_t x = seed;
    for (unsigned char &byte : key) {
      x = x * 214013 + 2531011;
      byte = static_cast<unsigned char>(x >> 16);
    }
  }
  std::memcpy(&key0, key, 8);
  std::memcpy(&key1, key + 8, 8);
}

void seedHashRandomly() {
  unsigned char key[16] = {};
  if (getrandom(key, sizeof key, GRND_NONBLOCK) != sizeof key)
    return;
  std::memcpy(&key0, key, 8);
  std::memcpy(&key1, key + 8, 8);
}

} // namespace pystm
