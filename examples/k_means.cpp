// k-means clustering: each thread finds the nearest centre of its points, which only reads, and adds
// each point to the centre's new sum, in a region. Coordinates are integers, so the sums do not
// depend on the order of the additions.
#include "harness.h"
#include "region.h"

#include <array>

static constexpr int kDimensions = 12, kCentres = 24, kRounds = 12;
static constexpr size_t kPoints = 100000, kBatch = 250;

using Point = std::array<int64_t, kDimensions>;

struct Cluster {
  Point sum;
  int64_t size;
};

static std::vector<Point> points(kPoints);
static Point centres[kCentres];
static Cluster clusters[kCentres];

static void makePoints() {
  for (size_t i = 0; i < kPoints; ++i)
    for (int d = 0; d < kDimensions; ++d) {
      // Around one of 24 places, with noise that thins out away from it.
      int64_t place = static_cast<int64_t>(mix(mix(i) % kCentres * 100 + d) % 10000);
      uint64_t noise = mix(i * kDimensions + d);
      points[i][d] = place + static_cast<int64_t>(noise % 1500) +
                     static_cast<int64_t>((noise >> 20) % 1500) - 1500;
    }
  for (int c = 0; c < kCentres; ++c)
    centres[c] = points[mix(c) % kPoints];
}

static int nearest(const Point &point) {
  int best = 0;
  int64_t best_distance = INT64_MAX;
  for (int c = 0; c < kCentres; ++c) {
    int64_t distance = 0;
    for (int d = 0; d < kDimensions; ++d)
      distance += (point[d] - centres[c][d]) * (point[d] - centres[c][d]);
    if (distance < best_distance) {
      best_distance = distance;
      best = c;
    }
  }
  return best;
}

static void assign(const Point &point) {
  Cluster &cluster = clusters[nearest(point)];
  ATOMIC {
    for (int d = 0; d < kDimensions; ++d)
      cluster.sum[d] += point[d];
    ++cluster.size;
  }
}

static void moveCentres() {
  for (int c = 0; c < kCentres; ++c) {
    for (int d = 0; d < kDimensions; ++d)
      if (clusters[c].size)
        centres[c][d] = clusters[c].sum[d] / clusters[c].size;
    clusters[c] = {};
  }
}

int main(int argc, char **argv) {
  int threads = threadsFrom(argc, argv);
  makePoints();
  Elapsed total = {0, 0};
  for (int round = 0; round < kRounds; ++round) {
    std::atomic<size_t> next{0};
    Elapsed elapsed = runThreads(threads, [&](int) {
      for (size_t first; (first = next.fetch_add(kBatch)) < kPoints;)
        for (size_t i = first; i < first + kBatch; ++i)
          assign(points[i]);
    });
    total.seconds += elapsed.seconds;
    total.cpu_seconds += elapsed.cpu_seconds;
    moveCentres();
  }
  uint64_t sum = 0;
  for (const Point &centre : centres)
    for (int64_t coordinate : centre)
      sum = mix(sum ^ static_cast<uint64_t>(coordinate));
  report("centres' checksum " + std::to_string(sum), total, kPoints * kRounds);
}
