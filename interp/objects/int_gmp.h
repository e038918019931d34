// GMP's low-level functions on limbs of integers, wherever these lie: a region may call them in the middle of a transaction.
// The operands' lengths and how results may overlap are GMP's.
#pragma once

#include <cstddef>
#include <cstdint>

namespace pystm::limbs {

uint64_t add(uint64_t *to, const uint64_t *a, int64_t a_count, const uint64_t *b, int64_t b_count);
void subtract(uint64_t *to, const uint64_t *a, int64_t a_count, const uint64_t *b, int64_t b_count);
void multiply(uint64_t *to, const uint64_t *a, int64_t a_count, const uint64_t *b, int64_t b_count);
void divide(uint64_t *quotient, uint64_t *remainder, const uint64_t *a, int64_t a_count, const uint64_t *b, int64_t b_count);
int compare(const uint64_t *a, const uint64_t *b, int64_t count);
uint64_t shiftLeft(uint64_t *to, const uint64_t *from, int64_t count, unsigned bits);
uint64_t shiftRight(uint64_t *to, const uint64_t *from, int64_t count, unsigned bits);
void increment(uint64_t *number, int64_t count);
// Digits as numbers, most significant first; `number` is overwritten.
size_t toDigits(unsigned char *digits, size_t room, int base, uint64_t *number, int64_t count);
int64_t fromDigits(uint64_t *to, int64_t room, const unsigned char *digits, size_t count, int base);

} // namespace pystm::limbs
