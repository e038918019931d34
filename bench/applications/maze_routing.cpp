// Maze routing: pairs of points are connected by paths through a grid, which must not meet (Lee's algorithm), after the
// description of STAMP's labyrinth.
//
// A thread takes a pair (a region), copies the grid (a region), finds a shortest way in its copy (no region), and takes the
// way's cells if all of them are still free (a region); otherwise it begins with a new copy. Which pairs find a way depends on the
// order; that all ways are connected and apart does not.
//
//   <program> threads pairs side
#include "workload.h"

#include <algorithm>
#include <queue>

namespace {

using Cell = int32_t; // 0: free, n: of path n
constexpr int kLayers = 3;

struct Pair {
  size_t from, to;
};

class Grid {
public:
  explicit Grid(size_t side) : side_(side), cells_(side * side * kLayers, 0) {}

  std::vector<Cell> &cells() { return cells_; }

  template <typename Visit> void forNeighbours(size_t cell, Visit visit) const {
    size_t x = cell % side_, y = cell / side_ % side_, z = cell / (side_ * side_);
    if (x > 0)
      visit(cell - 1);
    if (x + 1 < side_)
      visit(cell + 1);
    if (y > 0)
      visit(cell - side_);
    if (y + 1 < side_)
      visit(cell + side_);
    if (z > 0)
      visit(cell - side_ * side_);
    if (z + 1 < kLayers)
      visit(cell + side_ * side_);
  }

  // Shortest way from one end to the other over cells that are free in `copy`, which it fills with distances
  // (negative numbers). Empty if there is none.
  std::vector<size_t> way(std::vector<Cell> &copy, Pair pair) const {
    std::queue<size_t> front;
    front.push(pair.from);
    copy[pair.from] = -1;
    copy[pair.to] = 0;
    while (!front.empty() && copy[pair.to] == 0) {
      size_t cell = front.front();
      front.pop();
      forNeighbours(cell, [&](size_t next) {
        if (copy[next] == 0) {
          copy[next] = copy[cell] - 1;
          front.push(next);
        }
      });
    }
    std::vector<size_t> cells;
    if (copy[pair.to] == 0)
      return cells;
    for (size_t cell = pair.to; cell != pair.from;) {
      cells.push_back(cell);
      size_t back = cell;
      forNeighbours(cell, [&](size_t next) {
        if (copy[next] == copy[cell] + 1)
          back = next;
      });
      cell = back;
    }
    cells.push_back(pair.from);
    return cells;
  }

private:
  size_t side_;
  std::vector<Cell> cells_;
};

// Pairs at moderate distance; no cell is an end twice.
std::vector<Pair> makePairs(size_t side, uint64_t count, std::vector<Cell> &cells) {
  std::vector<Pair> pairs;
  for (uint64_t i = 0; pairs.size() < count && i < count * 64; ++i) {
    size_t x = mix(i) % side, y = mix(i * 3 + 1) % side, reach = side / 3 + 1;
    size_t to_x = (x + mix(i * 5 + 2) % reach) % side, to_y = (y + mix(i * 7 + 3) % reach) % side;
    Pair pair = {y * side + x, to_y * side + to_x};
    if (pair.from == pair.to || cells[pair.from] || cells[pair.to])
      continue;
    pairs.push_back(pair);
    // The ends belong to their path from the start, so that no other takes them.
    cells[pair.from] = cells[pair.to] = static_cast<Cell>(pairs.size());
  }
  return pairs;
}

// The cells of each path must be one connected line from end to end.
uint64_t connected(const Grid &grid, const std::vector<Cell> &cells, const std::vector<Pair> &pairs,
                   const std::vector<char> &routed) {
  std::vector<uint64_t> lengths(pairs.size() + 1);
  for (Cell cell : cells)
    ++lengths[static_cast<size_t>(cell)];
  uint64_t count = 0;
  for (size_t i = 0; i < pairs.size(); ++i) {
    Cell number = static_cast<Cell>(i + 1);
    check(cells[pairs[i].from] == number && cells[pairs[i].to] == number, "a path lost an end");
    if (!routed[i]) {
      check(lengths[i + 1] == 2, "a pair without a way owns cells");
      continue;
    }
    ++count;
    size_t steps = 1, before = pairs[i].from;
    for (size_t cell = pairs[i].from; cell != pairs[i].to; ++steps) {
      size_t next = cell;
      grid.forNeighbours(cell, [&](size_t at) {
        if (cells[at] == number && at != before)
          next = at;
      });
      check(next != cell, "a path is broken");
      before = cell;
      cell = next;
    }
    check(steps == lengths[i + 1], "a path is not one line");
  }
  return count;
}

std::queue<size_t> tasks;

} // namespace

int main(int argc, char **argv) {
  Options options(argc, argv);
  size_t side = options.value(1, 96);
  Grid grid(side);
  std::vector<Cell> &cells = grid.cells();
  std::vector<Pair> pairs = makePairs(side, options.value(0, 96), cells);
  for (size_t i = 0; i < pairs.size(); ++i)
    tasks.push(i);
  std::vector<char> routed(pairs.size());

  Elapsed elapsed = runThreads(options.threads(), [&](int) {
    for (;;) {
      size_t task = pairs.size();
      ATOMIC {
        if (!tasks.empty()) {
          task = tasks.front();
          tasks.pop();
        }
      }
      if (task == pairs.size())
        return;
      Cell number = static_cast<Cell>(task + 1);
      for (bool done = false; !done;) {
        std::vector<Cell> copy(cells.size());
        ATOMIC { std::copy(cells.begin(), cells.end(), copy.begin()); }
        std::vector<size_t> way = grid.way(copy, pairs[task]);
        done = true;
        if (way.empty())
          break;
        ATOMIC {
          bool free = true;
          for (size_t cell : way)
            free = free && (cells[cell] == 0 || cells[cell] == number);
          if (free)
            for (size_t cell : way)
              cells[cell] = number;
          done = free;
        }
        if (done)
          routed[task] = 1;
      }
    }
  });

  uint64_t ways = connected(grid, cells, pairs, routed);
  reportResult(std::to_string(pairs.size()) + " pairs, all ways sound", elapsed, pairs.size(),
               static_cast<double>(ways));
}
