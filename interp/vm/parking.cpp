// Parking by futex. Places share 256 words, so sleepers may wake without cause. See parking.h.
#include "vm/parking.h"
#include "vm/region.h"
#include "vm/signals.h"

#include <algorithm>
#include <ctime>
#include <linux/futex.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace pystm {

namespace {

constexpr size_t kWords = 256;
constexpr double kSignalInterval = 0.05; // a signal may arrive just before the sleep

// Used outside of regions, but for their tickets: not in memory that these watch.
uint32_t *const words = static_cast<uint32_t *>(mmap(nullptr, kWords * sizeof(uint32_t), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));

uint32_t *wordOf(const void *place) { return words + reinterpret_cast<uintptr_t>(place) / 16 * 0x9E3779B97F4A7C15 % kWords; }

PYSTM_PURE uint32_t loadWord(const uint32_t *word) { return __atomic_load_n(word, __ATOMIC_SEQ_CST); }

void wakeNow(void *word) {
  auto *at = static_cast<uint32_t *>(word);
  __atomic_fetch_add(at, 1, __ATOMIC_SEQ_CST);
  syscall(SYS_futex, at, FUTEX_WAKE_PRIVATE, INT32_MAX, nullptr, nullptr, 0);
}

} // namespace

double parkingTime() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

uint32_t parkingTicket(const void *place) { return loadWord(wordOf(place)); }

void park(const void *place, uint32_t ticket, double deadline, bool signals) {
  uint32_t *word = wordOf(place);
  while (loadWord(word) == ticket) {
    double left = 3600;
    if (deadline >= 0)
      left = std::min(left, deadline - parkingTime());
    if (left <= 0 || (signals && signalsPending()))
      return;
    if (signals)
      left = std::min(left, kSignalInterval);
    timespec wait{static_cast<time_t>(left), static_cast<long>((left - static_cast<double>(static_cast<time_t>(left))) * 1e9)};
    syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, ticket, &wait, nullptr, 0);
  }
}

void wakePlace(const void *place) { afterRegion(wakeNow, wordOf(place)); }

} // namespace pystm
