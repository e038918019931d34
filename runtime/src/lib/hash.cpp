//===- lib/hash.cpp - What std::unordered_map calls in libstdc++'s binary --------------------------------===//
//
// The growth policy changes a field of the container: the library works on a copy, which is read
// and written back as the transaction's. Hashing reads a range.
//
//===------------------------------------------------------------------------------------------------------===//
#include "lib/clone.h"

#include <unordered_map>

using Policy = std::__detail::_Prime_rehash_policy;
using stm::lib::readable;

static Policy readPolicy(const Policy *policy) {
  Policy copy;
  memcpy(static_cast<void *>(&copy), readable(policy, sizeof copy), sizeof copy);
  return copy;
}

static void writePolicy(const Policy *policy, const Policy &copy) {
  __stm_memcpy(const_cast<Policy *>(policy), &copy, sizeof copy);
}

STM_CLONE_OF("_ZNKSt8__detail20_Prime_rehash_policy11_M_next_bktEm", nextBucketCount, size_t,
             (const Policy *policy, size_t count)) {
  Policy copy = readPolicy(policy);
  size_t result = copy._M_next_bkt(count);
  writePolicy(policy, copy);
  return result;
}

/// std::pair<bool, size_t> as the C++ ABI returns it.
struct NeedRehash {
  uint64_t needed;
  size_t buckets;
};

STM_CLONE_OF("_ZNKSt8__detail20_Prime_rehash_policy14_M_need_rehashEmmm", needRehash, NeedRehash,
             (const Policy *policy, size_t buckets, size_t elements, size_t inserted)) {
  Policy copy = readPolicy(policy);
  size_t before = copy._M_next_resize;
  auto result = copy._M_need_rehash(buckets, elements, inserted);
  // The usual case changes nothing: do not make every insertion write the container's head.
  if (copy._M_next_resize != before)
    writePolicy(policy, copy);
  return {result.first, result.second};
}

STM_CLONE_OF("_ZSt11_Hash_bytesPKvmm", hashBytes, size_t, (const void *bytes, size_t size, size_t seed)) {
  return std::_Hash_bytes(size ? readable(bytes, size) : bytes, size, seed);
}
STM_CLONE_OF("_ZSt15_Fnv_hash_bytesPKvmm", fnvHashBytes, size_t,
             (const void *bytes, size_t size, size_t seed)) {
  return std::_Fnv_hash_bytes(size ? readable(bytes, size) : bytes, size, seed);
}
