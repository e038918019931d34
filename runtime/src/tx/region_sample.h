//===- tx/region_sample.h - The duration of one region in sixteen -----------------------------===//
//
// A thread's stopwatch for tx/mode_choice: ended() at the end of the region before the sampled one, began() and lockHeld() in
// the sampled one, duration() at its end. Of long regions, every second one. One thread's own; cycles of the time stamp counter.
//
//===-----------------------------------------------------------------------------------------===//
#ifndef STM_TX_REGION_SAMPLE_H
#define STM_TX_REGION_SAMPLE_H

#include <cstdint>

namespace stm {

class RegionSample {
public:
  static constexpr uint32_t kGroup = 16;
  /// Regions of so many cycles are few: every second one is sampled.
  static constexpr uint64_t kLong = 200'000;

  /// The outermost region begins; called again when it starts again after an abort.
  void began() {
    if (__builtin_expect(previous_end_ == 0, 1))
      return;
    attempt_ = __builtin_ia32_rdtsc();
    if (began_ == 0) {
      began_ = started_ = attempt_;
      excluded_ = 0;
    }
  }
  /// The region has the lock of lock mode, which somebody released at `released` (0: not known). Waiting for it is not
  /// its duration.
  void lockHeld(uint64_t released) {
    if (__builtin_expect(began_ != 0, 0)) {
      started_ = attempt_ = __builtin_ia32_rdtsc();
      // Nor is the taking of the sample itself, which comes after a release of this thread's.
      if (released == 0 || released >= started_)
        previous_end_ = started_;
      else if (released > previous_end_)
        previous_end_ = released;
    }
  }
  /// These cycles went into something that happens once.
  void exclude(uint64_t cycles) { excluded_ += cycles; }

  /// What the sampled region did, in the program's own units: stm_region_work().
  void worked(uint64_t units) { work_ = units ? units : 1; }
  uint64_t work() const { return work_; }

  /// At a region's end: true if it was the sampled one or the one before. A thread's first region is one before.
  bool isDue() { return began_ != 0 || ++regions_ >= group_; }
  bool isComplete() const { return began_ != 0; }
  uint64_t wholeDuration(uint64_t now) const { return now - started_; }
  uint64_t duration(uint64_t now) const {
    uint64_t whole = wholeDuration(now);
    return whole > excluded_ ? whole - excluded_ : 0;
  }
  /// Without what was undone and excluded.
  uint64_t usefulDuration(uint64_t now) const {
    uint64_t last = now - attempt_;
    return last > excluded_ ? last - excluded_ : 0;
  }
  /// How many regions the sample stands for.
  uint32_t regions() const { return group_ + 1; }
  /// The thread's regions are that long, or it is not known yet.
  bool isLong() const { return group_ == 1; }
  /// Outside of regions before this one, or how long the lock was free.
  uint64_t before() const { return started_ - previous_end_; }
  void ended(uint64_t now) {
    if (began_)
      group_ = duration(now) < kLong ? kGroup : 1;
    previous_end_ = began_ ? 0 : now;
    began_ = 0;
    regions_ = 0;
    work_ = 1;
  }

private:
  uint32_t regions_ = 0, group_ = 1;
  uint64_t previous_end_ = 0, began_ = 0, started_ = 0, attempt_ = 0, excluded_ = 0, work_ = 1;
};

} // namespace stm

#endif
