//===- memory/bytes.h - Granules as sixteen bytes ----------------------------===//
//
// Comparing and storing part of a granule. Invariant I6: only bytes in the mask are ever written,
// since the others may belong to another thread; so a store never widens.
//
//===------------------------------------------------------------------------===//
#ifndef STM_MEMORY_BYTES_H
#define STM_MEMORY_BYTES_H

#include <cstdint>
#include <cstring>
#include <emmintrin.h>

namespace stm {

struct Bytes16 {
  uint64_t half[2];
};

/// Reads an aligned granule.
inline Bytes16 loadGranule(const uint8_t *granule) {
  __m128i bytes = _mm_load_si128(reinterpret_cast<const __m128i *>(granule));
  Bytes16 result;
  _mm_storeu_si128(reinterpret_cast<__m128i *>(&result), bytes);
  return result;
}

/// Bit i is set where byte i differs.
inline uint16_t differingBytes(const Bytes16 &a, const Bytes16 &b) {
  __m128i left = _mm_loadu_si128(reinterpret_cast<const __m128i *>(&a));
  __m128i right = _mm_loadu_si128(reinterpret_cast<const __m128i *>(&b));
  return uint16_t(~_mm_movemask_epi8(_mm_cmpeq_epi8(left, right)));
}

/// Which bytes of a number differ is as good as random, so there is no branch on single bytes: those outside of the mask go elsewhere.
[[gnu::noinline]] inline void storeBytes(uint8_t *to, uint64_t bytes, unsigned mask) {
  uint8_t elsewhere[8];
  uint64_t there = uint64_t(to), away = there ^ uint64_t(elsewhere);
  for (unsigned i = 0; i < 8; ++i) {
    uint64_t half = there ^ (away & ((uint64_t(mask) >> i & 1) - 1));
    __atomic_store_n(reinterpret_cast<uint8_t *>(half + i), uint8_t(bytes >> (8 * i)), __ATOMIC_RELAXED);
  }
}

/// For an aligned half of a granule.
inline void storeMaskedHalf(uint8_t *to, uint64_t bytes, unsigned mask) {
  if (__builtin_expect(mask == 0xff, 1))
    __atomic_store_n(reinterpret_cast<uint64_t *>(to), bytes, __ATOMIC_RELAXED);
  else if (mask == 0x0f)
    __atomic_store_n(reinterpret_cast<uint32_t *>(to), uint32_t(bytes), __ATOMIC_RELAXED);
  else if (mask == 0xf0)
    __atomic_store_n(reinterpret_cast<uint32_t *>(to + 4), uint32_t(bytes >> 32), __ATOMIC_RELAXED);
  else
    storeBytes(to, bytes, mask);
}

/// Writes the bytes of the mask to an aligned granule, and no other.
inline void storeMasked(uint8_t *granule, Bytes16 bytes, uint16_t mask) {
  if (mask & 0xff)
    storeMaskedHalf(granule, bytes.half[0], mask & 0xff);
  if (mask >> 8)
    storeMaskedHalf(granule + 8, bytes.half[1], mask >> 8);
}

/// Like storeMasked, for a granule that nobody else writes.
inline void blendMasked(uint8_t *granule, const Bytes16 &bytes, uint16_t mask) {
  const __m128i bit_of_byte = _mm_set_epi8(-128, 64, 32, 16, 8, 4, 2, 1, -128, 64, 32, 16, 8, 4, 2, 1);
  constexpr uint64_t kEachByte = 0x0101010101010101;
  __m128i spread = _mm_set_epi64x(int64_t((mask >> 8) * kEachByte), int64_t((mask & 0xff) * kEachByte));
  __m128i chosen = _mm_cmpeq_epi8(_mm_and_si128(spread, bit_of_byte), bit_of_byte);
  __m128i old = _mm_load_si128(reinterpret_cast<const __m128i *>(granule));
  __m128i fresh = _mm_loadu_si128(reinterpret_cast<const __m128i *>(&bytes));
  _mm_store_si128(reinterpret_cast<__m128i *>(granule),
                  _mm_or_si128(_mm_and_si128(chosen, fresh), _mm_andnot_si128(chosen, old)));
}

/// Like storeMasked, but whoever reads the granule meanwhile sees all of the bytes change in one step.
inline void storeMaskedAtOnce(uint8_t *granule, const Bytes16 &bytes, uint16_t mask) {
  Bytes16 old = loadGranule(granule);
  for (bool done = false; !done;) {
    Bytes16 next = old;
    storeMasked(reinterpret_cast<uint8_t *>(&next), bytes, mask);
    // On failure the instruction loads what it found instead.
    asm volatile("lock cmpxchg16b %1"
                 : "=@ccz"(done), "+m"(*reinterpret_cast<Bytes16 *>(granule)), "+a"(old.half[0]), "+d"(old.half[1])
                 : "b"(next.half[0]), "c"(next.half[1])
                 : "memory");
  }
}

} // namespace stm

#endif
