// K-means: points are divided into clusters, after the description of STAMP's kmeans.
//
// In each round every point finds its nearest centre (no region) and adds itself to that centre's sums (a region); then one
// thread moves the centres. Coordinates are integers, so that sums do not depend on the order.
//
//   <program> threads points clusters rounds
#include "workload.h"

#include <array>
#include <barrier>

namespace {

constexpr size_t kDimensions = 16;
using Point = std::array<int32_t, kDimensions>;

struct Cluster {
  int64_t count = 0;
  std::array<int64_t, kDimensions> sum{};
};

size_t nearest(const Point &point, const std::vector<Point> &centres) {
  size_t best = 0;
  int64_t best_distance = INT64_MAX;
  for (size_t c = 0; c < centres.size(); ++c) {
    int64_t distance = 0;
    for (size_t d = 0; d < kDimensions; ++d) {
      int64_t difference = point[d] - centres[c][d];
      distance += difference * difference;
    }
    if (distance < best_distance) {
      best_distance = distance;
      best = c;
    }
  }
  return best;
}

} // namespace

int main(int argc, char **argv) {
  Options options(argc, argv);
  uint64_t count = options.value(0, 16384);
  uint64_t clusters = options.value(1, 16);
  uint64_t rounds = options.value(2, 8);
  int threads = options.threads();

  std::vector<Point> points(count);
  for (uint64_t i = 0; i < count; ++i)
    for (size_t d = 0; d < kDimensions; ++d) // around one of as many places as there are clusters
      points[i][d] = static_cast<int32_t>(mix(mix(i) % clusters * kDimensions + d) % 65536 +
                                          mix(i * kDimensions + d) % 32768);
  std::vector<Point> centres(points.begin(), points.begin() + clusters);
  std::vector<Cluster> sums(clusters);
  std::barrier<> all(threads);

  Elapsed elapsed = runThreads(threads, [&](int me) {
    for (uint64_t round = 0; round < rounds; ++round) {
      forOwnShare(me, threads, count, [&](uint64_t i) {
        const Point &point = points[i];
        Cluster &cluster = sums[nearest(point, centres)];
        ATOMIC {
          ++cluster.count;
          for (size_t d = 0; d < kDimensions; ++d)
            cluster.sum[d] += point[d];
        }
      });
      all.arrive_and_wait();
      if (me == 0) {
        int64_t counted = 0;
        for (uint64_t c = 0; c < clusters; ++c) {
          counted += sums[c].count;
          for (size_t d = 0; d < kDimensions; ++d)
            if (sums[c].count)
              centres[c][d] = static_cast<int32_t>(sums[c].sum[d] / sums[c].count);
          sums[c] = Cluster();
        }
        check(counted == static_cast<int64_t>(count), "points were lost");
      }
      all.arrive_and_wait();
    }
  });

  uint64_t sum = 0;
  for (const Point &centre : centres)
    for (int32_t coordinate : centre)
      sum = mix(sum ^ static_cast<uint64_t>(coordinate));
  reportResult("centres " + std::to_string(sum), elapsed, count * rounds);
}
