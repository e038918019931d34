// Intent: whatever the level, debug information, link-time optimisation or relocation model, what the pass makes is well formed.
//
// RUN: %clangxx -std=c++20 -O0 -g -fplugin=%stm_plugin -emit-llvm -c %s -o - | %opt -passes=verify -disable-output
// RUN: %clangxx -std=c++20 -O1 -g -fplugin=%stm_plugin -emit-llvm -c %s -o - | %opt -passes=verify -disable-output
// RUN: %clangxx -std=c++20 -O2 -g -fplugin=%stm_plugin -emit-llvm -c %s -o - | %opt -passes=verify -disable-output
// RUN: %clangxx -std=c++20 -O3 -march=skylake-avx512 -fplugin=%stm_plugin -emit-llvm -c %s -o - | %opt -passes=verify -disable-output
// RUN: %clangxx -std=c++20 -Os -fPIC -fplugin=%stm_plugin -emit-llvm -c %s -o - | %opt -passes=verify -disable-output
// RUN: %clangxx -std=c++20 -O2 -flto=thin -fplugin=%stm_plugin -c %s -o - | %opt -passes=verify -disable-output
// RUN: %clangxx -std=c++20 -O2 -flto -fno-pie -fplugin=%stm_plugin -c %s -o - | %opt -passes=verify -disable-output
// RUN: %clangxx -std=c++20 -O2 -fno-exceptions -DNO_EXCEPTIONS -fplugin=%stm_plugin -c %s -o /dev/null
#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

struct Shape {
  virtual ~Shape() = default;
  virtual double area() const = 0;
};
struct Square final : Shape {
  double side = 1;
  std::shared_ptr<int> tag;
  double area() const override { return side * side + (tag ? *tag : 0); }
};

std::map<std::string, std::vector<int>> index_of;
std::vector<std::unique_ptr<Shape>> shapes;
std::function<int(int)> hook;
thread_local std::string scratch;

int work(const std::string &word, int rounds) {
  int result = 0;
  int histogram[100] = {};
  for (int i = 0; i < rounds; ++i) {
    [[stm::atomic]] {
      index_of[word + std::to_string(i)].push_back(i);
      std::sort(index_of[word].begin(), index_of[word].end());
      scratch += word;
      ++histogram[i % 100];
      for (const auto &shape : shapes)
        result += static_cast<int>(shape->area());
      if (hook)
        result += hook(i);
#ifndef NO_EXCEPTIONS
      try {
        if (result == 5)
          throw std::string("five");
      } catch (const std::string &text) {
        result += static_cast<int>(text.size());
      }
#endif
      [[stm::atomic]] { std::fill(std::begin(histogram), std::end(histogram), i); }
      if (result > 1000)
        return result;
      if (result == 77)
        break;
      if (result == 99)
        continue;
      switch (result) {
      case 1:
        result = 2;
        break;
      default:
        ++result;
      }
    }
  }
  return result + histogram[3];
}
