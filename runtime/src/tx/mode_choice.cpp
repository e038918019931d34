//===- tx/mode_choice.cpp - Samples, slices and the decision ------------------------------------===//
#include "tx/mode_choice.h"

#include "base/check.h"
#include "base/lock.h"
#include "config/flags.h"
#include "memory/pages.h"
#include "tx/lock_mode.h"

#include <algorithm>
#include <numeric>
#include <sched.h>

namespace stm {

namespace {

/// Cycles, as the time stamp counter counts them: about a third to half a nanosecond each.
constexpr uint64_t kMillisecond = 3000000;
constexpr uint64_t kLook = 3 * kMillisecond;
/// A look at views starts over as long as pages are being copied faster than one in so many cycles a thread, but not
/// more often than kWarmUps times: copies are made once, and decide nothing. A program that still makes some then always does, and
/// they count.
constexpr uint64_t kCyclesPerCopy = 300000, kWarmUps = 10;
constexpr uint64_t kFirstStay = 200 * kMillisecond, kLongestStay = 10000 * kMillisecond;
/// A look needs so many samples, or so many times its length: few regions, but long ones.
constexpr uint64_t kEnoughSamples = 64, kLongestLook = 8;
/// Views must win by this much: changing over has costs that a short look does not see.
constexpr double kViewAdvantage = 1.1;
/// Cycles of a region under the lock, and before it, that go into reading the clock while the lock is looked at.
constexpr double kClockReading = 60;
/// A sample this many times the usual one met an interruption.
constexpr double kOutlier = 8;
/// Duration of the regions, against that at the stay's beginning, from which on the program does something else.
constexpr double kChanged = 3;
/// Late enough that pages are no longer being copied.
constexpr uint64_t kBeginningSamples = 8192;

/// Samples of a short look: its latest ones.
constexpr size_t kMostKept = 256;

/// The mean of a unit of work, in which what is far from the rest has little part: interrupts, page faults, lost processors.
double robustMean(const double *values, const double *work, size_t count) {
  double rates[kMostKept], sum = 0, done = 0;
  for (size_t i = 0; i < count; ++i)
    rates[i] = values[i] / work[i];
  std::nth_element(rates, rates + count / 2, rates + count);
  double most = kOutlier * rates[count / 2];
  for (size_t i = 0; i < count; ++i) {
    sum += std::min(values[i], most * work[i]);
    done += work[i];
  }
  return sum / done;
}

/// Averages over the samples of one slice, in cycles a unit of work (a region, if the program does not say): d and g of the lock, v and
/// o of views.
struct Look {
  double duration = 0, before = 0;
  double work = 1; ///< of a region
  uint64_t samples = 0;
  unsigned threads = 0;
  double durations[kMostKept], gaps[kMostKept], works[kMostKept]; ///< of a short look

  /// Of a short look.
  void keep(double region, double gap, double units) {
    durations[samples % kMostKept] = region;
    gaps[samples % kMostKept] = gap;
    works[samples % kMostKept] = units;
    ++samples;
  }
  void settle() {
    size_t kept = std::min<size_t>(samples, kMostKept);
    duration = robustMean(durations, works, kept);
    before = robustMean(gaps, works, kept);
    work = std::accumulate(works, works + kept, 0.0) / double(kept);
  }
  /// Of a stay.
  void add(double region, double gap, double units) {
    region /= units;
    gap /= units;
    if (samples >= 16)
      region = std::min(region, kOutlier * duration);
    ++samples;
    // A stay may take minutes: the average follows the last few hundred samples.
    double weight = 1.0 / double(std::min<uint64_t>(samples, 512));
    duration += (region - duration) * weight;
    before += (gap - before) * weight;
  }
};

/// Under choice_lock; what is atomic is also read without it.
struct Choice {
  bool locked = false;
  std::atomic<bool> probing{true}; ///< a short look; else a stay in the better mode
  unsigned looks = 0;  ///< taken since the last stay: first at the mode of the stay, then at the other one
  unsigned warm_ups = 0;
  uint64_t copied = 0; ///< pages, when the slice began
  double beginning = 0; ///< duration of regions when the stay was young
  std::atomic<uint64_t> began{0}, length{0}, number{0};
  Look look;           ///< of this slice
  Look lock, view;     ///< of the last short looks
  uint64_t timed = 0;  ///< regions, for STM_SWITCH_EVERY
  uint64_t stay = kFirstStay;
};
Choice choice;
Lock choice_lock;

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
    startSlice(true, true, kLook);
  return choice.locked;
}

/// Regions a cycle under the lock. While threads rarely meet there, each goes its own pace; how long the lock was free then says how busy the
/// machine was with other programs. (What is outside of regions takes as long in both modes; in views it is measured.)
static double throughputOfLock(unsigned threads) {
  constexpr double kRarelyHeld = 0.5;
  double held = choice.lock.duration, turn = held + choice.view.before;
  if (threads * held < kRarelyHeld * turn)
    return threads / turn;
  double whole = held + choice.lock.before;
  return 1 / std::max(whole - kClockReading / choice.lock.work, whole / 2);
}

static bool viewsWin() {
  unsigned threads = std::min(std::max(choice.lock.threads, choice.view.threads), processors());
  double locked = throughputOfLock(threads);
  double in_views = threads / (choice.view.duration + choice.view.before);
  return in_views > kViewAdvantage * locked;
}

/// True if a look at views saw mostly copying: it begins again.
static bool isWarmingUp(uint64_t elapsed) {
  uint64_t copies = page_counts.copied.load(std::memory_order_relaxed) - choice.copied;
  return !choice.locked && choice.warm_ups < kWarmUps && copies * kCyclesPerCopy > elapsed;
}

static bool startIn(bool locked, bool probing, uint64_t length) {
  if (locked != choice.locked && !switchLockMode(locked))
    return false; // somebody holds the gate: the next sample tries again
  startSlice(locked, probing, length);
  return true;
}

static void report(bool locked, uint64_t length) {
  say("%s for %lu ms: %u threads; cycles: lock held %.0f, free %.0f; region in a view %.0f, outside %.0f",
      locked ? "one lock" : "views", length / kMillisecond, std::max(choice.lock.threads, choice.view.threads),
      choice.lock.duration, choice.lock.before, choice.view.duration, choice.view.before);
}

/// Both modes have been looked at.
static void decide() {
  bool locked = !viewsWin();
  // The first look was at the mode of the last stay. Confirmed: look less often.
  uint64_t stay = locked != choice.locked ? std::min(choice.stay * 2, kLongestStay) : kFirstStay;
  if (!startIn(locked, false, stay))
    return;
  choice.stay = stay;
  choice.looks = 0;
  if (flags.trace)
    report(locked, stay);
}

/// The slice is over: chooses the next one.
static void nextSlice(uint64_t elapsed) {
  if (!choice.probing) {
    startIn(choice.locked, true, kLook);
    return;
  }
  if (isWarmingUp(elapsed)) {
    ++choice.warm_ups;
    return startSlice(false, true, kLook);
  }
  choice.look.settle();
  (choice.locked ? choice.lock : choice.view) = choice.look;
  if (choice.looks == 1)
    return decide();
  if (startIn(!choice.locked, true, kLook)) {
    choice.looks = 1;
    choice.warm_ups = 0;
  }
}

/// A stay in which regions take much longer or shorter than in its beginning.
static bool hasChanged() {
  if (choice.probing || choice.look.samples < kBeginningSamples)
    return false;
  double now = choice.look.duration;
  if (choice.look.samples == kBeginningSamples)
    choice.beginning = now;
  return now > kChanged * choice.beginning || now * kChanged < choice.beginning;
}

static bool isOver(uint64_t now) {
  uint64_t elapsed = now - choice.began;
  if (hasChanged()) {
    choice.stay = kFirstStay;
    return true;
  }
  if (elapsed < choice.length || choice.look.samples == 0)
    return false;
  return choice.look.samples >= kEnoughSamples || elapsed >= kLongestLook * choice.length;
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
    auto duration = double(choice.warm_ups < kWarmUps ? sample.duration(now) : sample.wholeDuration(now));
    auto before = double(sample.before()), work = double(sample.work());
    if (choice.probing)
      choice.look.keep(duration, before, work);
    else
      choice.look.add(duration, before, work);
    if (isOver(now))
      nextSlice(now - choice.began);
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

extern "C" __attribute__((visibility("default"))) void stm_region_work(size_t units) {
  stm::threadState().sample.worked(units);
}
