// What the examples and benchmark programs share beside their work: threads that start together, a
// clock around the parallel part, random numbers that are the same everywhere, and one line of
// output that demo.py and bench/run.py read.
#ifndef EXAMPLES_HARNESS_H
#define EXAMPLES_HARNESS_H

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <sys/resource.h>
#include <thread>
#include <vector>

// splitmix64: well-mixed numbers from a counter, so that operation i is the same in every build and
// with every number of threads.
inline uint64_t mix(uint64_t i) {
  i += 0x9e3779b97f4a7c15u;
  i = (i ^ (i >> 30)) * 0xbf58476d1ce4e5b9u;
  i = (i ^ (i >> 27)) * 0x94d049bb133111ebu;
  return i ^ (i >> 31);
}

// Wall and processor time of one parallel part.
struct Elapsed {
  double seconds;
  double cpu_seconds;
};

inline double cpuSeconds() {
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  auto seconds = [](timeval t) { return t.tv_sec + t.tv_usec * 1e-6; };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// Runs body(0) ... body(threads - 1), each in its own thread (a single one in the calling thread),
// and times from the moment when all are ready until the last has ended.
template <typename Body> Elapsed runThreads(int threads, Body body) {
  using Clock = std::chrono::steady_clock;
  auto since = [](Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
  };
  if (threads == 1) {
    double cpu = cpuSeconds();
    Clock::time_point start = Clock::now();
    body(0);
    return {since(start), cpuSeconds() - cpu};
  }
  std::atomic<int> ready{0};
  std::atomic<bool> go{false};
  std::vector<std::thread> all;
  for (int i = 0; i < threads; ++i)
    all.emplace_back([&, i] {
      ready.fetch_add(1);
      while (!go.load())
        std::this_thread::yield();
      body(i);
    });
  while (ready.load() < threads)
    std::this_thread::yield();
  double cpu = cpuSeconds();
  Clock::time_point start = Clock::now();
  go.store(true);
  for (std::thread &thread : all)
    thread.join();
  return {since(start), cpuSeconds() - cpu};
}

// The number of threads from the command line: 1 without an argument.
inline int threadsFrom(int argc, char **argv) {
  int threads = argc > 1 ? std::atoi(argv[1]) : 1;
  if (threads < 1) {
    std::fprintf(stderr, "usage: %s [threads] ...\n", argv[0]);
    std::exit(2);
  }
#ifdef EXAMPLE_PLAIN
  if (threads != 1) {
    std::fprintf(stderr, "%s: built without protection, for one thread only\n", argv[0]);
    std::exit(2);
  }
#endif
  return threads;
}

// Peak resident memory of the process so far, in KiB.
inline long peakKilobytes() {
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

// The program's one line of output. `operations` is what a per-operation time divides by.
inline void report(const std::string &answer, Elapsed elapsed, uint64_t operations) {
  std::printf("{\"answer\": \"%s\", \"seconds\": %.6f, \"cpu_seconds\": %.6f, "
              "\"operations\": %llu, \"peak_kib\": %ld}\n",
              answer.c_str(), elapsed.seconds, elapsed.cpu_seconds,
              static_cast<unsigned long long>(operations), peakKilobytes());
}

#endif
