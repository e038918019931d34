//===- memory/range_records.cpp - Writing and reading records of ranges -----------===//
#include "memory/range_records.h"

#include "memory/pages.h"

#include <algorithm>
#include <cstring>

namespace stm {

uint64_t entriesOfRecords(uint64_t begin, uint64_t end) {
  uint64_t entries = 0;
  forEachPage(begin, end, [&](uint64_t from, uint64_t to) { entries += entriesOfRange((to - from) / STM_GRANULE_SIZE); });
  return entries;
}

void appendRange(const View &view, uint64_t begin, uint64_t end) {
  forEachPage(begin, end, [&](uint64_t from, uint64_t to) {
    commit_log.append({granuleOf(from), 0, uint16_t((to - from) / STM_GRANULE_SIZE), {}});
    commit_log.appendBytes(view.at(from), to - from);
  });
}

void applyRange(const View &view, uint64_t position) {
  const LogEntry header = commit_log.at(position);
  if (!hasCopy(view, pageOf(header.granule)))
    return;
  uint64_t begin = offsetOf(header.granule);
  // The ring may be overwritten while we read: then the count is anything, and the caller drops the page.
  uint64_t end = std::min(begin + header.count * uint64_t(STM_GRANULE_SIZE), (begin | (os::kPageSize - 1)) + 1);
  for (uint64_t at = begin; at < end; at += sizeof(LogEntry))
    memcpy(view.at(at), &commit_log.at(++position), std::min<uint64_t>(sizeof(LogEntry), end - at));
}

bool isRangeMarked(const LogEntry &header, const uint16_t *marks, uint16_t stamp) {
  unsigned found = 0;
  // No early exit: the loop becomes a few vector instructions.
  for (unsigned i = 0; i < header.count; ++i)
    found |= marks[header.granule + i] == stamp;
  return found != 0;
}

} // namespace stm
