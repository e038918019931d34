// See int_gmp.h.
#include "objects/int_gmp.h"
#include "vm/region.h"

#include <gmp.h>

namespace pystm::limbs {

namespace {

const uint64_t *in(const uint64_t *limbs, int64_t count) {
  return static_cast<const uint64_t *>(readable(limbs, static_cast<size_t>(count) * sizeof(uint64_t)));
}
uint64_t *out(uint64_t *limbs, int64_t count) { return static_cast<uint64_t *>(writable(limbs, static_cast<size_t>(count) * sizeof(uint64_t))); }

PYSTM_PURE uint64_t addAsIs(uint64_t *to, const uint64_t *a, int64_t a_count, const uint64_t *b, int64_t b_count) { return mpn_add(to, a, a_count, b, b_count); }
PYSTM_PURE void subtractAsIs(uint64_t *to, const uint64_t *a, int64_t a_count, const uint64_t *b, int64_t b_count) { mpn_sub(to, a, a_count, b, b_count); }
PYSTM_PURE void multiplyAsIs(uint64_t *to, const uint64_t *a, int64_t a_count, const uint64_t *b, int64_t b_count) { mpn_mul(to, a, a_count, b, b_count); }
PYSTM_PURE void divideAsIs(uint64_t *quotient, uint64_t *remainder, const uint64_t *a, int64_t a_count, const uint64_t *b, int64_t b_count) {
  mpn_tdiv_qr(quotient, remainder, 0, a, a_count, b, b_count);
}
PYSTM_PURE int compareAsIs(const uint64_t *a, const uint64_t *b, int64_t count) { return mpn_cmp(a, b, count); }
PYSTM_PURE uint64_t shiftLeftAsIs(uint64_t *to, const uint64_t *from, int64_t count, unsigned bits) { return mpn_lshift(to, from, count, bits); }
PYSTM_PURE uint64_t shiftRightAsIs(uint64_t *to, const uint64_t *from, int64_t count, unsigned bits) { return mpn_rshift(to, from, count, bits); }
PYSTM_PURE void incrementAsIs(uint64_t *number, int64_t count) { mpn_add_1(number, number, count, 1); }
PYSTM_PURE size_t toDigitsAsIs(unsigned char *digits, int base, uint64_t *number, int64_t count) { return mpn_get_str(digits, base, number, count); }
PYSTM_PURE int64_t fromDigitsAsIs(uint64_t *to, const unsigned char *digits, size_t count, int base) { return static_cast<int64_t>(mpn_set_str(to, digits, count, base)); }

} // namespace

// Results first: their pages may move to the transaction's copy, where operands on the same pages are then.
uint64_t add(uint64_t *to, const uint64_t *a, int64_t a_count, const uint64_t *b, int64_t b_count) {
  to = out(to, a_count);
  return addAsIs(to, in(a, a_count), a_count, in(b, b_count), b_count);
}
void subtract(uint64_t *to, const uint64_t *a, int64_t a_count, const uint64_t *b, int64_t b_count) {
  to = out(to, a_count);
  subtractAsIs(to, in(a, a_count), a_count, in(b, b_count), b_count);
}
void multiply(uint64_t *to, const uint64_t *a, int64_t a_count, const uint64_t *b, int64_t b_count) {
  to = out(to, a_count + b_count);
  multiplyAsIs(to, in(a, a_count), a_count, in(b, b_count), b_count);
}
void divide(uint64_t *quotient, uint64_t *remainder, const uint64_t *a, int64_t a_count, const uint64_t *b, int64_t b_count) {
  quotient = out(quotient, a_count - b_count + 1);
  remainder = out(remainder, b_count);
  divideAsIs(quotient, remainder, in(a, a_count), a_count, in(b, b_count), b_count);
}
int compare(const uint64_t *a, const uint64_t *b, int64_t count) { return compareAsIs(in(a, count), in(b, count), count); }
uint64_t shiftLeft(uint64_t *to, const uint64_t *from, int64_t count, unsigned bits) {
  to = out(to, count);
  return shiftLeftAsIs(to, in(from, count), count, bits);
}
uint64_t shiftRight(uint64_t *to, const uint64_t *from, int64_t count, unsigned bits) {
  to = out(to, count);
  return shiftRightAsIs(to, in(from, count), count, bits);
}
void increment(uint64_t *number, int64_t count) { incrementAsIs(out(number, count), count); }
size_t toDigits(unsigned char *digits, size_t room, int base, uint64_t *number, int64_t count) {
  digits = static_cast<unsigned char *>(writable(digits, room));
  return toDigitsAsIs(digits, base, out(number, count), count);
}
int64_t fromDigits(uint64_t *to, int64_t room, const unsigned char *digits, size_t count, int base) {
  to = out(to, room);
  return fromDigitsAsIs(to, static_cast<const unsigned char *>(readable(digits, count)), count, base);
}

} // namespace pystm::limbs
