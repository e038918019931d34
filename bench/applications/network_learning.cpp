// Bayesian network learning: which variables depend on which is learned from records by hill climbing, after the
// description of STAMP's bayes.
//
// A task is to add one parent to one variable. A thread takes the task that promises most (a region), then adds the parent if it still
// makes no circle and looks for the variable's next best one (a region, with long computations in it). What network comes out depends on the
// order; that it has no circles and that its score is what its parents say does not.
//
//   <program> threads records variables
#include "workload.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

namespace {

constexpr size_t kMostParents = 5;

struct Task {
  double gain;
  size_t variable, parent;
  bool operator<(const Task &other) const {
    if (gain != other.gain)
      return gain < other.gain;
    return variable != other.variable ? variable < other.variable : parent < other.parent;
  }
};

struct Variable {
  std::vector<size_t> parents; // sorted
  double score = 0;            // log likelihood of the records, given the parents
};

class Learner {
public:
  Learner(size_t variables, size_t records) : columns_(variables), network_(variables) {
    // Every variable follows up to three earlier ones, with some noise.
    for (size_t v = 0; v < variables; ++v) {
      columns_[v].resize(records);
      for (size_t r = 0; r < records; ++r) {
        uint64_t random = mix(v * records + r);
        uint64_t bit = random & 1;
        if (v > 0 && (random >> 8) % 8 != 0) {
          bit = 1;
          for (size_t k = 0; k < 1 + v % 3; ++k)
            bit ^= columns_[mix(v * 8 + k) % v][r];
        }
        columns_[v][r] = static_cast<uint8_t>(bit);
      }
    }
    penalty_ = 0.5 * std::log(static_cast<double>(records));
    for (size_t v = 0; v < variables; ++v) {
      network_[v].score = score(v, {});
      if (Task task; bestParent(v, task))
        tasks_.push_back(task);
    }
    std::make_heap(tasks_.begin(), tasks_.end());
  }

  void work() {
    for (;;) {
      Task task{};
      bool have = false;
      ATOMIC {
        if (!tasks_.empty()) {
          std::pop_heap(tasks_.begin(), tasks_.end());
          task = tasks_.back();
          tasks_.pop_back();
          have = true;
        }
      }
      if (!have)
        return;
      ATOMIC {
        Variable &variable = network_[task.variable];
        // Only this task is about this variable; but others may have closed the way to this parent.
        if (!reaches(task.variable, task.parent)) {
          auto at = std::lower_bound(variable.parents.begin(), variable.parents.end(), task.parent);
          variable.parents.insert(at, task.parent);
          variable.score += task.gain;
        }
        Task next{};
        if (bestParent(task.variable, next)) {
          tasks_.push_back(next);
          std::push_heap(tasks_.begin(), tasks_.end());
        }
      }
    }
  }

  // Checks the network and returns its score.
  double checkedScore() {
    double total = 0;
    for (size_t v = 0; v < network_.size(); ++v) {
      const Variable &variable = network_[v];
      for (size_t parent : variable.parents)
        check(!reaches(v, parent), "the network has a circle");
      double again = score(v, variable.parents);
      check(std::fabs(again - variable.score) < 1e-6 * std::fabs(again), "a score is not its parents'");
      total += again;
    }
    return total;
  }

private:
  // Whether `from` is an ancestor of `to` (or the same).
  bool reaches(size_t from, size_t to) const {
    std::vector<size_t> front{to};
    std::vector<char> seen(network_.size());
    while (!front.empty()) {
      size_t v = front.back();
      front.pop_back();
      if (v == from)
        return true;
      if (seen[v])
        continue;
      seen[v] = 1;
      front.insert(front.end(), network_[v].parents.begin(), network_[v].parents.end());
    }
    return false;
  }

  // How probable the records of `v` are, given the parents; more parents must be worth their parameters.
  double score(size_t v, const std::vector<size_t> &parents) const {
    std::vector<std::array<int, 2>> counts(size_t(1) << parents.size());
    for (size_t r = 0; r < columns_[v].size(); ++r) {
      size_t row = 0;
      for (size_t parent : parents)
        row = row * 2 + columns_[parent][r];
      ++counts[row][columns_[v][r]];
    }
    double sum = 0;
    for (auto [zeros, ones] : counts) {
      double all = zeros + ones;
      if (zeros)
        sum += zeros * std::log(zeros / all);
      if (ones)
        sum += ones * std::log(ones / all);
    }
    return sum - penalty_ * static_cast<double>(counts.size());
  }

  // The parent that improves the score of `v` most; false if none does.
  bool bestParent(size_t v, Task &best) const {
    const Variable &variable = network_[v];
    if (variable.parents.size() == kMostParents)
      return false;
    best = {0, v, v};
    for (size_t parent = 0; parent < network_.size(); ++parent) {
      if (parent == v || std::binary_search(variable.parents.begin(), variable.parents.end(), parent) ||
          reaches(v, parent))
        continue;
      std::vector<size_t> parents = variable.parents;
      parents.insert(std::lower_bound(parents.begin(), parents.end(), parent), parent);
      if (double gain = score(v, parents) - variable.score; gain > best.gain)
        best = {gain, v, parent};
    }
    return best.gain > 0;
  }

  std::vector<std::vector<uint8_t>> columns_; // never change after the start
  std::vector<Variable> network_;
  std::vector<Task> tasks_; // a heap
  double penalty_;
};

} // namespace

int main(int argc, char **argv) {
  Options options(argc, argv);
  size_t variables = options.value(1, 24);
  auto learner = std::make_unique<Learner>(variables, options.value(0, 1024));
  Elapsed elapsed = runThreads(options.threads(), [&](int) { learner->work(); });
  double score = learner->checkedScore();
  reportResult(std::to_string(variables) + " variables, a sound network", elapsed, variables, score);
}
