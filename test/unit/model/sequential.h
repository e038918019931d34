//===- model/sequential.h - What transactions should do ---------------------------------------------------===//
//
// Memory as a map, and transactions as copies of it: begin copies, reads and writes work on the copy, commit carries the
// changed bytes back. That is the whole specification.
//
// Words
//   conflict    a granule that the transaction accessed was changed by a commit since its begin: it must start again
//   excuse      it may start again though nothing conflicts: code outside regions wrote to a granule that it
//               accessed, it owns new blocks, or aborts are injected
//   unknown     bytes that code outside regions wrote since the begin: only a transaction that is doomed may look
//               at them, and may see anything
//
//===-------------------------------------------------------------------------------------------------===//
#ifndef STM_TEST_MODEL_SEQUENTIAL_H
#define STM_TEST_MODEL_SEQUENTIAL_H

#include "model/script.h"

#include <map>
#include <set>
#include <vector>

namespace stm::test {

using Address = uint64_t;

/// Bytes by address: shared memory and the blocks that it points to.
class Bytes {
public:
  void add(Address begin, const std::vector<uint8_t> &bytes) { ranges_[begin] = bytes; }
  void remove(Address begin) { ranges_.erase(begin); }
  bool holds(Address begin) const { return ranges_.count(begin) != 0; }
  /// The byte at an address that some range holds.
  uint8_t &at(Address address) {
    auto range = --ranges_.upper_bound(address);
    return range->second[address - range->first];
  }
  uint64_t load(Address address, uint32_t size) {
    uint64_t value = 0;
    for (uint32_t i = 0; i < size; ++i)
      value |= uint64_t(at(address + i)) << 8 * i;
    return value;
  }
  void store(Address address, uint32_t size, uint64_t value) {
    for (uint32_t i = 0; i < size; ++i)
      at(address + i) = uint8_t(value >> 8 * i);
  }
  const std::map<Address, std::vector<uint8_t>> &ranges() const { return ranges_; }

private:
  std::map<Address, std::vector<uint8_t>> ranges_;
};

struct Transaction {
  bool active = false, plain = false;
  Bytes before, now;
  std::set<Address> granules;         ///< accessed; address >> 4
  std::set<Address> changed_granules; ///< by commits of others since the begin
  std::set<Address> outside_granules; ///< by code outside regions since the begin
  std::set<Address> accessed;         ///< byte by byte
  std::set<Address> unknown;          ///< byte by byte
  std::vector<Address> fresh, freed, taken;
  bool puts = false;                  ///< it publishes the thread's own block
  bool conflict = false, excuse = false;

  bool isUnknown(Address address, uint32_t size) const {
    auto first = unknown.lower_bound(address);
    return first != unknown.end() && *first < address + size;
  }
  void access(Address address, uint32_t size);
};

/// The committed state and what threads have going.
struct Sequential {
  Bytes committed;
  Transaction transactions[kThreads];
  Address own[kThreads] = {}; ///< blocks that no region can reach

  void begin(uint32_t thread, bool plain, bool excuse);
  /// Carries the changes of a transaction over; it ends, or goes on without barriers.
  void commit(uint32_t thread, bool ends);
  /// Code outside regions wrote these bytes.
  void writeOutside(Address address, uint32_t size);
  bool anyOtherActive(uint32_t thread) const;
  bool anyPlain() const;
  /// True if the running transactions leave these bytes to code outside regions.
  bool isFree(Address address, uint32_t size) const;
};

} // namespace stm::test

#endif
