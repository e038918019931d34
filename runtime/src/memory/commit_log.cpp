//===- memory/commit_log.cpp - The ring's memory ----------------------------------===//
#include "memory/commit_log.h"

#include "os/os.h"

#include <algorithm>
#include <cstring>

namespace stm {

CommitLog commit_log;

void CommitLog::create() {
  entries_ = os::allocateArray<LogEntry>(kCapacity, "commit log");
}

void CommitLog::appendBytes(const uint8_t *bytes, size_t size) {
  while (size > 0) {
    uint64_t index = next_ & (kCapacity - 1);
    size_t part = std::min(size, size_t(kCapacity - index) * sizeof(LogEntry)); // up to the ring's end
    memcpy(static_cast<void *>(&entries_[index]), bytes, part);
    next_ += (part + sizeof(LogEntry) - 1) / sizeof(LogEntry);
    bytes += part;
    size -= part;
  }
}

} // namespace stm
