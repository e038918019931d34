//===- memory/hot_pages.cpp - Twins, comparison, cooling ----------------------===//
#include "memory/hot_pages.h"

#include "base/check.h"
#include "base/grow_array.h"
#include "memory/bytes.h"
#include "memory/globals.h"
#include "memory/pages.h"
#include "os/userfault.h"
#include "memory/commit_log.h"

#include <cstring>

namespace stm {

namespace {
/// Readers without a lock see slots [0, count). `version` moves when a slot is reused, and is odd while differences are on their
/// way to the log: the twins have them already, the log's tail does not tell of them yet.
constexpr size_t kMaxHot = 1 << 16;
std::atomic<Page> *hot_pages;
std::atomic<uint32_t> *quiet_begins; ///< per slot: begins since the page last changed
std::atomic<uint32_t> *wishes;       ///< per slot: transactions that ran alone because the page is hot
std::atomic<size_t> hot_count{0};
std::atomic<uint64_t> version{0};
uint8_t *twins;
/// After so many begins without a change the page is protected again: they have cost about what the next fault will.
constexpr uint32_t kCoolAfter = 128;
/// After so many wishes too, changed or not: together they cost about what the next fault will.
constexpr uint32_t kEnoughWishes = 64;
} // namespace

void createHotPages() {
  hot_pages = os::allocateArray<std::atomic<Page>>(kMaxHot, "list of hot pages");
  quiet_begins = os::allocateArray<std::atomic<uint32_t>>(kMaxHot, "list of hot pages");
  wishes = os::allocateArray<std::atomic<uint32_t>>(kMaxHot, "list of hot pages");
  twins = os::allocateArray<uint8_t>(STM_WINDOW_SIZE, "twins of hot pages");
}

uint8_t *twinOf(uint64_t window_offset) { return twins + window_offset; }

const uint8_t *committedBytes(uint64_t window_offset) {
  bool hot = pages.state[window_offset >> kPageShift].load(std::memory_order_acquire) == kPageHot;
  return hot ? twinOf(window_offset) : layout.writer(window_offset);
}

void makeHot(Page page) {
  uint64_t offset = uint64_t(page) << kPageShift;
  memcpy(twinOf(offset), layout.writer(offset), os::kPageSize);
  size_t slot = hot_count.load(std::memory_order_relaxed);
  STM_CHECK(slot < kMaxHot, "more than %zu pages are written inside and outside of transactions at a time",
            kMaxHot);
  hot_pages[slot].store(page, std::memory_order_relaxed);
  quiet_begins[slot].store(0, std::memory_order_relaxed);
  wishes[slot].store(0, std::memory_order_relaxed);
  pages.state[page].store(kPageHot, std::memory_order_release);
  // release: the slot and the twin are complete for whoever sees the count.
  hot_count.store(slot + 1, std::memory_order_release);
}

void forgetHotPages() {
  for (size_t i = 0; i < hot_count.load(std::memory_order_relaxed); ++i) {
    Page page = hot_pages[i].load(std::memory_order_relaxed);
    pages.state[page].store(kPageOpen, std::memory_order_relaxed);
    os::discard(twinOf(uint64_t(page) << kPageShift), os::kPageSize);
  }
  version.fetch_add(2, std::memory_order_acq_rel);
  hot_count.store(0, std::memory_order_release);
}

size_t hotPages() { return hot_count.load(std::memory_order_acquire); }

static bool isChanged(Page page) {
  uint64_t offset = uint64_t(page) << kPageShift;
  return memcmp(layout.writer(offset), twinOf(offset), os::kPageSize) != 0;
}

bool isPublishingHotPages() { return version.load(std::memory_order_acquire) & 1; }

bool anyHotPageChanged() {
  uint64_t seen = version.load(std::memory_order_acquire);
  if (__builtin_expect(seen & 1, 0))
    return true;
  size_t count = hot_count.load(std::memory_order_acquire);
  for (size_t i = 0; i < count; ++i) {
    if (isChanged(hot_pages[i].load(std::memory_order_relaxed)))
      return true;
    // A lost increment only delays cooling.
    uint32_t quiet = quiet_begins[i].load(std::memory_order_relaxed) + 1;
    quiet_begins[i].store(quiet, std::memory_order_relaxed);
    if (quiet > kCoolAfter || wishes[i].load(std::memory_order_relaxed) >= kEnoughWishes)
      return true; // publishHotPages cools it
  }
  // acquire: a twin that was just brought up to date is seen only by who sees the odd version too.
  std::atomic_thread_fence(std::memory_order_acquire);
  return version.load(std::memory_order_relaxed) != seen;
}

/// Logs what the page has that its twin has not.
static void publishPage(Page page) {
  uint64_t offset = uint64_t(page) << kPageShift;
  const uint8_t *now = layout.writer(offset);
  uint8_t *known = twinOf(offset);
  for (unsigned at = 0; at < os::kPageSize; at += STM_GRANULE_SIZE) {
    Bytes16 bytes = loadGranule(now + at);
    uint16_t mask = differingBytes(bytes, loadGranule(known + at));
    if (!mask)
      continue;
    storeMasked(known + at, bytes, mask);
    commit_log.append({granuleOf(offset + at), mask, 0, bytes});
  }
}

/// Takes slot i from the list; the last slot moves there. Within a publication, at whose end `version` has moved.
static void removeSlot(size_t i) {
  size_t last = hot_count.load(std::memory_order_relaxed) - 1;
  hot_pages[i].store(hot_pages[last].load(std::memory_order_relaxed), std::memory_order_relaxed);
  quiet_begins[i].store(quiet_begins[last].load(std::memory_order_relaxed), std::memory_order_relaxed);
  wishes[i].store(wishes[last].load(std::memory_order_relaxed), std::memory_order_relaxed);
  hot_count.store(last, std::memory_order_release);
}

void wishPageCool(Page page) {
  // A slot that is just being reused gets a wish that was not meant for it.
  for (size_t i = 0, count = hot_count.load(std::memory_order_acquire); i < count; ++i)
    if (hot_pages[i].load(std::memory_order_relaxed) == page)
      wishes[i].fetch_add(1, std::memory_order_relaxed);
}

void publishHotPages() {
  os::SignalsBlocked signals;
  LockGuard guard(pagesLock());
  version.fetch_add(1, std::memory_order_acq_rel);
  std::atomic_thread_fence(std::memory_order_release);
  for (size_t i = 0; i < hot_count.load(std::memory_order_relaxed);) {
    Page page = hot_pages[i].load(std::memory_order_relaxed);
    bool held = pages.holders[page].load(std::memory_order_relaxed) != 0;
    // These writes are no transaction: publishing them in parts keeps within what readers of the ring allow for.
    if (commit_log.next() - commit_log.tail() > CommitLog::kLargestCommit - kGranulesPerPage)
      commit_log.publish();
    bool changed = isChanged(page);
    bool cools = wishes[i].load(std::memory_order_relaxed) >= kEnoughWishes ||
                 (!changed && quiet_begins[i].load(std::memory_order_relaxed) > kCoolAfter);
    if (changed && !cools) {
      quiet_begins[i].store(0, std::memory_order_relaxed);
      publishPage(page);
    } else if (cools && held) {
      // Protect first: what slipped in before is then found by the comparison.
      os::protect(programAddress(page), os::kPageSize);
      publishPage(page);
      pages.state[page].store(kPageProtected, std::memory_order_release);
      removeSlot(i);
      continue;
    }
    if (!held) {
      pages.state[page].store(kPageOpenAlone, std::memory_order_release);
      removeSlot(i);
      continue;
    }
    ++i;
  }
  commit_log.publish();
  version.fetch_add(1, std::memory_order_release);
}

} // namespace stm
