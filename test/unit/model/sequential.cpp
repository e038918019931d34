//===- model/sequential.cpp - The specification -------------------------------------------------------------===//
#include "model/sequential.h"

namespace stm::test {

void Transaction::access(Address address, uint32_t size) {
  for (Address granule = address >> 4; granule <= (address + size - 1) >> 4; ++granule) {
    granules.insert(granule);
    conflict |= changed_granules.count(granule) != 0;
    excuse |= outside_granules.count(granule) != 0;
  }
  for (uint32_t i = 0; i < size; ++i)
    accessed.insert(address + i);
}

void Sequential::begin(uint32_t thread, bool plain, bool excuse) {
  Transaction &transaction = transactions[thread] = {};
  transaction.active = true;
  transaction.plain = plain;
  transaction.excuse = excuse;
  transaction.before = transaction.now = committed;
}

void Sequential::commit(uint32_t thread, bool ends) {
  Transaction &mine = transactions[thread];
  std::set<Address> changed;
  for (Address address : mine.taken) {
    own[thread] = address;
    mine.now.remove(address);
    committed.remove(address);
  }
  if (mine.puts)
    own[thread] = 0;
  for (Address address : mine.freed)
    mine.now.remove(address), committed.remove(address);
  for (const auto &[begin, bytes] : mine.now.ranges()) {
    if (!mine.before.holds(begin)) {
      committed.add(begin, bytes); // new, or put there
      continue;
    }
    if (!committed.holds(begin))
      continue; // freed or taken by another meanwhile, and not touched here
    for (size_t i = 0; i < bytes.size(); ++i) {
      if (bytes[i] == mine.before.at(begin + i))
        continue;
      committed.at(begin + i) = bytes[i];
      changed.insert((begin + i) >> 4);
    }
  }
  for (Transaction &other : transactions) {
    if (&other == &mine || !other.active)
      continue;
    for (Address granule : changed) {
      other.changed_granules.insert(granule);
      other.conflict |= other.granules.count(granule) != 0;
    }
  }
  if (ends) {
    mine = {};
    return;
  }
  bool excuse = mine.excuse;
  begin(thread, true, excuse);
}

void Sequential::writeOutside(Address address, uint32_t size) {
  for (Transaction &transaction : transactions) {
    if (!transaction.active)
      continue;
    for (Address granule = address >> 4; granule <= (address + size - 1) >> 4; ++granule) {
      transaction.outside_granules.insert(granule);
      transaction.excuse |= transaction.granules.count(granule) != 0;
    }
    for (uint32_t i = 0; i < size; ++i)
      transaction.unknown.insert(address + i);
  }
}

bool Sequential::anyOtherActive(uint32_t thread) const {
  for (uint32_t i = 0; i < kThreads; ++i)
    if (i != thread && transactions[i].active)
      return true;
  return false;
}

bool Sequential::anyPlain() const {
  for (const Transaction &transaction : transactions)
    if (transaction.active && transaction.plain)
      return true;
  return false;
}

bool Sequential::isFree(Address address, uint32_t size) const {
  for (const Transaction &transaction : transactions) {
    auto first = transaction.accessed.lower_bound(address);
    if (transaction.active && first != transaction.accessed.end() && *first < address + size)
      return false;
  }
  return true;
}

} // namespace stm::test
