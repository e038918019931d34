//===- memory/range_records.h - A commit's own memory in the log -----------------===//
//
// A range that a transaction owned (tx/own_range) stands in the log as one record for each page that it
// touches: a header and the bytes behind it, sixteen a granule, without addresses or masks.
//
//   entry 0        header: first granule, mask 0, number of granules (at most a page's)
//   entries 1 ...  the bytes, 24 an entry
//
// A mask of 0 tells a header from a granule's entry. Whoever walks the log steps by entriesAt.
//
//===-----------------------------------------------------------------------------===//
#ifndef STM_MEMORY_RANGE_RECORDS_H
#define STM_MEMORY_RANGE_RECORDS_H

#include "memory/commit_log.h"
#include "memory/view.h"

namespace stm {

inline bool isRangeHeader(const LogEntry &entry) { return entry.mask == 0; }

/// Entries of a record of so many granules.
inline uint64_t entriesOfRange(uint64_t granules) {
  return 1 + (granules * STM_GRANULE_SIZE + sizeof(LogEntry) - 1) / sizeof(LogEntry);
}

/// Entries of the record, granule or range, that starts with `entry`.
inline uint64_t entriesAt(const LogEntry &entry) { return isRangeHeader(entry) ? entriesOfRange(entry.count) : 1; }

/// Entries of all records of the window offsets [begin, end), whole granules.
uint64_t entriesOfRecords(uint64_t begin, uint64_t end);

/// Appends the records of [begin, end) with the bytes that `view` shows. With the commit lock held.
void appendRange(const View &view, uint64_t begin, uint64_t end);

/// Puts the bytes of the record at `position` into the view's page, if the view has a copy of it.
void applyRange(const View &view, uint64_t position);

/// True if one of the record's granules bears the stamp.
bool isRangeMarked(const LogEntry &header, const uint16_t *marks, uint16_t stamp);

} // namespace stm

#endif
