//===- tx/mode_estimate.cpp - Means that bear interruptions -------------------------------------===//
#include "tx/mode_estimate.h"

#include <algorithm>
#include <numeric>
#include <span>

namespace stm {

/// A sample this many times the usual one met an interruption.
static constexpr double kOutlier = 8;
/// Of a slice's samples in the estimate, however few they are.
static constexpr double kLeastShare = 0.25;

double robustMean(const double *values, size_t count) {
  double sorted[Look::kMostKept];
  std::copy(values, values + count, sorted);
  std::nth_element(sorted, sorted + count / 2, sorted + count);
  double most = kOutlier * sorted[count / 2];
  return std::accumulate(values, values + count, 0.0, [most](double sum, double value) { return sum + std::min(value, most); }) / double(count);
}

double robustMean(const double *values, const double *work, size_t count) {
  if (std::all_of(work, work + count, [](double units) { return units == 1; }))
    return robustMean(values, count);
  size_t order[Look::kMostKept];
  std::iota(order, order + count, size_t(0));
  std::sort(order, order + count, [&](size_t a, size_t b) { return values[a] * work[b] < values[b] * work[a]; });
  double whole = std::accumulate(work, work + count, 0.0), below = 0, sum = 0, done = 0;
  for (size_t at : std::span(order, count)) {
    double part = std::min(below + work[at], whole * 0.75) - std::max(below, whole * 0.25);
    below += work[at];
    if (part <= 0)
      continue;
    sum += values[at] / work[at] * part;
    done += part;
  }
  return sum / done;
}

void Look::keep(double region, double gap, double units) {
  durations[samples % kMostKept] = region;
  gaps[samples % kMostKept] = gap;
  works[samples % kMostKept] = units;
  ++samples;
}

void Look::settle() {
  size_t kept = std::min<size_t>(samples, kMostKept);
  averages = {robustMean(durations, works, kept), robustMean(gaps, works, kept), std::accumulate(works, works + kept, 0.0) / double(kept)};
}

void Look::add(double region, double gap, double units) {
  if (samples >= 16)
    region = std::min(region, kOutlier * averages.duration * units);
  ++samples;
  double weight = 1.0 / double(std::min<uint64_t>(samples, 512)), before = averages.work * (1 - weight);
  averages.work = before + units * weight;
  averages.duration = (averages.duration * before + region * weight) / averages.work;
  averages.before = (averages.before * before + gap * weight) / averages.work;
}

void Look::occupy(double region, double useful_part, unsigned regions) {
  occupied += region * regions;
  useful += useful_part * regions;
}

void Estimate::combine(const Look &look, uint64_t elapsed, bool knows_gap) {
  double share = known ? std::clamp(double(look.samples) / double(kEnoughSamples), kLeastShare, 1.0) : 1;
  averages.duration += (look.averages.duration - averages.duration) * share;
  averages.work += (look.averages.work - averages.work) * share;
  if (knows_gap)
    averages.before += (look.averages.before - averages.before) * share;
  threads = look.threads;
  concurrency = look.concurrency(elapsed);
  useful = look.useful / double(elapsed);
  known = true;
}

} // namespace stm
