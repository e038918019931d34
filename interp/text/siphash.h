// The keyed hash of strings and bytes: SipHash with one round a block and three at the end, as CPython uses it, so
// that with PYTHONHASHSEED=0 hashes agree.
#pragma once

#include "vm/variant.h"

#include <cstddef>
#include <cstdint>

namespace pystm {

PYSTM_PURE uint64_t keyedHash(const void *data, size_t size);
// The key for a seed; 0 is the key of zeros. Before the first string is made.
void seedHash(uint32_t seed);
// A key from the system's randomness.
void seedHashRandomly();

} // namespace pystm
