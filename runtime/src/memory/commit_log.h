//===- memory/commit_log.h - What was committed, in commit order ------------------===//
//
// A ring of entries, one a written granule. A position counts entries since the start of the
// process; the entries of one commit become visible together when the tail moves (I5). A view catches up by
// applying the entries from its position to the tail.
//
// Thread safety: append and publish under commitLock(); reading [position, tail) needs no lock as long as
// position is not overrun (isOverrun), which the reader checks after reading.
//
//===------------------------------------------------------------------------===//
#ifndef STM_MEMORY_COMMIT_LOG_H
#define STM_MEMORY_COMMIT_LOG_H

#include "base/lock.h"
#include "memory/bytes.h"
#include "memory/layout.h"

#include <atomic>
#include <cstdint>

namespace stm {

struct LogEntry {
  Granule granule;
  uint16_t mask;  ///< bit i: byte i was written; 0: the header of a range (memory/range_records)
  uint16_t count; ///< of a range: its granules
  Bytes16 bytes;
};
static_assert(sizeof(LogEntry) == 24);

/// One cache line: what every begin and commit touches travels between processors at once.
class alignas(64) CommitLog {
public:
  static constexpr uint64_t kCapacity = uint64_t(1) << 20;
  /// The largest commit: larger ones bypass the log (tx/commit).
  static constexpr uint64_t kLargestCommit = kCapacity / 8;

  void create();
  /// The position after the last visible entry. acquire: pairs with publish.
  uint64_t tail() const { return tail_.load(std::memory_order_acquire); }
  const LogEntry &at(uint64_t position) const { return entries_[position & (kCapacity - 1)]; }
  void append(const LogEntry &entry) { entries_[next_++ & (kCapacity - 1)] = entry; }
  /// Appends so many bytes as entries without a form of their own.
  void appendBytes(const uint8_t *bytes, size_t size);
  /// Appended, visible or not.
  uint64_t next() const { return next_; }
  void publish() { tail_.store(next_, std::memory_order_release); }
  /// True if entries after `position` may have been, or may just be being, overwritten.
  bool isOverrun(uint64_t position) const {
    return tail() - position > kCapacity - 2 * kLargestCommit;
  }

  /// Held by whoever appends.
  Lock lock;
  /// Not 0 while a commit copies pages for others and writes canonical memory: a begin waits (tx/begin.cpp).
  std::atomic<uint32_t> publishing{0};

private:
  LogEntry *entries_ = nullptr;
  uint64_t next_ = 0; // under the commit lock
  std::atomic<uint64_t> tail_{0};
};

extern CommitLog commit_log;
inline Lock &commitLock() __attribute__((lock_returned(commit_log.lock))) { return commit_log.lock; }

} // namespace stm

#endif
