//===- tx/mode_estimate.h - What a mode's regions cost, by samples ------------------------------===//
//
// tx/mode_choice gathers the samples of a slice of time in a Look and keeps what it knows of each mode in an Estimate. All of it is
// in cycles of the time stamp counter a unit of work: what the program says of its regions (stm_region_work), or else a region.
//
//===-----------------------------------------------------------------------------------------===//
#ifndef STM_TX_MODE_ESTIMATE_H
#define STM_TX_MODE_ESTIMATE_H

#include <cstddef>
#include <cstdint>

namespace stm {

/// A look with so many samples says enough by itself.
constexpr uint64_t kEnoughSamples = 64;

/// d and g of the lock, v and o of views.
struct Averages {
  double duration = 0, before = 0;
  double work = 1; ///< of a region
};

/// The samples of one slice.
struct Look {
  /// Of a short look the latest samples are kept.
  static constexpr size_t kMostKept = 256;

  Averages averages;
  uint64_t samples = 0;
  unsigned threads = 0;
  double occupied = 0, useful = 0; ///< cycles that threads spent in regions, by the samples; of them, in what was not undone
  double durations[kMostKept], gaps[kMostKept], works[kMostKept];

  /// A sample of a short look: a region's duration and what was before it, in cycles, and its work. settle() makes the averages.
  void keep(double region, double gap, double units);
  /// Precondition: there is a sample.
  void settle();
  /// A sample of a stay, which may take minutes: the averages follow the last few hundred.
  void add(double region, double gap, double units);
  /// A sample with this duration, of which so many cycles were useful, stands for `regions`.
  void occupy(double region, double useful_part, unsigned regions);
  /// How many threads were in regions at a time, on average over the slice's duration.
  double concurrency(uint64_t elapsed) const { return occupied / double(elapsed); }
};

/// What is known of a mode.
struct Estimate {
  Averages averages;
  unsigned threads = 0;
  double concurrency = 0, useful = 0; ///< threads in regions at a time; of them, those whose work was not undone
  bool known = false;

  /// A slice with enough samples replaces what was known before; few samples are averaged with it. `knows_gap`: the slice has measured
  /// what was before its regions.
  void combine(const Look &look, uint64_t elapsed, bool knows_gap);
};

/// The mean duration of regions, in which what is far from the rest has little part: interrupts, page faults, lost processors.
double robustMean(const double *values, size_t count);
/// The mean of a unit of work. Where regions say what they did, a unit's duration varies little, and the regions may be few and long:
/// only the half of the work counts whose units took neither shortest nor longest. At most Look::kMostKept values.
double robustMean(const double *values, const double *work, size_t count);

} // namespace stm

#endif
