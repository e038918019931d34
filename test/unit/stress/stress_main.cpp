//===- stress/stress_main.cpp - Duration and threads --------------------------------------------===//
//
// The time comes from --seconds=N or the environment variable STM_STRESS_SECONDS, and is shared by
// all shapes; without either a run takes about 20 seconds.
//
//===------------------------------------------------------------------------------------------===//
#include "stress/stress.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <thread>
#include <vector>

namespace stm::test {

std::atomic<long> failures{0};

static double seconds_per_shape;

double secondsPerShape() { return seconds_per_shape; }

Clock::Clock(double share)
    : end_(std::chrono::steady_clock::now() +
           std::chrono::duration_cast<std::chrono::steady_clock::duration>(
               std::chrono::duration<double>(seconds_per_shape * share))) {}

void runThreads(unsigned count, const std::function<void(unsigned, Random &)> &f) {
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < count; ++i)
    threads.emplace_back([&f, i] {
      Random random(i + 1);
      f(i, random);
    });
  for (std::thread &thread : threads)
    thread.join();
}

} // namespace stm::test

int main(int argc, char **argv) {
  testing::InitGoogleTest(&argc, argv);
  const char *text = getenv("STM_STRESS_SECONDS");
  for (int i = 1; i < argc; ++i) {
    if (strncmp(argv[i], "--seconds=", 10) != 0) {
      fprintf(stderr, "unknown argument %s; --seconds=N sets the duration of all shapes together\n", argv[i]);
      return 2;
    }
    text = argv[i] + 10;
  }
  double seconds = text ? atof(text) : 20;
  if (seconds <= 0) {
    fprintf(stderr, "%s is not a number of seconds\n", text);
    return 2;
  }
  int shapes = 0;
  testing::UnitTest &tests = *testing::UnitTest::GetInstance();
  for (int i = 0; i < tests.total_test_suite_count(); ++i)
    shapes += tests.GetTestSuite(i)->total_test_count();
  stm::test::seconds_per_shape = seconds / shapes;
  return RUN_ALL_TESTS();
}
