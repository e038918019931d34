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

inline void storeMaskedHalf(uint8_t *to, uint64_t bytes, unsigned mask) {
  if (mask == 0xff) {
    __atomic_store_n(reinterpret_cast<uint64_t *>(to), bytes, __ATOMIC_RELAXED);
    return;
  }
  for (; mask; mask >>= 1, bytes >>= 8, ++to) {
    if ((mask & 0xf) == 0xf && (uint64_t(to) & 3) == 0) {
      __atomic_store_n(reinterpret_cast<uint32_t *>(to), uint32_t(bytes), __ATOMIC_RELAXED);
      mask >>= 3, bytes >>= 24, to += 3;
    } else if (mask & 1) {
      __atomic_store_n(to, uint8_t(bytes), __ATOMIC_RELAXED);
    }
  }
}

/// Writes the bytes of the mask to an aligned granule, each with one store at most as wide as its run.
inline void storeMasked(uint8_t *granule, const Bytes16 &bytes, uint16_t mask) {
  if (mask & 0xff)
    storeMaskedHalf(granule, bytes.half[0], mask & 0xff);
  if (mask >> 8)
    storeMaskedHalf(granule + 8, bytes.half[1], mask >> 8);
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
