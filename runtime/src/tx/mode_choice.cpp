//===- tx/mode_choice.cpp - Samples, slices and the decision ------------------------------------===//
#include "tx/mode_choice.h"

#include "base/check.h"
#include "base/lock.h"
#include "config/flags.h"
#include "memory/pages.h"
#include "tx/lock_mode.h"
#include "tx/lone.h"
#include "tx/mode_estimate.h"

#include <algorithm>
#include <sched.h>
#include <utility>

namespace stm {

namespace {

/// Cycles, as the time stamp counter counts them: about a third to half a nanosecond each.
constexpr uint64_t kMillisecond = 3000000;
constexpr uint64_t kLook = 3 * kMillisecond;
/// At the lock, before anything is known. A look at views costs 30 ms and more: it is for programs that have run several times as long.
constexpr uint64_t kFirstLook = 200 * kMillisecond;
/// A look at views starts over as long as pages are being copied faster than one in so many cycles a thread, or regions become faster by so
/// much, but not more often than kWarmUps times: copies and first uses of memory come once, and decide nothing. A program that still
/// makes copies then always does, and they count.
constexpr uint64_t kCyclesPerCopy = 300000, kWarmUps = 10;
constexpr double kStillFaster = 0.9;
/// The same at views, where regions are long (stm_long_regions).
constexpr uint64_t kFirstLookOfLong = 30 * kMillisecond;
/// Long regions that do well in views stay there for so long until the lock is looked at.
constexpr uint64_t kUnlookedStay = 800 * kMillisecond;
constexpr uint64_t kFirstStay = 200 * kMillisecond, kLongestStay = 10000 * kMillisecond;
/// A look with fewer samples than kEnoughSamples takes so many times its length: few regions, but long ones.
constexpr uint64_t kLongestLook = 8;
/// Long regions under the lock vary little.
constexpr uint64_t kEnoughLongSamples = 16;
/// Views must win by this much: changing over has costs that a short look does not see, and short regions feel most. Once they are
/// in use, the lock must win.
constexpr double kViewAdvantage = 1.1, kViewAdvantageOfLong = 0.9, kViewAdvantageInUse = 0.95;
/// A look at views is over when they lose by this much with so many samples, however many pages are still to be copied; but some copies
/// must have been made.
constexpr uint64_t kLeastBeforeHopeless = 10 * kLook;
constexpr double kHopeless = 2, kUtterlyHopeless = 16;
constexpr uint64_t kSamplesOfHopeless = 32, kLongSamplesOfHopeless = 12, kSamplesOfUtterlyHopeless = 4;
/// Cycles of a region under the lock, and before it, that go into reading the clock while the lock is looked at.
constexpr double kClockReading = 60;
/// Duration of the regions, against that at the stay's beginning, from which on the program does something else.
constexpr double kChanged = 3;
/// Late enough that pages are no longer being copied.
constexpr uint64_t kBeginningSamples = 8192;

/// Lock mode is entered again so often when a transaction that needs a view ends it.
constexpr unsigned kMostRevoked = 4;

/// Under choice_lock; what is atomic is also read without it.
struct Choice {
  bool locked = false;
  std::atomic<bool> probing{true}; ///< a short look; else a stay in the better mode
  bool stayed_in_views = false;
  unsigned warm_ups = 0;
  double warm_up = 0; ///< duration of regions in the last of them
  uint64_t copied = 0; ///< pages, when the slice began
  double beginning = 0; ///< duration of regions when the stay was young
  std::atomic<uint64_t> began{0}, length{0}, number{0};
  Look look;           ///< of this slice
  uint64_t entered = 0; ///< when the mode of this slice was
  unsigned revoked = 0; ///< how often somebody has ended lock mode since it was chosen
  Estimate lock, view;
  uint64_t timed = 0;  ///< regions, for STM_SWITCH_EVERY
  uint64_t stay = kFirstStay;
};
Choice choice;
Lock choice_lock;
std::atomic<bool> long_regions{false}; ///< says the program

} // namespace

static unsigned processors() {
  static unsigned count = [] {
    cpu_set_t set;
    return sched_getaffinity(0, sizeof set, &set) == 0 ? unsigned(CPU_COUNT(&set)) : 1u;
  }();
  return count;
}

bool isLooking() { return choice.probing.load(std::memory_order_relaxed); }

void resetModeChoiceAfterFork() { choice_lock.reset(); }

static void startSlice(bool locked, bool probing, uint64_t length) {
  choice.locked = locked;
  choice.probing = probing;
  choice.look = {};
  choice.copied = page_counts.copied.load(std::memory_order_relaxed);
  choice.began = __builtin_ia32_rdtsc();
  choice.length = length;
  choice.number.fetch_add(1, std::memory_order_relaxed);
}

bool startsInLockMode() {
  if (!flags.lock)
    return false;
  LockGuard guard(choice_lock);
  bool first = choice.began == 0;
  if (first)
    startSlice(!long_regions, true, long_regions ? kFirstLookOfLong : kFirstLook);
  return choice.locked;
}

/// Regions a cycle under the lock. While threads rarely meet there, each goes its own pace; how long the lock was free then says how busy the
/// machine was with other programs. (What is outside of regions takes as long in both modes; in views it is measured.)
static double throughputOfLock(const Averages &lock, const Averages &view, unsigned threads) {
  constexpr double kRarelyHeld = 0.5;
  double held = lock.duration, turn = held + view.before;
  if (threads * held < kRarelyHeld * turn)
    return threads / turn;
  double whole = held + lock.before;
  return 1 / std::max(whole - kClockReading / lock.work, whole / 2);
}

/// Throughput in views by throughput under the lock. Where regions are long, every second one is a sample, so it is known how many threads were in
/// regions at a time: of two that wait for each other, one.
static double advantageOf(const Averages &view, unsigned threads_in_views, double concurrency) {
  unsigned threads = std::min(std::max(choice.lock.threads, threads_in_views), processors());
  double throughput = long_regions ? std::min<double>(concurrency, processors()) / view.duration : threads / (view.duration + view.before);
  return throughput / throughputOfLock(choice.lock.averages, view, threads);
}

static bool viewsWin() {
  const Averages &view = choice.view.averages;
  double wanted = choice.stayed_in_views                          ? kViewAdvantageInUse
                  : view.duration * view.work > RegionSample::kLong ? kViewAdvantageOfLong
                                                                  : kViewAdvantage;
  return advantageOf(view, choice.view.threads, choice.view.concurrency) > wanted;
}

/// Of a look at views that has taken its time.
static bool isHopeless() {
  uint64_t now = __builtin_ia32_rdtsc();
  if (!choice.probing || choice.locked || !choice.lock.known || choice.look.samples < kSamplesOfUtterlyHopeless || now - choice.entered < kLeastBeforeHopeless)
    return false;
  choice.look.settle();
  double advantage = advantageOf(choice.look.averages, choice.look.threads, choice.look.concurrency(now - choice.began));
  uint64_t enough = long_regions ? kLongSamplesOfHopeless : kSamplesOfHopeless;
  return advantage * kUtterlyHopeless < 1 || (choice.look.samples >= enough && advantage * kHopeless < 1);
}

static bool isCopying(uint64_t elapsed) {
  return (page_counts.copied.load(std::memory_order_relaxed) - choice.copied) * kCyclesPerCopy > elapsed;
}

/// True if a look at views, settled, saw mostly what comes once: it begins again.
static bool isWarmingUp(uint64_t elapsed) {
  if (choice.locked || choice.warm_ups >= kWarmUps || isHopeless())
    return false;
  double last = std::exchange(choice.warm_up, choice.look.averages.duration);
  return isCopying(elapsed) || choice.warm_ups == 0 || choice.warm_up < kStillFaster * last;
}

static bool startIn(bool locked, bool probing, uint64_t length) {
  if (locked != choice.locked && !switchLockMode(locked))
    return false; // somebody holds the gate: the next sample tries again
  startSlice(locked, probing, length);
  choice.entered = choice.began;
  choice.revoked = 0;
  return true;
}

/// A region has run in the other mode than the chosen one: it began before the change, or somebody has ended the mode. The second half of a
/// divided transaction does that, which may not run without a view.
static void restoreMode() {
  uint64_t holder = bias.load(std::memory_order_relaxed);
  if ((holder != 0 && holder != kEverybody) || (holder == kEverybody) == choice.locked)
    return;
  if (choice.locked && (++choice.revoked > kMostRevoked || (choice.probing && choice.view.known))) {
    choice.stay = std::min(choice.stay * 2, kLongestStay);
    startSlice(false, false, choice.stay);
    choice.stayed_in_views = true;
  } else if (switchLockMode(choice.locked)) {
    startSlice(choice.locked, choice.probing, choice.length);
  }
}

/// STM_TRACE: what a slice has shown.
static void traceSlice(uint64_t elapsed) {
  const Look &look = choice.look;
  say("%s %s for %lu ms: %u threads, %.2f at a time, %.2f of use; %lu samples; cycles: region %.0f, before %.0f; work %.0f; %lu pages copied",
      choice.probing ? "looked at" : "stayed in", choice.locked ? "one lock" : "views", elapsed / kMillisecond, look.threads,
      look.concurrency(elapsed), look.useful / double(elapsed), look.samples, look.averages.duration, look.averages.before,
      look.averages.work, page_counts.copied.load(std::memory_order_relaxed) - choice.copied);
}

/// Both modes are known; the running one was looked at last.
static void decide() {
  bool locked = !viewsWin();
  // Confirmed: look less often.
  uint64_t stay = locked != choice.locked ? std::min(choice.stay * 2, kLongestStay) : kFirstStay;
  if (!startIn(locked, false, stay))
    return;
  choice.stay = stay;
  choice.stayed_in_views = !locked;
}

/// Long regions run beside each other in views, with little undone and little copied: until they have done so for a while, no look at the lock is
/// worth that all views begin cold after it.
static bool isHealthy(uint64_t elapsed) {
  constexpr double kUsefulThreads = 1.5;
  return long_regions && !choice.locked && choice.view.useful > kUsefulThreads && !isCopying(elapsed) && choice.stay < kUnlookedStay;
}

/// The slice is over: chooses the next one.
static void nextSlice(uint64_t elapsed) {
  if (choice.probing)
    choice.look.settle();
  if (flags.trace)
    traceSlice(elapsed);
  if (choice.probing) {
    if (isWarmingUp(elapsed)) {
      ++choice.warm_ups;
      return startSlice(false, true, kLook);
    }
  }
  (choice.locked ? choice.lock : choice.view).combine(choice.look, elapsed, /*knows_gap=*/choice.probing || !choice.locked);
  if (choice.probing && choice.lock.known && choice.view.known)
    return decide();
  if (isHealthy(elapsed)) {
    choice.stayed_in_views = true;
    if (!choice.probing)
      choice.stay *= 2;
    return startSlice(false, false, choice.stay);
  }
  // What a stay has shown needs no look.
  if (startIn(!choice.locked, true, kLook))
    choice.warm_ups = 0;
}

/// A stay in which regions take much longer or shorter than in its beginning.
static bool hasChanged() {
  if (choice.probing || choice.look.samples < kBeginningSamples)
    return false;
  double now = choice.look.averages.duration;
  if (choice.look.samples == kBeginningSamples)
    choice.beginning = now;
  return now > kChanged * choice.beginning || now * kChanged < choice.beginning;
}

static bool isOver(uint64_t now) {
  uint64_t elapsed = now - choice.began;
  if (hasChanged()) {
    choice.stay = kFirstStay;
    choice.lock.known = choice.view.known = false;
    return true;
  }
  if (elapsed < choice.length || choice.look.samples == 0)
    return false;
  uint64_t longest = choice.probing ? std::max<uint64_t>(choice.length, kLongestLook * kLook) : kLongestLook * choice.length;
  uint64_t enough = choice.probing && choice.locked && long_regions ? kEnoughLongSamples : kEnoughSamples;
  return choice.look.samples >= enough || elapsed >= longest || isHopeless();
}

/// Counts the thread in the slice, with its first region: of long regions a look may see no whole sample of each thread.
static void noteThread(ThreadState &thread, bool locked) {
  if (thread.slice == choice.number.load(std::memory_order_relaxed) || !choice_lock.tryLock())
    return;
  if (locked == choice.locked) {
    thread.slice = choice.number;
    ++choice.look.threads;
  }
  choice_lock.unlock();
}

static void note(const RegionSample &sample, uint64_t now, bool locked) {
  // Another thread is at it: one sample more or less.
  if (!choice_lock.tryLock())
    return;
  if (locked == choice.locked) {
    auto duration = double(choice.probing && choice.warm_ups < kWarmUps ? sample.duration(now) : sample.wholeDuration(now));
    auto before = double(sample.before()), work = double(sample.work());
    if (choice.probing)
      choice.look.keep(duration, before, work);
    else
      choice.look.add(duration, before, work);
    choice.look.occupy(duration, double(sample.usefulDuration(now)), sample.regions());
    if (isOver(now))
      nextSlice(now - choice.began);
  } else {
    restoreMode();
  }
  choice_lock.unlock();
}

/// In the place of all that, for tests.
static void switchByCount() {
  if (!choice_lock.tryLock())
    return;
  if (++choice.timed % flags.switch_every == 0 && switchLockMode(!choice.locked))
    choice.locked = !choice.locked;
  choice_lock.unlock();
}

void noteRegionEnd(ThreadState &thread, bool locked) {
  RegionSample &sample = thread.sample;
  if (!sample.isDue() || !flags.lock)
    return;
  noteThread(thread, locked);
  uint64_t now = __builtin_ia32_rdtsc();
  if (flags.switch_every)
    switchByCount();
  else if (sample.isComplete())
    note(sample, now, locked);
  sample.ended(now);
}

} // namespace stm

extern "C" __attribute__((visibility("default"))) void stm_long_regions() { stm::long_regions.store(true, std::memory_order_relaxed); }

extern "C" __attribute__((visibility("default"))) void stm_region_work(size_t units) {
  stm::threadState().sample.worked(units);
}
