//===- model/inspector.cpp - Comparing the runtime with the model -----------------------------------------------===//
#include "model/inspector.h"

#include "memory/commit_log.h"
#include "memory/globals.h"
#include "memory/hot_pages.h"
#include "memory/pages.h"
#include "memory/range_records.h"
#include "tx/thread_state.h"

#include <algorithm>
#include <cstring>
#include <gtest/gtest.h>

namespace stm::test {

namespace {

const uint8_t *canonical(Address address) { return layout.writer(windowOffset(address)); }

void checkCommitted(const Sequential &model) {
  for (const auto &[begin, bytes] : model.committed.ranges())
    EXPECT_EQ(memcmp(canonical(begin), bytes.data(), bytes.size()), 0) << "I2: range " << begin;
}

void checkSnapshot(const Transaction &transaction, const View &view) {
  for (const auto &[begin, bytes] : transaction.now.ranges()) {
    const uint8_t *shown = view.at(windowOffset(begin));
    for (size_t i = 0; i < bytes.size(); ++i)
      if (shown[i] != bytes[i] && !transaction.unknown.count(begin + i))
        ADD_FAILURE() << "I1: view " << view.index << " byte " << i << " of range " << begin << " is "
                      << int(shown[i]) << ", not " << int(bytes[i]);
  }
}

/// The bytes of a range's record, in the entries from `position` on.
void applyRecord(uint8_t *to, size_t size, uint64_t position) {
  for (size_t at = 0; at < size; at += sizeof(LogEntry))
    memcpy(to + at, &commit_log.at(position++), std::min(sizeof(LogEntry), size - at));
}

/// The view's copy of a page as it will be when the log has been applied to it. Bytes of blocks that are the
/// transaction's own are left out.
void checkCopy(const View &view, Page page, const ThreadState *owner) {
  uint64_t offset = uint64_t(page) << kPageShift;
  uint8_t bytes[os::kPageSize];
  bool ignored[os::kPageSize] = {};
  memcpy(bytes, view.at(offset), sizeof bytes);
  if (owner) {
    for (size_t i = owner->undo.size(); i-- > 0;)
      if (stm::pageOf(owner->undo[i].granule) == page)
        memcpy(bytes + offsetOf(owner->undo[i].granule) % os::kPageSize, &owner->undo[i].old, STM_GRANULE_SIZE);
    for (const Block &block : owner->fresh) {
      uint64_t begin = windowOffset(reinterpret_cast<uint64_t>(block.address));
      for (uint64_t at = begin; at < begin + block.size; ++at)
        if (at >> kPageShift == page)
          ignored[at % os::kPageSize] = true;
    }
  }
  uint64_t position = view.position.load();
  if (commit_log.isOverrun(position))
    return;
  for (; position != commit_log.tail(); position += entriesAt(commit_log.at(position))) {
    const LogEntry &entry = commit_log.at(position);
    if (stm::pageOf(entry.granule) != page)
      continue;
    uint8_t *at = bytes + offsetOf(entry.granule) % os::kPageSize;
    if (isRangeHeader(entry))
      applyRecord(at, entry.count * STM_GRANULE_SIZE, position + 1);
    for (unsigned i = 0; i < STM_GRANULE_SIZE; ++i)
      if (entry.mask >> i & 1)
        at[i] = uint8_t(entry.bytes.half[i / 8] >> i % 8 * 8);
  }
  bool hot = pages.state[page] == kPageHot;
  const uint8_t *now = layout.writer(offset), *known = hot ? twinOf(offset) : now;
  for (unsigned i = 0; i < os::kPageSize; ++i)
    if (!ignored[i] && bytes[i] != known[i]) {
      ADD_FAILURE() << "I4: view " << view.index << (owner ? ", active," : "") << " page " << page << " byte " << i
                    << " is " << int(bytes[i]) << ", not " << int(known[i]) << " as the log knows it; canonical "
                    << int(now[i]);
      return;
    }
}

void checkPage(Page page, const ThreadState *const owners[kMaxViews]) {
  uint32_t holders = pages.holders[page], claimed = holders & 0xffff, copied = holders >> 16;
  EXPECT_EQ(copied & ~claimed, 0u) << "P1: page " << page;
  EXPECT_TRUE(claimed == 0 || pages.state[page] > kPageOpenAlone) << "P2: page " << page;
  uint64_t offset = uint64_t(page) << kPageShift;
  for (unsigned i = 0; i < usedViews(); ++i)
    if (copied & views[i].bit())
      checkCopy(views[i], page, owners[i]);
    else
      EXPECT_EQ(memcmp(views[i].at(offset), layout.writer(offset), os::kPageSize), 0)
          << "P3: view " << i << " page " << page;
}

} // namespace

void inspect(const Sequential &model, const Stepper *const threads[kThreads]) {
  const ThreadState *owners[kMaxViews] = {};
  for (unsigned i = 0; i < kThreads; ++i) {
    const ThreadState &state = threads[i]->state();
    const Transaction &transaction = model.transactions[i];
    EXPECT_EQ(state.mode == Mode::kView, transaction.active && !transaction.plain) << "thread " << i;
    if (state.mode != Mode::kView)
      continue;
    EXPECT_EQ(state.view->active, View::kRunning);
    EXPECT_EQ(state.view->owner, state.number);
    owners[state.view->index] = &state;
    checkSnapshot(transaction, *state.view);
  }
  for (unsigned i = 0; i < usedViews(); ++i)
    EXPECT_EQ(views[i].active != 0, owners[i] != nullptr) << "view " << i;
  checkCommitted(model);
  std::set<Page> known;
  auto add = [&](const Bytes &bytes) {
    for (const auto &[begin, range] : bytes.ranges())
      for (uint64_t at = windowOffset(begin); at < windowOffset(begin) + range.size(); at += 16)
        known.insert(Page(at >> kPageShift));
  };
  add(model.committed);
  for (const Transaction &transaction : model.transactions)
    add(transaction.now);
  for (Page page : known)
    checkPage(page, owners);
}

} // namespace stm::test
